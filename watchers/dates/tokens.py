"""From a sentence to tokens that say what they can mean in a date: month, weekday, day of a month, year, unit ...

A token has several meanings at once ("second" is an ordinal and a unit of time); the grammar picks one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from watchers.dates.vocabulary import NOUNS, TOKEN, Words, fold, load
from watchers.model import PartialDate

YEARS = range(1000, 2200)
CATEGORY_BY_SIGN = {
    ",": "comma",
    "،": "comma",
    ".": "dot",
    "°": "dot",
    "-": "dash",
    "–": "dash",
    "—": "dash",
    "‑": "dash",
    "/": "slash",
    "(": "open",
    ")": "close",
    "'": "apostrophe",
    "’": "apostrophe",
    "ʼ": "apostrophe",
}
INFLECTED_CATEGORIES = ("month", "weekday", "unit", "units", *NOUNS)
NO_MEANINGS: Mapping[str, int] = {}


class Token(NamedTuple):
    """A word, number, sign or phrase with its place and meanings. `dates` holds the readings of a date in figures."""

    start: int
    end: int
    text: str
    meanings: Mapping[str, int]
    dates: tuple[PartialDate, ...] = ()


# ---------------------------------------------------------------- a cheap look first


_FIGURES = re.compile(r"\d[./ -]\d|\d{8}")
_ANCHOR_CATEGORIES = frozenset({"year", "month", "weak_month", "weekday", "weak_weekday", "unit", "units"})


def places(text: str, language: str) -> list[int]:
    """Where the words and figures stand without one of which a sentence has no date, in order; most have none."""
    pieces = set(text.split())
    figures = [match.start() for match in _FIGURES.finditer(text)] if _DIGIT.search(text) else []
    anchors = {
        piece: offsets for piece in pieces if (offsets := _remembered(piece[:LONGEST_WORD_CHARACTERS], language))
    }
    if len(anchors) <= MOST_SINGLE_SEARCHES:
        standing = [(at, piece) for piece in anchors for at in _occurrences(piece, text)]
    else:  # one look for all: a look for each would take the square of the time on a hostile text
        standing = [(match.start(), match[0]) for match in _PIECE.finditer(text) if match[0] in anchors]
    return sorted([*figures, *(at + offset for at, piece in standing for offset in anchors[piece])])


_PIECE = re.compile(r"\S+")
_DIGIT = re.compile(r"\d")
MOST_SINGLE_SEARCHES = 24  # words looked for one by one; more are found in one pass
LONGEST_WORD_CHARACTERS = 100  # code points that are read of what stands without a blank


def _occurrences(piece: str, text: str) -> Iterator[int]:
    at = text.find(piece)
    while at >= 0:
        yield at
        at = text.find(piece, at + len(piece))


@lru_cache(maxsize=65536)
def _remembered(piece: str, language: str) -> tuple[int, ...]:
    """Where in a piece between two blanks such words stand."""
    return tuple(word.start() for word in TOKEN.finditer(piece) if _is_anchor(word[0], language))


def _is_anchor(word: str, language: str) -> bool:
    return fold(word) in load(language).anchors or not _ANCHOR_CATEGORIES.isdisjoint(single(word, language))


# ---------------------------------------------------------------- words and phrases


def between(text: str, start: int, stop: int, words: Words) -> Iterator[Token]:
    """The tokens of a stretch of a sentence; the longest phrase of the table wins."""
    pieces = list(TOKEN.finditer(text, start, stop))
    phrase_lengths, language = words.phrase_lengths, words.language
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        surface = piece[0]
        phrase = _phrase(text, pieces, at, words) if fold(surface) in phrase_lengths else None
        if phrase is None and surface[0].isdecimal():
            phrase = _ordinal(pieces, at, words)
        token, length = phrase or (Token(piece.start(), piece.end(), surface, single(surface, language)), 1)
        yield token
        at += length


def _phrase(text: str, pieces: Sequence[re.Match[str]], at: int, words: Words) -> tuple[Token, int] | None:
    longest = words.phrase_lengths[fold(pieces[at][0])]
    for length in range(min(longest, len(pieces) - at), 1, -1):
        meanings = words.lexicon.get(tuple(fold(piece[0]) for piece in pieces[at : at + length]))
        if meanings:
            start, end = pieces[at].start(), pieces[at + length - 1].end()
            return Token(start, end, text[start:end], meanings), length
    return None


def _ordinal(pieces: Sequence[re.Match[str]], at: int, words: Words) -> tuple[Token, int] | None:
    """A number with the suffix that makes it an ordinal: "4th", "14-го"."""
    piece = pieces[at]
    if len(piece[0]) <= 2 and _has_hyphened_suffix(pieces, at, words):
        return Token(piece.start(), pieces[at + 2].end(), piece[0], number_meanings(piece[0], ordinal=True)), 3
    if at + 1 == len(pieces) or pieces[at + 1].start() != piece.end():
        return None
    suffix = pieces[at + 1]
    if fold(suffix[0]) not in words.ordinal_suffixes:
        return None
    return Token(piece.start(), suffix.end(), piece[0] + suffix[0], number_meanings(piece[0], ordinal=True)), 2


def _has_hyphened_suffix(pieces: Sequence[re.Match[str]], at: int, words: Words) -> bool:
    """Whether a hyphen and an ordinal ending follow the number at `at`, joined to it: Russian "14-го"."""
    following = pieces[at + 1 : at + 3]
    joined = (
        len(following) == 2 and following[0].start() == pieces[at].end() and following[1].start() == following[0].end()
    )
    return joined and following[0][0] in "-‑" and fold(following[1][0]) in words.ordinal_suffixes


@lru_cache(maxsize=65536)
def single(piece: str, language: str) -> Mapping[str, int]:
    """What one word, number or sign can mean in a language."""
    if piece in CATEGORY_BY_SIGN:
        return {CATEGORY_BY_SIGN[piece]: 0}
    if piece[0].isdecimal():
        return number_meanings(piece, ordinal=False)
    words, folded = load(language), fold(piece)
    return _weighed(piece, folded, words.lexicon.get((folded,)) or _inflected(folded, words), words)


def number_meanings(digits: str, *, ordinal: bool) -> dict[str, int]:
    """A number as a count, a day of a month, a year, a year of two digits; `nth` with its suffix."""
    value = int(digits) if len(digits) <= 4 else 0
    if not value:
        return {"figure": 0}
    if ordinal:
        return {"nth": value, "day": value} if value <= 31 else {}
    meanings = {"figure": value}
    if len(digits) <= 2 or value < 1000:
        meanings["number"] = value
    if len(digits) <= 2 and value <= 31:
        meanings["day"] = value
    if len(digits) == 2:
        meanings["short_year"] = value
    if len(digits) == 4 and value in YEARS:
        meanings["year"] = value
    return meanings


def _inflected(word: str, words: Words) -> Mapping[str, int]:
    for prefix in words.prefixes:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            meanings = words.lexicon.get((word[len(prefix) :],))
            if meanings:
                return meanings
    for suffix in words.suffixes:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            stem_meanings = words.lexicon.get((word[: -len(suffix)],), NO_MEANINGS)
            inflected = {
                category: value for category, value in stem_meanings.items() if category in INFLECTED_CATEGORIES
            }
            if inflected:
                return inflected
    return NO_MEANINGS


def _weighed(surface: str, folded: str, meanings: Mapping[str, int], words: Words) -> Mapping[str, int]:
    """Months and weekdays that are ordinary words too become the weak kind, and need company."""
    if folded not in words.weak:
        return meanings
    dated = ("month", "weekday")
    if words.capital:
        capital = surface[0].isupper()
        meanings = {k: v for k, v in meanings.items() if (k in dated) == capital}
    return {f"weak_{k}" if k in dated else k: v for k, v in meanings.items()}


# ---------------------------------------------------------------- months with two names


def twice_named_months_joined(tokens: Sequence[Token]) -> Iterator[Token]:
    """A month under both of its Arabic names, "فبراير/شباط" or "فبراير (شباط)", is one month."""
    at = 0
    while at < len(tokens):
        length = _length_of_both_names(tokens, at) if tokens[at].meanings else 0
        if length:
            last = tokens[at + length - 1]
            yield Token(tokens[at].start, last.end, tokens[at].text, {"month": _month(tokens[at]) or 0})
        else:
            yield tokens[at]
        at += length or 1


def _length_of_both_names(tokens: Sequence[Token], at: int) -> int:
    month = _month(tokens[at])
    rest = tokens[at + 1 : at + 4]
    if month is None or len(rest) < 2 or _month(rest[1]) != month:
        return 0
    if "slash" in rest[0].meanings:
        return 3
    return 4 if "open" in rest[0].meanings and len(rest) == 3 and "close" in rest[2].meanings else 0


def _month(token: Token) -> int | None:
    return token.meanings.get("month", token.meanings.get("weak_month"))
