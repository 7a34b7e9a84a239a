"""How long a feed is left alone when the archive refused what it brought: its due time could not be saved either."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from watchers.model import Feed

_FIRST_REST, _LONGEST_REST = timedelta(seconds=10), timedelta(minutes=10)


class Rests:
    """Feeds, each with the end of its rest, which is longer with every refusal in a row."""

    def __init__(self) -> None:
        self._until: dict[tuple[str, str | None], datetime] = {}
        self._refusals: Counter[tuple[str, str | None]] = Counter()

    def refused(self, feed: Feed, now: datetime) -> None:
        """The archive could not take what the feed brought."""
        self._until[feed.key] = now + min(_LONGEST_REST, _FIRST_REST * 2 ** min(self._refusals[feed.key], 30))
        self._refusals[feed.key] += 1

    def recorded(self, feed: Feed) -> None:
        """The archive took it: the next refusal is the first one again."""
        self._until.pop(feed.key, None)
        del self._refusals[feed.key]

    def includes(self, feed: Feed, now: datetime) -> bool:
        """Whether the feed is still to be left alone. An end further ahead than any is from before the clock jumped."""
        return timedelta() < self._until.get(feed.key, now) - now <= _LONGEST_REST
