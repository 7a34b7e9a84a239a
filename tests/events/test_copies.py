"""The dates of a copy are those of what it copies."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from watchers.events import copies, events
from watchers.model import Article, Mention, PartialDate, Published
from watchers.reasons.name_rules import Rule

THEN = Published(PartialDate(2020, 2, 21))
NOW = Published(PartialDate(2026, 11, 21))
SAID = "Ada Venn met the harbour masters on Feb. 19."
ADDED = "On Thursday Ada Venn will speak in the town hall."


def article(text: str, published: Published | None) -> Article:
    return Article("Venn at the harbour", text, datetime(2026, 11, 22, tzinfo=UTC), published=published)


def dated(copy: Article, original: Article) -> list[tuple[str, str]]:
    mentions = [
        Mention("venn", "text", start, start + 8, "Ada Venn", Rule.FULL_NAME, 0.9)
        for start in range(len(copy.text))
        if copy.text.startswith("Ada Venn", start)
    ]
    then = events.events(replace(copy, published=original.published), mentions)
    events_of_copy = copies.events(events.events(copy, mentions), then, original)
    return sorted({(str(event.date), event.basis) for event in events_of_copy})


def test_what_a_copy_repeats_happened_when_the_original_says() -> None:
    original = article(SAID, THEN)
    assert dated(article(SAID, NOW), original) == [("2020-02-19", "stated")]
    assert dated(article(SAID.replace(" met", "\nmet"), NOW), original) == [("2020-02-19", "stated")]


def test_what_a_copy_adds_is_dated_by_its_own_day() -> None:
    assert dated(article(f"{SAID} {ADDED}", NOW), article(SAID, THEN)) == [
        ("2020-02-19", "stated"),
        ("2026-11-26", "stated"),
    ]


def test_a_copy_of_what_appeared_on_no_known_day_gives_no_date_that_rests_on_it() -> None:
    assert dated(article(SAID, NOW), article(SAID, None)) == []


def test_that_a_copy_appeared_is_no_event() -> None:
    assert dated(article("Ada Venn likes boats.", NOW), article("Ada Venn likes boats.", THEN)) == []
