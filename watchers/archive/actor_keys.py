"""The ids of actors as numbers. They outlive the catalogue: who is no longer followed keeps a history."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, select

from watchers.archive.dialect import dialect
from watchers.archive.schema import subject


def keys_of(conn: Connection, actor_ids: Collection[str]) -> dict[str, int]:
    """The actors' numbers by id; actors that were never mentioned are omitted."""
    if not actor_ids:
        return {}
    return {actor_id: key for actor_id, key in conn.execute(_KEYS, {"ids": list(actor_ids)})}


def key_of(conn: Connection, actor_id: str) -> int | None:
    """The actor's number; None where it was never mentioned."""
    return keys_of(conn, [actor_id]).get(actor_id)


def ensure_keys(conn: Connection, actor_ids: Collection[str]) -> dict[str, int]:
    """The numbers of all the actors, by id; those mentioned for the first time are given one."""
    keys = keys_of(conn, actor_ids)
    missing = [{"id": actor_id} for actor_id in actor_ids if actor_id not in keys]
    if not missing:
        return keys
    conn.execute(dialect(conn).insert(subject).on_conflict_do_nothing(), missing)
    return keys_of(conn, actor_ids)


class ActorKeyCache:
    """The numbers of actors during one transaction: the archive is asked for each actor once."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._keys: dict[str, int] = {}
        self._never_mentioned: set[str] = set()

    def keys_of(self, actor_ids: Collection[str]) -> dict[str, int]:
        """The actors' numbers by id; actors that were never mentioned are omitted."""
        unasked = [id for id in actor_ids if id not in self._keys and id not in self._never_mentioned]
        if unasked:
            self._keys |= (keys := keys_of(self._conn, unasked))
            self._never_mentioned |= set(unasked) - keys.keys()
        return {actor_id: self._keys[actor_id] for actor_id in actor_ids if actor_id in self._keys}

    def ensure_keys(self, actor_ids: Collection[str]) -> dict[str, int]:
        """The numbers of all the actors, by id; those mentioned for the first time are given one."""
        missing = [actor_id for actor_id in actor_ids if actor_id not in self._keys]
        if missing:
            self._keys |= ensure_keys(self._conn, missing)
        return {actor_id: self._keys[actor_id] for actor_id in actor_ids}


_KEYS = select(subject.c.id, subject.c.key).where(subject.c.id.in_(bindparam("ids", expanding=True)))
