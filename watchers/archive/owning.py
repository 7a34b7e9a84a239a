"""What servers' own feeds brought before anything had a scope is made theirs, once, when an archive is upgraded.

    an article of a feed that one server alone had added   is that server's own, under the id that it had
    a story that such an article began                     goes on for everybody else under its first article of theirs
    a copy of such an article                              is no copy for everybody else

Each server goes on seeing what it saw: of everybody's articles that change it first gets readings of its own. Nothing
is told or rewritten.

Migration 0012 asks for it by a mark; it is done when all tables are up to date, as it goes by the code of today.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import ColumnElement, Connection, delete, func, or_, select, update

from watchers.archive import aggregates, readings, report_rows, schema, story_rows
from watchers.archive.numbering import Numbering
from watchers.archive.public_ids import AnyRow
from watchers.archive.recorder import owned
from watchers.archive.schema import article, copied, delivery, feed, language_count, meta, story, team, told
from watchers.archive.visible import EVERYBODY, seen_by
from watchers.archive.visible import article as visible_article

ASKED_FOR = "what servers brought is to be theirs"  # the mark


def own_if_asked(conn: Connection) -> None:
    """Do it where a migration has asked for it, and never again."""
    if conn.execute(delete(meta).where(meta.c.key == ASKED_FOR)).rowcount:
        own_what_servers_brought(conn)


def own_what_servers_brought(conn: Connection) -> int:
    """Make the articles of servers' own feeds theirs; how many there were."""
    owner_of_feed = _owners(conn)
    urls_of: dict[str, list[str]] = defaultdict(list)
    for url, guild in owner_of_feed.items():
        urls_of[guild].append(url)
    for guild in sorted(urls_of):
        _keep_what_it_saw(conn, guild, urls_of[guild], owner_of_feed)
    brought = select(article.c.key, article.c.feed, article.c.story).where(_brought_by(owner_of_feed))
    rows = conn.execute(brought.order_by(article.c.key)).all()
    for row in rows:
        _give(conn, row.key, owner_of_feed[row.feed])
    owners = {row.key: owner_of_feed[row.feed] for row in rows}
    for key in sorted(owners.keys() & {row.story for row in rows}):
        _go_on_elsewhere(conn, key, owners[key])
    _count_no_copies(conn)
    return len(rows)


def _owners(conn: Connection) -> Mapping[str, str]:
    """The feeds that one server alone has, by address."""
    servers = select(feed.c.url, func.min(feed.c.guild)).group_by(feed.c.url)
    alone = servers.having(func.count() == 1, func.min(feed.c.guild) != EVERYBODY)
    return {url: guild for url, guild in conn.execute(alone)}


def _brought_by(urls: Collection[str]) -> ColumnElement[bool]:
    """Whether an article is everybody's and came by one of the feeds."""
    return article.c.guild.is_(None) & article.c.feed.in_(list(urls))


def _keep_what_it_saw(conn: Connection, guild: str, urls: Collection[str], of_servers: Collection[str]) -> None:
    """Give a server readings of the articles in stories with its own, and of the copies of its own."""
    mixed = select(article.c.story).where(_brought_by(urls))
    own = select(article.c.key).where(_brought_by(urls))
    related = or_(article.c.story.in_(mixed), article.c.copy_of.in_(own))
    everybodys = article.c.guild.is_(None), article.c.feed.not_in(list(of_servers))
    keys = conn.execute(select(article.c.key).where(related, *everybodys).order_by(article.c.key)).scalars().all()
    with seen_by(conn, guild):
        owned(conn, keys)


