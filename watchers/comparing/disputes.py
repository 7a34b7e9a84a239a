"""Figures of one story that do not agree, side by side: what each number is of, and who was first to give it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from watchers.comparing import figures
from watchers.comparing.figures import Counted
from watchers.model import Article


@dataclass(frozen=True, slots=True)
class Claim:
    """A number in an article's words."""

    counted: Counted
    article: Article


def disputes(articles: Iterable[Article]) -> tuple[tuple[Claim, ...], ...]:
    """The figures on which articles (in order of time) differ: each number by the article that gave it first.

    A number is set against another only if that stood in an earlier article and its own in none, as for the verdict:
    what one article counts twice, or several do all alike, is no dispute.
    """
    earlier: list[Claim] = []
    groups: list[list[Claim]] = []
    numbers: set[str] = set()
    for article in articles:
        counts = _figures(article)
        mine = [Claim(counted, article) for counted in counts if counted.of]
        for claim in {claim.counted.number: claim for claim in reversed(mine)}.values():
            if claim.counted.number in numbers:
                continue
            against = next((other for other in reversed(earlier) if figures.same(other.counted, claim.counted)), None)
            if against is not None:
                _join(groups, against, claim)
        earlier += mine
        numbers |= {counted.number for counted in counts}
    return tuple(tuple(group) for group in groups)


def _figures(article: Article) -> tuple[Counted, ...]:
    return figures.counted(article.title) + figures.counted(article.text)


def _join(groups: list[list[Claim]], against: Claim, claim: Claim) -> None:
    """Put a claim into the group of the number that it is set against; a new group of both where there is none."""
    group = next((group for group in groups if any(_alike(member, against) for member in group)), None)
    if group is None:
        groups.append([against, claim])
    else:
        group.append(claim)


def _alike(one: Claim, other: Claim) -> bool:
    return one.counted.number == other.counted.number and figures.same(one.counted, other.counted)
