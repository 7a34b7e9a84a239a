"""The language of an article is its text's, whatever its feed says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from watchers.matching.index import AliasIndex
from watchers.model import Actor, Alias, Article, PartialDate, Published
from watchers.pipeline.prepare import prepare

ORLAN = Actor("orlan", "Aziz Orlan", "person", (Alias("Aziz Orlan"), Alias("Азиз Орлан")))
INDEX = AliasIndex.build([ORLAN])
ENGLISH = "Aziz Orlan came to the port of Lume on Sunday, where he was received by the mayor."


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        (ENGLISH, "ar", "en"),
        (ENGLISH, "fr", "en"),
        (ENGLISH, None, "en"),
        ("Азиз Орлан прибыл в воскресенье в порт, где его принял мэр.", "en", "ru"),
        ("12 : 30", "tr", "tr"),
    ],
)
def test_an_article_is_recorded_and_dated_in_the_language_of_its_text(
    text: str, declared: str | None, language: str
) -> None:
    published = Published(PartialDate(2031, 5, 6))
    now = datetime(2031, 5, 6, tzinfo=UTC)
    prepared = prepare(Article("", text, now, id="a", language=declared, published=published), INDEX)
    assert prepared.article.language == language
    assert prepared.profile.language == language
    assert [str(event.date) for event in prepared.events] == (["2031-05-04"] if prepared.mentions else ["2031-05-06"])
