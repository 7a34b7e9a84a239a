"""Which story an article belongs to: the one whose articles are most like it, if alike enough.

A story is as likely as the mean of its nearest article and of all its articles say: by the nearest alone, stories
chain from one development to the next; by all alone, a development that goes on falls apart.

A story takes in articles as long as it is active: what counts is the time since its last article, so its window moves
on with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from statistics import fmean

from watchers.comparing import likeness
from watchers.comparing.article_profile import Profile
from watchers.comparing.likeness import Likeness, Side
from watchers.comparing.relative import Relative
from watchers.comparing.similarity import Query
from watchers.model import Article, Published
from watchers.places.gazetteer import shown

WINDOW = timedelta(days=14)  # how long after its last activity a story still takes in articles
JOINING_ODDS = 0.0  # log-odds of one development from which an article joins a story: likelier than not
SIBLING_ODDS = 2.2  # the same where, a day on, the nearest article says the same about others: most such are two
PERHAPS_ODDS = -0.7  # from which it may belong there: an article in sixteen of the development sets
_NEXT_DAY, _TEMPLATE = 0.5, 0.5  # days between; sentences in the same words that name others
_DAY = timedelta(days=1)
_MOST_SHOWN = 4  # places and figures in common that a verdict lists


@dataclass(frozen=True, slots=True)
class Pair:
    """An earlier article with how the article at hand is like it."""

    relative: Relative
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Place:
    """The likeliest story for an article, by `members` of its articles. `nearest` is the most alike of them, which
    has `in_common` (places and figures) with the article. `also` are other stories that are alike enough to take it in,
    likeliest first."""

    nearest: Relative
    likeness: Likeness
    odds: float
    members: int = 1
    in_common: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def joining(self) -> float:
        """The log-odds from which the story takes the article in."""
        a_day_on, names_others = self.likeness.days >= _NEXT_DAY, self.likeness.other_names >= _TEMPLATE
        return SIBLING_ODDS if a_day_on and names_others else JOINING_ODDS

    @property
    def story(self) -> str | None:
        """The story that takes the article in, if it is alike enough."""
        return self.nearest.story if self.odds >= self.joining else None

    @property
    def perhaps(self) -> str | None:
        """The story that it may belong to, where that is too unsure to join: an unsure join must suppress no news."""
        return self.nearest.story if PERHAPS_ODDS <= self.odds < self.joining else None


def find(
    query: Query,
    article: Article,
    mine: Side,
    relatives: Sequence[Relative],
    now: datetime,
) -> Place | None:
    """The likeliest place; None without relatives of active stories. Ties go to the later id."""
    active = [relative for relative in relatives if is_active(article, relative, now)]
    pairs = (Pair(relative, likeness_of(query, article, mine, relative)) for relative in active)
    places = [_place(mine.profile, members) for members in _by_story(pairs).values()]
    places.sort(key=lambda place: (place.odds, place.nearest.article.id), reverse=True)
    fitting = [place.story for place in places if place.story is not None]
    return replace(places[0], also=tuple(fitting[1:])) if places else None


def linked(odds: Sequence[float]) -> float:
    """The log-odds of one development with a story, of those with each of its articles."""
    return (max(odds) + fmean(odds)) / 2


def _by_story(pairs: Iterable[Pair]) -> Mapping[str, Sequence[Pair]]:
    stories: dict[str, list[Pair]] = {}
    for pair in pairs:
        stories.setdefault(pair.relative.story, []).append(pair)
    return stories


def _place(mine: Profile, members: Sequence[Pair]) -> Place:
    nearest = max(members, key=lambda pair: (pair.likeness.odds, pair.relative.article.id))
    odds = linked([pair.likeness.odds for pair in members])
    return Place(nearest.relative, nearest.likeness, odds, len(members), in_common(mine, nearest.relative.profile))


def likeness_of(query: Query, article: Article, mine: Side, relative: Relative) -> Likeness:
    """How an article, of which `query` is made, is like an earlier one."""
    other = Side(relative.profile, relative.candidate.actors, relative.meaning)
    return likeness.likeness(query, mine, other, days_between(article, relative.article))


def in_common(mine: Profile, theirs: Profile) -> tuple[str, ...]:
    """Places and figures that two articles share, the first few."""
    places = sorted(map(shown, mine.places & theirs.places))
    figures = sorted(mine.features.figures.keys() & theirs.features.figures.keys())
    return (*places, *figures)[:_MOST_SHOWN]


def is_active(article: Article, relative: Relative, now: datetime) -> bool:
    if days_between(article, relative.article) <= WINDOW / _DAY:
        return True
    return not relative.article.seed and abs(now - relative.candidate.last_activity) <= WINDOW


def days_between(one: Article, other: Article) -> float:
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
