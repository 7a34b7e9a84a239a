"""Whether articles are about the actors that they name, and whether they are reports: what is recorded from now on has
both, and what is matched again the former."""

import sqlalchemy as sa
from alembic import op

revision = "0015_salience"
down_revision = "0013_vectors"


def upgrade() -> None:
    op.add_column("mention", sa.Column("salience", sa.Text()))
    op.add_column("article", sa.Column("passing", sa.Text()))
    op.add_column("article", sa.Column("genre", sa.Text()))
