"""What was found in an article, as rows: its mentions and its dated sentences, and what the totals count of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from watchers.archive import actor_keys, date_spans
from watchers.archive.aggregates import Dated
from watchers.archive.columns import indexable
from watchers.archive.schema import event, mention, subject
from watchers.model import CERTAIN, Basis, Event, Mention
from watchers.reasons import Matching
from watchers.reasons.name_rules import Form, Inflection, Rule

Surfaces = Mapping[int, frozenset[str]]  # how each actor, by its number, is written


@dataclass(frozen=True, slots=True)
class Findings:
    """What the totals count of an article, and the rows to write of its mentions and events."""

    surfaces: Surfaces
    dated: Sequence[Dated]
    mentions: Sequence[dict[str, Any]] = ()
    events: Sequence[dict[str, Any]] = ()


def findings(
    article: int, mentions: Sequence[Mention], events: Sequence[Event], numbers: Mapping[str, int], first_event: int
) -> Findings:
    """The rows and counts of an article's mentions and events.

    `numbers` are those of the actors, by id; `first_event` is the first free number for an event.
    """
    dated = [_dated(first_event + place, event, numbers) for place, event in enumerate(events)]
    return Findings(
        _surfaces((numbers[mention.actor], mention.surface) for mention in mentions if mention.confidence >= CERTAIN),
        dated,
        [_mention_row(article, place, mention, numbers) for place, mention in enumerate(mentions)],
        [_event_row(article, *pair) for pair in zip(dated, events, strict=True)],
    )


def certain(mentions: Iterable[Mention]) -> list[str]:
    """The actors that are surely mentioned, in order of their first mention."""
    return list(dict.fromkeys(mention.actor for mention in mentions if mention.confidence >= CERTAIN))


def in_passing(mentions: Iterable[Mention]) -> list[str]:
    """The actors that are surely mentioned, but in passing, in order of their first mention."""
    passing = (m.actor for m in mentions if m.salience is not None and m.salience.code is Matching.IN_PASSING)
    return list(dict.fromkeys(passing))


def actors(mentions: Iterable[Mention], events: Iterable[Event]) -> list[str]:
    """Every actor in them, in an order that does not depend on chance."""
    return sorted({mention.actor for mention in mentions} | {actor for event in events for actor in event.actors})


def next_event(conn: Connection) -> int:
    """The first free number for an event, under the archive's lock."""
    return (conn.execute(_LAST_EVENT).scalar() or 0) + 1


def write(conn: Connection, findings: Collection[Findings]) -> None:
    """Write the rows of mentions and events of any number of articles, whose own rows must be there."""
    for inserting, rows in (
        (_MENTION, [row for of_article in findings for row in of_article.mentions]),
        (_EVENT, [row for of_article in findings for row in of_article.events]),
    ):
        if rows:
            conn.execute(inserting, rows)


def remove(conn: Connection, article: int) -> None:
    """Delete the mentions and events of an article."""
    for table in (mention, event):
        conn.execute(delete(table).where(table.c.article == article))


def mentions(conn: Connection, article: int) -> tuple[Mention, ...]:
    """Every mention of an article, by its key, uncertain ones too, in their order."""
    return tuple(map(mention_of, conn.execute(_MENTIONS, {"of": article})))


def mention_of(row: Any) -> Mention:
    """The mention of a row of the table `mention` with the actor's id as `actor`."""
    return Mention(
        row.actor,
        row.field,
        row.start,
        row.stop,
        row.surface,
        Rule(row.rule),
        row.confidence,
        row.evidence,
        Form(row.form),
        None if row.inflection is None else Inflection(row.inflection),
        row.salience[0] if row.salience else None,
    )


def events(conn: Connection, article: int) -> tuple[Event, ...]:
    """The dated sentences of an article, by its key, without its id, in their order."""
    rows = conn.execute(_EVENTS.order_by(event.c.key), {"of": article})
    return tuple(event_of(row, "") for row in rows)


def event_of(row: Any, article_id: str) -> Event:
    """The event of a row of the table `event`, of the article with that id."""
    return Event(
        date=date_spans.partial(row.first_day, row.last_day),
        basis=Basis(row.basis),
        text=row.text,
        actors=tuple(row.actors),
        article=article_id,
        field=row.field,
        start=row.start,
        end=row.stop,
        weight=row.weight,
        places=tuple(row.places or ()),
    )


def recorded(conn: Connection, article: int) -> Findings:
    """What is counted of a recorded article of the scope that is written, without the rows."""
    surfaces = _surfaces((who, surface) for who, surface in conn.execute(_SURFACES, {"of": article}))
    rows = conn.execute(_EVENTS, {"of": article}).all()
    numbers = actor_keys.written_keys(conn, {actor for row in rows for actor in row.actors})
    dated = [Dated(row.key, row.first_day, row.last_day, row.weight, _who(row.actors, numbers)) for row in rows]
    return Findings(surfaces, dated)


_LAST_EVENT = select(func.max(event.c.key))
_MENTION, _EVENT = insert(mention), insert(event)
_SURFACES = select(mention.c.subject, mention.c.surface).where(
    mention.c.article == bindparam("of"), mention.c.confidence >= CERTAIN
)
_MENTIONS = (
    select(mention, func.coalesce(subject.c.actor, subject.c.id).label("actor"))
    .join(subject, subject.c.key == mention.c.subject)
    .where(mention.c.article == bindparam("of"))
    .order_by(mention.c.position)
)
_EVENTS = select(event).where(event.c.article == bindparam("of"))


def _mention_row(article: int, place: int, mention: Mention, numbers: Mapping[str, int]) -> dict[str, Any]:
    return {
        "article": article,
        "position": place,
        "subject": numbers[mention.actor],
        "field": mention.field,
        "start": mention.start,
        "stop": mention.end,
        "surface": mention.surface,
        "rule": mention.rule,
        "confidence": mention.confidence,
        "evidence": mention.evidence,
        "form": mention.form,
        "inflection": mention.inflection,
        "salience": None if mention.salience is None else (mention.salience,),
    }


def _event_row(article: int, dated: Dated, event: Event) -> dict[str, Any]:
    return {
        "key": dated.key,
        "article": article,
        "first_day": dated.first_day,
        "last_day": dated.last_day,
        "basis": event.basis,
        "field": event.field,
        "start": event.start,
        "stop": event.end,
        "weight": event.weight,
        "actors": list(event.actors),
        "text": event.text,
        "places": list(event.places) or None,
    }


def _surfaces(written: Iterable[tuple[int, str]]) -> Surfaces:
    surfaces: dict[int, set[str]] = {}
    for who, surface in written:
        surfaces.setdefault(who, set()).add(indexable(surface))
    return {who: frozenset(written_as) for who, written_as in surfaces.items()}


def _dated(key: int, event: Event, numbers: Mapping[str, int]) -> Dated:
    return Dated(key, *date_spans.span(event.date), event.weight, _who(event.actors, numbers))


def _who(actor_ids: Iterable[str], numbers: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbers[actor_id] for actor_id in actor_ids))
