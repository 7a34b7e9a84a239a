"""What was found in an article, as rows: its mentions and its dated sentences, and what the totals count of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from watchers.archive import actor_keys, date_spans
from watchers.archive.aggregates import Dated
from watchers.archive.columns import indexable
from watchers.archive.schema import event, mention
from watchers.model import CERTAIN, Event, Mention

Surfaces = Mapping[int, frozenset[str]]  # how each actor, by its number, is written


@dataclass(frozen=True, slots=True)
class Findings:
    """What is counted of an article, and the rows to write."""

    surfaces: Surfaces
    dated: Sequence[Dated]
    mentions: Sequence[dict[str, Any]] = ()
    events: Sequence[dict[str, Any]] = ()


def findings(
    article: int, mentions: Sequence[Mention], events: Sequence[Event], numbers: Mapping[str, int], first_event: int
) -> Findings:
    """Of an article's mentions and events; `numbers` are those of their actors, `first_event` the next free one."""
    dated = [_dated(first_event + place, each, numbers) for place, each in enumerate(events)]
    return Findings(
        _surfaces((numbers[each.actor], each.surface) for each in mentions if each.confidence >= CERTAIN),
        dated,
        [_mention_row(article, place, each, numbers) for place, each in enumerate(mentions)],
        [_event_row(article, *each) for each in zip(dated, events, strict=True)],
    )


def certain(mentions: Iterable[Mention]) -> list[str]:
    """The actors that are surely mentioned, in order of their first mention."""
    return list(dict.fromkeys(each.actor for each in mentions if each.confidence >= CERTAIN))


def actors(mentions: Iterable[Mention], events: Iterable[Event]) -> list[str]:
    """Every actor in them, in an order that does not depend on chance."""
    return sorted({each.actor for each in mentions} | {actor for each in events for actor in each.actors})


def next_event(conn: Connection) -> int:
    """The first free number for an event, under the archive's lock."""
    return (conn.execute(_LAST_EVENT).scalar() or 0) + 1


def write(conn: Connection, found: Collection[Findings]) -> None:
    """Write the rows of any number of articles, which must be there."""
    for table, rows in (
        (_MENTION, [row for each in found for row in each.mentions]),
        (_EVENT, [row for each in found for row in each.events]),
    ):
        if rows:
            conn.execute(table, rows)


def remove(conn: Connection, article: int) -> None:
    """Take away what was found in an article."""
    for table in (mention, event):
        conn.execute(delete(table).where(table.c.article == article))


def held(conn: Connection, article: int) -> Findings:
    """What is counted of a recorded article, without the rows."""
    surfaces = _surfaces((who, surface) for who, surface in conn.execute(_HELD_SURFACES, {"of": article}))
    rows = conn.execute(_HELD_EVENTS, {"of": article}).all()
    numbers = actor_keys.known(conn, {actor for row in rows for actor in row.actors})
    dated = [Dated(row.key, row.first_day, row.last_day, row.weight, _who(row.actors, numbers)) for row in rows]
    return Findings(surfaces, dated)


_LAST_EVENT = select(func.max(event.c.key))
_MENTION, _EVENT = insert(mention), insert(event)
_HELD_SURFACES = select(mention.c.subject, mention.c.surface).where(
    mention.c.article == bindparam("of"), mention.c.confidence >= CERTAIN
)
_HELD_EVENTS = select(event).where(event.c.article == bindparam("of"))


def _mention_row(article: int, place: int, found: Mention, numbers: Mapping[str, int]) -> dict[str, Any]:
    return {
        "article": article,
        "position": place,
        "subject": numbers[found.actor],
        "field": found.field,
        "start": found.start,
        "stop": found.end,
        "surface": found.surface,
        "rule": found.rule,
        "confidence": found.confidence,
        "evidence": found.evidence,
    }


def _event_row(article: int, dated: Dated, found: Event) -> dict[str, Any]:
    return {
        "key": dated.key,
        "article": article,
        "first_day": dated.first_day,
        "last_day": dated.last_day,
        "basis": found.basis,
        "field": found.field,
        "start": found.start,
        "stop": found.end,
        "weight": found.weight,
        "actors": list(found.actors),
        "text": found.text,
        "places": list(found.places) or None,
    }


def _surfaces(written: Iterable[tuple[int, str]]) -> Surfaces:
    found: dict[int, set[str]] = {}
    for who, surface in written:
        found.setdefault(who, set()).add(indexable(surface))
    return {who: frozenset(surfaces) for who, surfaces in found.items()}


def _dated(key: int, found: Event, numbers: Mapping[str, int]) -> Dated:
    return Dated(key, *date_spans.span(found.date), found.weight, _who(found.actors, numbers))


def _who(actor_ids: Iterable[str], numbers: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbers[each] for each in actor_ids))
