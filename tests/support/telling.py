"""Stories, reports and teams for the tests of telling: small, with every part that matters spelt out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from watchers.model import (
    Adds,
    Article,
    Comparison,
    Feed,
    Novelty,
    Published,
    Report,
    ScoredSentence,
    Story,
    Team,
    Watchlist,
)
from watchers.reasons import Comparing, Reason
from watchers.wording.names import Names

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
FEED = Feed("https://wire.example/feed", title="The Wire", tags=("libya",))
NAMES = Names(
    articles={f"a{number}": f"Outlet {number}" for number in range(1, 100)},
    actors={"haftar": "Khalifa Haftar", "shoigu": "Sergei Shoigu"},
    feeds={FEED.url: FEED.title},
)
TEAM = Team("desk", "Libya desk", guild="100", channel="200", role="300", watchlist=Watchlist(actors=("haftar",)))


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def report(
    id: str,
    novelty: Novelty = Novelty.NEW,
    *,
    title: str = "Haftar in Moscow",
    text: str = "Khalifa Haftar flew to Moscow on Monday. He met the minister.",
    outlet: str = "",
    language: str | None = "en",
    seen: float = 0,
    actors: Sequence[str] = ("haftar",),
    passing: Sequence[str] = (),
    copy_of: str | None = None,
    quotes: Sequence[str] = (),
    **more: Any,
) -> Report:
    """A report first seen so many minutes before NOW; `more` goes to the article, `origin` to the comparison."""
    comparison = Comparison(
        novelty,
        Reason(Comparing.NOTHING_LIKE_IT if novelty is Novelty.NEW else Comparing.NOTHING_NEW, article="a1"),
        story="a1",
        copy_of=copy_of,
        adds=Adds(tuple(ScoredSentence(quote, 0.9) for quote in quotes)),
        origin=more.pop("origin", False),
    )
    at = NOW - minutes(seen)
    url = more.pop("url", f"https://wire.example/{id}")
    outlet = outlet or f"Outlet {id.lstrip('a')}"
    article = Article(
        title,
        text,
        at,
        id=id,
        url=url,
        feed=more.pop("feed", FEED.url),
        outlet=outlet,
        owner=more.pop("owner", outlet),
        language=language,
        published=more.pop("published", Published.instant(at)),
        **more,
    )
    return Report(article, comparison, tuple(actors), tuple(passing))


def story(*reports: Report, origin: str | None = None) -> Story:
    first, last = reports[0].article, reports[-1].article
    return Story(first.id, reports, origin, first.first_seen, last.first_seen)
