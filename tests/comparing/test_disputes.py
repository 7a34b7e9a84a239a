"""Figures of one story that do not agree."""

from __future__ import annotations

from datetime import UTC, datetime

from watchers.comparing.disputes import disputes
from watchers.model import Article

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def disputed(*texts: str) -> list[list[tuple[str, str]]]:
    articles = [Article("", text, NOW, id=f"a{place}") for place, text in enumerate(texts)]
    return [[(claim.counted.surface, claim.article.id) for claim in group] for group in disputes(articles)]


def strike(number: int) -> str:
    return f"The strike on the depot near the harbour killed {number} people on Monday, officials said."


def test_numbers_of_the_same_stand_side_by_side_with_who_gave_them_first() -> None:
    assert disputed(strike(12), strike(20), strike(12), strike(27)) == [
        [("12 people", "a0"), ("20 people", "a1"), ("27 people", "a3")]
    ]


def test_numbers_of_different_things_are_no_dispute() -> None:
    assert disputed(strike(12), "The strike on the depot near the harbour injured 40 villagers, officials said.") == []
    assert disputed(strike(12), "In the capital, 30 people queued for bread and flour at dawn.") == []


def test_what_one_article_counts_twice_is_no_dispute() -> None:
    assert disputed(f"{strike(12)} {strike(20)}") == []
    assert disputed(strike(12), strike(12)) == []
    assert disputed() == []
