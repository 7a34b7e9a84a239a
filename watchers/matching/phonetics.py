"""How near two words sound, across scripts: keys that bring candidates together, and how likely two words are one name.

A key is a consonant skeleton after the tables of `transliteration.consonant_classes`; letters that are read in several
ways give several keys. How likely is a log-odds after the letter tables of `transliteration`; the likeness of 0 to 1 is
its share of what the name reaches at best.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import OSA, Indel

from watchers.matching import transliteration
from watchers.matching.likeness import Likeness
from watchers.matching.transliteration import consonant_classes
from watchers.text.scripts import Script, script_of

_MOST_KEYS = 12  # of a word
_LONGEST_WORD_LETTERS = 60  # letters; a longer run without a blank (a script that writes none, an address) is no name
_CACHED_WORDS = 200_000


@dataclass(frozen=True, slots=True)
class _Reader:
    """How a script is read: a pattern of its letters, longest first, and the readings of each."""

    letters: re.Pattern[str]
    readings: dict[str, tuple[str, ...]]


def _reader(table: str) -> _Reader:
    rows = [row.split() for row in table.replace("\n", "|").split("|") if row.strip()]
    longest_first = sorted((row[0] for row in rows), key=len, reverse=True)
    readings = {row[0]: tuple(reading.strip("-") for reading in row[1:]) for row in rows}
    return _Reader(re.compile("|".join(map(re.escape, longest_first))), readings)


_LATIN = _reader(consonant_classes.LATIN)
_READERS: dict[Script, _Reader] = {
    "latin": _LATIN,
    "cyrillic": _reader(consonant_classes.CYRILLIC),
    "arabic": _reader(consonant_classes.ARABIC),
    "other": _LATIN,
}


@lru_cache(maxsize=_CACHED_WORDS)
def romanised(word: str) -> str:
    """A folded word in the letters a-z."""
    return word if word.isascii() else "".join(c for c in anyascii(word).lower() if c.isascii() and c.isalpha())


@lru_cache(maxsize=_CACHED_WORDS)
def keys(word: str) -> tuple[str, ...]:
    """The skeletons of a folded word: at most twelve, none for a word without consonants or too long for a name."""
    if len(word) > _LONGEST_WORD_LETTERS:
        return ()
    script = script_of(word)
    reader = _READERS[script]
    closed = f"{romanised(word) if script == 'other' else word}$"
    skeletons = [""]
    for letters in reader.letters.findall(closed):
        readings = reader.readings[letters]
        skeletons = [s if s.endswith(reading) else s + reading for s in skeletons[:_MOST_KEYS] for reading in readings]
    return tuple(dict.fromkeys(key for key in skeletons[:_MOST_KEYS] if key))


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near two words are: `likeness` 0 to 1, 1 for equal words; `gain`, the log-odds that they are one name."""

    likeness: float
    gain: float


FAR = Nearness(Likeness.UNLIKE.level, -10.0)
GAIN_PER_LETTER = 2.5  # of a letter that is equal, where no table applies


@lru_cache(maxsize=_CACHED_WORDS)
def nearness(name: str, word: str) -> Nearness:
    """How near a folded name and a folded word are, whatever their scripts."""
    if not name or not word:
        return FAR
    scripts = {script_of(name), script_of(word)}
    if name == word:
        return Nearness(Likeness.EQUAL.level, GAIN_PER_LETTER * len(name))
    if len(scripts) == 1 and "latin" not in scripts:
        return _spelt_alike(name, word)
    return _aligned(name, word)


def _aligned(name: str, word: str) -> Nearness:
    """By the letter tables: one side in Latin letters, romanised where it is not."""
    first, second = script_of(name), script_of(word)
    if second == "latin" and first != "latin":
        name, word, first, second = word, name, second, first
    latin = romanised(name).replace("'", "")
    if second not in ("cyrillic", "arabic"):
        return _gained(latin, romanised(word).replace("'", ""), "latin")
    return _gained(latin, word.translate(_AS_RUSSIAN), second)


_AS_RUSSIAN = str.maketrans({"і": "и", "є": "е", "'": None, "ѐ": "е"})  # Ukrainian letters that sound as Russian ones


def _gained(latin: str, other: str, pair: transliteration.Pair) -> Nearness:
    if not latin or not other:
        return FAR
    gain = transliteration.gain(latin, other, pair)
    best = max(transliteration.best_gain(latin, pair), 1.0)
    return Nearness(max(Likeness.UNLIKE.level, min(Likeness.UNEQUAL_AT_MOST.level, gain / best)), gain)


def _spelt_alike(name: str, word: str) -> Nearness:
    """Two words of one script other than Latin: by letters, and by their romanisation where that is nearer."""
    in_latin = Likeness.ROMANISED.level * Indel.normalized_similarity(romanised(name), romanised(word))
    alike = max(OSA.normalized_similarity(name, word), in_latin)
    return Nearness(min(Likeness.UNEQUAL_AT_MOST.level, alike), GAIN_PER_LETTER * len(name) * (3 * alike - 2))
