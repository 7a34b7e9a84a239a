"""From a sentence to tokens that say what they can mean in a date: month, weekday, day of a month, year, unit ...

A token has several meanings at once ("second" is an ordinal and a unit of time); the grammar picks one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from watchers.datewords import Words, fold, split
from watchers.model import PartialDate

YEARS = range(1000, 2200)
SIGNS = {
    ",": "comma",
    "،": "comma",
    ".": "dot",
    "-": "dash",
    "–": "dash",
    "—": "dash",
    "‑": "dash",
    "/": "slash",
    "°": "dot",
    "(": "open",
    ")": "close",
}
APOSTROPHES = "'’ʼ"

# Dates in figures, surest first. A year in front leaves no doubt; two numbers alone may be a fraction or a score.
_ISO = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)()(\d\d)(\d\d)(?!\d)")
_WITH_YEAR = re.compile(r"(?<![\d./-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)(?!\d|[./-]\d)")
_SPACED = re.compile(r"(?<![\d.,:] )(?<![\d.,:/-])(\d{1,2})( )(\d{1,2}) ((?:19|20)\d\d)(?!\d|[.,:]\d|%)")
_YEAR_SPACED = re.compile(r"(?<![\d.,:/-])((?:19|20)\d\d)( )(\d{1,2}) (\d{1,2})(?!\d|[.,:]\d|%)")
_DAY_MONTH = re.compile(r"(?<![\d./:$€£-])(\d{1,2})([/.])(\d{1,2})(?!\d|[./:-]\d|\s?%)")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number, sign or phrase with its place and meanings. `dates` holds the readings of a date in figures."""

    start: int
    end: int
    text: str
    meanings: Mapping[str, int]
    dates: tuple[PartialDate, ...] = ()


def tokens(text: str, words: Words) -> tuple[Token, ...]:
    figures = dates_in_figures(text, words)
    plain: list[Token] = []
    last = 0
    for figure in [*figures, None]:
        stop = len(text) if figure is None else figure.start
        plain += _words(text, last, stop, words)
        if figure is not None:
            plain.append(figure)
            last = figure.end
    return tuple(_twice_named_months_joined(tuple(_numbers_joined(plain))))


# ---------------------------------------------------------------- dates in figures


def dates_in_figures(text: str, words: Words) -> list[Token]:
    found: list[Token] = []
    for token in _figures(text, words):
        if token.dates and not any(token.start < other.end and other.start < token.end for other in found):
            found.append(token)
    return sorted(found, key=lambda token: token.start)


def _figures(text: str, words: Words) -> Iterator[Token]:
    for pattern in (_ISO, _COMPACT, _YEAR_SPACED):
        for m in pattern.finditer(text):
            yield _figure(m, "figures", _readings(m[1], (m[3], m[4]), "mdy"))
    for pattern in (_WITH_YEAR, _SPACED):
        for m in pattern.finditer(text):
            yield _figure(m, "figures", _readings(m[4], (m[1], m[3]), words.order))
    for m in _DAY_MONTH.finditer(text):
        surely = m[2] == "/" and (len(m[1]) == len(m[3]) == 2 or m[0] == text.strip(" .!?"))
        dotted = m[2] == "." and (words.order != "dmy" or text[m.end() : m.end() + 1] != ".")
        # 2000 is a leap year: whether 29 February exists is settled when the year is known.
        kind = "dotted_day_month" if dotted else "day_month" if surely or m[2] == "." else "maybe_day_month"
        yield _figure(m, kind, _readings("2000", (m[1], m[3]), words.order))


def _figure(m: re.Match[str], kind: str, dates: tuple[PartialDate, ...]) -> Token:
    return Token(m.start(), m.end(), m[0], {kind: 0}, dates)


def _readings(year: str, rest: tuple[str, str], order: str) -> tuple[PartialDate, ...]:
    """The date in this order of month and day, or in the other where this one gives none."""
    first, second = int(rest[0]), int(rest[1])
    for month, day in ((first, second), (second, first))[:: 1 if order == "mdy" else -1]:
        dates = [full_date(number, month, day) for number in years(year)]
        if any(dates):
            return tuple(found for found in dates if found)
    return ()


def years(text: str) -> tuple[int, ...]:
    """A year as written; of two digits both centuries, the later first."""
    number = int(text)
    return (number,) if len(text) > 2 else (2000 + number, 1900 + number)


def full_date(year: int, month: int, day: int) -> PartialDate | None:
    """A day that exists, in a year that news can be about; else None."""
    if year not in YEARS:
        return None
    try:
        date(year, month, day)
    except ValueError:
        return None
    return PartialDate(year, month, day)


# ---------------------------------------------------------------- words


def _words(text: str, start: int, stop: int, words: Words) -> Iterator[Token]:
    pieces = split(text[start:stop])
    folded = [fold(piece[0]) for piece in pieces]
    at = 0
    while at < len(pieces):
        length, meanings = _longest(folded, at, words)
        if not meanings and length == 1:
            meanings, length = _single(pieces, folded, at, words)
        first, last = pieces[at], pieces[at + length - 1]
        surface = text[start + first.start() : start + last.end()]
        if length == 1:
            meanings = _weighed(surface, folded[at], meanings, words)
        yield Token(start + first.start(), start + last.end(), surface, meanings)
        at += length


