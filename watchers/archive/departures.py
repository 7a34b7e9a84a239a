"""Servers that the bot has left: what they added on Discord rests, and is there again when they come back.

    leave       actors, teams and feeds of the server are retired, all at one moment, which is kept
    come back   what was retired at that moment is followed again; what people had removed before stays removed

What a feed has brought meanwhile is backlog, as what it held when it was added.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, Table, delete, select, update

from watchers.archive import catalogue
from watchers.archive.columns import EPOCH
from watchers.archive.dialect import dialect
from watchers.archive.schema import actor, departure, feed, team

_OWN: tuple[Table, ...] = (actor, team, feed)


def leave(conn: Connection, guild: str, now: datetime) -> None:
    """Let all rest that a server added, at one moment: what rests since it left before is first followed again."""
    come_back(conn, [guild])
    for table in _OWN:
        live = table.c.origin == "discord", table.c.retired_at.is_(None)
        conn.execute(update(table).where(table.c.guild == guild, *live).values(retired_at=now))
    conn.execute(dialect(conn).insert(departure).values(guild=guild, at=now).on_conflict_do_nothing())
    catalogue.actors_changed(conn)


def departed(conn: Connection) -> frozenset[str]:
    """The servers that have left and have not come back."""
    return frozenset(conn.execute(select(departure.c.guild)).scalars())


def come_back(conn: Connection, present: Collection[str]) -> frozenset[str]:
    """Follow again what those of the servers had that had left; which these were."""
    departed = conn.execute(select(departure.c.guild, departure.c.at).where(departure.c.guild.in_(present))).all()
    for guild, left_at in departed:
        _follow_again(conn, guild, left_at)
    if departed:
        conn.execute(delete(departure).where(departure.c.guild.in_(present)))
        catalogue.actors_changed(conn)
    return frozenset(guild for guild, _ in departed)


def _follow_again(conn: Connection, guild: str, left_at: datetime) -> None:
    for table in _OWN:
        rested = table.c.guild == guild, table.c.origin == "discord", table.c.retired_at == left_at
        unread = {"first_fetched": None, "due": EPOCH} if table is feed else {}
        conn.execute(update(table).where(*rested).values(retired_at=None, **unread))
