"""Feeds that servers add on Discord. A feed has one row: added by a second server, it is common to all from then on.

one server follows it        it is that server's alone
several follow it            it belongs to none (`Feed.guild` is None), and each sees and removes it as its own
the last one leaves          it is retired
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from watchers.archive import catalogue, feeds, schema
from watchers.archive.dialect import dialect
from watchers.archive.schema import follower
from watchers.errors import NotAllowed, UnknownThing
from watchers.model import Feed
from watchers.text import credentials


def follow(conn: Connection, feed: Feed, guild: str, now: datetime) -> None:
    """Add a feed for a server. NotAllowed where a file declares it, since everybody has it already."""
    present = feeds.state(conn, feed.url)
    if present is not None and present.origin == "file":
        raise NotAllowed(f"{feed.address} is declared in config/feeds.toml, so every team has it: change it there")
    conn.execute(dialect(conn).insert(follower).values(url=feed.url, guild=guild).on_conflict_do_nothing())
    if present is None or present.feed.guild == guild:
        catalogue.save_feed(conn, replace(feed, guild=guild), "discord", now)
    else:
        _belongs_to(conn, feed.url, None)


def unfollow(conn: Connection, url: str, guild: str, now: datetime) -> None:
    """Remove a server's feed; UnknownThing where it has none of that address."""
    followed = follower.c.url == url, follower.c.guild == guild
    if not conn.execute(delete(follower).where(*followed)).rowcount:
        raise UnknownThing(f"no feed {credentials.shown(url)} was added here; /feeds list shows them")
    followers = of(conn).get(url, frozenset())
    if not followers:
        catalogue.retire_feed(conn, url, now)
    elif len(followers) == 1:
        _belongs_to(conn, url, next(iter(followers)))


def of(conn: Connection) -> Mapping[str, frozenset[str]]:
    """The servers that added feeds on Discord, by address."""
    guilds_of_feed: dict[str, set[str]] = {}
    for url, guild in conn.execute(select(follower.c.url, follower.c.guild)):
        guilds_of_feed.setdefault(url, set()).add(guild)
    return {url: frozenset(guilds) for url, guilds in guilds_of_feed.items()}


def _belongs_to(conn: Connection, url: str, guild: str | None) -> None:
    conn.execute(update(schema.feed).where(schema.feed.c.url == url).values(guild=guild))
