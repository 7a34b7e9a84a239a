"""Which story an article belongs to: the one that holds the article most like it, if alike enough.

A story takes in articles as long as it is active: what counts is the time since its last article, so its window moves
on with it, and two look-alikes that stand days apart must be more alike than two of one hour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from watchers.comparing import cross_language, similarity
from watchers.comparing.article_profile import Profile
from watchers.comparing.relative import Relative
from watchers.model import Article, Published

WINDOW = timedelta(days=14)  # how long after its last activity a story still takes in articles
JOINING_ODDS = 1.0  # log-odds of one development from which an article joins a story
_ODDS_PER_DAY = 0.25  # log-odds lost for each day between two articles, from the second on
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Place:
    """The most alike earlier article with its log-odds; `likeness` is None across languages."""

    nearest: Relative
    odds: float
    likeness: similarity.Likeness | None = None

    @property
    def story(self) -> str | None:
        """The story that takes the article in, if it is alike enough."""
        return self.nearest.story if self.odds >= JOINING_ODDS else None


def find(
    query: similarity.Query,
    article: Article,
    mine: Profile,
    actors: Sequence[str],
    relatives: Sequence[Relative],
    now: datetime,
) -> Place | None:
    """The likeliest place; None without relatives of active stories. Ties go to the later id."""
    active = (relative for relative in relatives if _active(article, relative, now))
    places = (_place(query, article, mine, actors, relative) for relative in active)
    return max(places, key=lambda place: (place.odds, place.nearest.article.id), default=None)


def _active(article: Article, relative: Relative, now: datetime) -> bool:
    if _days(article, relative.article) <= WINDOW / _DAY:
        return True
    return not relative.article.seed and abs(now - relative.candidate.last_activity) <= WINDOW


def _place(
    query: similarity.Query, article: Article, mine: Profile, actors: Sequence[str], relative: Relative
) -> Place:
    days = _days(article, relative.article)
    late = _ODDS_PER_DAY * min(WINDOW / _DAY, max(0.0, days - 1))
    theirs = relative.profile
    if cross_language.foreign(mine, theirs):
        figures = similarity.figures(query.features, theirs.features)
        odds = cross_language.odds(mine, theirs, actors, relative.candidate.actors, figures, days)
        return Place(relative, odds - late)
    likeness = similarity.likeness(query, theirs.features)
    return Place(relative, likeness.odds - late, likeness)


def _days(one: Article, other: Article) -> float:
    """Days between two articles, as far as they are known to be apart."""
    if one.published and one.published.at and other.published and other.published.at:
        return abs(one.published.at - other.published.at) / _DAY
    my_days, their_days = _span(one), _span(other)
    if my_days is None or their_days is None:
        return 0.0
    return max(0.0, (max(my_days[0], their_days[0]) - min(my_days[1], their_days[1])) / _DAY)


def _span(article: Article) -> tuple[date, date] | None:
    """The first and the last day on which it may have appeared."""
    published: Published | None = article.published
    if published is None:
        return None if article.seed else (article.first_seen.astimezone(UTC).date(),) * 2
    first = published.date.first_day
    reach = {"day": 0, "month": 30, "year": 365}[published.date.precision]
    return first, date.fromordinal(min(date.max.toordinal(), first.toordinal() + reach))
