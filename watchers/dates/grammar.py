"""How dates are put together, as a table of patterns over the meanings of tokens, the same for every language.

A template's parts are categories of `tokens` and of the word tables: `a|b` either, `?` once or not at all, for a
single part or for `( ... )?`; the value of each part is handed on under its first category (a second one of the same
name: `day2`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from watchers.dates.rules import DateRule
from watchers.dates.tokens import Token

REGEX_BY_GROUP_MARK = {"(": "(?:", ")?": ")?"}
CATEGORIES_BY_MACRO = (  # in this order: DAY is part of WEEKDAY
    ("WEEKDAY", "weekday|weak_weekday"),
    ("MONTH", "month|weak_month"),
    ("DAY", "day|ordinal|spelt_day"),
    ("UNITS", "unit|units"),
    ("PART", "part|end"),
    ("WAY", "last|previous|next|following|coming|this"),
)


@dataclass(frozen=True, slots=True)
class Shape:
    """A pattern with the name of its rule: what it says is told by the rule of that name in `resolve`.

    `needs` holds for each part that is no option the categories that satisfy it.
    """

    rule: DateRule
    template: str
    needs: tuple[frozenset[str], ...] = ()


def _shapes(rule: DateRule, *templates: str) -> tuple[Shape, ...]:
    for macro, categories in CATEGORIES_BY_MACRO:
        templates = tuple(template.replace(macro, categories) for template in templates)
    return tuple(Shape(rule, template, tuple(_needs(template))) for template in templates)


def _needs(template: str) -> Iterator[frozenset[str]]:
    outside = re.sub(r"\(.*?\)\?", "", template)
    return (frozenset(part.split("|")) for part in outside.split() if not part.endswith("?"))


# Where two shapes cover as many words, the one that stands first wins; a longer one always wins.
SHAPES: tuple[Shape, ...] = (
    *_shapes(
        DateRule.FULL_DATE,
        "( WEEKDAY dot? comma? )? the? MONTH dot? comma? dash? slash? the? DAY "
        "comma? dash? slash? of? in? year_word? year",
        "( WEEKDAY dot? comma? )? the? DAY dot? dash? slash? unit? of? "
        "MONTH dot? comma? dash? slash? of? in? year_word? year",
        "year dash? slash? MONTH dash? slash? day",
        "year dash|slash day dash|slash MONTH",
        "MONTH dash|slash year dash|slash day",
        "day dash|slash year dash|slash MONTH",
        "MONTH the? ordinal|nth comma? short_year",
        "DAY of? MONTH of|apostrophe short_year",
        "MONTH DAY of|apostrophe short_year",
    ),
    *_shapes(
        DateRule.FULL_DATES,
        "MONTH dot? day and|dash|to|comma the? day ( comma? and? the? day )? comma? year",
        "( DAY dot? comma )? DAY dot? and|dash|to|comma the? DAY dot? of? MONTH dot? comma? of? year_word? year",
    ),
    *_shapes(
        DateRule.IN_THAT_YEAR,
        "( the? DAY of? )? MONTH of|in? the? that? same|that unit",
        "MONTH DAY of|in? the? that? same|that unit",
    ),
    *_shapes(
        DateRule.DAY_AND_MONTH_THAT_WAY, "WAY the? DAY of? MONTH", "WAY MONTH DAY", "the? DAY of? MONTH WAY unit?"
    ),
    *_shapes(
        DateRule.DAY_AND_MONTH,
        "( WEEKDAY dot? comma? )? the? DAY dot? dash? slash? unit? of? MONTH",
        "( WEEKDAY dot? comma? open? )? MONTH dot? dash? slash? the? DAY",
        "MONTH comma the? nth|ordinal",
    ),
    *_shapes(
        DateRule.DAYS_AND_MONTH,
        "MONTH dot? day and|dash|to|comma the? day ( comma? and the? day )?",
        "( DAY dot? comma )? DAY dot? and|dash|to|comma the? DAY dot? of? MONTH",
    ),
    *_shapes(DateRule.WEEKDAY_AND_DAY, "WEEKDAY comma? the? DAY", "the? day|spelt_day WEEKDAY"),
    *_shapes(
        DateRule.MONTH_AND_YEAR,
        "PART? the? of? MONTH dot? comma? of? in? year_word? year",
        "MONTH unit of|in the? year_word? year",
        "year year_word? MONTH",
    ),
    *_shapes(DateRule.MONTHS_AND_YEAR, "MONTH and|dash|to|comma in? MONTH comma? of? year_word? year"),
    *_shapes(DateRule.MONTH_THAT_WAY, "the? WAY MONTH", "MONTH WAY"),
    *_shapes(
        DateRule.MONTH_OF_A_YEAR_THAT_WAY,
        "MONTH of? the? WAY unit",
        "MONTH of? the? unit WAY",
        "WAY unit of? in? MONTH",
    ),
    *_shapes(
        DateRule.MONTH, "in|part|end the? of? MONTH", "MONTH month_word", "MONTH apostrophe month_suffix", "month"
    ),
    *_shapes(DateRule.YEARS, "year dash|slash short_year|year"),
    *_shapes(
        DateRule.YEAR, "PART? the? in|year_word|open year year_word?", "PART the? of? year", "year year_word", "year"
    ),
    *_shapes(DateRule.WEEKDAY_THAT_WAY, "in? this? the? WAY|recent WEEKDAY", "the? WEEKDAY WAY"),
    *_shapes(
        DateRule.WEEKDAY_OF_A_WEEK,
        "WEEKDAY of? the? WAY unit",
        "WAY unit dash? comma? WEEKDAY",
        "next WEEKDAY of? unit",
    ),
    *_shapes(DateRule.WEEKDAY, "weekday", "in|this weak_weekday", "weak_weekday day_word"),
    *_shapes(DateRule.DAY_WORD, "the? relative"),
    *_shapes(
        DateRule.AGO,
        "PART? number UNITS ago",
        "ago_before PART? number UNITS",
        "ago_before dual",
        "dual ago",
        "unit ago",
    ),
    *_shapes(DateRule.AHEAD, "within number UNITS", "number UNITS hence", "within dual", "within number UNITS hence"),
    *_shapes(DateRule.LATER, "number UNITS later", "later number UNITS", "dual later"),
    *_shapes(DateRule.EARLIER, "number UNITS earlier", "earlier number UNITS"),
    *_shapes(
        DateRule.UNIT_THAT_WAY, "PART? the? of? WAY unit", "PART? the? of? unit WAY", "earlier_this the? this unit"
    ),
    *_shapes(DateRule.PART_OF_A_UNIT, "PART of? the? unit", "the? unit PART"),
    *_shapes(DateRule.THE_SAME, "in? the? same unit", "that unit"),
    *_shapes(DateRule.THE_NEXT_DAY, "then"),
    *_shapes(DateRule.THE_DAY_BEFORE, "eve"),
    *_shapes(DateRule.CAME_THE_DAY_AFTER, "came then"),
    *_shapes(
        DateRule.DAY_OF_A_MONTH,
        "the nth|ordinal unit? of? the? WAY unit",
        "the? DAY of|the the? unit WAY",
        "the nth",
    ),
    *_shapes(DateRule.FIGURES, "( WEEKDAY comma? )? figures"),
    *_shapes(
        DateRule.FIGURES_DAY_AND_MONTH,
        "WEEKDAY comma? day_month|maybe_day_month|dotted_day_month",
        "in maybe_day_month",
        "day_month",
    ),
    *_shapes(DateRule.FIGURES_THAT_WAY, "WAY WEEKDAY? day_month|maybe_day_month|dotted_day_month"),
)

# A second look, with the dates found so far as one token each.
SHAPES_AROUND_DATES: tuple[Shape, ...] = (
    *_shapes(
        DateRule.AFTER_A_DATE,
        "within? number UNITS after|hence the? date",
        "date after_it number UNITS",
        "after date number UNITS later",
    ),
    *_shapes(DateRule.BEFORE_A_DATE, "number UNITS before the? date"),
)


@dataclass(frozen=True, slots=True)
class Match:
    """A shape over `tokens[first:last]` with the values of its parts."""

    rule: DateRule
    first: int
    last: int
    values: Mapping[str, int]
    tokens: tuple[Token, ...]


BLANK_LETTER = "."  # a token without meaning in a date


class Alphabet:
    """Gives every set of meanings one letter, so that a sentence becomes a word and a shape a regular expression."""

    def __init__(self) -> None:
        self._letters: dict[frozenset[str], str] = {}
        self._compiled: dict[Shape, tuple[int, re.Pattern[str]]] = {}

    def spell(self, tokens: Sequence[Token]) -> str:
        return "".join(self._letter(frozenset(token.meanings)) if token.meanings else BLANK_LETTER for token in tokens)

    def pattern(self, shape: Shape) -> re.Pattern[str]:
        """The shape over the letters known so far; compiled anew when letters were added since."""
        compiled = self._compiled.get(shape)
        if compiled is None or compiled[0] != len(self._letters):
            compiled = (len(self._letters), re.compile("".join(self._parts(shape.template))))
            self._compiled[shape] = compiled
        return compiled[1]

    def _letter(self, meanings: frozenset[str]) -> str:
        return self._letters.setdefault(meanings, chr(0xE000 + len(self._letters)))

    def _parts(self, template: str) -> Iterator[str]:
        occurrences: dict[str, int] = {}
        for part in template.split():
            if part in REGEX_BY_GROUP_MARK:
                yield REGEX_BY_GROUP_MARK[part]
                continue
            categories = part.rstrip("?").split("|")
            name = categories[0].removeprefix("weak_")
            occurrences[name] = occurrences.get(name, 0) + 1
            letters = "".join(letter for meanings, letter in self._letters.items() if meanings.intersection(categories))
            group = f"(?P<{name}{occurrences[name] if occurrences[name] > 1 else ''}>[{letters or chr(0x10FFFF)}])"
            yield group + ("?" if part.endswith("?") else "")


@cache
def alphabet(language: str) -> Alphabet:
    return Alphabet()


NEEDED_CATEGORIES = frozenset(
    category for shape in (*SHAPES, *SHAPES_AROUND_DATES) for needs in shape.needs for category in needs
)


@lru_cache(maxsize=8192)
def _fitting(categories: frozenset[str], shapes: Literal["first", "around"]) -> tuple[tuple[int, Shape], ...]:
    """The shapes whose needs these categories meet, with their rank: a few of many."""
    ranked = enumerate(SHAPES if shapes == "first" else SHAPES_AROUND_DATES)
    return tuple((n, shape) for n, shape in ranked if not any(map(categories.isdisjoint, shape.needs)))


def matches(
    tokens: Sequence[Token],
    shapes: Literal["first", "around"],
    language: str,
    refused: Callable[[Match], bool] = lambda match: False,
) -> tuple[Match, ...]:
    """The longest shapes that do not overlap and are not refused, in order of place."""
    categories = NEEDED_CATEGORIES.intersection([category for token in tokens for category in token.meanings])
    fitting = _fitting(categories, shapes)
    if not fitting:
        return ()
    letters = alphabet(language)
    spelt = letters.spell(tokens)
    candidates: list[tuple[int, int, int, re.Match[str], Shape]] = []  # -length, order, start
    for order, shape in fitting:
        candidates += (
            (m.start() - m.end(), order, m.start(), m, shape) for m in letters.pattern(shape).finditer(spelt)
        )
    covered = [False] * len(tokens)
    disjoint: list[Match] = []
    for _, _, first, m, shape in sorted(candidates, key=lambda item: item[:3]):
        if any(covered[first : m.end()]):
            continue
        match = _match(m, shape, tokens)
        if not refused(match):
            covered[first : m.end()] = [True] * (m.end() - first)
            disjoint.append(match)
    return tuple(sorted(disjoint, key=lambda match: match.first))


def _match(m: re.Match[str], shape: Shape, tokens: Sequence[Token]) -> Match:
    values: dict[str, int] = {}
    occurrences: Counter[str] = Counter()
    for part in (part for part in shape.template.split() if part not in REGEX_BY_GROUP_MARK):
        categories = part.rstrip("?").split("|")
        name = categories[0].removeprefix("weak_")
        occurrences[name] += 1
        name = f"{name}{occurrences[name]}" if occurrences[name] > 1 else name
        at = m.start(name)
        if at >= 0:
            category = next(category for category in categories if category in tokens[at].meanings)
            values[name] = tokens[at].meanings[category]
            values[f"is {category}"] = at
    return Match(shape.rule, m.start(), m.end(), values, tuple(tokens[m.start() : m.end()]))
