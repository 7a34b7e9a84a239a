"""The cache of recorded articles has room for a few: what was not asked for longest goes first."""

from __future__ import annotations

from dataclasses import replace

from tests.support.recording import article
from watchers.archive.article_cache import ArticleCache

LONG = article(text="x" * 1000)


def test_what_was_asked_for_last_stays() -> None:
    cache = ArticleCache(capacity=4000)
    for key in (1, 2, 3):
        cache.put(key, LONG)
        assert cache.get(1) is LONG
    cache.put(4, LONG)
    assert [cache.get(key) for key in (1, 2, 3, 4)] == [LONG, None, LONG, LONG]


def test_an_article_that_is_longer_than_the_shelf_empties_it() -> None:
    cache = ArticleCache(capacity=4000)
    cache.put(1, LONG)
    cache.put(2, replace(LONG, text="x" * 5000))
    assert [cache.get(key) for key in (1, 2)] == [None, None]
    cache.put(3, LONG)
    assert cache.get(3) is LONG
