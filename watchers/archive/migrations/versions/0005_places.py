"""Where actors were, and who reports on them: what is recorded from now on has it."""

import sqlalchemy as sa
from alembic import op

revision = "0005_places"
down_revision = "0004_daily_copies"


def upgrade() -> None:
    op.add_column("event", sa.Column("places", sa.Text()))
    op.create_table(
        "located",
        sa.Column("subject", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("event", sa.Integer(), nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("subject", "place", "article", "event", name="pk_located"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "voice",
        sa.Column("subject", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "kind", "name", name="pk_voice"),
        sqlite_with_rowid=False,
    )
