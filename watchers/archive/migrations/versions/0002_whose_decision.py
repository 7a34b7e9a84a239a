"""On which server a decision about stories was taken: who took it is shown there alone."""

import sqlalchemy as sa
from alembic import op

revision = "0002_whose_decision"
down_revision = "0001_archive"


def upgrade() -> None:
    op.add_column("decision", sa.Column("guild", sa.Text()))
