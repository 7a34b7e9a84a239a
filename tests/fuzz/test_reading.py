"""Texts of any kind are read: sentences, pages, folding. Nothing raises, and every place is a place of the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.strategies import FUZZ, LANGUAGE_TAGS, SHORT, TEXTS
from watchers.plaintext import page, unwrap
from watchers.text import sentences
from watchers.text.folding import fold, plain, words


@FUZZ
@given(TEXTS, LANGUAGE_TAGS)
def test_sentences_are_pieces_of_the_text_in_order(text: str, language: str | None) -> None:
    end = 0
    for sentence in sentences.split(text, language):
        assert end <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip()
        end = sentence.end


@FUZZ
@given(TEXTS)
def test_a_page_is_its_article_in_order_and_nothing_moves_when_the_rest_is_masked(text: str) -> None:
    body = page.article_span(text)
    end = 0
    for start, stop in body.spans:
        assert end <= start < stop <= len(text)
        end = stop
    masked = page.masked(text)
    assert len(masked) == len(text)
    assert all(character in (original, " ") for character, original in zip(masked, text, strict=True))
    assert set(page.clean(text)) <= {*text, "\n"}
    page.surrounds(text)


@FUZZ
@given(TEXTS)
def test_line_ends_that_are_none_become_blanks_where_they_stand(text: str) -> None:
    joined = unwrap.unwrapped(text)
    changed = {(before, after) for before, after in zip(text, joined, strict=True) if before != after}
    assert changed <= {("\n", " ")}


@FUZZ
@given(SHORT, st.data())
def test_a_folded_span_leads_back_to_a_span_of_the_text(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    assert plain(text) == folded.text
    words(folded.text)
    if folded.text:
        start = data.draw(st.integers(0, len(folded.text) - 1))
        end = data.draw(st.integers(start + 1, len(folded.text)))
        first, last = folded.span(start, end)
        assert 0 <= first < last <= len(text)
        folded.capital(start)
    place = data.draw(st.integers(0, len(text)))
    assert 0 <= folded.place(place) <= len(folded.text)
