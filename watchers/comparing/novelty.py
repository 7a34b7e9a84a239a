"""Sentence by sentence: what an article says that nothing earlier says.

Two things make a sentence old: its words are established (each earlier article of the story that has a word in a
prominent place halves what the word still tells), and earlier sentences resemble it. Their sum is laid on a scale from
0 to 1 whose middle, 0.5, is where a sentence is quoted. One that some earlier sentence says almost word for word stays
below it whatever else holds. Names tell less than verbs and nouns: the story's people are known, what they do is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from watchers.comparing import tokens
from watchers.comparing.article_profile import Profile, ProfileSentence
from watchers.comparing.quotes import HIGHEST_UNQUOTED
from watchers.comparing.similarity import Query
from watchers.model import QUOTED_FROM

_QUOTED_SUM, _CERTAIN_SUM = 1.3, 2.0  # sums of evidence that become the scores 0.5 and 1
_NAME_WEIGHT, _FIGURE_WEIGHT, _COMMON_WORD_WEIGHT = 0.6, 0.3, 0.5  # what such words tell, against 1 for others
_SHORT_SENTENCE_WEIGHT = 2.0  # added to a sentence's weight, so that a few odd words are no news
_AVERAGED_SENTENCES = 5  # so many most similar sentences are averaged
_SHARED_BY_CHANCE = 0.6  # of a sentence's common words, any other sentence of the kind shares
_SEARCH_WORDS = 5  # words of a sentence find the earlier ones like it: more find no others
_COMPARED_SENTENCES = 6  # so many likely ones are compared in full for it
_PROMINENCE = (1.0, 1.0, 1.0, 0.8, 0.6, 0.4, 0.2, 0.05)  # of a word, by the sentence where it comes first
_REPEATED_FACTOR = 1.2  # times what the most similar sentence lacks: the most that a sentence scores
_LEAST_TELLING_WORDS = 4  # telling words that a sentence to be quoted has at least: credits and captions have fewer


def score(query: Query, mine: Profile, story: Sequence[Profile], others: Sequence[Profile]) -> tuple[float, ...]:
    """The novelty, 0 to 1, of every sentence of the article, against the story's earlier articles and others."""
    earlier = _EarlierWords.of(query, mine, story, others)
    tells = _tells(query, mine.holders)
    return tuple(_novelty(earlier, {word: tells[word] for word in sentence.words}) for sentence in mine.sentences)


@dataclass(frozen=True, slots=True)
class _EarlierWords:
    """What earlier articles say in the words of the article at hand."""

    established: Mapping[str, float]  # in how many articles of the story, each counted by prominence
    holders: Mapping[str, Sequence[ProfileSentence]]  # the sentences that have a word

    @classmethod
    def of(cls, query: Query, mine: Profile, story: Sequence[Profile], others: Sequence[Profile]) -> _EarlierWords:
        rated = [word for word in mine.holders if word in query.rarity]
        established: defaultdict[str, float] = defaultdict(float)
        for earlier in story:
            for word in filter(earlier.holders.__contains__, rated):
                established[word] += _PROMINENCE[min(earlier.holders[word][0].place, len(_PROMINENCE) - 1)]
        telling = [word for word in rated if word not in tokens.COMMON]
        holders: defaultdict[str, list[ProfileSentence]] = defaultdict(list)
        for earlier in (*story, *others):
            for word in filter(earlier.holders.__contains__, telling):
                holders[word] += earlier.holders[word]
        return cls(established, holders)


def _novelty(earlier: _EarlierWords, weights: Mapping[str, float]) -> float:
    total = sum(weights.values())
    if not total:
        return 0.0
    established = earlier.established
    fresh = sum([x * 0.5 ** established[w] if w in established else x for w, x in weights.items()]) / (
        total + _SHORT_SENTENCE_WEIGHT
    )
    alike = _alike(earlier, weights, total)
    unlike = 1 - sum(alike) / _AVERAGED_SENTENCES
    highest = _REPEATED_FACTOR * (1 - alike[0]) if alike else 1.0
    if len(weights) - len(tokens.COMMON.intersection(weights)) < _LEAST_TELLING_WORDS:
        highest = min(highest, HIGHEST_UNQUOTED)
    return round(max(0.0, min(_scale(fresh + unlike), highest)), 3)


def _tells(query: Query, words: Iterable[str]) -> dict[str, float]:
    """What each word tells where nobody has said it yet."""
    rarity, usual, named, common = query.rarity, query.usual, query.features.names, tokens.COMMON
    return {
        word: sqrt(rarity.get(word, usual))
        * (
            _COMMON_WORD_WEIGHT
            if word in common
            else _FIGURE_WEIGHT
            if word[0].isdecimal()
            else _NAME_WEIGHT
            if word in named
            else 1.0
        )
        for word in words
    }


def _alike(earlier: _EarlierWords, weights: Mapping[str, float], total: float) -> list[float]:
    """The share of the weights that each of the most similar earlier sentences holds, most similar first."""
    if not earlier.holders:
        return []
    likely = _likely(earlier, weights)
    best = sorted(likely, key=likely.__getitem__, reverse=True)[:_COMPARED_SENTENCES]
    chance = _SHARED_BY_CHANCE * sum([weights[w] for w in filter(tokens.COMMON.__contains__, weights)]) / total
    shares = [sum(map(weights.__getitem__, filter(weights.__contains__, sentence.words))) / total for sentence in best]
    telling = sorted([share for share in shares if share > chance], reverse=True)
    return [*telling, *[chance] * _AVERAGED_SENTENCES][:_AVERAGED_SENTENCES]


def _likely(earlier: _EarlierWords, weights: Mapping[str, float]) -> Mapping[ProfileSentence, float]:
    """Earlier sentences that share words with this one, by the weight of the words that fewest of them have."""
    holders = earlier.holders
    rarest = sorted([(len(holders[word]), word) for word in filter(holders.__contains__, weights)])[:_SEARCH_WORDS]
    shared: defaultdict[ProfileSentence, float] = defaultdict(float)
    for _, word in rarest:
        weight = weights[word]
        for sentence in holders[word]:
            shared[sentence] += weight
    return shared


def _scale(value: float) -> float:
    if value < _QUOTED_SUM:
        return QUOTED_FROM * value / _QUOTED_SUM
    return min(1.0, QUOTED_FROM + (1 - QUOTED_FROM) * (value - _QUOTED_SUM) / (_CERTAIN_SUM - _QUOTED_SUM))
