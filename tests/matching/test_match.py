"""Who is mentioned, and who is not: cases as data, and what holds for any text."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.support import case_files
from watchers.batch.match import match_lines
from watchers.matching.index import AliasIndex
from watchers.matching.match import match
from watchers.model import Actor, Alias, Mention
from watchers.reasons import Matching, Reason

DATA = case_files.load("mentions.toml")


def actor(row: dict[str, Any]) -> Actor:
    titles, context, exclude = (tuple(row.get(key, ())) for key in ("titles", "context", "exclude"))
    return Actor(row["id"], row["name"], row["kind"], tuple(map(Alias, row["names"])), titles, context, exclude)


ACTORS = tuple(actor(row) for row in DATA["actor"])
INDEX = AliasIndex.build(ACTORS)
HAFTAR = ACTORS[0]


def pairs(mentions: tuple[Mention, ...], believed: bool) -> list[list[str]]:
    return [[m.actor, m.surface] for m in mentions if (m.confidence >= 0.5) is believed]


@pytest.mark.parametrize("case", DATA["case"], ids=lambda case: case["why"])
def test_who_is_told(case: dict[str, Any]) -> None:
    assert pairs(match("", case["text"], INDEX, case.get("language")), believed=True) == case["told"]


@pytest.mark.parametrize("case", [c for c in DATA["case"] if "found" in c], ids=lambda case: case["why"])
def test_what_is_not_believed_is_still_reported(case: dict[str, Any]) -> None:
    reported = pairs(match("", case["text"], INDEX, case.get("language")), believed=False)
    assert [pair for pair in reported if pair in case["found"]] == case["found"]


@pytest.mark.parametrize("case", DATA["case"], ids=lambda case: case["why"])
def test_every_mention_has_its_span_and_its_reason(case: dict[str, Any]) -> None:
    for mention in match(case["text"], case["text"], INDEX, case.get("language")):
        assert case["text"][mention.start : mention.end] == mention.surface
        assert mention.rule and mention.evidence and 0 <= mention.confidence <= 1


PIECES = st.sampled_from(
    [
        "Khalifa",
        "Haftar",
        "حفتر",
        "وحفتر",
        "Хафтаром",
        "Shoigu's",
        "\u202e",
        "\u200b",
        "😀",
        "’",
        "-",
        "\n",
        ".",
        "ﬁ",
        "é",
    ]
)
WILD = st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=25).map(lambda parts: " ".join(parts))


@given(WILD, WILD, st.sampled_from([None, "ar", "ru", "tr", "pl-PL", "xx"]))
@settings(max_examples=120, deadline=None)
def test_any_text_is_safe_and_spans_reproduce_the_surface(title: str, text: str, language: str | None) -> None:
    for mention in match(title, text, INDEX, language):
        field = title if mention.field == "title" else text
        assert field[mention.start : mention.end] == mention.surface != ""


@given(st.text(st.characters(), max_size=30))
@example("\ud800")
@settings(max_examples=60, deadline=None)
def test_a_name_is_found_between_anything_that_is_no_letter(noise: str) -> None:
    text = f"{noise}. Khalifa Haftar. {noise}"
    assert any("Haftar" in mention.surface for mention in match("", text, INDEX, "en"))


def test_ten_megabytes_in_one_line_are_read() -> None:
    text = "x" * 5_000_000 + " Khalifa Haftar said " + "слово " * 800_000
    (mention,) = match("", text, INDEX, "en")
    assert mention.surface == "Khalifa Haftar"


def test_the_same_actor_is_not_found_twice_in_one_place() -> None:
    mentions = match("", "Khalifa Haftar, Khalifa Hifter and Khalifa Haftar", INDEX, "en")
    assert [m.surface for m in mentions] == ["Khalifa Haftar", "Khalifa Hifter", "Khalifa Haftar"]


def test_a_mention_in_the_title_supports_the_text() -> None:
    title, text = match("Khalifa Haftar in Moscow", "Then Haftar left.", INDEX, "en")
    assert (title.field, text.field) == ("title", "text")
    assert text.evidence == (Reason(Matching.FULL_NAME_ELSEWHERE),)


# ---------------------------------------------------------------- the catalogue changes


def test_an_actor_added_is_found_and_one_removed_is_not() -> None:
    putin = Actor("putin", "Vladimir Putin", "person", ())
    added = AliasIndex.build([*ACTORS, putin])
    assert pairs(match("", "Vladimir Putin met Haftar.", added), believed=True) == [
        ["putin", "Vladimir Putin"],
        ["khalifa-haftar", "Haftar"],
    ]
    removed = AliasIndex.build([*(actor for actor in ACTORS if actor is not HAFTAR), putin])
    assert pairs(match("", "Vladimir Putin met Haftar.", removed), believed=True) == [["putin", "Vladimir Putin"]]
    assert match("", "Vladimir Putin came.", INDEX) == ()


def test_of_two_actors_with_one_id_the_later_counts() -> None:
    index = AliasIndex.build([*ACTORS, Actor(HAFTAR.id, "The Marshal of Rajma", "organisation", ())])
    assert match("", "Khalifa Haftar spoke.", index) == ()
    assert pairs(match("", "The Marshal of Rajma spoke.", index), believed=True) == [
        [HAFTAR.id, "The Marshal of Rajma"]
    ]


def test_actors_without_usable_names_are_no_harm() -> None:
    index = AliasIndex.build([Actor("empty", "...", "person", (Alias(""), Alias("x")))])
    assert [m for m in match("", "... x X y", index) if m.confidence >= 0.5] == []


# ---------------------------------------------------------------- the batch verb


def test_lines_are_answered_in_order_and_bad_ones_named() -> None:
    good = {"id": "a", "title": "Khalifa Haftar", "text": "", "lang": "en"}
    lines = [
        json.dumps(good),
        "{not json",
        "",
        json.dumps({"id": "b", "text": 7}),
        json.dumps({"id": 3, "text": "nobody"}),
    ]
    first, broken, no_text, last = match_lines(lines, INDEX)
    assert [mention["surface"] for mention in first["mentions"]] == ["Khalifa Haftar"]
    assert broken["line"] == 2 and broken["error"]
    assert no_text["id"] == "b" and no_text["error"]
    assert last == {"id": 3, "mentions": [], "salience": {}}


def test_answers_come_before_the_next_line_is_read() -> None:
    def lines() -> Any:
        yield json.dumps({"id": "a", "text": "Haftar"})
        raise AssertionError("read too far")

    assert next(match_lines(lines(), INDEX))["id"] == "a"
