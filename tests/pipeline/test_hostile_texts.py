"""Texts that are made to take for ever: whatever a feed carries, its longest text is matched, signed and dated in no
time. What is slow by the square of its length would meet the time limit of a test."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from watchers.batch.compare import compare_lines
from watchers.events import events
from watchers.matching.index import AliasIndex
from watchers.model import Actor, Alias, Article, Mention
from watchers.pipeline.prepare import prepare
from watchers.plaintext import page
from watchers.reasons.name_rules import Rule

LONGEST = 200_000  # characters of an entry's text that are kept

HAFTAR = Actor("haftar", "Khalifa Haftar", "person", tuple(map(Alias, ("Haftar", "خليفة حفتر", "Халифа Хафтар"))))
INDEX = AliasIndex.build([HAFTAR])


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "unit", ["a", "و", "中", "1", "!", ".", "\n ", "a'", "al-", "A.", "http://", "e\u0301", "\u200b", "2019 ", "²"]
)
def test_a_monotonous_text_is_prepared_in_no_time(unit: str) -> None:
    text = unit * (LONGEST // len(unit)) + "x"
    article = Article(title="T", text=page.clean(text), first_seen=datetime(2026, 1, 2, tzinfo=UTC), id="a")
    prepared = prepare(article, INDEX)
    assert prepared.actors == ()


@pytest.mark.timeout(30)
def test_a_sentence_that_is_said_ten_thousands_of_times_is_dated_and_compared_in_no_time() -> None:
    sentence, times = "Haftar sat. ", 40_000
    article = Article(title="T", text=sentence * times, first_seen=datetime(2026, 1, 2, tzinfo=UTC), id="a")
    mentions = [
        Mention("haftar", "text", start, start + 6, "Haftar", Rule.SURNAME, 0.9)
        for start in range(0, len(article.text), len(sentence))
    ]
    assert len(events.events(article, mentions)) <= 1
    line = json.dumps({"id": "a", "title": "T", "text": article.text})
    (verdict,) = compare_lines([line], lambda read: ())
    assert verdict["novelty"] == "new"
