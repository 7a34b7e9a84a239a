"""How long a feed is left alone when the archive refused what it brought: its due time could not be saved either."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

_FIRST_REST, _LONGEST_REST = timedelta(seconds=10), timedelta(minutes=10)


class Rests:
    """Feeds by URL, each with the end of its rest, which is longer with every refusal in a row."""

    def __init__(self) -> None:
        self._until: dict[str, datetime] = {}
        self._refusals: Counter[str] = Counter()

    def refused(self, url: str, now: datetime) -> None:
        """The archive could not take what the feed brought."""
        self._until[url] = now + min(_LONGEST_REST, _FIRST_REST * 2 ** min(self._refusals[url], 30))
        self._refusals[url] += 1

    def recorded(self, url: str) -> None:
        """The archive took it: the next refusal is the first one again."""
        self._until.pop(url, None)
        del self._refusals[url]

    def includes(self, url: str, now: datetime) -> bool:
        """Whether the feed is still to be left alone. An end further ahead than any is from before the clock jumped."""
        return timedelta() < self._until.get(url, now) - now <= _LONGEST_REST
