"""Which table of words a text is read with."""

from __future__ import annotations

from watchers.dates.vocabulary import LANGUAGES, Words, fold, known, load, split
from watchers.text.scripts import main_script
from watchers.text.spoken import language_of

_BY_SCRIPT = {"Arabic": ("ar",), "Cyrillic": ("ru", "uk")}  # the tables of a script; of every other one the rest
_LATIN = tuple(code for code in LANGUAGES if code not in ("ar", "ru", "uk"))
_SAMPLE_CHARACTERS = 600  # code points that are looked at


def words_of(text: str, language: str | None) -> Words:
    """The table for a language tag; without a known one that of the language that the text is in.

    Where there is none for that either, the table of its script that knows most of its words.
    """
    table = known(language) or known(language_of(text, language))
    if table is not None:
        return table
    folded = [fold(piece) for piece in split(text[:_SAMPLE_CHARACTERS])]
    tables = map(load, _BY_SCRIPT.get(main_script(text), _LATIN))
    return max(tables, key=lambda words: sum(map(words.single.__contains__, folded)))
