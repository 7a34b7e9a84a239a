"""Folding a whole text at once, with look-ups that Python does in C.

A `str.translate` over the definition (`characters.fold_character`), at 15 million characters a second, is slower than
the automaton behind it. The charmap codec, which serves the single-byte encodings, does 150 million, for at most 256
different ones. So a text is encoded in the alphabet of a group of languages, and decoded as what its letters fold to.
What the alphabet lacks is encoded as "?" and folded by itself; a text that is in none of them is translated.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

from watchers.text.characters import fold_character

_UNUSED = "\ufffe"  # what `charmap_build` takes for a byte without a character
_LACKING_ONE_IN = 4  # a text of which more than one character in so many is in no alphabet is translated
_SAMPLE_CHARACTERS = 200  # characters that tell what a text is written in

_PRINTED = frozenset(chr(code) for code in (0, *range(9, 14), *range(0x20, 0x7F)))
_SIGNS = "«»“”„‚‘’‹›–—―‐‑−…•·°§©®£€′″´×¿¡\u00a0\u00ad\u2009\u202f\u200b\u200c\u200d\u200e\u200f\ufeff"
_LETTERS = (
    # Latin-1, Turkish, Polish, romanised Arabic
    "".join(map(chr, range(0xC0, 0x100))) + "ĞğİıŞşĄąĆćĘęŁłŃńŚśŹźŻżŠšŽžČčŸĀāĒēĪīŌōŪū",
    # Central and South Slavic, Hungarian, Romanian, Baltic
    "ĄąĆćĘęŁłŃńÓóŚśŹźŻżÁáÉéÍíÚúÝýČčĎďĚěŇňŘřŠšŤťŮůŽžĹĺĽľŔŕÔôÄäĐđÖöÜüŐőŰűĂăÂâÎîȘșȚțŞşŢţĀāĒēĪīŪūĢģĶķĻļŅņĖėĮįŲųÕõÇçËëÈèÀà",
    # Cyrillic, with the acute that marks stress
    "".join(map(chr, range(0x400, 0x460))) + "ҐґҒғҚқҢңӨөҰұҮүӘәҺһ\u0301",
    # Arabic, Persian, Urdu
    "".join(map(chr, (0x60C, 0x61B, 0x61F, *range(0x621, 0x63B), *range(0x640, 0x656), *range(0x660, 0x672))))
    + "پچژکگڤیەہھۀۃےںٹڈڑ۰۱۲۳۴۵۶۷۸۹۔\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    # Greek, Hebrew
    "".join(map(chr, (*range(0x386, 0x3CF), *range(0x5D0, 0x5EB)))),
)


@dataclass(frozen=True, slots=True, eq=False)
class Alphabet:
    """Up to 256 `characters` as bytes. `encode` takes a text and what to do with the characters that it lacks.

    `folded` has what each byte folds to, `dropped` the bytes that fold to nothing, `uneven` these and "?".
    """

    characters: frozenset[str]
    encode: Callable[[str, str], bytes]
    folded: str
    dropped: bytes
    uneven: re.Pattern[bytes]

    def read(self, coded: bytes) -> str:
        """The folded text of these bytes."""
        return codecs.charmap_decode(coded.translate(None, self.dropped), "strict", self.folded)[0]


def _alphabet(letters: str) -> Alphabet:
    """ASCII in its own place, and the signs and letters wherever no printed character of it is."""
    others = (c for c in dict.fromkeys(_SIGNS + letters) if len(fold_character(c)) < 2)
    characters = [chr(code) if chr(code) in _PRINTED else next(others, _UNUSED) for code in range(256)]
    codes = codecs.charmap_build("".join(characters))
    folded = [fold_character(c) for c in characters]
    dropped = bytes(code for code, fold in enumerate(folded) if not fold)
    return Alphabet(
        characters=frozenset(characters),
        encode=lambda text, lacking: codecs.charmap_encode(text, lacking, codes)[0],
        folded="".join(fold or _UNUSED for fold in folded),
        dropped=dropped,
        uneven=re.compile(b"[?" + re.escape(dropped) + b"]"),
    )


class _Table(dict[int, str]):
    """`fold_character` as a table for `str.translate`, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = fold_character(chr(code))
        return self[code]


_ALPHABETS = tuple(map(_alphabet, _LETTERS))
_ALPHABET_BY_CHARACTER = {
    c: alphabet for alphabet, own in reversed([*zip(_ALPHABETS, _LETTERS, strict=True)]) for c in own
}
_FOLDING_TABLE = _Table()
_ASCII_FOLDING_TABLE = {code: fold_character(chr(code)) for code in range(128)}


def folded(text: str) -> tuple[str, bool]:
    """The folded text, and whether it is known that every character of it stands where it stood in the original."""
    if text.isascii():
        return text.translate(_ASCII_FOLDING_TABLE), True
    coding = _coded(text)
    if coding is None:
        return text.translate(_FOLDING_TABLE), False
    alphabet, coded = coding
    read = alphabet.read(coded)
    if b"?" not in coded:
        return read, len(read) == len(text)
    others = [fold_character(text[match.start()]) for match in re.finditer(rb"\?", coded)]
    in_place = len(read) == len(text) and all(len(other) == 1 for other in others)
    first, *rest = read.split("?")
    return first + "".join(chain.from_iterable(zip(others, rest, strict=True))), in_place


def uneven(text: str) -> list[int]:
    """The places of the characters that do not fold to exactly one."""
    coding = _coded(text)
    places = [match.start() for match in coding[0].uneven.finditer(coding[1])] if coding else range(len(text))
    return [place for place in places if len(fold_character(text[place])) != 1]


def _coded(text: str) -> tuple[Alphabet, bytes] | None:
    """A text in an alphabet that has all of it, or else in the one that has most, if that is enough."""
    at = 0
    for _ in range(2):  # by the first character, and then by the first one that the alphabet lacks
        alphabet = _ALPHABET_BY_CHARACTER.get(text[at], _ALPHABETS[0])
        try:
            return alphabet, alphabet.encode(text, "strict")
        except UnicodeEncodeError as lacking:
            at = lacking.start
    sample = text[:: len(text) // _SAMPLE_CHARACTERS + 1]
    homes = Counter(_ALPHABET_BY_CHARACTER[c] for c in sample if c in _ALPHABET_BY_CHARACTER).most_common(1)
    alphabet = homes[0][0] if homes else _ALPHABETS[0]
    enough = sum(c not in alphabet.characters for c in sample) * _LACKING_ONE_IN <= len(sample)
    return (alphabet, alphabet.encode(text, "replace")) if enough else None
