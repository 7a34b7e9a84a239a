"""What servers' own feeds brought before anything had a scope is to be theirs: `owning` does it afterwards."""

from alembic import op

revision = "0012_owners"
down_revision = "0011_reasons"


def upgrade() -> None:
    op.execute("INSERT INTO meta (key, value) VALUES ('what servers brought is to be theirs', '1')")
