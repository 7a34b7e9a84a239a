"""Recorded articles kept at hand while more are recorded: most candidates are the same few hundred."""

from __future__ import annotations

from collections import OrderedDict

from watchers.model import Article

ROOM = 8_000_000  # characters


class ArticleCache:
    """Articles by their number, those asked for last. For one thread at a time: whoever holds the archive's lock.

    What is recorded of an article hardly ever changes, so it may stay here as long as its transaction was not undone:
    then its number goes to another article, and the shelf must be cleared.
    """

    def __init__(self, room: int = ROOM) -> None:
        self._room, self._taken = room, 0
        self._articles: OrderedDict[int, Article] = OrderedDict()

    def get(self, key: int) -> Article | None:
        found = self._articles.get(key)
        if found is not None:
            self._articles.move_to_end(key)
        return found

    def put(self, key: int, article: Article) -> None:
        if key in self._articles:
            return
        self._articles[key] = article
        self._taken += _size(article)
        while self._taken > self._room:
            _, oldest = self._articles.popitem(last=False)
            self._taken -= _size(oldest)

    def clear(self) -> None:
        self._articles.clear()
        self._taken = 0


def _size(article: Article) -> int:
    return len(article.title) + len(article.text) + 200  # its other fields, roughly
