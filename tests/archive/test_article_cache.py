"""The shelf of recorded articles has room for a few: what was not asked for longest goes first."""

from __future__ import annotations

from dataclasses import replace

from tests.support.recording import article
from watchers.archive.article_cache import ArticleCache

LONG = article(text="x" * 1000)


def test_what_was_asked_for_last_stays() -> None:
    shelf = ArticleCache(room=4000)
    for key in (1, 2, 3):
        shelf.put(key, LONG)
        assert shelf.get(1) is LONG
    shelf.put(4, LONG)
    assert [shelf.get(key) for key in (1, 2, 3, 4)] == [LONG, None, LONG, LONG]


def test_an_article_that_is_longer_than_the_shelf_empties_it() -> None:
    shelf = ArticleCache(room=4000)
    shelf.put(1, LONG)
    shelf.put(2, replace(LONG, text="x" * 5000))
    assert [shelf.get(key) for key in (1, 2)] == [None, None]
    shelf.put(3, LONG)
    assert shelf.get(3) is LONG
