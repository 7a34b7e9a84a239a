"""Texts that are made to take for ever: whatever a feed carries, its longest text is matched, signed and dated in no
time. What is slow by the square of its length would meet the time limit of a test."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from watchers import pipeline
from watchers.matching.index import AliasIndex
from watchers.model import Actor, Alias, Article
from watchers.reading import body

LONGEST = 200_000  # characters of an entry's text that are kept

HAFTAR = Actor("haftar", "Khalifa Haftar", "person", tuple(map(Alias, ("Haftar", "خليفة حفتر", "Халифа Хафтар"))))
INDEX = AliasIndex.build([HAFTAR])


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "unit", ["a", "و", "中", "1", "!", ".", "\n ", "a'", "al-", "A.", "http://", "e\u0301", "\u200b"]
)
def test_a_monotonous_text_is_prepared_in_no_time(unit: str) -> None:
    text = unit * (LONGEST // len(unit)) + "x"
    article = Article(title="T", text=body.clean(text), first_seen=datetime(2026, 1, 2, tzinfo=UTC), id="a")
    prepared = pipeline.prepare(article, INDEX)
    assert prepared.actors == ()
