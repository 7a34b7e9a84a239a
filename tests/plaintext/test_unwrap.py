from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.plaintext import page
from watchers.plaintext.unwrap import unwrapped

FIRST = (
    "The ferry between Pera and Lume sailed on Monday, 5 May 2031, for the first time in eleven months, with two " * 3
)
SECOND = (
    "The company plans a second ship. It has asked the two governments for a loan of twelve million crowns, or more. "
)


@pytest.mark.parametrize("width", [50, 72, 100])
def test_wrapped_paragraphs_are_read_as_they_were_written(width: int) -> None:
    paragraphs = [" ".join((FIRST + SECOND).split()), " ".join(SECOND.split())]
    wrapped = "\n\n".join(textwrap.fill(paragraph, width, break_on_hyphens=False) for paragraph in paragraphs)
    assert unwrapped(wrapped) == "\n\n".join(paragraphs)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "One line.",
        "A paragraph a line, and each of them is much longer than a page is wide, so that nobody wrapped it by hand.\n"
        * 5,
        "Menu\nHome\nWorld\nBusiness and other things\nSport\nWeather\n",
        "A short sentence.\nAnother one that is a little longer than that.\nShort.\nAnd a last one to end it.\n",
    ],
)
def test_what_is_not_wrapped_comes_back_as_it_is(text: str) -> None:
    assert unwrapped(text) == text


@given(st.text(alphabet=st.sampled_from("ab \n."), max_size=300))
def test_every_place_stays_what_it_was(text: str) -> None:
    assert len(unwrapped(text)) == len(text)
    assert unwrapped(text).replace("\n", " ") == text.replace("\n", " ")


def test_a_wrapped_article_is_no_menu() -> None:
    text = textwrap.fill(FIRST * 4, 72)
    assert page.clean(text) == text


def test_a_sentence_in_pieces_is_one_again() -> None:
    text = "Minister\nVesna\nopened the harbour of\nLume\n, which had been closed.\nHome\nWorld\n\nand so on"
    assert (
        unwrapped(text)
        == "Minister\nVesna opened the harbour of Lume , which had been closed.\nHome\nWorld\n\nand so on"
    )
