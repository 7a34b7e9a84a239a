"""Where sentences end, in several scripts; the cases are in data/sentences.toml."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import case_files
from watchers.text.sentences import split

CASES: list[dict[str, Any]] = case_files.load("sentences.toml")["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_sentences_end_where_readers_see_them_end(case: dict[str, Any]) -> None:
    sentences = split(case["text"], case.get("language"))
    assert [sentence.text for sentence in sentences] == case["sentences"]


@given(st.text(alphabet=st.sampled_from('ab A.!?\n\r\t 1"”،؟。г'), max_size=60))
def test_sentences_keep_their_places_and_lose_only_blanks(text: str) -> None:
    sentences = split(text)
    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in sentences)
    assert "".join("".join(sentence.text.split()) for sentence in sentences) == "".join(text.split())


@pytest.mark.parametrize("unit", ["Dr. ", " ", ".", '!"', "\n", "! ", "... ", "(" * 9 + " ", "x" * 50])
def test_monotonous_texts_of_a_megabyte_are_split_in_no_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    assert all(sentence.text for sentence in split(text))
