"""Which table of words a text is read with."""

from __future__ import annotations

import re

from watchers.dating.dates.words import Words, fold, load, split

_LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_UKRAINIAN = re.compile("[іїєґ]", re.IGNORECASE)
_LATIN = ("en", "fr", "es", "de", "it", "pt", "tr")
_READ = 2000  # code points that are looked at


def words_of(text: str, language: str | None) -> Words:
    """The table for a language tag; without a (known) one, by script, and among Latin ones by the words found."""
    try:
        return load(language or "")
    except KeyError:
        text = text[:_READ]
    counted = {"": _LATIN_LETTER, "ar": _ARABIC, "ru": _CYRILLIC}
    letters = {script: len(letter.findall(text)) for script, letter in counted.items()}
    script = max(letters, key=letters.__getitem__)
    if script:
        return load("uk" if script == "ru" and _UKRAINIAN.search(text) else script)
    folded = [fold(piece) for piece in split(text)]
    return max((load(code) for code in _LATIN), key=lambda words: sum((word,) in words.lexicon for word in folded))
