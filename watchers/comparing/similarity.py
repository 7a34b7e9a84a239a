"""How likely two articles are to report one development: a table of likenesses, weighed and added up.

Rarity of words (inverse document frequency over the archive) is known for the words of the article at hand only; a
candidate's other words count as rare as the article's average word. The weights are a logistic regression's over
pairs of news texts on events and on look-alike events.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt
from typing import TypeVar

from watchers.comparing.features import Features, Vector, features
from watchers.comparing.words import word_hash
from watchers.model import Article, Frequencies

Word = TypeVar("Word", str, int)

_PRIOR = 200  # articles that every archive is taken to hold on top: a young one knows little of rarity
_UNLIKE = 0.03  # cosine below which nothing else is looked at
NEVER = -9.0


@dataclass(frozen=True, slots=True)
class Query:
    """An article made ready for comparing with many."""

    features: Features
    rarity: Mapping[str, float]  # of each of its words, in nats
    usual: float  # the rarity of a word that is not known
    words: float  # the length of its vector of words
    focus: float
    names: float  # the weight of its names


@dataclass(frozen=True, slots=True)
class Likeness:
    """Parts from 0 to 1, each a likeness that a reader can check; `odds` weighs them."""

    words: float = 0.0  # cosine over all words
    focus: float = 0.0  # cosine over headline and lead
    names_both: float = 0.0  # share of one's names that the other holds: the smaller share
    names_either: float = 0.0  # the larger
    figures: float = 0.0  # shared numbers
    nameless: float = 0.0  # 1: one of them has no names to compare, as in scripts without capitals
    same_year: float = 0.0  # the latest year stated
    other_year: float = 0.0

    @property
    def odds(self) -> float:
        """Log-odds that both report one development."""
        if self.words < _UNLIKE:
            return NEVER
        return _BIAS + sum(weight * float(getattr(self, part)) for part, weight in _WEIGHTS)

    def __str__(self) -> str:
        """The parts that say something, for people: `words 0.31, focus 0.42`."""
        said = ((part.replace("_", " "), getattr(self, part)) for part, _ in _WEIGHTS)
        return ", ".join(f"{part} {value:.2f}" for part, value in said if value)


_BIAS = -6.5
_WEIGHTS = (
    ("words", 4.0),
    ("focus", 5.4),
    ("names_both", 5.2),
    ("names_either", 3.7),
    ("figures", 3.9),
    ("nameless", 3.6),
    ("same_year", 1.5),
    ("other_year", -0.7),
)


def rarities(frequencies: Frequencies, hashed: Mapping[Word, int]) -> dict[Word, float]:
    """The inverse document frequency of each word, given its hash."""
    counts, whole = frequencies.counts, log(frequencies.articles + _PRIOR)
    return {word: max(0.0, whole - _log(counts.get(number, 0))) for word, number in hashed.items()}


@lru_cache(maxsize=1 << 14)
def _log(count: int) -> float:
    return log(count + 0.5)


def query(article: Article, frequencies: Frequencies) -> Query:
    """`frequencies` must have been asked for the words of the article's signature."""
    mine = features(article)
    rare = rarities(frequencies, {word: word_hash(word) for word in mine.words.weights})
    usual = sum(rare.values()) / len(rare) if rare else 1.0
    lengths = [sqrt(sum((x * rare[w]) ** 2 for w, x in v.weights.items())) for v in (mine.words, mine.focus)]
    return Query(mine, rare, usual, lengths[0], lengths[1], sum(x * rare[w] for w, x in mine.names.weights.items()))


def likeness(one: Query, other: Features) -> Likeness:
    """How the article at hand is like another one."""
    mine = one.features
    words = _cosine(one, mine.words, one.words, other.words)
    if words < _UNLIKE:
        return Likeness(words)
    shares = _names(one, other)
    years = (mine.year, other.year)
    return Likeness(
        words=words,
        focus=_cosine(one, mine.focus, one.focus, other.focus),
        names_both=min(shares),
        names_either=max(shares),
        figures=figures(mine, other),
        nameless=float(not (mine.names.weights and other.names.weights)),
        same_year=float(None not in years and years[0] == years[1]),
        other_year=float(None not in years and years[0] != years[1]),
    )


def _cosine(one: Query, mine: Vector, length: float, other: Vector) -> float:
    shared = mine.weights.keys() & other.weights.keys()
    if not shared:
        return 0.0
    ours, theirs, rare = mine.weights, other.weights, one.rarity
    held = [(theirs[w] * rare[w], rare[w], ours[w], theirs[w]) for w in shared]
    dot = sum([x * r * m for x, r, m, _ in held])
    rest = max(0.0, other.square - sum([t * t for _, _, _, t in held])) * one.usual**2
    return dot / (length * sqrt(sum([x * x for x, _, _, _ in held]) + rest)) if dot else 0.0


def _names(one: Query, other: Features) -> tuple[float, float]:
    """The share of each one's names, by weight, that the other mentions."""
    mine, theirs, rare = one.features.names.weights, other.names.weights, one.rarity
    found = sum(mine[w] * rare[w] for w in mine.keys() & other.words.weights.keys())
    known = theirs.keys() & rare.keys()
    held = sum(theirs[w] * rare[w] for w in known)
    rest = (other.names.total - sum(theirs[w] for w in known)) * one.usual
    return found / one.names if one.names else 0.0, held / (held + rest) if held else 0.0


def figures(one: Features, other: Features) -> float:
    """The share of numbers in common, of the article with fewer; 0 to 1."""
    mine, theirs = one.figures, other.figures
    shared = sum(mine[figure] for figure in mine.keys() & theirs.keys())
    return shared / (1 + min(sum(mine.values()), sum(theirs.values()))) if shared else 0.0
