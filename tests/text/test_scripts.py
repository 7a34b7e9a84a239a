"""Which script a character, a word or a text is in."""

from __future__ import annotations

import re
import sys

import pytest

from watchers.text.folding import plain
from watchers.text.scripts import HANGUL, UNSPACED, first_letter, main_script, script_of, unicode_script

SCRIPTS = {
    "L": "Latin", "ı": "Latin", "ə": "Latin", "ạ": "Latin", "Х": "Cyrillic", "ґ": "Cyrillic", "ح": "Arabic",
    "گ": "Arabic", "٢": "Arabic", "۲": "Arabic", "λ": "Greek", "ש": "Hebrew", "國": "Han", "𠮷": "Han",
    "ก": "Thai", "か": "Hiragana", "한": "Hangul",
}  # fmt: skip


@pytest.mark.parametrize(("character", "script"), SCRIPTS.items())
def test_a_character_has_the_script_that_unicode_gives_it(character: str, script: str) -> None:
    assert unicode_script(character) == script


@pytest.mark.parametrize("character", ["", "\x00", "\ud800", "\U0010ffff"])
def test_what_has_no_name_has_no_script(character: str) -> None:
    assert unicode_script(character) == ""


@pytest.mark.parametrize(
    ("word", "script"),
    [("haftar", "latin"), ("əliyev", "latin"), ("хафтар", "cyrillic"), ("حفتر", "arabic"), ("λαος", "other"),
     ("2019", "other"), ("-", "other"), ("", "other")],
)  # fmt: skip
def test_a_word_has_the_script_of_its_first_character(word: str, script: str) -> None:
    assert script_of(word) == script


@pytest.mark.parametrize(
    ("text", "script"),
    [("Haftar (حفتر) spoke", "Latin"), ("قال حفتر (Haftar) إن القوات", "Arabic"), ("2019, 14:30!", ""), ("", ""),
     ("да no", "Latin"), ("нет no", "Cyrillic"), ("中国 (UN) 日本国", "Han")],
)  # fmt: skip
def test_a_text_has_the_script_of_most_letters_and_of_equally_many_latin(text: str, script: str) -> None:
    assert main_script(text) == script


def test_two_texts_in_han_are_in_one_script_whatever_their_characters() -> None:
    assert main_script("一丁七万丈") == main_script("鼠鼻齊齋") == "Han"


def test_the_first_letter_stands_behind_signs_and_digits() -> None:
    assert (first_letter("«24» Хафтар"), first_letter("2019")) == ("Х", "")


def test_scripts_without_blanks_are_unspaced_and_those_with_blanks_are_not() -> None:
    unspaced, hangul = re.compile(f"[{UNSPACED}]"), re.compile(f"[{HANGUL}]")
    scripts = {unicode_script(c) for c in map(chr, range(sys.maxunicode + 1)) if c.isalpha() and unspaced.match(c)}
    assert {"Thai", "Lao", "Khmer", "Hiragana", "Katakana", "Han"} <= scripts
    assert not {"Latin", "Cyrillic", "Arabic", "Hangul"} & scripts
    assert hangul.match("한") and not unspaced.match("한")


def test_folding_leaves_every_letter_in_its_script() -> None:
    letters = (chr(code) for code in range(0x400, 0x700) if chr(code).isalpha() and plain(chr(code)))
    assert [c for c in letters if script_of(c) != script_of(plain(c))] == []
