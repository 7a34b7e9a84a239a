"""The ids of actors as numbers. They outlive the catalogue: who is no longer followed keeps a history."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, select

from watchers.archive.dialect import dialect
from watchers.archive.schema import subject


def known(conn: Connection, actor_ids: Collection[str]) -> dict[str, int]:
    """The numbers of those that were ever mentioned."""
    if not actor_ids:
        return {}
    return {actor_id: key for actor_id, key in conn.execute(_KNOWN, {"ids": list(actor_ids)})}


def key_of(conn: Connection, actor_id: str) -> int | None:
    return known(conn, [actor_id]).get(actor_id)


def numbered(conn: Connection, actor_ids: Collection[str]) -> dict[str, int]:
    """The numbers of all of them; those mentioned for the first time are given one."""
    found = known(conn, actor_ids)
    missing = [{"id": each} for each in actor_ids if each not in found]
    if not missing:
        return found
    conn.execute(dialect(conn).insert(subject).on_conflict_do_nothing(), missing)
    return known(conn, actor_ids)


class Numbers:
    """The same for one transaction: each actor is asked for once."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._held: dict[str, int] = {}
        self._unknown: set[str] = set()

    def known(self, actor_ids: Collection[str]) -> dict[str, int]:
        """The numbers of those that were ever mentioned."""
        new = [each for each in actor_ids if each not in self._held and each not in self._unknown]
        if new:
            self._held |= (found := known(self._conn, new))
            self._unknown |= set(new) - found.keys()
        return {each: self._held[each] for each in actor_ids if each in self._held}

    def numbered(self, actor_ids: Collection[str]) -> dict[str, int]:
        """The numbers of all of them; those mentioned for the first time are given one."""
        new = [each for each in actor_ids if each not in self._held]
        if new:
            self._held |= numbered(self._conn, new)
        return {each: self._held[each] for each in actor_ids}


_KNOWN = select(subject.c.id, subject.c.key).where(subject.c.id.in_(bindparam("ids", expanding=True)))
