"""The numbers of a report with what they count, and which of them are new or have changed.

`12 killed` and `17 killed` count the same thing: the word behind the number, or the one before it, says what.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from watchers.comparing import tokens
from watchers.model import Article
from watchers.text import folding

_COUNTED = re.compile(r"(\d(?<![\w.,:/-]\d)\d*+(?:[.,]\d++)*)(?![\w:/-])\s*(%|[^\W\d_]+)?(?:[ ]([^\W\d_]+))?")
_STEM_LETTERS = 6  # letters of a word that tell what is counted: endings change with the number
_LEAST_NOUN_LETTERS = 3  # letters of a word that can be counted
_BESIDE_CHARACTERS = 60  # characters beside a number that tell what it is about
_LEAST_COMMON_SHARE = 0.4  # of these words, the fewer side's, tell that two numbers are about the same
_YEARS = range(1900, 2101)
_YEAR_DIGITS = 4  # of those; Python refuses to read a number of thousands of digits


@dataclass(frozen=True, slots=True)
class Counted:
    """`17 people killed`: the number in plain digits, what it counts (may be empty), and the words as they stand."""

    number: str
    of: frozenset[str]
    surface: str
    around: frozenset[str]  # the telling words beside it


def counted(text: str) -> tuple[Counted, ...]:
    """The numbers of a text that count something or may; years and single-word dates are left to the dates."""
    figures = []
    for match in _COUNTED.finditer(text):
        number = tokens.plain_figure(match[1])
        if len(number) == _YEAR_DIGITS and number.isdecimal() and int(number) in _YEARS:
            continue
        before = text[max(0, match.start() - _BESIDE_CHARACTERS) : match.start()]
        behind = text[match.end() : match.end() + _BESIDE_CHARACTERS]
        telling = frozenset(tokens.words(before + behind)) - tokens.COMMON
        figures.append(Counted(number, _things(match[2], match[3]), _surface(match), telling))
    return tuple(figures)


def _things(*behind: str | None) -> frozenset[str]:
    folded = [folding.plain(word) if word != "%" else "%" for word in behind if word]
    telling = [word for word in folded if word not in tokens.COMMON]
    nouns = (word for word in telling or folded[:1] if word == "%" or len(word) >= _LEAST_NOUN_LETTERS)
    return frozenset(noun[:_STEM_LETTERS] for noun in nouns)


def _surface(match: re.Match[str]) -> str:
    """The number with the word behind it, and the next where that one alone says nothing."""
    number, first, second = match.groups()
    if not first:
        return str(number)
    telling = first == "%" or folding.plain(first) not in tokens.COMMON
    follows = not telling and second and folding.plain(second) not in tokens.COMMON
    return f"{number} {first} {second}" if follows else f"{number} {first}"


def same(one: Counted, other: Counted) -> bool:
    """Whether both count the same: `17 killed` and `12 people killed`, not `12 people injured`."""
    alike = bool(one.of and other.of) and (one.of <= other.of or other.of <= one.of)
    return alike and len(one.around & other.around) >= _LEAST_COMMON_SHARE * min(len(one.around), len(other.around))


@dataclass(frozen=True, slots=True)
class Change:
    """A number that earlier reports gave otherwise."""

    before: Counted
    after: Counted
    article: Article  # the latest that had it otherwise


def new(mine: Sequence[Counted], earlier: Iterable[Sequence[Counted]]) -> tuple[Counted, ...]:
    """The numbers of an article that none of the earlier ones has at all, each once."""
    numbers = {figure.number for figures in earlier for figure in figures}
    return tuple({figure.number: figure for figure in mine if figure.number not in numbers}.values())


def changed(fresh: Sequence[Counted], earlier: Sequence[tuple[Article, Sequence[Counted]]]) -> tuple[Change, ...]:
    """Which new numbers count what earlier articles, each with its figures, counted with another number."""
    counted_before = [(figure, article) for article, figures in earlier for figure in figures if figure.of]
    changes = []
    for after in fresh:
        alike = [(before, article) for before, article in counted_before if same(before, after)]
        if alike:
            before, article = max(alike, key=lambda given: given[1].first_seen)
            changes.append(Change(before, after, article))
    return tuple(changes)
