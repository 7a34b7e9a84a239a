"""The words of a text as comparing sees them: folded, hashed the same way everywhere, common ones known.

Scripts that write no blanks (Han, Kana, Thai and their neighbours) give one word a character. Hashes are 63-bit, so
that every database holds them as an integer, and never depend on the process (`hash()` does).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from operator import xor
from sys import intern

from watchers.text import folding, scripts
from watchers.text.stop_words import STOP_WORDS

BITS = 63
_MASK = (1 << BITS) - 1
UNSPACED = re.compile(f"[{scripts.UNSPACED}]")
_FIGURE = re.compile(r"\d\d*(?:[.,]\d+)*")  # a search for one digit is many times faster than for a run of them
_SHINGLE_WORDS = 5


def words(text: str) -> list[str]:
    """Every word of the text, folded, in order; equal words are one object, whatever texts they come from."""
    folded = folding.plain(text)
    return list(map(intern, folding.words(folded if folded.isascii() else UNSPACED.sub(r" \g<0> ", folded))))


def _bits(text: str, person: bytes = b"") -> int:
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8, person=person).digest()
    return int.from_bytes(digest) & _MASK


@lru_cache(maxsize=1 << 16)
def word_hash(word: str) -> int:
    """63 bits of BLAKE2b."""
    return _bits(word)


@lru_cache(maxsize=1 << 15)
def _placed(word: str) -> tuple[int, ...]:
    """A hash of the word for each place in a shingle."""
    return tuple(_bits(word, b"place %d" % place) for place in range(_SHINGLE_WORDS))


def shingles(run: Sequence[str]) -> frozenset[int]:
    """The distinct five-word shingles, hashed to 63 bits; a shorter text is one shingle, an empty one has none.

    A shingle's hash is the exclusive or of its words' hashes for their places (tabulation hashing).
    """
    if len(run) < _SHINGLE_WORDS:
        return frozenset((word_hash(" ".join(run)),)) if run else frozenset()
    first, second, third, fourth, fifth = zip(*map(_placed, run), strict=True)
    pairs = map(xor, map(xor, first, second[1:]), map(xor, third[2:], fourth[3:]))
    return frozenset(map(xor, pairs, fifth[4:]))


def figures(text: str) -> list[str]:
    """The numbers written in digits, any script's, thousands separators gone: `1,200` and `1.200` are `1200`."""
    return [plain_figure(figure) for figure in _FIGURE.findall(text)]


@lru_cache(maxsize=1 << 14)
def plain_figure(figure: str) -> str:
    """The number in ASCII digits; three digits behind a separator are thousands."""
    digits = "".join(str(int(c)) if c.isdecimal() else c for c in figure)
    return re.sub(r"[.,](?=\d{3}(?:\D|$))", "", digits).replace(",", ".")


COMMON = STOP_WORDS  # of fifteen languages
