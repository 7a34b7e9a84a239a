"""Sentence by sentence: what an article says that nothing earlier says.

Two things make a sentence old: its words are established (each earlier article of the story that has a word in a
prominent place halves what the word still tells), and earlier sentences resemble it. Their sum is laid on a scale from
0 to 1 whose middle, 0.5, is where a sentence is quoted. One that some earlier sentence says almost word for word stays
below it whatever else holds. Names tell less than verbs and nouns: the story's people are known, what they do is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from watchers import sentences, words
from watchers.model import Article, ScoredSentence
from watchers.similarity import Query

QUOTED = 0.5
_MIDDLE, _TOP = 1.3, 2.0  # of the sum, where 0.5 and 1 lie
_NAME, _FIGURE, _COMMON = 0.6, 0.3, 0.35  # what such words tell, against 1 for others
_SHORT = 2.0  # added to a sentence's weight, so that a few odd words are no news
_ALIKE = 5  # so many most similar sentences are averaged
_HEAD, _FADES, _FLOOR = 2, 5, 0.05  # sentences in full prominence, over how many it fades, and to what
_REPEATED = 1.2  # times what the most similar sentence lacks: the most that a sentence scores
_FEW = 4  # telling words that a sentence to be quoted has at least: credits and captions have fewer
_UNQUOTED = 0.49


@dataclass(frozen=True, slots=True)
class Said:
    """An article's sentences as sets of words, headline first, and how prominently it has each word (0 to 1)."""

    sentences: tuple[frozenset[str], ...]
    prominence: Mapping[str, float]


@lru_cache(maxsize=512)
def said(article: Article) -> Said:
    """Pure; remembered for the articles asked for last."""
    ordered = (*_sentences(article, article.title), *_sentences(article, article.text))
    held = tuple(frozenset(_telling(text)) for text in ordered)
    prominence: dict[str, float] = {}
    for place, sentence in enumerate(held):
        weight = max(_FLOOR, 1 - max(0, place - _HEAD) / _FADES)
        for word in sentence:
            prominence.setdefault(word, weight)
    return Said(held, prominence)


def _sentences(article: Article, text: str) -> list[str]:
    return [sentence.text for sentence in sentences.split(text, article.language)]


def _telling(text: str) -> list[str]:
    return [word for word in words.words(text) if len(word) > 1 or word.isdecimal()]


def score(
    query: Query, article: Article, story: Sequence[Article], others: Sequence[Article]
) -> tuple[ScoredSentence, ...]:
    """Every sentence of the article with its novelty, against the story's earlier articles and other relatives.

    The headline's come last: what they say the text mostly says better, and a reader sees them anyway.
    """
    known = _Known.of(said(article), [said(each) for each in story], [said(each) for each in others])
    ordered = (*_sentences(article, article.text), *_sentences(article, article.title))
    return tuple(ScoredSentence(text, _novelty(query, known, frozenset(_telling(text)))) for text in ordered)


def unquoted(sentence: ScoredSentence) -> ScoredSentence:
    """The same, kept below the middle in its order."""
    lower = _UNQUOTED + (QUOTED - _UNQUOTED) * sentence.score / 2
    return sentence if sentence.score < QUOTED else ScoredSentence(sentence.text, round(lower, 4))


@dataclass(frozen=True, slots=True)
class _Known:
    """What earlier articles say in the words of the article at hand."""

    established: Mapping[str, float]  # in how many articles of the story, by prominence
    sentences: Mapping[str, Sequence[int]]  # the earlier sentences that have a word

    @classmethod
    def of(cls, mine: Said, story: Sequence[Said], others: Sequence[Said]) -> _Known:
        established: defaultdict[str, float] = defaultdict(float)
        for earlier in story:
            for word in mine.prominence.keys() & earlier.prominence.keys():
                established[word] += earlier.prominence[word]
        own = mine.prominence.keys()
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for number, sentence in enumerate(s for earlier in (*story, *others) for s in earlier.sentences):
            for word in sentence & own:
                holders[word].append(number)
        return cls(established, holders)


def _novelty(query: Query, known: _Known, held: frozenset[str]) -> float:
    weights = {word: _weight(query, word) for word in held}
    total = sum(weights.values())
    if not total:
        return 0.0
    fresh = sum(x * 0.5 ** known.established.get(w, 0.0) for w, x in weights.items()) / (total + _SHORT)
    alike = _alike(known, weights)
    unlike = 1 - sum(alike) / _ALIKE
    most = _REPEATED * (1 - alike[0]) if alike else 1.0
    if len(held - words.COMMON) < _FEW:
        most = min(most, _UNQUOTED)
    return round(max(0.0, min(_scale(fresh + unlike), most)), 3)


def _weight(query: Query, word: str) -> float:
    kind = 1.0
    if word in words.COMMON:
        kind = _COMMON
    elif word[0].isdecimal():
        kind = _FIGURE
    elif word in query.features.names.weights:
        kind = _NAME
    return kind * sqrt(query.rarity.get(word, query.usual))


def _alike(known: _Known, weights: Mapping[str, float]) -> list[float]:
    """The share of the weights that each of the most similar earlier sentences holds, most similar first."""
    shares: defaultdict[int, float] = defaultdict(float)
    for word, weight in weights.items():
        for sentence in known.sentences.get(word, ()):
            shares[sentence] += weight
    total = sum(weights.values())
    return [share / total for share in sorted(shares.values(), reverse=True)[:_ALIKE]]


def _scale(value: float) -> float:
    if value < _MIDDLE:
        return QUOTED * value / _MIDDLE
    return min(1.0, QUOTED + (1 - QUOTED) * (value - _MIDDLE) / (_TOP - _MIDDLE))
