"""One folding for texts and names, with the way back to the original.

Folded text is what matching compares. Folding removes what writers add or leave out at will: compatibility forms,
case, diacritics, Arabic tashkeel and tatweel, the forms of alef, hamza, ya, kaf and ta marbuta, zero-width and
direction marks, the kinds of apostrophe, hyphen and white space. It is defined character by character
(`fold_character`), so every span of a folded text is a span of the original.

A `str.translate` over that definition is slower than the automaton behind it. Whole texts therefore take a
chain of `str.replace`, gated by the UTF-8 lead bytes that occur: a lead byte stands for one block of 64 characters, and
the replacements of a block are made from the definition. Texts with characters of other blocks are translated.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

_SPACES = "\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029_"
_HYPHENS = "-\u2010\u2011·"
_DASHES = "\u2012\u2013\u2014\u2015\u2212"  # between words, not within them
_APOSTROPHES = "’‘ʼʻʽ′`´＇ʹʾʿ‛"

# Letters that do not decompose into a base letter and marks, or not into the one that writers confuse them with.
_LETTERS = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i", "ŋ": "n",
    "ґ": "г", "ѓ": "г", "ќ": "к", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "ә": "а",
    "ة": "ه", "ی": "ي", "ى": "ي", "ک": "ك", "ە": "ه", "ہ": "ه", "ھ": "ه", "ٱ": "ا", "گ": "ك", "ڤ": "ف", "چ": "ج",
    "ء": "", "\u0640": "",
}  # fmt: skip
_SIGNS = (
    dict.fromkeys(_SPACES + _HYPHENS, " ") | dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_DASHES, ";") | {"…": "."}
)
_FIXED = _SIGNS | _LETTERS
_DROPPED = ("Mn", "Cf")  # combining marks; zero-width, direction and other invisible marks


@lru_cache(maxsize=65536)
def fold_character(character: str) -> str:
    """The definition of folding: what one character becomes, which may be nothing or several characters."""
    for form in (character, character.casefold()):
        if form in _FIXED:
            return _FIXED[form]
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", character).casefold())
    kept = "".join(_FIXED.get(part, part) for part in parts if unicodedata.category(part) not in _DROPPED)
    return unicodedata.normalize("NFC", kept)


class _Table(dict[int, str]):
    """The definition as `str.translate` wants it, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = fold_character(chr(code))
        return self[code]


def _replacements(first: int, last: int) -> tuple[tuple[str, str], ...]:
    """What is left to replace in a range of characters once a text is in lower case."""
    lower = {part for code in range(first, last + 1) for part in chr(code).casefold()}
    return tuple((c, fold_character(c)) for c in sorted(lower) if fold_character(c) != c)


def _block(lead: int) -> tuple[tuple[str, str], ...]:
    return _replacements((lead & 0x1F) << 6, (lead & 0x1F) << 6 | 0x3F)


_TABLE = _Table()
_ASCII = _replacements(0, 0x7F)
_BLOCKS = {bytes([lead]): _block(lead) for lead in (*range(0xC2, 0xC6), *range(0xD0, 0xD4), *range(0xD8, 0xDC))}
_PUNCTUATION = _replacements(0x2000, 0x203F)  # lead bytes E2 80
_EURO = "€".encode()
_KNOWN = bytes(range(0x80, 0xC0)) + bytes(range(0x80)) + b"".join(_BLOCKS) + b"\xe2"


def _steps(raw: bytes) -> list[tuple[str, str]] | None:
    """The replacements for a text of these bytes; None: it has characters of other blocks."""
    if raw.translate(None, _KNOWN) or raw.count(b"\xe2") > raw.count(b"\xe2\x80") + raw.count(_EURO):
        return None
    steps = list(_ASCII)
    for lead, replacements in _BLOCKS.items():
        if lead in raw:
            steps += replacements
    return steps + list(_PUNCTUATION) if b"\xe2\x80" in raw else steps


def _fold_fast(text: str) -> tuple[str, bool]:
    """The folded text, and whether every character of it stands where it stood in the original."""
    raw = text.encode("utf-8", "surrogatepass")
    steps = _ASCII if len(raw) == len(text) else _steps(raw)
    if steps is None:
        folded = text.translate(_TABLE)
        return folded, False
    folded = text.lower() if len(raw) == len(text) else text.casefold()
    in_place = len(folded) == len(text)
    for old, new in steps:
        if old in folded:
            folded = folded.replace(old, new)
            in_place = in_place and len(new) == 1
    return folded, in_place


@dataclass(frozen=True, slots=True)
class _Shifts:
    """Where folding changed the length: the place of each such character, and what follows it on both sides."""

    places: tuple[int, ...]
    original: tuple[int, ...]
    folded: tuple[int, ...]


@lru_cache(maxsize=8)
def _shifts(text: str) -> _Shifts:
    odd = "".join(character for character in set(text) if len(fold_character(character)) != 1)
    places = [match.start() for match in re.finditer(f"[{re.escape(odd)}]", text)] if odd else []
    folded, shift = [], 0
    for place in places:
        shift += len(fold_character(text[place])) - 1
        folded.append(place + 1 + shift)
    return _Shifts(tuple(places), tuple(place + 1 for place in places), tuple(folded))


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. Offsets are code points; in an `in_place` text every character stands where it stood."""

    original: str
    text: str
    in_place: bool

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that a non-empty folded span came from, marks on its last letter included."""
        if self.in_place:
            return start, end
        first, last = self._origin(start), self._origin(end - 1) + 1
        while last < len(self.original) and unicodedata.category(self.original[last]) == "Mn":
            last += 1
        return first, last

    def _origin(self, position: int) -> int:
        """The original place of a folded character."""
        shifts = _shifts(self.original)
        passed = bisect_right(shifts.folded, position)
        origin = position - shifts.folded[passed - 1] + shifts.original[passed - 1] if passed else position
        return min(origin, shifts.places[passed]) if passed < len(shifts.places) else origin

    def place(self, position: int) -> int:
        """Where a character of the original stands in the folded text (or would stand, if it left nothing)."""
        if self.in_place:
            return position
        shifts = _shifts(self.original)
        passed = bisect_right(shifts.original, position)
        return position - shifts.original[passed - 1] + shifts.folded[passed - 1] if passed else position

    def capital(self, start: int) -> bool:
        """Whether the folded character at `start` was written as a capital; True where a script has no case."""
        return not self.original[start if self.in_place else self._origin(start)].islower()


def fold(text: str) -> Folded:
    """Fold a text or a name; see the module for what that means. Never fails, whatever the characters."""
    folded, in_place = _fold_fast(text)
    return Folded(text, folded, in_place)
