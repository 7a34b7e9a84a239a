"""Which story an article belongs to: the one that holds the article most like it, if alike enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from watchers import similarity
from watchers.features import features
from watchers.model import Article, Candidate

JOINS = 0.5  # log-odds


@dataclass(frozen=True, slots=True)
class Place:
    """A story for the article, and the member that is most like it."""

    story: str
    nearest: Candidate
    odds: float


def find(
    query: similarity.Query, article: Article, actors: Sequence[str], candidates: Sequence[Candidate], now: datetime
) -> Place | None:
    best = max(
        ((similarity.likeness(query, features(c.article)).odds, c) for c in candidates),
        key=lambda pair: (pair[0], pair[1].article.id),
        default=None,
    )
    if best is None or best[0] < JOINS:
        return None
    return Place(best[1].story, best[1], best[0])
