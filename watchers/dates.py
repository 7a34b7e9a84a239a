"""Dates in a sentence: explicit, partial and relative ones, resolved against the article's own date.

    sentence -> tokens (datelex, datewords) -> shapes (dategrammar) -> calendar dates (dateresolve)

What cannot be resolved is left out, never guessed. Precision is what the words say: "in June" is a month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from watchers import datechecks, dategrammar, datelex, dateresolve, datewords
from watchers.dategrammar import Match
from watchers.datelex import Token
from watchers.dateresolve import Dates, Setting
from watchers.datewords import Words
from watchers.model import PartialDate, Published

LONGEST = 20_000  # code points of one sentence that are read; what is longer is no sentence


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date expression: `sentence[start:end] == surface`. `rule` names the shape that read it."""

    date: PartialDate
    start: int
    end: int
    surface: str
    rule: str


def find(
    sentence: str, reference: Published | None, language: str | None = None, said: PartialDate | None = None
) -> tuple[DateFound, ...]:
    """The dates that a sentence states, in order of place.

    `reference` is when the article appeared; `said` the date that its earlier text stated last, from which "the day
    after" counts. An unknown language is guessed from the script and the words.
    """
    sentence = sentence[:LONGEST]
    words = words_of(sentence, language)
    found = datelex.tokens(sentence, words)
    if not any(token.meanings for token in found):
        return ()
    setting = Setting(reference.date if reference is not None else None, said)
    first = tuple(_resolved(sentence, found, words, setting))
    dates = _around(sentence, found, first, words)
    return tuple(date for date in dates if date.date.year in datelex.YEARS)


def refers_back(sentence: str, language: str | None = None) -> bool:
    """Whether a sentence opens with what was named before it: a pronoun, or "the" or "this" with a noun."""
    words = words_of(sentence, language)
    opening = [token for token in datelex.tokens(sentence[:120], words) if token.text[:1].isalpha() or not token.text]
    if not opening:
        return False
    definite = "the" in opening[0].meanings and len(opening) > 1 and opening[1].text[:1].islower()
    return definite or bool(opening[0].meanings.keys() & {"this", "pronoun", "same"})


# ---------------------------------------------------------------- the language


CYRILLIC = re.compile("[\u0400-\u04ff]")
ARABIC = re.compile("[\u0600-\u06ff]")
UKRAINIAN = re.compile("[іїєґ]", re.IGNORECASE)
LATIN = ("en", "fr", "es", "de", "it", "pt", "tr")


def words_of(text: str, language: str | None) -> Words:
    """The table for a language tag; without a (known) one, by script, and among Latin ones by the words found."""
    try:
        return datewords.load(language or "")
    except KeyError:
        pass
    if ARABIC.search(text):
        return datewords.load("ar")
    if CYRILLIC.search(text):
        return datewords.load("uk" if UKRAINIAN.search(text) else "ru")
    folded = [datewords.fold(piece[0]) for piece in datewords.split(text[:2000])]
    return max(
        (datewords.load(code) for code in LATIN), key=lambda words: sum((word,) in words.lexicon for word in folded)
    )


# ---------------------------------------------------------------- one look


def _resolved(sentence: str, tokens: Sequence[Token], words: Words, setting: Setting) -> Iterator[tuple[Match, Dates]]:
    """Each shape with its dates. A year that a sentence states holds for the days and months beside it."""
    refused = partial(datechecks.is_something_else, sentence, tokens)
    found = dategrammar.matches(tokens, dategrammar.SHAPES, words.language, refused)
    for n, match in enumerate(found):
        if datechecks.is_said_beside(found, n, tokens):
            continue
        lean, sure = _lean(tokens, match)
        year = _year_after(found, n, tokens)
        local = replace(setting, lean=lean, sure=sure, year=year if year is not None else setting.year)
        dates = (
            _figures(match, local) if "figures" in match.rule else dateresolve.RULES[match.rule](match.values, local)
        )
        if dates:
            yield match, dates
            setting = _after(setting, match, dates)


