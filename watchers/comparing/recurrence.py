"""Recurrence as a list of its evidence: on which dates sentences put an actor and a place together, and who says so.

Counts nothing beyond what it lists. A date is one on which something is said to have happened: plans for a day that
still lay ahead when the article appeared are left out, and so is a year where the same sentence states the month.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from watchers.model import Basis, DatedSentence, Event, PartialDate
from watchers.places.gazetteer import related


@dataclass(frozen=True, slots=True)
class Occasion:
    """A date with the independent reports that state it, and the places that they name, which may be more exact or
    less than the one that was asked for."""

    date: PartialDate
    reports: tuple[str, ...]
    places: tuple[str, ...]


def evident(sentences: Sequence[DatedSentence], place: str) -> tuple[DatedSentence, ...]:
    """The sentences that say when somebody was there, in their order."""
    stated = [
        sentence
        for sentence in sentences
        if sentence.event.basis is Basis.STATED
        and sentence.event.date.first_day <= sentence.on
        and _standing(sentence.event, place)
    ]
    return tuple(sentence for sentence in stated if not any(_is_finer(other.event, sentence.event) for other in stated))


def occasions(sentences: Sequence[DatedSentence], place: str) -> tuple[Occasion, ...]:
    """What these sentences are evidence of, by date."""
    by_date: dict[PartialDate, list[DatedSentence]] = defaultdict(list)
    for sentence in evident(sentences, place):
        by_date[sentence.event.date].append(sentence)
    return tuple(_occasion(day, by_date[day], place) for day in sorted(by_date, key=str))


def before(evidence: Iterable[Occasion], day: date) -> tuple[Occasion, ...]:
    """The occasions that were over before a day, in their order."""
    return tuple(occasion for occasion in evidence if str(occasion.date) < day.isoformat()[: len(str(occasion.date))])


def _is_finer(one: Event, other: Event) -> bool:
    same = (one.article, one.field, one.start) == (other.article, other.field, other.start)
    return same and one.date != other.date and str(one.date).startswith(str(other.date))


def _occasion(day: PartialDate, sentences: Sequence[DatedSentence], place: str) -> Occasion:
    reports = dict.fromkeys(sentence.original for sentence in sentences)
    places = dict.fromkeys(name for sentence in sentences for name in _standing(sentence.event, place))
    return Occasion(day, tuple(reports), tuple(places))


def _standing(event: Event, place: str) -> tuple[str, ...]:
    """What the sentence names that stands for the place: itself, a place in it, its capital or its country."""
    standing_for = related(place)
    return tuple(name for name in event.places if name in standing_for or name.startswith(f"{place}/"))
