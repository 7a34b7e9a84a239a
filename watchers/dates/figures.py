"""Dates in figures alone: 2017-08-14, 14.08.17, 8/14, 20170814.

The order of day and month is the language's; the other one is read where that gives no date. Numbers that belong to
something longer (an address, a version, a sum) are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchers.dates.setting import full_date
from watchers.dates.tokens import Token
from watchers.dates.vocabulary import Words
from watchers.model import PartialDate

_DIGIT = re.compile(r"\d")
# Dates in figures, surest first. A year in front leaves no doubt; two numbers alone may be a fraction or a score.
_ISO = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)()(\d\d)(\d\d)(?!\d)")
_WITH_YEAR = re.compile(r"(?<![\d./-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)(?!\d|[./-]\d)")
_SPACED = re.compile(r"(?<![\d.,:] )(?<![\d.,:/-])(\d{1,2})( )(\d{1,2}) ((?:19|20)\d\d)(?!\d|[.,:]\d|%)")
_YEAR_SPACED = re.compile(r"(?<![\d.,:/-])((?:19|20)\d\d)( )(\d{1,2}) (\d{1,2})(?!\d|[.,:]\d|%)")
_DAY_MONTH = re.compile(r"(?<![\d./:$€£-])(\d{1,2})([/.])(\d{1,2})(?!\d|[./:-]\d|\s?%)")


def dates_in_figures(text: str, words: Words) -> list[Token]:
    """The dates written in figures, in order of place, with every reading of each."""
    figures: list[Token] = []
    if not _DIGIT.search(text):
        return figures
    for token in _figures(text, words):
        if token.dates and not any(token.start < other.end and other.start < token.end for other in figures):
            figures.append(token)
    return sorted(figures, key=lambda token: token.start)


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
            return tuple(date for date in dates if date)
    return ()


def years(text: str) -> tuple[int, ...]:
    """A year as written; of two digits both centuries, the later first."""
    number = int(text)
    return (number,) if len(text) > 2 else (2000 + number, 1900 + number)
