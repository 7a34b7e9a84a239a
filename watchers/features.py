"""What an article is about, in weights: made once an article, compared many times.

    words    every content word; more for repetition, for the headline and the lead, less for common words
    names    the words written with a capital within sentences: people and places
    focus    the words of headline and lead, where the news stands
    figures  the numbers in digits

Knows no archive: how rare a word is, the caller adds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log

from watchers import names, words
from watchers.model import Article

HEADLINE = 2  # occurrences that one in the headline is worth on top
COMMON_SHARE = 0.2  # of the weight, for common words
_LOGS = tuple(1 + log(max(1, n)) for n in range(256))
_UPPER = "".join(chr(c) for c in range(0x2C00) if chr(c).isupper())
_CAPITAL = re.compile(rf"\b[{_UPPER}]\w+")
_WITHIN = re.compile(rf"(?<=[\w,)] )[{_UPPER}]\w+")  # not the first word of its sentence
_LEAD = 60  # words


@dataclass(frozen=True, slots=True)
class Features:
    """Weights of 1 and above for what is said often or prominently; `length` counts all words."""

    words: Mapping[str, float]
    names: Mapping[str, float]
    focus: Mapping[str, float]
    figures: frozenset[str]
    length: int


@lru_cache(maxsize=1024)
def features(article: Article) -> Features:
    title, text = words.words(article.title), words.words(article.text)
    counts = Counter(text)
    heard = counts + Counter(title * HEADLINE)
    weights = {
        w: COMMON_SHARE * _LOGS[min(n, 255)] if w in words.COMMON else _LOGS[min(n, 255)]
        for w, n in heard.items()
        if len(w) > 1 and not w.isdecimal()
    }
    named = _names(article.text, counts)
    focus = {*title, *text[: _lead(article.text)]}
    return Features(
        words=weights,
        names={w: weights[w] for w in named if w in weights and w not in words.COMMON},
        focus={w: weights[w] for w in focus if w in weights},
        figures=frozenset(words.figures(article.title + "\n" + article.text)),
        length=len(text),
    )


def _lead(text: str) -> int:
    """How many words the lead has: the first paragraph, at most sixty words."""
    first = text.lstrip().partition("\n")[0]
    return min(_LEAD, len(words.words(first)))


def _names(text: str, counts: Counter[str]) -> set[str]:
    """Words that stand with a capital within a sentence, and mostly with one. Headlines capitalise what they like."""
    capital = Counter(map(_fold, _CAPITAL.findall(text)))
    within = set(map(_fold, _WITHIN.findall(text)))
    return {word for word in within if 2 * capital[word] > counts[word]}


@lru_cache(maxsize=1 << 16)
def _fold(word: str) -> str:
    return names.fold(word).text
