"""What of an article's sentences is none of its news; the sentences are in data/asides.toml."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import case_files
from watchers.plaintext.asides import asides, is_note, lead, marks
from watchers.plaintext.dateline import without_dateline

CASES = case_files.load("asides.toml")
NEWS = "The dam above Vellmar broke on Sunday morning, and two villages lie under mud."


@pytest.mark.parametrize("aside", [line for lines in CASES["aside"].values() for line in lines])
def test_notes_credits_stamps_and_offers_are_no_news(aside: str) -> None:
    assert asides(f"{NEWS}\n\n{aside}\n{NEWS}", [NEWS, aside, NEWS]) == {1}


@pytest.mark.parametrize("news", CASES["news"])
def test_what_begins_like_one_may_be_news(news: str) -> None:
    assert not asides(f"{NEWS}\n{news}", [NEWS, news])


@pytest.mark.parametrize("line", ["By Ada Lund", "Mayor Kolbrandt at the dam [AFP]", "6 May 2031, 10:15"])
def test_what_surrounds_an_article_on_a_page_is_no_news(line: str) -> None:
    assert asides(f"{line}\n{NEWS}", [line, NEWS]) == {0}


def test_a_note_goes_on_to_the_end_of_its_paragraph() -> None:
    note, rest = CASES["aside"]["note"][0], "It had named the wrong dam."
    assert asides(f"{note} {rest}\n{NEWS}", [note, rest, NEWS]) == {0, 1}


def test_a_note_before_a_text_of_one_paragraph_hides_no_news() -> None:
    note = CASES["aside"]["note"][0]
    assert asides(f"{note} {NEWS}", [note, NEWS]) == {0}


def test_the_lead_is_the_first_sentence_that_is_news() -> None:
    note = CASES["aside"]["note"][0]
    assert lead(f"By Ada Lund\n{note}\nVELLMAR (Reuters) - {NEWS} Rain goes on.", "en") == NEWS
    assert lead(note, "en") == lead("", None) == ""


def test_only_notes_are_notes() -> None:
    assert all(map(is_note, CASES["aside"]["note"]))
    assert not any(map(is_note, [*CASES["aside"]["credits"], *CASES["aside"]["offer"], *CASES["news"]]))


def test_marks_are_written_as_they_are_compared() -> None:
    for mark in marks():
        for phrase in (*mark.whole, *mark.starts, *mark.holds, *mark.of, *mark.says):
            assert phrase == phrase.casefold().replace("’", "'"), f"{mark.kind}: {phrase}"


@pytest.mark.parametrize("case", CASES["dateline"], ids=[case["text"] for case in CASES["dateline"]])
def test_a_dateline_is_told_from_a_name_in_brackets(case: dict[str, str]) -> None:
    assert without_dateline(case["text"]) == case["rest"]


@given(st.text(alphabet="AB ab(）)-—/.,1日电【】=\n", max_size=80))
def test_what_is_left_behind_a_dateline_ends_the_text(text: str) -> None:
    assert text.endswith(without_dateline(text))


def test_long_lines_take_no_time() -> None:
    assert without_dateline("A (" * 500_000)
    assert not asides("word " * 500_000, ["word " * 500_000])
