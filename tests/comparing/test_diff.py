"""A copy against its origin: what it adds, leaves out and changes. Cases in tests/data/difference.toml."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import case_files
from tests.support.comparing import article
from watchers.comparing import diff
from watchers.comparing.diff import Difference, Passage, Piece

CASES = case_files.load("difference.toml")
MARKS = {"same": ("", ""), "deleted": ("[-", "-]"), "inserted": ("{+", "+}")}

OPENED = "The mayor of Zafira opened the lighthouse museum on Monday."
LAMPS = "It shows forty lamps that divers brought up from the bay."
FERRY = "A second ferry will sail to the island before the summer, he said."
BERTHS = "Fishermen pay nothing for their berths until the end of the year."
SHIP = "The company has ordered a ship of ninety metres."
STORM = "A storm had closed the old road along the coast in January."


def cases(kind: str) -> Sequence[Any]:
    return [pytest.param(case, id=case.get("name", case.get("text"))) for case in CASES[kind]]


def marked(pieces: Sequence[Piece]) -> str:
    return "".join(MARKS[piece.kind][0] + piece.text + MARKS[piece.kind][1] for piece in pieces)


def between(origin: Sequence[str], copy: Sequence[str], *titles: str) -> Difference:
    old, new = titles or ("", "")
    return diff.between(article("o", old, " ".join(origin)), article("c", new, " ".join(copy)))


def texts(passages: Sequence[Passage]) -> list[tuple[str, str]]:
    return [(passage.text, passage.place) for passage in passages]


@pytest.mark.parametrize("case", cases("version"))
def test_changed_words_are_shown_within_their_sentence(case: dict[str, str]) -> None:
    assert marked(diff.pieces(case["before"], case["after"])) == case["shown"]
    (change,) = between([case["before"]], [case["after"]]).changes
    assert marked(change) == case["shown"]


@pytest.mark.parametrize("case", cases("same"))
def test_what_is_the_same_to_a_reader_is_no_difference(case: dict[str, str]) -> None:
    assert between([case["before"]], [case["after"]]).none


@given(st.lists(st.sampled_from("abcdéز字—")), st.lists(st.sampled_from("abcEز典")))
def test_the_pieces_give_both_versions_back(old: list[str], new: list[str]) -> None:
    pieces = diff.pieces(" ".join([*old, "old"]), " ".join([*new, "new"]))
    assert _squeezed(p.text for p in pieces if p.kind != "deleted") == _squeezed([*new, "new"])
    old_pieces = [p for p in pieces if p.kind != "inserted"]
    assert len(_squeezed(p.text for p in old_pieces)) == len(_squeezed([*old, "old"]))


def _squeezed(parts: Any) -> str:
    return "".join("".join(parts).split())


def test_what_a_copy_adds_and_leaves_out_is_told_by_its_place() -> None:
    difference = between([OPENED, LAMPS, FERRY, BERTHS, SHIP], [STORM, LAMPS, FERRY])
    assert texts(difference.adds) == [(STORM, "start")]
    assert texts(difference.leaves_out) == [(OPENED, "start"), (BERTHS, "end"), (SHIP, "end")]
    assert (difference.kept, difference.sentences, difference.whole) == (2, 5, True)


def test_what_stands_elsewhere_is_neither_added_nor_left_out() -> None:
    assert between([OPENED, LAMPS, FERRY], [FERRY, OPENED, LAMPS]).none


def test_a_sentence_said_twice_is_left_out_once() -> None:
    assert texts(between([LAMPS, OPENED, LAMPS], [LAMPS, OPENED]).leaves_out) == [(LAMPS, "end")]


def test_a_sentence_that_was_cut_in_two_is_one_change() -> None:
    whole = "Fishermen pay nothing for their berths until May, and a second ferry will sail to the island, he said."
    parts = ["Fishermen pay nothing for their berths until May.", "A second ferry will sail to the island, he said."]
    for old, new in (([whole], parts), (parts, [whole])):
        difference = between([OPENED, *old], [OPENED, *new])
        assert (len(difference.changes), difference.adds, difference.leaves_out) == (1, (), ())


def test_a_sentence_that_only_ends_elsewhere_is_not_changed() -> None:
    old = [OPENED, "Fishermen pay nothing for their berths. And a second ferry will sail in May."]
    new = [OPENED, "Fishermen pay nothing for their berths and a second ferry will sail in May."]
    assert between(old, new).none and between(new, old).none


@pytest.mark.parametrize("case", cases("note"))
def test_an_editors_note_is_known_to_be_one_up_to_the_end_of_its_paragraph(case: dict[str, str]) -> None:
    copy = f"{case['text']} {STORM}\n\n{SHIP}\n\n{OPENED} {LAMPS}"
    difference = between([OPENED, LAMPS], [copy])
    assert [passage.note for passage in difference.adds] == [True, True, False]


@pytest.mark.parametrize(
    ("before", "after", "headline"),
    [
        ("Museum opens in Zafira", "Museum opens in Marsa", "Museum opens in [-Zafira -]{+Marsa+}"),
        ("Museum opens", "Forty lamps shown", "[-Museum opens -]{+Forty lamps shown+}"),
        ("Museum Opens", "“Museum opens”", ""),
        ("", "Museum opens", ""),
    ],
)
def test_a_changed_headline_is_a_difference(before: str, after: str, headline: str) -> None:
    assert marked(between([OPENED], [OPENED], before, after).headline) == headline


def test_a_headline_that_stands_in_the_text_again_is_no_sentence_of_it() -> None:
    difference = between(["Museum opens.", OPENED], [OPENED], "Museum opens", "Museum opens")
    assert (difference.none, difference.sentences) == (True, 1)


@pytest.mark.parametrize("copy", ["", "…", "字" * 5])
def test_texts_that_share_nothing_are_left_out_whole(copy: str) -> None:
    difference = between([OPENED, LAMPS], [copy])
    assert [place for _, place in texts(difference.leaves_out)] == ["within", "within"]
    assert difference.kept == 0


@pytest.mark.parametrize("unit", ["word ", "a", "A b. ", "字", ". ", "\n", f"{OPENED} "])
def test_texts_of_five_million_characters_are_read_so_far_and_no_further(unit: str) -> None:
    endless = unit * (5_000_000 // len(unit))
    difference = between([endless], [f"{LAMPS} {endless}"])
    assert not difference.whole
    assert difference.sentences <= diff.MOST_READ_CHARACTERS
