"""Events of many articles -> rows by date: the timeline that many articles give together. Copies add no weight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from watchers.model import Basis, Event, PartialDate, Precision


@dataclass(frozen=True, slots=True)
class EventRow:
    date: PartialDate
    precision: Precision
    basis: Basis
    text: str
    articles: tuple[str, ...]
    score: float = 0.0


def merge(events: Iterable[Event], copies: Mapping[str, str]) -> tuple[EventRow, ...]:
    """One row a date, in order of date; `copies` maps a copy's article id to its original's.

    A row cites every article and shows the sentence that is surest (stated before published, then by weight, an
    original's before a copy's, the shorter). Its score is the sum of the independent reports' best weights.
    """
    by_date: dict[PartialDate, list[Event]] = defaultdict(list)
    for event in events:
        by_date[event.date].append(event)
    return tuple(_row(date, by_date[date], copies) for date in sorted(by_date, key=str))


def _row(date: PartialDate, events: Sequence[Event], copies: Mapping[str, str]) -> EventRow:
    best = min(
        events, key=lambda e: (e.basis is not Basis.STATED, -e.weight, e.article in copies, len(e.text), e.article)
    )
    reports: dict[str, float] = {}
    for event in events:
        original = copies.get(event.article, event.article)
        reports[original] = max(reports.get(original, 0.0), event.weight)
    articles = tuple(sorted({event.article for event in events}))
    return EventRow(date, date.precision, best.basis, best.text, articles, round(sum(reports.values()), 3))
