"""The ids of actors as numbers. They outlive the catalogue: who is no longer followed keeps a history."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from watchers.storage.dialect import dialect
from watchers.storage.schema import subject


def known(conn: Connection, actor_ids: Collection[str]) -> dict[str, int]:
    """The numbers of those that were ever mentioned."""
    if not actor_ids:
        return {}
    rows = conn.execute(select(subject.c.id, subject.c.key).where(subject.c.id.in_(list(actor_ids))))
    return {actor_id: key for actor_id, key in rows}


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
