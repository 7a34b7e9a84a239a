"""Unseen spellings under review. What was decided stays: a rejected one stays away, a confirmed one is an alias.

Every viewer has a review of its own, of what is written in the articles that it sees: its rows, their numbers and what
was decided about them tell nothing of another server. What the command line decided is decided everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, select, update

from watchers.archive import numbering
from watchers.archive.catalogue import actors_changed
from watchers.archive.dialect import dialect
from watchers.archive.schema import variant
from watchers.archive.visible import EVERYBODY, scope_of
from watchers.errors import UnknownThing
from watchers.model import Variant


def propose(conn: Connection, proposals: Iterable[Variant], now: datetime) -> int:
    """Keep spellings for review; how many are new. The evidence of those that wait is brought up to date."""
    return sum(_propose(conn, proposal, now) for proposal in proposals)


def pending(conn: Connection) -> tuple[Variant, ...]:
    """The spellings that wait for the viewer's decision, oldest first."""
    waiting = variant.c.status == "pending", variant.c.guild == scope_of(conn), ~_decided_for_all()
    return _read(conn, select(variant).where(*waiting).order_by(variant.c.key))


def decided(conn: Connection, actor_id: str) -> tuple[Variant, ...]:
    """The spellings of an actor that the viewer confirmed or rejected, oldest first."""
    ended = variant.c.actor == actor_id, variant.c.status != "pending", variant.c.guild == scope_of(conn)
    return _read(conn, select(variant).where(*ended).order_by(variant.c.key))


def decide(conn: Connection, number: int, confirmed: bool, by: str, now: datetime) -> Variant:
    """Confirm or reject a spelling for the viewer, for good; UnknownThing if none of that number is in its review."""
    decision = {"status": "confirmed" if confirmed else "rejected", "decided_by": by, "decided_at": now}
    same = variant.c.number == number, variant.c.guild == scope_of(conn)
    if not conn.execute(update(variant).where(*same).values(decision)).rowcount:
        raise UnknownThing(f"no spelling {number} is under review: see /variants review for those that are")
    actors_changed(conn)
    return _read(conn, select(variant).where(*same))[0]


def _decided_for_all() -> ColumnElement[bool]:
    """Whether the command line has decided about a spelling that is under review at a server."""
    everybodys = variant.alias("everybodys")
    same = everybodys.c.actor == variant.c.actor, everybodys.c.surface == variant.c.surface
    return exists().where(*same, everybodys.c.guild == EVERYBODY, everybodys.c.status != "pending")


def _propose(conn: Connection, proposal: Variant, now: datetime) -> bool:
    scope = scope_of(conn)
    values = {"evidence": proposal.evidence, "articles": list(proposal.articles)}
    row: dict[str, Any] = {"guild": scope, "number": numbering.next_in(variant, variant.c.guild == scope)}
    row |= {"actor": proposal.actor, "surface": proposal.surface, "status": "pending", "proposed_at": now, **values}
    insert = dialect(conn).insert(variant).values(row).on_conflict_do_nothing().returning(variant.c.key)
    added = conn.execute(insert).first() is not None
    if not added:
        same = variant.c.actor == proposal.actor, variant.c.surface == proposal.surface, variant.c.guild == scope
        conn.execute(update(variant).where(*same, variant.c.status == "pending").values(values))
    return added


def _read(conn: Connection, query: Select[Any]) -> tuple[Variant, ...]:
    return tuple(
        Variant(
            id=row.number,
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
