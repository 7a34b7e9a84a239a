"""Whether articles are about the actors that they name, whether they are reports, and whose their outlets are.

What is recorded from now on has it; what is matched again the first.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015_salience"
down_revision = "0014_labelled_pairs"


def upgrade() -> None:
    op.add_column("mention", sa.Column("salience", sa.Text()))
    op.add_column("article", sa.Column("passing", sa.Text()))
    op.add_column("article", sa.Column("genre", sa.Text()))
    for table in ("feed", "article"):
        op.add_column(table, sa.Column("owner", sa.Text(), nullable=False, server_default=""))
