"""Events of many articles -> rows by date: the timeline that many articles give together. Copies add no weight.

events of a date -> sentences -> developments (developments) -> a row each, with the sentence that tells it best
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from watchers.events.developments import Likeness, Sentence, grouped, sentence
from watchers.model import Basis, Event, PartialDate, Precision, Telling

# What makes a sentence the one to show, beside its event's weight.
_SUBJECT, _CENTRAL, _NEAR = 0.3, 0.5, 0.2
_MOST_OF_A_DATE = 2  # rows that lead
_NEAR_DAYS = 7  # days from the date to the publication after which nothing is near
_BESIDE_FACTOR = 0.7  # of the weight of an event whose sentence is about somebody else


@dataclass(frozen=True, slots=True)
class EventRow:
    date: PartialDate
    precision: Precision
    basis: Basis
    text: str
    articles: tuple[str, ...]
    score: float = 0.0


def merge(
    events: Iterable[Event], tellings: Mapping[str, Telling], names: Collection[str] = ()
) -> tuple[EventRow, ...]:
    """One row a date and development, in order of date, of one date the weightiest first.

    `tellings` are those of the events' articles by id; `names` those of the actor whose timeline it is. A row cites the
    articles that say what it shows: of their sentences the one whose event weighs most, about the actor, central among
    them and written near the day. Its score is the sum of the independent reporters' best weights.
    """
    by_date: dict[PartialDate, list[Event]] = defaultdict(list)
    for event in events:
        by_date[event.date].append(event)
    return tuple(row for date in sorted(by_date, key=str) for row in _rows(by_date[date], tellings, names))


def weightiest(rows: Sequence[EventRow], most: int) -> tuple[EventRow, ...]:
    """The rows of the highest scores, in their order; no more than two of one date, so that no day fills the list."""
    chosen: list[EventRow] = []
    for row in sorted(rows, key=lambda row: -row.score):
        if len(chosen) < most and sum(other.date == row.date for other in chosen) < _MOST_OF_A_DATE:
            chosen.append(row)
    return tuple(row for row in rows if row in chosen)


def _rows(events: Sequence[Event], tellings: Mapping[str, Telling], names: Collection[str]) -> list[EventRow]:
    """The rows of one date, the weightiest first."""
    read = [sentence(event, tellings[event.article], names) for event in _strongest(events)]
    ordered = sorted(read, key=_surest)
    likeness = Likeness(ordered)
    rows = [_row(group, likeness) for group in grouped(ordered, likeness)]
    return sorted(rows, key=lambda row: (-row.score, row.articles))


def _strongest(events: Sequence[Event]) -> list[Event]:
    """Without what an article says of a date less surely than something else that it says of it."""
    best: dict[str, tuple[bool, float]] = {}
    for event in events:
        best[event.article] = max(best.get(event.article, (False, 0.0)), _sureness(event))
    return [event for event in events if _sureness(event) == best[event.article]]


def _sureness(event: Event) -> tuple[bool, float]:
    return event.basis is Basis.STATED, event.weight


def _is_published(one: Sentence) -> bool:
    return one.event.basis is Basis.PUBLISHED


def _surest(one: Sentence) -> tuple[object, ...]:
    event = one.event
    return _is_published(one), -event.weight, one.telling.copy, len(event.text), event.article, event.start


def _row(group: Sequence[Sentence], likeness: Likeness) -> EventRow:
    shown = min(group, key=lambda one: (_is_published(one), -_aptness(one, group, likeness), *_surest(one)))
    reports: dict[str, float] = {}
    for one in group:
        weight = one.event.weight * (1 if one.about_actor else _BESIDE_FACTOR)
        reports[one.telling.reporter] = max(reports.get(one.telling.reporter, 0.0), weight)
    event, articles = shown.event, tuple(sorted({one.event.article for one in group}))
    score = round(sum(reports.values()), 3)
    return EventRow(event.date, event.date.precision, event.basis, event.text, articles, score)


def _aptness(one: Sentence, group: Sequence[Sentence], likeness: Likeness) -> float:
    """How well a sentence tells what its group does."""
    others = [other for other in group if other is not one]
    central = sum(likeness(one, other) for other in others) / len(others) if others else 0.0
    published = one.telling.published
    away = _NEAR_DAYS if published is None else abs((published - one.event.date.first_day).days)
    near = max(0.0, 1 - away / _NEAR_DAYS)
    return one.event.weight + _SUBJECT * one.about_actor + _CENTRAL * central + _NEAR * near