def _after(setting: Setting, match: Match, dates: Dates) -> Setting:
    whole_year = dates[-1].precision == "year" and match.rule in ("year", "unit, that way")
    return replace(setting, said=dates[-1], year=dates[-1].year if whole_year else setting.year)


def _year_after(found: Sequence[Match], n: int, tokens: Sequence[Token]) -> int | None:
    """ "from 3 May to 5 June 2016": the year of the date that is joined on."""
    if n + 1 == len(found) or "year" not in found[n + 1].values or "month" not in found[n].values:
        return None
    between = tokens[found[n].last : found[n + 1].first]
    joined = all(token.meanings.keys() & {"and", "to", "dash", "in", "the"} for token in between)
    later = found[n + 1].values.get("month", 0) >= found[n].values["month"]
    return found[n + 1].values["year"] - (not later) if joined and "month" in found[n + 1].values else None


def _figures(match: Match, setting: Setting) -> Dates:
    token = next(token for token in match.tokens if token.dates)
    if match.rule == "figures":
        known = setting.reference
        return (min(token.dates, key=lambda found: abs(found.year - (known.year if known else 2010))),)
    stated: dict[str, int] = {"month": token.dates[0].month or 0, "day": token.dates[0].day or 0}
    rule = "day and month, that way" if match.rule.endswith("way") else "day and month"
    return dateresolve.RULES[rule](stated | dict(match.values), setting)


NEAR = 12  # tokens in which a verb says whether a date lies ahead


def _lean(tokens: Sequence[Token], match: Match) -> tuple[int, bool]:
    """1 where the nearest verb before the date (or else after it) speaks of the future, else -1; whether one does."""
    before = range(match.first - 1, max(-1, match.first - 1 - NEAR), -1)
    for at in (*before, *range(match.last, min(len(tokens), match.last + NEAR))):
        meanings = tokens[at].meanings
        if "future" in meanings:
            return 1, True
        if "past" in meanings or tokens[at].text.endswith("ed"):
            passive = [token.meanings.keys() & {"be", "future"} for token in tokens[max(0, at - 3) : at]]
            return (1, True) if any(passive) else (-1, True)  # "will be held"
    return -1, False


# ---------------------------------------------------------------- a second look around the dates found


def _around(
    sentence: str, tokens: Sequence[Token], first: Sequence[tuple[Match, Dates]], words: Words
) -> Iterator[DateFound]:
    """Each date found, or what is counted from it: "three days after 12 January"."""
    collapsed: list[Token] = []
    known: dict[int, tuple[Match, Dates]] = {}
    last = 0
    for match, dates in first:
        collapsed += tokens[last : match.first]
        known[len(collapsed)] = (match, dates)
        collapsed.append(Token(match.tokens[0].start, match.tokens[-1].end, "", {"date": len(collapsed)}))
        last = match.last
    collapsed += tokens[last:]
    counted = _counted(collapsed, known, words)
    for place, (match, dates) in known.items():
        at, end, told, rule = counted.get(place, (match.tokens[0].start, match.tokens[-1].end, dates, match.rule))
        for date in told:
            yield DateFound(date, at, end, sentence[at:end], rule)


def _counted(
    tokens: Sequence[Token], known: Mapping[int, tuple[Match, Dates]], words: Words
) -> dict[int, tuple[int, int, Dates, str]]:
    counted: dict[int, tuple[int, int, Dates, str]] = {}
    for match in dategrammar.matches(tokens, dategrammar.AROUND, words.language) if known else ():
        place = match.values["date"]
        day = dateresolve.as_day(known[place][1][0])
        if day is not None:
            sign = -1 if match.rule.startswith("before") else 1
            dates = dateresolve.moved(day, sign * match.values["number"], match.values["unit"])
            if dates:
                counted[place] = (match.tokens[0].start, match.tokens[-1].end, dates, match.rule)
    return counted
