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

from watchers.comparing import words
from watchers.comparing.similarity import Query
from watchers.model import Article, ScoredSentence
from watchers.reading import sentences

QUOTED = 0.5
_MIDDLE, _TOP = 1.3, 2.0  # of the sum, where 0.5 and 1 lie
_NAME, _FIGURE, _COMMON = 0.6, 0.3, 0.5  # what such words tell, against 1 for others
_SHORT = 2.0  # added to a sentence's weight, so that a few odd words are no news
_ALIKE = 5  # so many most similar sentences are averaged
_CHANCE = 0.6  # of a sentence's common words, any other sentence of the kind shares
_RAREST = 8  # words of a sentence find the earlier ones like it
_LIKELY = 8  # so many likely ones are compared in full for it
_HEAD, _FADES, _FLOOR = 2, 5, 0.05  # sentences in full prominence, over how many it fades, and to what
_REPEATED = 1.2  # times what the most similar sentence lacks: the most that a sentence scores
_FEW = 4  # telling words that a sentence to be quoted has at least: credits and captions have fewer
_UNQUOTED = 0.49


@dataclass(frozen=True, slots=True)
class Said:
    """An article's sentences, the headline's first: as they stand, and as their distinct words."""

    texts: tuple[str, ...]
    held: tuple[tuple[str, ...], ...]
    heads: int  # how many are the headline's


def said(article: Article) -> Said:
    """Pure; remembered for the texts asked for last."""
    return _said(article.title, article.text, article.language)


@lru_cache(maxsize=640)
def _said(headline: str, running: str, language: str | None) -> Said:
    head, body = (sentences.split(text, language) for text in (headline, running))
    texts = tuple(sentence.text for sentence in (*head, *body))
    return Said(texts, tuple(_telling(text) for text in texts), len(head))


def _telling(text: str) -> tuple[str, ...]:
    return tuple({word: None for word in words.words(text) if len(word) > 1 or word.isdecimal()})


def score(
    query: Query, article: Article, story: Sequence[Article], others: Sequence[Article]
) -> tuple[ScoredSentence, ...]:
    """Every sentence of the article with its novelty, against the story's earlier articles and other relatives.

    The headline's come last: what they say the text mostly says better, and a reader sees them anyway.
    """
    mine = said(article)
    known = _Known.of(query, [said(each) for each in story], [said(each) for each in others])
    weights = {word: _weight(query, word) for word in {word: None for held in mine.held for word in held}}
    scored = [
        ScoredSentence(text, _novelty(known, {word: weights[word] for word in held}))
        for text, held in zip(mine.texts, mine.held, strict=True)
    ]
    return (*scored[mine.heads :], *scored[: mine.heads])


def unquoted(sentence: ScoredSentence) -> ScoredSentence:
    """The same, kept below the middle in its order."""
    lower = _UNQUOTED + (QUOTED - _UNQUOTED) * sentence.score / 2
    return sentence if sentence.score < QUOTED else ScoredSentence(sentence.text, round(lower, 4))


@dataclass(frozen=True, slots=True)
class _Known:
    """What earlier articles say in the words of the article at hand."""

    established: Mapping[str, float]  # in how many articles of the story, each counted by prominence
    sentences: Sequence[tuple[str, ...]]
    holders: Mapping[str, Sequence[int]]  # which of them have a word

    @classmethod
    def of(cls, query: Query, story: Sequence[Said], others: Sequence[Said]) -> _Known:
        own = query.rarity
        established: defaultdict[str, float] = defaultdict(float)
        for earlier in story:
            for word, prominence in _prominence(earlier, own).items():
                established[word] += prominence
        spoken = [held for earlier in (*story, *others) for held in earlier.held]
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for number, sentence in enumerate(spoken):
            for word in sentence:
                if word in own and word not in words.COMMON:
                    holders[word].append(number)
        return cls(established, spoken, holders)


def _prominence(earlier: Said, wanted: Mapping[str, float]) -> dict[str, float]:
    """How prominently an article has each of the wanted words, from 0 to 1: where it comes first counts."""
    found: dict[str, float] = {}
    for place, sentence in enumerate(earlier.held):
        weight = max(_FLOOR, 1 - max(0, place - _HEAD) / _FADES)
        for word in sentence:
            if word in wanted and word not in found:
                found[word] = weight
    return found


def _novelty(known: _Known, weights: Mapping[str, float]) -> float:
    total = sum(weights.values())
    if not total:
        return 0.0
    established = known.established
    fresh = sum([x * 0.5 ** established[w] if w in established else x for w, x in weights.items()]) / (total + _SHORT)
    alike = _alike(known, weights, total)
    unlike = 1 - sum(alike) / _ALIKE
    most = _REPEATED * (1 - alike[0]) if alike else 1.0
    if len(weights.keys() - words.COMMON) < _FEW:
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


def _alike(known: _Known, weights: Mapping[str, float], total: float) -> list[float]:
    """The share of the weights that each of the most similar earlier sentences holds, most similar first."""
    if not known.sentences:
        return []
    likely = _likely(known, weights)
    best = sorted(likely, key=likely.__getitem__, reverse=True)[:_LIKELY]
    shares = (sum([weights[w] for w in known.sentences[number] if w in weights]) / total for number in best)
    chance = _CHANCE * sum(x for w, x in weights.items() if w in words.COMMON) / total
    found = sorted((max(chance, share) for share in shares), reverse=True)
    return [*found, *[chance] * _ALIKE][:_ALIKE]


def _likely(known: _Known, weights: Mapping[str, float]) -> Mapping[int, float]:
    """Earlier sentences that share words with this one, by the weight of the words that fewest of them have."""
    holders = known.holders
    rarest = sorted((word for word in weights if word in holders), key=lambda word: len(holders[word]))[:_RAREST]
    shared: defaultdict[int, float] = defaultdict(float)
    for word in rarest:
        weight = weights[word]
        for number in holders[word]:
            shared[number] += weight
    return shared


def _scale(value: float) -> float:
    if value < _MIDDLE:
        return QUOTED * value / _MIDDLE
    return min(1.0, QUOTED + (1 - QUOTED) * (value - _MIDDLE) / (_TOP - _MIDDLE))
