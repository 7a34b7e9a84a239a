"""Reasons in words: every code is made and worded, and nobody reads of what he may not see."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from watchers.reasons import CODES, NOT_RECORDED, Comparing, Matching, Reason, Telling, as_json, from_json
from watchers.wording.clauses import CLAUSES, clause, in_words
from watchers.wording.names import Names

WATCHERS = Path(__file__).resolve().parents[2] / "watchers"
NAMES = Names(articles={"1": "The Wire"}, actors={"haftar": "Khalifa Haftar"}, feeds={"https://a.example/f": "A"})

SENTENCES = [
    ((Reason(Telling.VERDICT, verdict="new"), Reason(Comparing.NOTHING_LIKE_IT)), "new: no earlier article is like it"),
    (
        (Reason(Telling.ACTORS_WATCHED, actors=("haftar",)), Reason(Telling.FEED_WATCHED, feed="https://a.example/f")),
        "it names Khalifa Haftar; its feed is watched (A)",
    ),
    ((Reason(Telling.FACT_ADDED, article="1", quote="He left."),), "The Wire adds: “He left.”"),
    ((Reason(Telling.FACT_ADDED, article="9", quote="Hidden."),), "another report adds a sentence"),
    ((Reason(Telling.CONFIRMED, article="9", reports=3),), "third independent report (another report)"),
    ((Reason(Telling.ACTORS_ADDED, actors=("haftar", "hidden")),), "Khalifa Haftar, another actor are now named"),
    ((Reason(Telling.FEED_WATCHED, feed="https://hidden.example/key"),), "its feed is watched (a feed)"),
    ((Reason(Comparing.COPIES, article="9", percent=98),), "copies another report (98 % of the shorter text)"),
    ((Reason(Comparing.MERGED_FROM, articles=("1", "9")),), "merged with The Wire, another report"),
    (
        (Reason(Comparing.ADDS, article="1", sentences=1, after="17 dead", before="12 dead"),),
        "adds 1 sentence and the figure 17 dead (before: 12 dead) to the story first reported by The Wire",
    ),
    (
        (Reason(Comparing.ALIKE, article="1", odds=7.61, least=1.0, focus=0.78, words=0.6, names_both=0.8),),
        "story: log-odds 7.6 of one development (words 0.60, focus 0.78, names both 0.80), joined from 1.0;"
        " nearest The Wire",
    ),
    ((Reason(Comparing.ORIGIN, credit="the wire"),), "origin: credited as 'the wire' in the copy"),
    ((NOT_RECORDED,), "not recorded"),
    ((), ""),
]


@pytest.mark.parametrize(("reasons", "sentence"), SENTENCES, ids=[sentence for _, sentence in SENTENCES])
def test_reasons_are_worded_with_what_the_viewer_may_see(reasons: tuple[Reason, ...], sentence: str) -> None:
    assert in_words(reasons, NAMES) == sentence


@pytest.mark.parametrize("reasons", [reasons for reasons, _ in SENTENCES])
def test_reasons_are_read_back_from_json_as_they_were(reasons: tuple[Reason, ...]) -> None:
    assert from_json(as_json(reasons)) == reasons


def test_a_code_of_a_later_version_is_not_recorded_for_this_one() -> None:
    assert from_json([["telling.something new", {"article": "1"}]]) == (NOT_RECORDED,)


def test_every_code_has_its_words() -> None:
    assert set(CLAUSES) == set(CODES.values())


def test_every_code_is_made_by_a_stage() -> None:
    assert set(CODES.values()) - {NOT_RECORDED.code} == set(_made())


def _made() -> Iterator[object]:
    """The codes that are named in the packages, apart from where they are defined and worded."""
    apart = (WATCHERS / "reasons", WATCHERS / "wording")
    stages = {type(code).__name__: type(code) for code in CODES.values()}
    for path in WATCHERS.rglob("*.py"):
        if not any(path.is_relative_to(other) for other in apart):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in stages:
                    yield stages[node.value.id][node.attr]


def test_a_reason_that_lacks_what_its_words_need_is_not_recorded() -> None:
    damaged = Reason(Matching.EXCLUDED), Reason(Comparing.COPIES, article="1"), Reason(Telling.ACTORS_WATCHED, actors=7)
    assert {clause(reason, Names()) for reason in damaged} == {"not recorded"}
