"""Full text: the same finds in every script on both databases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.support import case_files
from tests.support.recording import article, record, seed
from watchers.archive import Database
from watchers.archive.search import search
from watchers.archive.visible import seen_by

CASES: list[dict[str, Any]] = case_files.load("search.toml")["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_a_text_is_found_by_what_is_in_it(archive: Database, case: dict[str, Any]) -> None:
    with archive.write() as connection:
        record(connection, article("untitled", "Another text altogether"))
        record(connection, article("untitled", case["text"]))
        results = {query: [i for i, _ in search(connection, query, 9)] for query in (*case["finds"], *case["misses"])}
    assert {query: results[query] for query in case["finds"]} == {query: ["2"] for query in case["finds"]}
    assert {query: results[query] for query in case["misses"]} == {query: [] for query in case["misses"]}


@pytest.mark.parametrize("nothing", ["", " ", "\"'*()&|!:", "…", "\0", "\ud800"])
def test_a_text_without_a_word_finds_nothing(archive: Database, nothing: str) -> None:
    with archive.write() as connection:
        record(connection, article())
        assert search(connection, nothing, 9) == ()


def test_the_newest_come_first_and_no_more_than_asked(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, seed("000.txt", "Haftar once"))
        for number in range(3):
            record(connection, article(text=f"Haftar {number}"))
        assert [article_id for article_id, _ in search(connection, "haftar", 3)] == ["4", "3", "2"]
        assert [article_id for article_id, _ in search(connection, "once", 3)] == ["000.txt"]


def test_titles_are_searched_too(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, article("Serraj resigns", "It was announced on Wednesday."))
        assert search(connection, "serraj", 9) == (("1", "Serraj resigns"),)


def test_a_snippet_shows_what_was_found_among_its_neighbours(archive: Database) -> None:
    before, after = "before " * 40, " after" * 40
    with archive.write() as connection:
        record(connection, article(text=f"{before}قال وبحفترَ امس{after}"))
        ((_, snippet),) = search(connection, "حفتر", 9)
    assert snippet.startswith("… before") and snippet.endswith("after …")
    assert "وبحفترَ" in snippet
    assert len(snippet) < 200


def test_another_servers_feeds_are_not_searched(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, replace(article(), guild="2"))
        record(connection, article())
        record(connection, seed("000.txt"))
        for guild, ids in (("1", ["000.txt", "1"]), ("2", ["000.txt", "1", "P1"]), (None, ["000.txt", "1"])):
            with seen_by(connection, guild):
                assert [article_id for article_id, _ in search(connection, "met", 9)] == ids


def test_a_text_of_megabytes_is_searched_in_its_beginning(archive: Database) -> None:
    words = " ".join(f"слово{number}" for number in range(60_000))
    with archive.write() as connection:
        record(connection, article(text=f"Хафтар {'x' * 5000} {words}"))
        assert [article_id for article_id, _ in search(connection, "хафтар слово7", 9)] == ["1"]
        assert search(connection, "слово59999", 9) == ()
