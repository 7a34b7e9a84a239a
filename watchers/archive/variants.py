"""Unseen spellings under review. What was decided stays: a rejected one stays away, a confirmed one is an alias.

Every viewer decides for itself. What was found in everybody's articles is under review everywhere, what was found in a
server's own only there; a server's decision is a row of its own beside everybody's, which goes on waiting elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, select, update

from watchers.archive.catalogue import actors_changed
from watchers.archive.dialect import dialect
from watchers.archive.schema import variant
from watchers.archive.visible import Viewer, in_scope, scope_of
from watchers.errors import UnknownThing
from watchers.model import Variant


def propose(conn: Connection, proposals: Iterable[Variant], now: datetime) -> int:
    """Keep spellings for review; how many are new. The evidence of those that wait is brought up to date."""
    return sum(_propose(conn, proposal, now) for proposal in proposals)


def pending(conn: Connection) -> tuple[Variant, ...]:
    """The spellings that wait for the viewer's decision, oldest first."""
    waiting = variant.c.status == "pending", in_scope(variant.c.guild), ~_decided_here()
    return _read(conn, select(variant).where(*waiting).order_by(variant.c.key))


def decided(conn: Connection, actor_id: str) -> tuple[Variant, ...]:
    """The spellings of an actor that the viewer, or the command line, confirmed or rejected, oldest first."""
    ended = variant.c.actor == actor_id, variant.c.status != "pending", in_scope(variant.c.guild)
    return _read(conn, select(variant).where(*ended).order_by(variant.c.key))


def decide(conn: Connection, variant_id: int, confirmed: bool, by: str, now: datetime) -> Variant:
    """Confirm or reject a spelling for the viewer, for good; UnknownThing if there is none of that id."""
    of_that_id = select(variant).where(variant.c.key == variant_id, in_scope(variant.c.guild))
    proposed = conn.execute(of_that_id).mappings().one_or_none()
    if proposed is None:
        raise UnknownThing(f"no spelling {variant_id} is under review: see /variants review for those that are")
    decision = {"status": "confirmed" if confirmed else "rejected", "decided_by": by, "decided_at": now}
    row = {name: value for name, value in proposed.items() if name != "key"} | decision | {"guild": scope_of(conn)}
    statement = dialect(conn).insert(variant).values(row)
    here = [variant.c.actor, variant.c.surface, variant.c.guild]
    upsert = statement.on_conflict_do_update(index_elements=here, set_=decision).returning(variant.c.key)
    key = conn.execute(upsert).scalar_one()
    actors_changed(conn)
    return _read(conn, select(variant).where(variant.c.key == key))[0]


def _decided_here() -> ColumnElement[bool]:
    """Whether the viewer has decided about a spelling that is under review everywhere."""
    own = variant.alias("own")
    same = own.c.actor == variant.c.actor, own.c.surface == variant.c.surface
    return exists().where(*same, own.c.guild == Viewer(), own.c.status != "pending")


def _propose(conn: Connection, proposal: Variant, now: datetime) -> bool:
    values = {"evidence": proposal.evidence, "articles": list(proposal.articles)}
    row: dict[str, Any] = {"guild": scope_of(conn), "actor": proposal.actor, "surface": proposal.surface, **values}
    row |= {"status": "pending", "proposed_at": now}
    insert = dialect(conn).insert(variant).values(row).on_conflict_do_nothing().returning(variant.c.key)
    added = conn.execute(insert).first() is not None
    if not added:
        same = variant.c.actor == proposal.actor, variant.c.surface == proposal.surface
        here = variant.c.guild == scope_of(conn)
        conn.execute(update(variant).where(*same, here, variant.c.status == "pending").values(values))
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
