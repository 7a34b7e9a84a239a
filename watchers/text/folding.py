"""One folding for texts and names, with the way back to the original.

Folded text is what matching compares. What folding does is defined character by character (`characters`), so every span
of a folded text is a span of the original; how it is done fast is in `charmaps`. Where every character
folds to one, places are the same on both sides; else they are worked out when first asked for.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from watchers.text import charmaps
from watchers.text.characters import fold_character


@dataclass(frozen=True, slots=True)
class _Shifts:
    """Where folding changed the length: the place of each such character, and what follows it on both sides."""

    places: tuple[int, ...]
    original: tuple[int, ...]
    folded: tuple[int, ...]


@lru_cache(maxsize=8)
def _shifts(text: str) -> _Shifts:
    places = charmaps.uneven(text)
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
    return Folded(text, *charmaps.folded(text))


def plain(text: str) -> str:
    """A folded text or name alone, without the way back."""
    return charmaps.folded(text)[0]


_WORD = re.compile(r"\w+")
_BLANKED = bytes(byte if chr(byte).isalnum() else ord(" ") for byte in range(128)).ljust(256)


def words(folded: str) -> list[str]:
    """The runs of letters and digits in a folded text, in order; ASCII goes by its bytes, three times as fast."""
    return folded.encode().translate(_BLANKED).decode().split() if folded.isascii() else _WORD.findall(folded)
