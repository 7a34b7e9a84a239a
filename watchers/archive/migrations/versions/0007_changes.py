"""What people changed by commands, kept for a day so that it can be undone."""

import sqlalchemy as sa
from alembic import op

revision = "0007_changes"
down_revision = "0006_quarantine"


def upgrade() -> None:
    op.create_table(
        "change",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("guild", sa.Text()),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("key", name="pk_change"),
    )