def _longest(folded: Sequence[str], at: int, words: Words) -> tuple[int, Mapping[str, int]]:
    for length in range(min(words.longest, len(folded) - at), 0, -1):
        meanings = words.lexicon.get(tuple(folded[at : at + length]))
        if meanings:
            return length, meanings
    return 1, {}


def _single(
    pieces: Sequence[re.Match[str]], folded: Sequence[str], at: int, words: Words
) -> tuple[Mapping[str, int], int]:
    """A number (with its ordinal suffix), a sign or an inflected word; and how many pieces it takes."""
    piece, word = pieces[at], folded[at]
    if piece[0][0].isdigit():
        joined = (
            at + 1 < len(pieces) and pieces[at + 1].start() == piece.end() and folded[at + 1] in words.ordinal_suffixes
        )
        return _number(piece[0], ordinal=joined), 1 + joined
    if word in SIGNS:
        return {SIGNS[word]: 0}, 1
    if word == "'":
        return {"apostrophe": 0}, 1
    return _inflected(word, words), 1


def _number(digits: str, *, ordinal: bool) -> dict[str, int]:
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


INFLECTED = ("month", "weekday", "unit", "units")


def _inflected(word: str, words: Words) -> dict[str, int]:
    for prefix in words.prefixes:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            meanings = words.lexicon.get((word[len(prefix) :],))
            if meanings:
                return dict(meanings)
    for suffix in words.suffixes:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            meanings = words.lexicon.get((word[: -len(suffix)],), {})
            kept = {category: value for category, value in meanings.items() if category in INFLECTED}
            if kept:
                return kept
    return {}


def _weighed(surface: str, folded: str, meanings: Mapping[str, int], words: Words) -> Mapping[str, int]:
    """Months and weekdays that are ordinary words too become the weak kind, and need company."""
    if folded not in words.weak:
        return meanings
    dated = ("month", "weekday")
    if words.capital:
        capital = surface[0].isupper()
        meanings = {k: v for k, v in meanings.items() if (k in dated) == capital}
    return {f"weak_{k}" if k in dated else k: v for k, v in meanings.items()}


def _twice_named_months_joined(tokens: Sequence[Token]) -> Iterator[Token]:
    """A month under both of its Arabic names, "فبراير/شباط", is one month."""
    at = 0
    while at < len(tokens):
        month, again = (_month(token) for token in (tokens[at], tokens[min(at + 2, len(tokens) - 1)]))
        if month is not None and month == again and "slash" in tokens[min(at + 1, len(tokens) - 1)].meanings:
            yield Token(tokens[at].start, tokens[at + 2].end, tokens[at].text, {"month": month})
            at += 3
        else:
            yield tokens[at]
            at += 1


def _month(token: Token) -> int | None:
    return token.meanings.get("month", token.meanings.get("weak_month"))


# ---------------------------------------------------------------- numbers in words


def _numbers_joined(plain: Sequence[Token]) -> Iterator[Token]:
    """Runs of number words become one number: "twenty nine", "two thousand and thirty two", "nineteen eighty six"."""
    at = 0
    while at < len(plain):
        length, value, ordinal = _run(plain, at)
        if length == 0:
            yield plain[at]
            at += 1
            continue
        kept = {k: v for k, v in plain[at].meanings.items() if length == 1}
        meanings = kept | _number(f"{value:02d}" if value < 10 else str(value), ordinal=ordinal)
        meanings.pop("short_year", None)
        if not ordinal and "day" in meanings:
            day = meanings.pop("day")
            if day > 1:  # "a", "one": an article rather than the first of a month
                meanings["spelt_day"] = day
        last = plain[at + length - 1]
        yield Token(plain[at].start, last.end, "", meanings)
        at += length


def _run(plain: Sequence[Token], at: int) -> tuple[int, int, bool]:
    """(tokens, value, whether an ordinal ends it) of the number in words that starts here; no tokens: none does."""
    length = value = 0
    while at + length < len(plain):
        step = 1
        token = plain[at + length]
        joint = length and ("dash" in token.meanings or ("and" in token.meanings and value >= 100))
        if joint and at + length + 1 < len(plain):
            token, step = plain[at + length + 1], 2
        spelt = token.meanings.get("number") if "figure" not in token.meanings else None
        ordinal = token.meanings.get("ordinal")
        grown = _grow(value, spelt if spelt is not None else ordinal, length == 0)
        if grown is None:
            break
        value, length = grown, length + step
        if spelt is None:
            return length, value, True
    return length, value, False


def _grow(value: int, number: int | None, first: bool) -> int | None:
    if number is None:
        return None
    if first:
        return number
    if number in (100, 1000) and value < 100:
        return value * number
    if 20 <= value < 100 and value % 10 == 0 and (number < 10 or (value in (60, 80) and number < 20)):
        return value + number
    if 13 <= value <= 20 and number >= 10:
        return value * 100 + number  # nineteen eighty ...
    if value >= 1000 and value % 100 and value % 10 == 0 and number < 10:
        return value + number  # ... six
    if value >= 100 and value % 100 == 0 and number < 100:
        return value + number
    return None
