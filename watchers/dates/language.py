"""Which table of words a text is read with."""

from __future__ import annotations

import re

from watchers.dates.vocabulary import Words, fold, load, split
from watchers.text.scripts import main_script

_UKRAINIAN = re.compile("[іїєґ]", re.IGNORECASE)
_LATIN_LANGUAGES = ("en", "fr", "es", "de", "it", "pt", "tr")
_SAMPLE_CHARACTERS = 600  # code points that are looked at
# Code points from which a text is asked whether it is in the language that it is said to be in.
_CHECKED_CHARACTERS = 400
# Share of a text's words and signs in the table of its own language; sister languages know up to .2, others up to .1.
_OWN_LANGUAGE_SHARE = 0.22
_OTHER_LANGUAGE_FACTOR = 2.0  # times as many words must another table know


def words_of(text: str, language: str | None) -> Words:
    """The table for a language tag; without a (known) one, by script, and among Latin ones by the words found.

    Feeds are often wrong about their language: a long text that another table knows far better is read with that.
    """
    try:
        declared = load(language or "")
    except KeyError:
        return _detected(_opening(text), text[:_SAMPLE_CHARACTERS])
    return (
        declared
        if len(text) < _CHECKED_CHARACTERS
        else _unless_disowned(_opening(text), text[:_SAMPLE_CHARACTERS], declared)
    )


def _opening(text: str) -> list[str]:
    return [fold(piece) for piece in split(text[:_SAMPLE_CHARACTERS])]


def _unless_disowned(folded: list[str], text: str, declared: Words) -> Words:
    own_words = _count_in_table(folded, declared)
    if own_words >= _OWN_LANGUAGE_SHARE * len(folded):
        return declared
    other = _detected(folded, text)
    return (
        other
        if _count_in_table(folded, other) > max(_OTHER_LANGUAGE_FACTOR * own_words, _OWN_LANGUAGE_SHARE * len(folded))
        else declared
    )


def _detected(folded: list[str], text: str) -> Words:
    script = main_script(text)
    if script == "Arabic":
        return load("ar")
    if script == "Cyrillic":
        return load("uk" if _UKRAINIAN.search(text) else "ru")
    return max((load(code) for code in _LATIN_LANGUAGES), key=lambda words: _count_in_table(folded, words))


def _count_in_table(folded: list[str], words: Words) -> int:
    return sum(map(words.single.__contains__, folded))
