"""How alike the words of two texts of one language are.

Rarity of words (inverse document frequency over the archive) is known for the words of the article at hand only; a
candidate's other words count as rare as the article's average word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import repeat
from math import log, sqrt

from watchers.comparing.features import Features
from watchers.comparing.stems import stem
from watchers.comparing.tokens import word_hash
from watchers.model import Frequencies

_PRIOR_ARTICLES = 200  # articles that every archive is taken to hold on top: a young one knows little of rarity


@dataclass(frozen=True, slots=True)
class Query:
    """An article made ready for comparing with many."""

    features: Features
    rarity: Mapping[str, float]  # of each of its words, in nats
    usual: float  # the rarity of a word that is not known
    called: Collection[str]  # the stems of the words by which it calls its actors
    telling: Mapping[str, float]  # the rarity of each of its stems, 0 of those
    weighed: Mapping[str, float]  # of headline and lead, the stems' weights times that
    length: float  # of this vector


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


def query(mine: Features, frequencies: Frequencies, called: Iterable[str] = ()) -> Query:
    """An article's features with the rarity of its words; `frequencies` must have been asked for those of its
    signature.

    `called` are the words by which it calls tracked actors: every article about them has these, so for its story they
    tell nothing, however rare they are in the archive.
    """
    rarity = dict(zip(mine.words, rarities(frequencies, map(word_hash, mine.words)), strict=True))
    usual = sum(rarity.values()) / len(rarity) if rarity else 1.0
    telling: dict[str, float] = {}
    for word, rare in rarity.items():  # a stem is as common as the commonest of its words
        part = stem(word)
        telling[part] = min(rare, telling.get(part, rare))
    called = frozenset(map(stem, called))
    telling |= dict.fromkeys(telling.keys() & called, 0.0)
    weighed = {part: weight * telling[part] for part, weight in mine.focus.items()}
    return Query(mine, rarity, usual, called, telling, weighed, _length(weighed.values()))


def focus(query: Query, other: Features) -> float:
    """The cosine of the headline and lead of the article at hand with those of another one in its language."""
    theirs, telling = other.focus, query.telling
    shared = [*filter(theirs.__contains__, query.weighed)]
    dot = sum([theirs[part] * telling[part] * query.weighed[part] for part in shared])
    if not dot:
        return 0.0
    weights = [weight * telling.get(part, query.usual) for part, weight in theirs.items()]
    return dot / (query.length * _length(weights))


def _length(weights: Iterable[float]) -> float:
    return sqrt(sum([weight * weight for weight in weights]))


def figures(mine: Features, theirs: Features) -> float:
    """The share of numbers in common, of the article with fewer; 0 to 1."""
    my_figures, their_figures = mine.figures, theirs.figures
    shared = sum(my_figures[figure] for figure in my_figures.keys() & their_figures.keys())
    return shared / (1 + min(sum(my_figures.values()), sum(their_figures.values()))) if shared else 0.0
