"""A cache of recorded articles, used while more are recorded: most candidates are the same few hundred."""

from __future__ import annotations

from collections import OrderedDict

from sqlalchemy import Connection

from watchers.model import Article

CACHE_OPTION = "archive_article_cache"  # the execution option that gives a writing connection the archive's cache
CAPACITY_CHARACTERS = 8_000_000
_OTHER_FIELDS_CHARACTERS = 200  # of an article beside its title and text, roughly


class ArticleCache:
    """The least recently used articles make room (LRU). For one thread at a time: whoever holds the archive's lock.

    What is recorded of an article hardly ever changes, so it may stay until its transaction is rolled back: then its
    number goes to another article, and the cache must be cleared.
    """

    def __init__(self, capacity: int = CAPACITY_CHARACTERS) -> None:
        self._capacity, self._size = capacity, 0
        self._articles: OrderedDict[int, Article] = OrderedDict()

    def get(self, key: int) -> Article | None:
        """The article with that number; None where it is not in the cache."""
        article = self._articles.get(key)
        if article is not None:
            self._articles.move_to_end(key)
        return article

    def put(self, key: int, article: Article) -> None:
        """Keep an article under its number, and drop those asked for longest ago until all fit."""
        if key in self._articles:
            return
        self._articles[key] = article
        self._size += _size(article)
        while self._size > self._capacity:
            _, oldest = self._articles.popitem(last=False)
            self._size -= _size(oldest)

    def clear(self) -> None:
        self._articles.clear()
        self._size = 0


def article_cache(connection: Connection) -> ArticleCache:
    """The archive's cache of recorded articles, for whoever holds its lock. KeyError for a connection that reads."""
    cache: ArticleCache = connection.get_execution_options()[CACHE_OPTION]
    return cache


def _size(article: Article) -> int:
    return len(article.title) + len(article.text) + _OTHER_FIELDS_CHARACTERS
