"""Folding: alike what writers write alike, and a way back for every span."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchers.text.characters import fold_character
from watchers.text.folding import fold, plain

ODD = "aBß ıİœﬁ½й́ё\u200b\u200f\u0640\u064bحفأةیک’-–😀漢\ud800ﷺŁ"
TEXTS = st.text(st.one_of(st.sampled_from(ODD), st.characters()), max_size=40)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Erdoğan", "ERDOGAN"),
        ("Sánchez", "Sa\u0301nchez"),
        ("Łukasz", "lukasz"),
        ("Straße", "STRASSE"),
        ("أحمد", "احمد"),
        ("حفتر", "حَفْتَر"),
        ("حفتر", "حـفـتـر"),
        ("الدبيبة", "الدبيبه"),
        ("علی", "علي"),
        ("کریم", "كريم"),
        ("al-Sarraj", "al‑Sarraj"),
        ("Haftar’s", "Haftar's"),
        ("Шойгу", "ШОИГУ"),
        ("Haf\u200btar", "Haftar"),
        ("\u202bحفتر\u202c", "حفتر"),
        ("ﬁeld", "field"),
        ("Khalifa\u00a0Haftar", "Khalifa\nHaftar"),
        ("Haftar² fled", "Haftar  fled"),
    ],
)
def test_what_writers_write_at_will_is_folded_away(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(("one", "other"), [("Haftar", "Hifter"), ("حفتر", "حفتار"), ("Путин", "Пугин")])
def test_different_spellings_stay_different(one: str, other: str) -> None:
    assert fold(one).text != fold(other).text


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_the_fast_way_is_the_definition(text: str) -> None:
    assert fold(text).text == "".join(map(fold_character, text))


@pytest.mark.parametrize("odd", ["", "?", "№", "ß?ﬁ", "😀 \ud800 漢", "\u0301\u200b\u064bй", "Ναι ё É ğ ř ح"])
@pytest.mark.parametrize(
    "text",
    [
        "The general’s answer – if any – was “no”. ",
        "L’armée a été évoquée à l’Élysée. ",
        "Cumhurbaşkanı Erdoğan İstanbul'da görüştü. ",
        "Prezident Václav Havel přijel do Łodzi, žádal vysvětlení. ",
        "Фельдмаршал Хафтар — в Москве, «ещё вчера»: стоя́л. ",
        "أعلن المشير أنّ قواته سيطرت على المدينة، مساء الثلاثاء. ",
        "Ο στρατάρχης δήλωσε ότι Η ΠΌΛΗ έπεσε. ",
        "利比亚国民军领导人表示，他的部队已经控制了城市。",
    ],
)
def test_a_text_of_any_script_folds_as_defined_also_with_letters_of_others(text: str, odd: str) -> None:
    mixed = fold(text * 3 + odd + text * 3)
    assert mixed.text == plain(mixed.original) == "".join(map(fold_character, mixed.original))
    for position, character in enumerate(mixed.original):
        assert mixed.text.startswith(fold_character(character), mixed.place(position))


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text).text).text == fold(text).text


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_every_folded_character_has_its_place_in_the_original(text: str) -> None:
    folded = fold(text)
    for place in range(len(folded.text)):
        start, end = folded.span(place, place + 1)
        assert 0 <= start < end <= len(text)
        assert folded.text[place] in fold(text[start:end]).text


@given(TEXTS, st.data())
@settings(max_examples=100, deadline=None)
def test_the_span_of_a_piece_folds_to_that_piece(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    if folded.text:
        start = data.draw(st.integers(0, len(folded.text) - 1))
        end = data.draw(st.integers(start + 1, len(folded.text)))
        assert folded.text[start:end] in fold(text[slice(*folded.span(start, end))]).text


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_the_place_of_a_character_is_where_it_folds_to(text: str) -> None:
    folded = fold(text)
    for position, character in enumerate(text):
        if fold_character(character):
            assert folded.text.startswith(fold_character(character), folded.place(position))


def test_a_mark_after_the_last_letter_belongs_to_the_span() -> None:
    text = "حفترُ قال"
    assert text[slice(*fold(text).span(0, 4))] == "حفترُ"


def test_a_script_without_case_counts_as_capital() -> None:
    assert fold("حفتر").capital(0) and fold("Haftar").capital(0) and not fold("haftar").capital(0)


def test_every_character_of_unicode_folds_the_same_in_any_case() -> None:
    for code in range(0x3000):
        character = chr(code)
        assert fold(character.casefold()).text == fold(character).text or unicodedata.category(character) == "Cn"
