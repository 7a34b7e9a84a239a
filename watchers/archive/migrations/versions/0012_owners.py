"""What servers' own feeds brought before anything had a scope is theirs from now on (see `owning`)."""

from alembic import op

from watchers.archive.owning import own_what_servers_brought

revision = "0012_owners"
down_revision = "0011_reasons"


def upgrade() -> None:
    own_what_servers_brought(op.get_bind())
