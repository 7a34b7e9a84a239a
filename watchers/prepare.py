"""What can be said of an article without the archive: match, sign, date, place. Pure: runs anywhere, in parallel."""

from __future__ import annotations

from dataclasses import dataclass

from watchers.comparing import profile, sign
from watchers.dating import timeline
from watchers.matching import match
from watchers.matching.index import AliasIndex
from watchers.model import CERTAIN, Article, Event, Mention, Signature
from watchers.placing.located import located


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article with all that can be said of it without the archive."""

    article: Article
    mentions: tuple[Mention, ...]
    signature: Signature
    profile: profile.Profile
    events: tuple[Event, ...]

    @property
    def actors(self) -> tuple[str, ...]:
        """The actors that it surely mentions, in order of their first mention."""
        return tuple(dict.fromkeys(m.actor for m in self.mentions if m.confidence >= CERTAIN))


def prepare(article: Article, index: AliasIndex) -> Prepared:
    """Match, sign and date one article, and find the places of what it dates."""
    mentions = match.match(article.title, article.text, index, article.language)
    certain = [mention for mention in mentions if mention.confidence >= CERTAIN]
    read = profile.read(article)
    events = located(timeline.events(article, certain), mentions, article.language)
    return Prepared(article, mentions, sign.signature(read), read, events)