def _give(conn: Connection, key: int, guild: str) -> None:
    """Make everybody's article a server's own: its row, what is found in it and what is counted of it."""
    row = conn.execute(select(visible_article).where(visible_article.c.key == key)).mappings().one()
    recorded, copy = report_rows.as_article(row), row["copy_of"] is not None
    reading = readings.remove(conn, key, recorded, copy=copy)
    languages = {"feed": row["feed"], "language": row["language"] or ""}
    aggregates.add(conn, language_count, [{**languages, "guild": EVERYBODY, "articles": -1}])
    aggregates.add(conn, language_count, [{**languages, "guild": guild, "articles": 1}])
    conn.execute(update(article).where(article.c.key == key).values(guild=guild, label=recorded.id))
    with seen_by(conn, guild):
        readings.enter(conn, key, recorded, reading)
        numbering = Numbering(conn)
        numbering.know(guild)
        numbering.write()


def _go_on_elsewhere(conn: Connection, key: int, owner: str) -> None:
    """Let a story that a server's own article began go on for each other viewer under the first article that it sees.

    A server with articles of its own in the story has readings of all the others: so it sees one story, as before.
    """
    base = func.coalesce(article.c.shadows, article.c.key).label("base")
    elsewhere = article.c.story == key, or_(article.c.guild.is_(None), article.c.guild != owner)
    query = select(article.c.key, base, article.c.guild, article.c.first_seen).where(*elsewhere).order_by(base)
    rows = conn.execute(query).all()
    _of_owner(conn, key, owner)
    everybodys = [row for row in rows if row.guild is None]
    _begin_anew(conn, key, None, everybodys, everybodys)
    servers = {row.guild for row in rows if row.guild is not None}
    for guild in sorted(servers):
        own = [row for row in rows if row.guild == guild]
        _begin_anew(conn, key, guild, own, [row for row in rows if row.guild in (None, guild)])
    others = select(team.c.guild).where(team.c.guild != owner).distinct()
    for guild in conn.execute(others).scalars().all():
        _move_messages(conn, key, guild, [row for row in rows if row.guild in (None, guild)])


def _begin_anew(conn: Connection, key: int, guild: str | None, own: Iterable[AnyRow], seen: Collection[AnyRow]) -> None:
    """Put a scope's own rows of the story under the first of the articles that are seen there."""
    if not seen:
        return
    first = _first(seen)
    of_scope = article.c.story == key, article.c.guild.is_not_distinct_from(guild)
    conn.execute(update(article).where(*of_scope).values(story=first))
    with seen_by(conn, guild):
        for row in own:
            story_rows.join(conn, first, row.base, row.first_seen, origin=False)


def _move_messages(conn: Connection, key: int, guild: str, seen: Collection[AnyRow]) -> None:
    """Put what a server's teams were told, or are to be told, of the story under the first article that they see."""
    if not seen:
        return
    teams = select(team.c.id).where(team.c.guild == guild)
    for table in (told, delivery):
        of_teams = table.c.story == key, table.c.team.in_(teams)
        conn.execute(update(table).where(*of_teams).values(story=_first(seen)))


def _first(rows: Collection[AnyRow]) -> int:
    first: int = min(row.base for row in rows)
    return first


def _of_owner(conn: Connection, key: int, owner: str) -> None:
    """Make everybody's row of a story the server's that began it."""
    here = story.c.key == key, story.c.guild == EVERYBODY
    conn.execute(delete(story).where(story.c.key == key, story.c.guild == owner))
    conn.execute(update(story).where(*here).values(guild=owner))


def _count_no_copies(conn: Connection) -> None:
    """What was copied from a server's own article is no copy for whoever does not see that."""
    original = schema.article.alias("original")
    is_own = original.c.guild.is_not(None), original.c.shadows.is_(None)
    unseen = or_(article.c.guild.is_(None), article.c.guild != original.c.guild)
    copies = select(article.c.key, article.c.guild).join(original, original.c.key == article.c.copy_of)
    for key, guild in conn.execute(copies.where(*is_own, unseen).order_by(article.c.key)).all():
        conn.execute(update(article).where(article.c.key == key).values(copy_of=None))
        with seen_by(conn, guild):
            readings.count_as_report(conn, key)
        conn.execute(delete(copied).where(copied.c.article == key))
