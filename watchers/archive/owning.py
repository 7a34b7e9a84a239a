"""What servers' own feeds brought before anything had a scope is made theirs, once, when an archive is upgraded.

    an article of a feed that one server alone had added   is that server's own, under the id that it had
    a story that such an article began                     goes on for everybody else under its first article of theirs
    a copy of such an article                              is no copy for everybody else

Each server goes on seeing what it saw: of everybody's articles that change it first gets readings of its own. Nothing
is told or rewritten.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, RowMapping, delete, func, or_, select, update

from watchers.archive import aggregates, readings, report_rows, story_rows
from watchers.archive.numbering import Numbering
from watchers.archive.recorder import owned
from watchers.archive.schema import article, copied, delivery, feed, language_count, story, team, told
from watchers.archive.visible import EVERYBODY, seen_by
from watchers.archive.visible import article as visible_article


def own_what_servers_brought(conn: Connection) -> int:
    """Make the articles of servers' own feeds theirs; how many there were."""
    owner_of_feed = _owners(conn)
    brought = select(article).where(article.c.guild.is_(None), article.c.feed.in_(list(owner_of_feed)))
    rows = conn.execute(brought.order_by(article.c.key)).mappings().all()
    owners = {row["key"]: owner_of_feed[row["feed"]] for row in rows}
    for guild in sorted(set(owners.values())):
        _keep_what_it_saw(conn, guild, owners)
    for row in rows:
        _give(conn, row, owners[row["key"]])
    for key in sorted(set(owners) & {row["story"] for row in rows}):
        _go_on_elsewhere(conn, key, owners[key])
    _count_no_copies(conn, owners)
    return len(rows)


def _owners(conn: Connection) -> Mapping[str, str]:
    """The feeds that one server alone has, by address."""
    servers = select(feed.c.url, func.min(feed.c.guild)).group_by(feed.c.url)
    alone = servers.having(func.count() == 1, func.min(feed.c.guild) != EVERYBODY)
    return {url: guild for url, guild in conn.execute(alone)}


def _keep_what_it_saw(conn: Connection, guild: str, owners: Mapping[int, str]) -> None:
    """Give a server readings of the articles in stories with its own, and of the copies of its own."""
    own = [key for key, owner in owners.items() if owner == guild]
    mixed = select(article.c.story).where(article.c.key.in_(own))
    related = or_(article.c.story.in_(mixed), article.c.copy_of.in_(own))
    others = select(article.c.key).where(related, article.c.guild.is_(None), article.c.key.not_in(list(owners)))
    keys = conn.execute(others.order_by(article.c.key)).scalars().all()
    with seen_by(conn, guild):
        owned(conn, keys)


def _give(conn: Connection, row: RowMapping, guild: str) -> None:
    """Make everybody's article a server's own: its row, what is found in it and what is counted of it."""
    key, of_row = row["key"], article.c.key == row["key"]
    public = conn.execute(select(visible_article).where(visible_article.c.key == key)).mappings().one()
    recorded, copy = report_rows.as_article(public), row["copy_of"] is not None
    reading = readings.remove(conn, key, recorded, copy=copy)
    languages = {"feed": row["feed"], "language": row["language"] or ""}
    aggregates.add(conn, language_count, [{**languages, "guild": EVERYBODY, "articles": -1}])
    aggregates.add(conn, language_count, [{**languages, "guild": guild, "articles": 1}])
    conn.execute(update(article).where(of_row).values(guild=guild, label=recorded.id))
    with seen_by(conn, guild):
        readings.enter(conn, key, recorded, reading)
        numbering = Numbering(conn)
        numbering.know(guild)
        numbering.write()


def _go_on_elsewhere(conn: Connection, key: int, owner: str) -> None:
    """Let a story that a server's own article began go on for everybody else under its first article of theirs."""
    elsewhere = article.c.story == key, or_(article.c.guild.is_(None), article.c.guild != owner)
    first = conn.execute(select(func.min(func.coalesce(article.c.shadows, article.c.key))).where(*elsewhere)).scalar()
    _of_owner(conn, key, owner)
    if first is None:
        return
    rows = conn.execute(select(article.c.key, article.c.guild, article.c.first_seen).where(*elsewhere)).all()
    conn.execute(update(article).where(*elsewhere).values(story=first))
    for guild in {row.guild for row in rows}:
        with seen_by(conn, guild):
            for row in rows:
                if row.guild == guild:
                    story_rows.join(conn, first, row.key, row.first_seen, origin=False)
    others = select(team.c.id).where(team.c.guild != owner)
    for table in (told, delivery):
        conn.execute(update(table).where(table.c.story == key, table.c.team.in_(others)).values(story=first))


def _of_owner(conn: Connection, key: int, owner: str) -> None:
    """Make everybody's row of a story the server's that began it."""
    here = story.c.key == key, story.c.guild == EVERYBODY
    conn.execute(delete(story).where(story.c.key == key, story.c.guild == owner))
    conn.execute(update(story).where(*here).values(guild=owner))


def _count_no_copies(conn: Connection, owners: Mapping[int, str]) -> None:
    """For everybody, what was copied from a server's own article is no copy."""
    copies = select(article).where(article.c.guild.is_(None), article.c.copy_of.in_(list(owners)))
    for row in conn.execute(copies).mappings().all():
        conn.execute(update(article).where(article.c.key == row["key"]).values(copy_of=None))
        readings.count_as_report(conn, row["key"])
        conn.execute(delete(copied).where(copied.c.article == row["key"]))
