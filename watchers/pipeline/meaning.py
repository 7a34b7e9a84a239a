"""Which prepared articles get a meaning, which costs more than all else that is said of one: those about somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from watchers.meaning.articles import Called
from watchers.model import Meaning
from watchers.pipeline.prepare import Outcome, Prepared


def wanting(outcomes: Sequence[Outcome]) -> list[Called]:
    """The articles, in that order, that surely mention somebody whom anybody follows."""
    return [called(outcome) for outcome in outcomes if isinstance(outcome, Prepared) and outcome.about_somebody]


def called(prepared: Prepared) -> Called:
    """The article with all names of tracked actors that anybody finds in it."""
    readings = (prepared.mentions, *(reading.mentions for reading in prepared.readings.values()))
    return Called(prepared.article, frozenset(mention.surface for mentions in readings for mention in mentions))


def given(outcomes: Sequence[Outcome], meanings: Sequence[Meaning | None]) -> list[Outcome]:
    """The outcomes with the meanings of those articles that were `wanting`, which are in that order."""
    left = iter(meanings)
    return [
        replace(outcome, meaning=next(left)) if isinstance(outcome, Prepared) and outcome.about_somebody else outcome
        for outcome in outcomes
    ]
