"""How near two names sound, across scripts: keys that bring candidates together, and a likeness from 0 to 1.

A key is a consonant skeleton: the word in Latin letters (anyascii), consonants that languages exchange in one class,
vowels and doubled letters gone. Letters that are read in several ways (ch, j, g, h, w) give several keys.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from anyascii import anyascii
from rapidfuzz.distance import Indel

_MOST_KEYS = 8

# Cyrillic and Arabic letters that anyascii spells otherwise than newsrooms do.
_SPELLED = str.maketrans({"х": "h", "щ": "sh", "ъ": "a", "ь": "", "э": "e", "ы": "i", "خ": "h", "ح": "h", "ع": "", "غ": "g", "ق": "k", "ذ": "z", "ظ": "z"})  # fmt: skip  # noqa: E501

# How groups of Latin letters are read, as classes of consonants: P lips, T teeth, S hissing, K back, and M N L R.
_READ: dict[str, tuple[str, ...]] = {
    "tsch": ("S",), "shch": ("S",), "dzh": ("S",), "tch": ("S",), "sch": ("S",), "sh": ("S",), "zh": ("S",), "kh": ("", "K"),
    "ch": ("S", "K"), "dj": ("S",), "ts": ("S",), "tz": ("S",), "cz": ("S",), "sz": ("S",), "rz": ("S", "RS"), "dz": ("S",),
    "ck": ("K",), "gh": ("K", ""), "ph": ("P",), "th": ("T",), "wh": ("", "P"), "x": ("KS",),
    "b": ("P",), "p": ("P",), "f": ("P",), "v": ("P",), "w": ("P", ""), "t": ("T",), "d": ("T",), "s": ("S",), "z": ("S",),
    "c": ("K", "S"), "k": ("K",), "q": ("K",), "g": ("K", "S"), "j": ("S", ""), "h": ("", "K"),
    "m": ("M",), "n": ("N",), "l": ("L",), "r": ("R",),
}  # fmt: skip


@lru_cache(maxsize=200_000)
def romanised(word: str) -> str:
    """A folded word in the letters a-z."""
    return word if word.isascii() else "".join(c for c in anyascii(word.translate(_SPELLED)).lower() if c.isalpha())


def _readings(latin: str) -> list[tuple[str, ...]]:
    readings, position = [], 0
    while position < len(latin):
        length = next((n for n in (4, 3, 2, 1) if latin[position : position + n] in _READ), 0)
        if length:
            readings.append(_READ[latin[position : position + length]])
        position += length or 1
    return readings


@lru_cache(maxsize=200_000)
def keys(word: str) -> tuple[str, ...]:
    """The skeletons of a folded word: at most eight, none for a word without consonants."""
    found: dict[str, None] = {}
    for classes in product(*_readings(romanised(word))):
        plain = "".join(classes)
        key = "".join(c for n, c in enumerate(plain) if n == 0 or plain[n - 1] != c)
        if key:
            found.setdefault(key)
        if len(found) >= _MOST_KEYS:
            break
    return tuple(found)


_ALIKE = (("kh", "h"), ("sch", "sh"), ("tch", "ch"), ("dzh", "j"), ("ck", "k"), ("q", "k"), ("ph", "f"), ("w", "v"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("y", "i"), ("j", "i"), ("c", "k"), ("x", "ks"), ("th", "t"))  # fmt: skip  # noqa: E501


@lru_cache(maxsize=200_000)
def _plain(word: str) -> str:
    latin = romanised(word)
    for old, new in _ALIKE:
        latin = latin.replace(old, new)
    return "".join(c for n, c in enumerate(latin) if n == 0 or latin[n - 1] != c)


@lru_cache(maxsize=200_000)
def likeness(name: str, word: str) -> float:
    """How near two folded words are, 1 for equal; consonants count more than vowels."""
    if name == word:
        return 1.0
    first, second = _plain(name), _plain(word)
    bare = [first.translate(_NO_VOWELS), second.translate(_NO_VOWELS)]
    return 0.5 * Indel.normalized_similarity(first, second) + 0.5 * Indel.normalized_similarity(*bare)


_NO_VOWELS = str.maketrans("", "", "aeiouy")
