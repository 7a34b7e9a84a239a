"""The ids of actors as numbers. They outlive the catalogue: who is no longer followed keeps a history.

An actor has one number in everybody's articles and one in each server's own: all that is counted of him is counted by
number, and a viewer sees the sum of everybody's and its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, literal, select

from watchers.archive.dialect import dialect
from watchers.archive.schema import subject
from watchers.archive.visible import Viewer, viewer_of

_SEPARATOR = "/"  # between a server and an actor in `subject.id`


def keys_of(conn: Connection, actor_ids: Collection[str]) -> dict[str, tuple[int, ...]]:
    """The actors' numbers that the viewer sees, by id, everybody's first; never mentioned actors are omitted."""
    if not actor_ids:
        return {}
    guild = viewer_of(conn)
    names = [*actor_ids, *(_own_id(guild, actor_id) for actor_id in actor_ids if guild is not None)]
    numbers: dict[str, tuple[int, ...]] = {}
    for actor_id, key in conn.execute(_KEYS, {"ids": names}):
        numbers[actor_id] = (*numbers.get(actor_id, ()), key)
    return numbers


def written_keys(conn: Connection, actor_ids: Iterable[str]) -> dict[str, int]:
    """The actors' numbers in the scope in which the connection writes, by id; those without one are given one."""
    ids = list(actor_ids)
    if not ids:
        return {}
    guild = viewer_of(conn)
    name_of = {actor_id: actor_id if guild is None else _own_id(guild, actor_id) for actor_id in ids}
    keys = _named(conn, name_of)
    missing = [actor_id for actor_id in ids if actor_id not in keys]
    if not missing:
        return keys
    rows = [
        {"id": name_of[actor_id], "guild": guild, "actor": None if guild is None else actor_id} for actor_id in missing
    ]
    conn.execute(dialect(conn).insert(subject).on_conflict_do_nothing(), rows)
    return _named(conn, name_of)


def numbers_of(actor: ColumnElement[str]) -> Select[tuple[int]]:
    """A query for the numbers of one actor that the viewer sees."""
    return select(subject.c.key).where(subject.c.id.in_([actor, Viewer() + literal(_SEPARATOR) + actor]))


class ActorKeyCache:
    """The numbers of actors for one viewer during one transaction: the archive is asked for each actor once."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._visible: dict[str, tuple[int, ...]] = {}
        self._written: dict[str, int] = {}

    def keys_of(self, actor_ids: Collection[str]) -> dict[str, tuple[int, ...]]:
        """The actors' numbers that the viewer sees, by id; actors that were never mentioned are omitted."""
        unasked = [actor_id for actor_id in actor_ids if actor_id not in self._visible]
        if unasked:
            self._visible |= dict.fromkeys(unasked, ()) | keys_of(self._conn, unasked)
        return {actor_id: keys for actor_id in actor_ids if (keys := self._visible[actor_id])}

    def written_keys(self, actor_ids: Collection[str]) -> dict[str, int]:
        """The actors' numbers in the scope that is written, by id; those without one are given one."""
        missing = [actor_id for actor_id in actor_ids if actor_id not in self._written]
        if missing:
            self._written |= written_keys(self._conn, missing)
            for actor_id in missing:
                self._visible.pop(actor_id, None)
        return {actor_id: self._written[actor_id] for actor_id in actor_ids}


def _own_id(guild: str, actor_id: str) -> str:
    return f"{guild}{_SEPARATOR}{actor_id}"


def _named(conn: Connection, name_of: Mapping[str, str]) -> dict[str, int]:
    actor_of = {name: actor_id for actor_id, name in name_of.items()}
    rows = conn.execute(_BY_NAME, {"ids": list(actor_of)})
    return {actor_of[name]: key for name, key in rows}


_KEYS = (
    select(func.coalesce(subject.c.actor, subject.c.id), subject.c.key)
    .where(subject.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(subject.c.guild.is_not(None), subject.c.key)
)
_BY_NAME = select(subject.c.id, subject.c.key).where(subject.c.id.in_(bindparam("ids", expanding=True)))
