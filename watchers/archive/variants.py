"""Unseen spellings under review. What was decided stays: a rejected one stays away, a confirmed one is an alias."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select, update

from watchers.archive.catalogue import actors_changed
from watchers.archive.dialect import dialect
from watchers.archive.schema import variant
from watchers.errors import UnknownThing
from watchers.model import Variant


def propose(conn: Connection, proposals: Iterable[Variant], now: datetime) -> int:
    """Keep spellings for review; how many are new. The evidence of those that wait is brought up to date."""
    return sum(_propose(conn, proposal, now) for proposal in proposals)


def pending(conn: Connection) -> tuple[Variant, ...]:
    """The spellings that wait for a decision, oldest first."""
    return _read(conn, select(variant).where(variant.c.status == "pending").order_by(variant.c.key))


def decided(conn: Connection, actor_id: str) -> tuple[Variant, ...]:
    """The spellings of an actor that were confirmed or rejected, oldest first."""
    ended = variant.c.actor == actor_id, variant.c.status != "pending"
    return _read(conn, select(variant).where(*ended).order_by(variant.c.key))


def decide(conn: Connection, variant_id: int, confirmed: bool, by: str, now: datetime) -> Variant:
    """Confirm or reject a spelling, for good; UnknownThing if there is none of that id."""
    values = {"status": "confirmed" if confirmed else "rejected", "decided_by": by, "decided_at": now}
    conn.execute(update(variant).where(variant.c.key == variant_id).values(values))
    decided_now = _read(conn, select(variant).where(variant.c.key == variant_id))
    if not decided_now:
        raise UnknownThing(f"no spelling {variant_id} is under review: see /variants review for those that are")
    actors_changed(conn)
    return decided_now[0]


def _propose(conn: Connection, proposal: Variant, now: datetime) -> bool:
    values = {"evidence": proposal.evidence, "articles": list(proposal.articles)}
    row = {"actor": proposal.actor, "surface": proposal.surface, "status": "pending", "proposed_at": now, **values}
    insert = dialect(conn).insert(variant).values(row).on_conflict_do_nothing().returning(variant.c.key)
    added = conn.execute(insert).first() is not None
    if not added:
        same = variant.c.actor == proposal.actor, variant.c.surface == proposal.surface
        conn.execute(update(variant).where(*same, variant.c.status == "pending").values(values))
    return added


def _read(conn: Connection, query: Select[Any]) -> tuple[Variant, ...]:
    return tuple(
        Variant(
            id=row.key,
            actor=row.actor,
            surface=row.surface,
            evidence=row.evidence,
            articles=tuple(row.articles),
            status=row.status,
            decided_by=row.decided_by or "",
            decided_at=row.decided_at,
        )
        for row in conn.execute(query)
    )
