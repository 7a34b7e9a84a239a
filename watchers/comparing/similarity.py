"""How alike two texts of one language are, word by word.

Rarity of words (inverse document frequency over the archive) is known for the words of the article at hand only; a
candidate's other words count as rare as the article's average word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import repeat
from math import log, sqrt
from operator import mul

from watchers.comparing.features import Features, Vector
from watchers.comparing.tokens import word_hash
from watchers.model import Frequencies

_PRIOR_ARTICLES = 200  # articles that every archive is taken to hold on top: a young one knows little of rarity
_LEAST_COSINE = 0.03  # of all words, below which nothing else is looked at


@dataclass(frozen=True, slots=True)
class Query:
    """An article made ready for comparing with many."""

    features: Features
    rarity: Mapping[str, float]  # of each of its words, in nats
    weighed: Mapping[str, float]  # the words' weights times their rarity
    usual: float  # the rarity of a word that is not known
    words: float  # the length of its vector of words
    focus: float
    names: float  # the weight of its names


@dataclass(frozen=True, slots=True)
class Similarity:
    """What the words of two texts have in common; shares are from 0 to 1."""

    words: float = 0.0  # cosine over all words
    focus: float = 0.0  # cosine over headline and lead
    names: float = 0.0  # share of one's names that the other holds: the smaller share
    nameless: bool = False  # one of them has no names to compare, as in scripts without capitals
    other_year: bool = False  # the latest years that they state are two


def rarities(frequencies: Frequencies, hashes: Iterable[int]) -> list[float]:
    """The inverse document frequency of each word, given by its hash, in that order; above 0, since no word is in more
    articles than there are."""
    whole = log(frequencies.articles + _PRIOR_ARTICLES)
    return [whole - part for part in map(_LOGS.__getitem__, map(frequencies.counts.get, hashes, repeat(0)))]


class _Logs(dict[int, float]):
    """The logarithm of each count and a half, worked out when it is first met: most words have been met seldom."""

    def __missing__(self, count: int) -> float:
        self[count] = log(count + 0.5)
        return self[count]


_LOGS = _Logs()


def query(mine: Features, frequencies: Frequencies) -> Query:
    """An article's features with the rarity of its words; `frequencies` must have been asked for those of its
    signature."""
    weights = mine.words.weights
    rare = rarities(frequencies, map(word_hash, weights))
    weighed = dict(zip(weights, map(mul, weights.values(), rare), strict=True))
    return Query(
        features=mine,
        rarity=dict(zip(weights, rare, strict=True)),
        weighed=weighed,
        usual=sum(rare) / len(rare) if rare else 1.0,
        words=_length(weighed, weighed),
        focus=_length(weighed, mine.focus.weights),
        names=sum(map(weighed.__getitem__, mine.names.weights)),
    )


def _length(weighed: Mapping[str, float], words: Iterable[str]) -> float:
    parts = [*map(weighed.__getitem__, words)]
    return sqrt(sum(map(mul, parts, parts)))


def similarity(query: Query, other: Features) -> Similarity:
    """How the words of the article at hand are like those of another one in its language."""
    mine = query.features
    words = _cosine(query, mine.words, query.words, other.words)
    if words < _LEAST_COSINE:
        return Similarity(words)
    return Similarity(
        words=words,
        focus=_cosine(query, mine.focus, query.focus, other.focus),
        names=min(_names(query, other)),
        nameless=not (mine.names.weights and other.names.weights),
        other_year=None not in (mine.year, other.year) and mine.year != other.year,
    )


def _cosine(query: Query, mine: Vector, length: float, other: Vector) -> float:
    """Cosine of two tf-idf vectors, 0 to 1; the idf of words that the query has not is taken as `query.usual`."""
    ours, theirs = mine.weights, other.weights
    shared = [*filter(theirs.__contains__, ours)]
    if not shared:
        return 0.0
    their_weights = [*map(theirs.__getitem__, shared)]
    weighed = [*map(mul, their_weights, map(query.rarity.__getitem__, shared))]
    dot = sum(map(mul, weighed, map(query.weighed.__getitem__, shared)))
    rest = max(0.0, other.square - sum(map(mul, their_weights, their_weights))) * query.usual**2
    return dot / (length * sqrt(sum(map(mul, weighed, weighed)) + rest)) if dot else 0.0


def _names(query: Query, other: Features) -> tuple[float, float]:
    """The share of each one's names, by weight, that the other mentions."""
    mine, theirs, rarity = query.features.names.weights, other.names.weights, query.rarity
    my_shared_weight = sum([x * rarity[w] for w, x in mine.items() if w in other.words.weights])
    rated_names = [w for w in theirs if w in rarity]
    their_shared_weight = sum([theirs[w] * rarity[w] for w in rated_names])
    rest = (other.names.total - sum([theirs[w] for w in rated_names])) * query.usual
    return my_shared_weight / query.names if query.names else 0.0, their_shared_weight / (
        their_shared_weight + rest
    ) if their_shared_weight else 0.0


def figures(mine: Features, theirs: Features) -> float:
    """The share of numbers in common, of the article with fewer; 0 to 1."""
    my_figures, their_figures = mine.figures, theirs.figures
    shared = sum(my_figures[figure] for figure in my_figures.keys() & their_figures.keys())
    return shared / (1 + min(sum(my_figures.values()), sum(their_figures.values()))) if shared else 0.0
