"""A feed has a row in each scope that follows its address: everybody's, and one of every server that added it."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0009_feeds_by_scope"
down_revision = "0008_scopes"

_TERMINAL = "terminal"  # stood for the server of what was added there, which is everybody's now


def upgrade() -> None:
    # out of the way, since SQLite makes the table anew to which it refers
    op.execute(
        "CREATE TEMPORARY TABLE kept AS SELECT feed.url, entry, first_seen FROM feed_entry JOIN feed ON key = feed"
    )
    op.execute("DELETE FROM feed_entry")
    _scopes()
    with op.batch_alter_table("feed") as feed:
        feed.alter_column("guild", existing_type=sa.Text(), nullable=False, server_default="")
        feed.alter_column("number", existing_type=sa.Integer(), nullable=False)
        feed.drop_constraint("uq_feed_url", type_="unique")
        feed.create_unique_constraint("uq_feed_url_guild", ["url", "guild"])
    _quarantine()
    _split()
    op.execute(
        "INSERT INTO feed_entry (feed, entry, first_seen)"
        " SELECT feed.key, entry, first_seen FROM kept JOIN feed ON feed.url = kept.url"
    )
    op.execute("DROP TABLE kept")
    _changes()
    op.drop_table("follower")
    op.create_table(
        "departure",
        sa.Column("guild", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild", name="pk_departure"),
        sqlite_with_rowid=False,
    )


def _scopes() -> None:
    """Each row becomes everybody's, if a file or the terminal had it, or the first server's that follows it."""
    op.add_column("feed", sa.Column("number", sa.Integer()))
    op.execute("UPDATE feed SET number = key")  # as people know it
    first = f"(SELECT min(guild) FROM follower WHERE follower.url = feed.url AND guild <> '{_TERMINAL}')"
    at_terminal = f"EXISTS (SELECT 1 FROM follower WHERE follower.url = feed.url AND guild = '{_TERMINAL}')"
    op.execute(
        f"UPDATE feed SET guild = CASE WHEN origin = 'file' OR guild = '{_TERMINAL}' OR {at_terminal} THEN ''"
        f" ELSE coalesce(guild, {first}, '') END"
    )


def _quarantine() -> None:
    op.add_column("quarantine", sa.Column("guild", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE quarantine SET guild = coalesce((SELECT guild FROM feed WHERE feed.url = quarantine.feed), '')")


def _split() -> None:
    """Every further server that follows an address gets a row of its own, with all that the poller remembers."""
    connection = op.get_bind()
    names = [column["name"] for column in sa.inspect(connection).get_columns("feed")]
    columns = ", ".join(name for name in names if name not in ("key", "guild", "origin"))
    values = ", ".join(f"feed.{name}" for name in columns.split(", "))
    op.execute(
        f"INSERT INTO feed ({columns}, guild, origin) SELECT {values}, follower.guild, 'discord'"
        " FROM feed JOIN follower ON follower.url = feed.url"
        f" WHERE follower.guild <> feed.guild AND follower.guild <> '{_TERMINAL}' ORDER BY feed.key, follower.guild"
    )


def _changes() -> None:
    """What can still be undone names the rows that took the place of followers."""
    connection = op.get_bind()
    for key, detail in connection.execute(sa.text("SELECT key, detail FROM change")).all():
        change = json.loads(detail)
        for name, *_ in change["rows"]:
            if name[0] == "follower":
                name[:] = ["feed", name[1], "" if name[2] == _TERMINAL else name[2]]
        values = {"key": key, "detail": json.dumps(change, ensure_ascii=False, separators=(",", ":"))}
        connection.execute(sa.text("UPDATE change SET detail = :detail WHERE key = :key"), values)
