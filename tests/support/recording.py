"""Short ways to the values that the archive's tests record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

from watchers.archive import Connection
from watchers.archive.recorder import recording
from watchers.model import (
    Article,
    Basis,
    Comparison,
    Event,
    Mention,
    Novelty,
    PartialDate,
    Published,
    Report,
    Signature,
)
from watchers.reasons import Comparing, Matching, Reason
from watchers.reasons.name_rules import Rule

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
FEED = "https://news.example/feed"
EMPTY = Signature((), 0, {})

_numbers = count(1)


def later(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def article(title: str = "Haftar meets Saleh", text: str = "They met.", minutes: float = 0, day: str = "") -> Article:
    """An article of a feed, first seen so many minutes after NOW; `day`: its date of publication."""
    return Article(
        title=title,
        text=text,
        first_seen=later(minutes),
        url=f"https://news.example/{next(_numbers)}",
        feed=FEED,
        outlet="News Example",
        language="en",
        published=Published(PartialDate.parse(day)) if day else None,
    )


def seed(name: str, text: str = "They met.", day: str = "2018-11-05") -> Article:
    return Article(
        name, text, NOW, id=name, outlet="Seed Outlet", published=Published(PartialDate.parse(day)), seed=True
    )


def mention(actor: str, surface: str = "", confidence: float = 0.9) -> Mention:
    surface = surface or actor.title()
    return Mention(
        actor, "title", 0, len(surface), surface, Rule.FULL_NAME, confidence, (Reason(Matching.TITLE, words="general"),)
    )


def event(date: str, *actors: str, text: str = "They met.", stated: bool = True) -> Event:
    return Event(PartialDate.parse(date), Basis.STATED if stated else Basis.PUBLISHED, text, actors, start=1, end=9)


def verdict(novelty: Novelty = Novelty.NEW, story: str | None = None, copy_of: str | None = None) -> Comparison:
    return Comparison(novelty, Reason(Comparing.NOTHING_LIKE_IT), story, copy_of)


def record(
    archive: Connection,
    what: Article,
    comparison: Comparison | None = None,
    *,
    actors: Sequence[str | Mention] = (),
    signature: Signature = EMPTY,
    keys: Sequence[int] = (),
    events: Sequence[Event] = (),
) -> Report:
    """Record an article in its scope; actors may be given by id, and are then mentioned for sure."""
    mentions = tuple(mention(each) if isinstance(each, str) else each for each in actors)
    with recording(archive) as recorder:
        return recorder.of(what.guild).record(what, mentions, signature, keys, comparison or verdict(), events)
