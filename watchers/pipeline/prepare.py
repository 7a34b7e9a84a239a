"""What can be said of an article without the archive: match, sign, date, place. Pure: runs anywhere, in parallel.

Imports nothing of the archive, so that processes which only prepare stay small.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain

from watchers.comparing import article_profile, signature
from watchers.events import copies, events
from watchers.events.places import located
from watchers.matching import match
from watchers.matching.index import AliasIndex
from watchers.matching.overlay import Layers, ScopedIndex
from watchers.model import CERTAIN, Article, ArticleFailure, Event, Meaning, Mention, Signature
from watchers.telling import genre
from watchers.text.scripts import first_letter
from watchers.text.spoken import language_of


@dataclass(frozen=True, slots=True)
class Reading:
    """What the actors that a server follows change of what is found in an article."""

    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article with all that can be said of it without the archive."""

    article: Article
    mentions: tuple[Mention, ...]
    signature: Signature
    profile: article_profile.Profile
    events: tuple[Event, ...]
    readings: Mapping[str, Reading] = field(default_factory=dict)  # by server: of those that find otherwise in it
    meaning: Meaning | None = None  # None: nobody tracked is in it, or no encoder could read it

    def read_by(self, guild: str | None) -> Prepared:
        """The article as a server reads it; None: as everybody does."""
        reading = None if guild is None else self.readings.get(guild)
        return self if reading is None else replace(self, mentions=reading.mentions, events=reading.events)

    @property
    def actors(self) -> tuple[str, ...]:
        """The actors that it surely mentions, in order of their first mention."""
        return tuple(dict.fromkeys(m.actor for m in self.mentions if m.confidence >= CERTAIN))

    @property
    def names(self) -> frozenset[str]:
        """What the actors that it surely mentions are called in it."""
        return frozenset(mention.surface for mention in self.mentions if mention.confidence >= CERTAIN)

    @property
    def meaning_for_all(self) -> bool:
        """Whether it has its meaning not only for the sake of actors that servers follow, each for itself."""
        return bool(self.actors) or not self.readings

    @property
    def seen_meaning(self) -> Meaning | None:
        """The meaning by which who reads it thus compares it: whom others follow changes nothing for him."""
        return self.meaning if self.meaning_for_all else None

    @property
    def about_somebody(self) -> bool:
        """Whether it surely mentions an actor, as anybody reads it."""
        mentions = chain(self.mentions, *(reading.mentions for reading in self.readings.values()))
        return any(mention.confidence >= CERTAIN for mention in mentions)


Outcome = Prepared | ArticleFailure  # of preparing one article


def prepare(article: Article, index: AliasIndex) -> Prepared:
    """Match one article with the actors of one scope, sign and date it, and find the places of what it dates."""
    article = spoken(article)
    return prepare_matched(article, match.match(article.title, article.text, index, article.language))


def prepare_by_scope(article: Article, index: ScopedIndex) -> Prepared:
    """Prepare one article as everybody reads it, with the readings of servers whose own names change what is found.

    A server's own article is prepared as that server reads it.
    """
    if article.guild is not None:
        return prepare(article, index.of(article.guild))
    article = spoken(article)
    mentions, readings = match.match_by_scope(article.title, article.text, index, article.language)
    own = {guild: Reading(found, _events(article, found)) for guild, found in readings.items()}
    return replace(prepare_matched(article, mentions), readings=own)


def spoken(article: Article) -> Article:
    """The article in the language of its text: what the feed declares is often wrong, and stays the feed's."""
    text = f"{article.title}\n{article.text}" if article.title else article.text
    return replace(article, language=language_of(text, article.language)) if first_letter(text) else article


def prepare_matched(article: Article, mentions: tuple[Mention, ...]) -> Prepared:
    """Sign and date one `spoken` article in which these mentions were found, find the places of what it dates, and tell
    whether it is a report."""
    article = replace(article, genre=genre.of(article))
    read = article_profile.read(article)
    return Prepared(article, mentions, signature.sign(read), read, _events(article, mentions))


def prepare_all(articles: Sequence[Article], actors: Layers) -> list[Outcome]:
    """Prepare articles for these actors, in that order. The index of the actors asked for last is remembered."""
    index = _index(actors)
    return [attempt(article, index) for article in articles]


def attempt(article: Article, index: ScopedIndex) -> Outcome:
    """Prepare an article for all scopes; whatever goes wrong is its own failure, and no other's."""
    try:
        return prepare_by_scope(article, index)
    except Exception as fault:
        reason = f"preparing it made the program fail ({type(fault).__name__}: {fault})"
        return ArticleFailure(article, "prepare", reason, traceback.format_exc())


@lru_cache(maxsize=1)
def _index(actors: Layers) -> ScopedIndex:
    return ScopedIndex(actors)


def _events(article: Article, mentions: Sequence[Mention]) -> tuple[Event, ...]:
    """Its dated sentences about those whom it surely mentions, with their places."""
    return located(events.events(article, mentions), mentions, article.language)


def dated_events(prepared: Prepared, original: Article | None) -> tuple[Event, ...]:
    """The dated events of an article; those that it copied from `original` are dated as they were there."""
    return prepared.events if original is None else _events_of_copy(prepared, original)


def _events_of_copy(copy: Prepared, original: Article) -> tuple[Event, ...]:
    then = _events(replace(copy.article, published=original.published), copy.mentions)
    return copies.events(copy.events, then, original)
