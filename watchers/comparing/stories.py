"""Which story an article belongs to: the one that holds the article most like it, if alike enough.

A story takes in articles as long as it is active: what counts is the time since its last article, so its window moves
on with it, and two look-alikes that stand days apart must be more alike than two of one hour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from watchers.comparing import cross_language, similarity
from watchers.comparing.article_profile import profile
from watchers.model import Article, Candidate, Published

WINDOW = timedelta(days=14)  # how long after its last activity a story still takes in articles
JOINS = 1.0  # log-odds
_PER_DAY = 0.25  # log-odds lost for each day between two articles, from the second on
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Place:
    """The most alike earlier article with its log-odds; `likeness` is None across languages."""

    nearest: Candidate
    odds: float
    likeness: similarity.Likeness | None = None

    @property
    def story(self) -> str | None:
        """The story that takes the article in, if it is alike enough."""
        return self.nearest.story if self.odds >= JOINS else None

    def __str__(self) -> str:
        how = self.likeness or "other language: actors, names as they sound, figures, days"
        return f"log-odds {self.odds:.1f} of one development ({how}), joined from {JOINS}"


def find(
    query: similarity.Query, article: Article, actors: Sequence[str], candidates: Sequence[Candidate], now: datetime
) -> Place | None:
    """The likeliest place; None without candidates of active stories. Ties go to the earlier id."""
    places = [
        _place(query, article, actors, candidate, now) for candidate in candidates if _active(article, candidate, now)
    ]
    return max(places, key=lambda place: (place.odds, place.nearest.article.id), default=None)


def _active(article: Article, candidate: Candidate, now: datetime) -> bool:
    if _days(article, candidate.article) <= WINDOW / _DAY:
        return True
    return not candidate.article.seed and abs(now - candidate.last_activity) <= WINDOW


def _place(
    query: similarity.Query, article: Article, actors: Sequence[str], candidate: Candidate, now: datetime
) -> Place:
    other = candidate.article
    days = _days(article, other)
    late = _PER_DAY * min(WINDOW / _DAY, max(0.0, days - 1))
    if cross_language.foreign(article, other):
        figures = similarity.figures(query.features, profile(other).features)
        odds = cross_language.odds(article, other, actors, candidate.actors, figures, days) - late
        return Place(candidate, odds)
    likeness = similarity.likeness(query, profile(other).features)
    return Place(candidate, likeness.odds - late, likeness)


def _days(one: Article, other: Article) -> float:
    """Days between two articles, as far as they are known to be apart."""
    if one.published and one.published.at and other.published and other.published.at:
        return abs(one.published.at - other.published.at) / _DAY
    mine, theirs = _span(one), _span(other)
    if mine is None or theirs is None:
        return 0.0
    return max(0.0, (max(mine[0], theirs[0]) - min(mine[1], theirs[1])) / _DAY)


def _span(article: Article) -> tuple[date, date] | None:
    """The first and the last day on which it may have appeared."""
    published: Published | None = article.published
    if published is None:
        return None if article.seed else (article.first_seen.astimezone(UTC).date(),) * 2
    first = published.date.first_day
    reach = {"day": 0, "month": 30, "year": 365}[published.date.precision]
    return first, date.fromordinal(min(date.max.toordinal(), first.toordinal() + reach))
