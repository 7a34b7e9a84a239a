"""Dates that are part of a thing's name: the 2027 budget, World Cup 2030, the revolution of 25 January.

They say which thing is meant, not when anything happened. What nouns say of the date beside them is data of the
languages:

    thing         goes by a year: a budget, a plan, a cup; "the budget for 2027", "the 2027 budget"
    occurrence    happened then: "the 2019 offensive" dates it
    namesake      goes by a day or month that everybody remembers: a revolution, a brigade, a square
    when          no noun of a name: "summer 2019", "by 2030"

A year that leans on a noun without a preposition belongs to the noun's name, whatever the noun, unless it happened
then. In languages where a bare year is an adverb ("Er kam 2011 zurück") only that of a thing does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from watchers.dates.grammar import Match
from watchers.dates.rules import DateRule
from watchers.dates.tokens import Token
from watchers.dates.vocabulary import Words

_YEARS = frozenset({DateRule.YEAR, DateRule.YEARS})
_DAYS = frozenset({DateRule.DAY_AND_MONTH, DateRule.DAYS_AND_MONTH, DateRule.MONTH})
_LONGEST_NAME_TOKENS = 6  # beside its year: "plan national de développement pour 2030"
_FUNCTIONS = frozenset({"and", "to", "in", "of", "tie", "past", "future", "be", "pronoun", "this", "that", "until"})

Noun = Literal["thing", "occurrence", "when"]
_NOUNS: tuple[Noun, ...] = ("thing", "occurrence", "when")


def is_named(tokens: Sequence[Token], match: Match, words: Words) -> bool:
    """Whether the date over these tokens belongs to the name of a thing."""
    if match.rule in _DAYS:
        return _goes_by_a_day(tokens, match, words)
    return match.rule in _YEARS and _goes_by_a_year(tokens, match, words)


def _goes_by_a_year(tokens: Sequence[Token], match: Match, words: Words) -> bool:
    bare = not match.values.keys() & {"in", "year_word", "part"} and not _has_preposition(tokens, match)
    nouns = (_noun_before(tokens, match, words), _noun_after(tokens, match, words, bare=bare))
    if "thing" in nouns:
        return True
    return bare and not words.adverbial_years and nouns == (None, None) and _leans_on_a_noun(tokens, match)


def _has_preposition(tokens: Sequence[Token], match: Match) -> bool:
    return (
        match.first > 0 and _is(tokens[match.first - 1], "in") and not _is(tokens[match.first - 1], "of", "tie", "the")
    )


def _noun_before(tokens: Sequence[Token], match: Match, words: Words) -> Noun | None:
    """The noun whose year follows it, at once or after "of" or "for"."""
    lead = match.tokens[: next(n for n, token in enumerate(match.tokens) if "year" in token.meanings)]
    if not all(_is(token, "of", "tie", "the", "year_word") for token in lead):
        return None
    before = tokens[max(0, match.first - _LONGEST_NAME_TOKENS) : match.first]
    if before and _is(before[-1], "the") and not _is(before[-1], "of"):
        return None  # the noun comes after it
    return _noun(reversed(before), words, through=("of", "tie", "the", "dash"))


def _noun_after(tokens: Sequence[Token], match: Match, words: Words, *, bare: bool) -> Noun | None:
    """The noun whose year stands before it, alone or with others: "the 2026 and 2027 budgets"."""
    if not (bare or _is(match.tokens[-1], "year_of")):
        return None
    after, most = match.last, match.last + _LONGEST_NAME_TOKENS
    while after + 1 < min(len(tokens), most) and _is(tokens[after], "and", "comma") and _is(tokens[after + 1], "year"):
        after += 2
    return _noun(tokens[after : after + _LONGEST_NAME_TOKENS], words, through=())


def _noun(tokens: Iterable[Token], words: Words, through: tuple[str, ...]) -> Noun | None:
    """The first noun that says what its year means; None where the words that can be one name end before it."""
    for token in tokens:
        for noun in _NOUNS:
            if noun in token.meanings:
                return noun
        if not _is(token, *through) and not _is_plain(token, words):
            return None
    return None


def _leans_on_a_noun(tokens: Sequence[Token], match: Match) -> bool:
    """Whether a year without a preposition has a word beside it that it can belong to."""
    before = tokens[match.first - 1] if match.first else None
    after = tokens[match.last] if match.last < len(tokens) else None
    if before is not None and _is(before, "and", "to", "of"):  # as the year before it, or "the winter of 2011"
        return False
    if after is not None and _is(after, "apostrophe"):  # Turkish "2011'de": a suffix is its preposition
        return False
    return any(
        token is not None and token.text[:1].isalpha() and not _is(token, *_FUNCTIONS) for token in (before, after)
    )


def _goes_by_a_day(tokens: Sequence[Token], match: Match, words: Words) -> bool:
    """ "The revolution of 25 January"; where dates stand before nouns also "the 25 January revolution"."""
    before = match.first - 1
    while before >= 0 and (_is(tokens[before], "of", "tie") or _is_article(tokens[before])):
        before -= 1
    if before >= 0 and _is(tokens[before], "namesake"):
        return True
    after = match.last + (match.last < len(tokens) and _is(tokens[match.last], "dash"))
    if not words.prenominal_dates or after == len(tokens) or not _is(tokens[after], "namesake"):
        return False
    return tokens[after].text[:1].isupper() or not (match.first and _is(tokens[match.first - 1], "in"))


def _is(token: Token, *categories: str) -> bool:
    return not token.meanings.keys().isdisjoint(categories)


def _is_article(token: Token) -> bool:
    return _is(token, "the") and not _is(token, "in")


def _is_plain(token: Token, words: Words) -> bool:
    """A word that can stand between a noun and its year: no sign, number, verb or conjunction."""
    return (
        token.text[:1].isalpha() and not _is(token, *_FUNCTIONS, "the") and not token.text.endswith(words.past_endings)
    )
