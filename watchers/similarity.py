"""How likely two articles are to report one development: a table of likenesses, weighed and added up.

Rarity of words (inverse document frequency over the archive) is known for the words of the article at hand only; a
candidate's other words count as rare as the article's average word. The weights are a logistic regression's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log, sqrt

from watchers.features import Features, features
from watchers.model import Article, Frequencies
from watchers.words import word_hash

_PRIOR = 200  # articles that every archive is taken to hold on top: a young one knows little of rarity


@dataclass(frozen=True, slots=True)
class Query:
    """An article made ready for comparing: its features and the rarity of each of its words."""

    features: Features
    rarity: Mapping[str, float]
    usual: float  # the rarity of a word that is not known
    weights: tuple[float, float, float]  # lengths of the vectors of words, names and focus


def rarity(frequencies: Frequencies, word: int) -> float:
    """Inverse document frequency of a hashed word, in nats: about 6 for an unseen word."""
    return log((frequencies.articles + _PRIOR) / (frequencies.counts.get(word, 0) + 0.5))


def query(article: Article, frequencies: Frequencies) -> Query:
    mine = features(article)
    rarities = {word: max(0.0, rarity(frequencies, word_hash(word))) for word in mine.words}
    usual = sum(rarities.values()) / len(rarities) if rarities else 1.0
    lengths = [sqrt(sum((x * rarities[w]) ** 2 for w, x in v.items())) for v in (mine.words, mine.names, mine.focus)]
    return Query(mine, rarities, usual, (lengths[0], lengths[1], lengths[2]))


def likenesses(one: Query, other: Features) -> tuple[float, ...]:
    mine = one.features
    rare = one.rarity
    names_mine = sum(x * rare[w] for w, x in mine.names.items())
    found_mine = sum(mine.names[w] * rare[w] for w in mine.names.keys() & other.words.keys())
    names_other = sum(x * rare.get(w, one.usual) for w, x in other.names.items())
    found_other = sum(other.names[w] * rare[w] for w in other.names.keys() & mine.words.keys())
    shares = (found_mine / names_mine if names_mine else 0, found_other / names_other if names_other else 0)
    shared = mine.figures & other.figures
    fewer = min(sum(map(_telling, mine.figures)), sum(map(_telling, other.figures)))
    return (
        _cosine(one, mine.words, one.weights[0], other.words),
        _cosine(one, mine.names, one.weights[1], other.names),
        _cosine(one, mine.focus, one.weights[2], other.focus),
        _cosine(one, mine.focus, one.weights[2], other.words),
        _cosine(one, mine.words, one.weights[0], other.focus),
        min(shares),
        max(shares),
        sum(map(_telling, shared)) / (fewer + 1),
        float(not (mine.names and other.names)),
    )


def _telling(figure: str) -> float:
    return 0.3 if len(figure) < 2 else 0.7 if len(figure) < 4 and "." not in figure else 1.0


def _cosine(one: Query, mine: Mapping[str, float], length: float, other: Mapping[str, float]) -> float:
    shared = mine.keys() & other.keys()
    if not shared:
        return 0.0
    dot = square = plain = 0.0
    for word in shared:
        rare, theirs = one.rarity[word], other[word]
        dot += mine[word] * theirs * rare * rare
        plain += theirs * theirs
        square += theirs * theirs * rare * rare
    rest = sum(x * x for x in other.values()) - plain
    return dot / (length * sqrt(square + rest * one.usual**2))


_WEIGHTS = (3.41, -0.99, 4.67, 2.55, 1.38, 4.86, 3.25, 5.67, 3.71)
_BIAS = -5.34


def odds(one: Query, other: Features) -> float:
    """Log-odds that both report one development."""
    return _BIAS + sum(w * x for w, x in zip(_WEIGHTS, likenesses(one, other), strict=True))
