"""Recurrence as a list of its evidence: on which dates sentences put an actor and a place together, and who says so.

Counts nothing beyond what it lists. A date is one on which something is said to have happened: plans for a day that
still lay ahead when the article appeared are left out, and so is a year where the same sentence states the month.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from watchers.model import DatedSentence, Event, PartialDate
from watchers.places.gazetteer import related


@dataclass(frozen=True, slots=True)
class Occasion:
    """A date with the independent reports that state it, and the places that they name, which may be more exact or
    less than the one that was asked for."""

    date: PartialDate
    reports: tuple[str, ...]
    places: tuple[str, ...]


def evident(told: Sequence[DatedSentence], place: str) -> tuple[DatedSentence, ...]:
    """The sentences that say when somebody was there, in their order."""
    stated = [
        each
        for each in told
        if each.event.basis == "stated" and each.event.date.first_day <= each.on and _standing(each.event, place)
    ]
    return tuple(each for each in stated if not any(_is_finer(other.event, each.event) for other in stated))


def occasions(told: Sequence[DatedSentence], place: str) -> tuple[Occasion, ...]:
    """What these sentences are evidence of, by date."""
    by_date: dict[PartialDate, list[DatedSentence]] = defaultdict(list)
    for each in evident(told, place):
        by_date[each.event.date].append(each)
    return tuple(_occasion(day, by_date[day], place) for day in sorted(by_date, key=str))


def before(listed: Iterable[Occasion], day: date) -> tuple[Occasion, ...]:
    """The occasions that were over before a day, in their order."""
    return tuple(each for each in listed if str(each.date) < day.isoformat()[: len(str(each.date))])


def _is_finer(one: Event, other: Event) -> bool:
    same = (one.article, one.field, one.start) == (other.article, other.field, other.start)
    return same and one.date != other.date and str(one.date).startswith(str(other.date))


def _occasion(day: PartialDate, told: Sequence[DatedSentence], place: str) -> Occasion:
    reports = dict.fromkeys(each.original for each in told)
    named = dict.fromkeys(named for each in told for named in _standing(each.event, place))
    return Occasion(day, tuple(reports), tuple(named))


def _standing(event: Event, place: str) -> tuple[str, ...]:
    """What the sentence names that stands for the place: itself, a place in it, its capital or its country."""
    known = related(place)
    return tuple(named for named in event.places if named in known or named.startswith(f"{place}/"))
