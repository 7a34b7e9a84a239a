"""Which prepared articles get a meaning, which costs more than all else that is said of one: those about somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from watchers.model import Article, Meaning
from watchers.pipeline.prepare import Outcome, Prepared


def wanting(outcomes: Sequence[Outcome]) -> list[Article]:
    """The articles, in that order, that surely mention somebody whom anybody follows."""
    return [outcome.article for outcome in outcomes if _wants(outcome)]


def given(outcomes: Sequence[Outcome], meanings: Sequence[Meaning | None]) -> list[Outcome]:
    """The outcomes with the meanings of those articles that were `wanting`, which are in that order."""
    left = iter(meanings)
    return [
        replace(outcome, meaning=next(left)) if isinstance(outcome, Prepared) and _wants(outcome) else outcome
        for outcome in outcomes
    ]


def _wants(outcome: Outcome) -> bool:
    return isinstance(outcome, Prepared) and outcome.about_somebody
