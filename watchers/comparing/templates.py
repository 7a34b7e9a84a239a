"""Sentences in the same words about somebody else: `received the Russian ambassador`, `received the Turkish one`.

Agencies and ministries write each event in the words of the last one. What tells two such reports apart is what stands
in the gaps of the template: names, in scripts without capitals any word, and numbers, each in one text only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from watchers.comparing import tokens
from watchers.comparing.stems import stem

_FIRST_SENTENCES = 6  # later ones are background
_LEAST_SHARED = 0.4  # of the words of the longer of two sentences, that make them one template
_MOST = 2.0  # sentences that are counted


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence: the stems of its telling words, and its numbers."""

    stems: frozenset[str]
    figures: frozenset[str]


@dataclass(frozen=True, slots=True)
class Wording:
    """How an article puts it: its first sentences, and of the whole of it the stems, the names' among them, and the
    numbers."""

    sentences: tuple[Line, ...]
    stems: frozenset[str]
    names: frozenset[str]
    figures: Collection[str]


@dataclass(frozen=True, slots=True)
class Differing:
    """How far sentences in the same words differ in what they name, in sentences (each counted by the share of words
    in common), up to 2."""

    names: float = 0.0
    figures: float = 0.0


def wording(
    sentences: Iterable[tuple[str, Sequence[str]]],
    words: Iterable[str],
    names: Iterable[str],
    figures: Collection[str],
) -> Wording:
    """Take an article's wording down; `sentences` are texts with their distinct words."""
    first = [
        Line(frozenset(stem(word) for word in distinct if word not in tokens.COMMON), frozenset(tokens.figures(text)))
        for text, distinct in [*sentences][:_FIRST_SENTENCES]
    ]
    return Wording(tuple(first), frozenset(map(stem, words)), frozenset(map(stem, names)), figures)


def differing(mine: Wording, theirs: Wording, called: Collection[str]) -> Differing:
    """How far two articles in one language name others in the same words; `called` are stems of the actors' names."""
    names = figures = 0.0
    for line in filter(_has_stems, mine.sentences):
        other, shared = _nearest(line, theirs.sentences)
        if shared >= _LEAST_SHARED:
            cased = bool(mine.names or theirs.names)
            mine_only = _own(line.stems - other.stems, mine, theirs, cased=cased)
            theirs_only = _own(other.stems - line.stems, theirs, mine, cased=cased)
            names += shared * bool(mine_only.difference(called) and theirs_only.difference(called))
            figures += shared * bool(line.figures.difference(theirs.figures) and other.figures.difference(mine.figures))
    return Differing(min(_MOST, names), min(_MOST, figures))


def _has_stems(line: Line) -> bool:
    return bool(line.stems)


def _nearest(line: Line, others: Sequence[Line]) -> tuple[Line, float]:
    """The sentence that shares the largest part of the longer one's stems, the first of equals, with that part."""
    shares = [len(line.stems & other.stems) / max(len(line.stems), len(other.stems)) for other in others]
    share = max(shares, default=0.0)
    return (others[shares.index(share)] if share else line), share


def _own(stems: frozenset[str], whose: Wording, other: Wording, *, cased: bool) -> frozenset[str]:
    """What only one of the texts names, of these stems."""
    return frozenset(
        part for part in stems - other.stems if not part.isdecimal() and (part in whose.names or not cased)
    )
