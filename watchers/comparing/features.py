"""What an article is about, in weights: made once an article, compared many times.

    words    every content word; more for repetition, for the headline and the lead, less for common words
    names    the words written with a capital within sentences: people and places
    focus    the stems of headline and lead, where the news stands
    figures  the numbers in digits

Knows no archive: how rare a word is, the caller adds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from watchers.comparing import tokens
from watchers.comparing.stems import stem
from watchers.text import folding

_HEADLINE_OCCURRENCES = 2  # that a word's occurrence in the headline is worth on top
_COMMON_WORD_SHARE = 0.2  # of the weight that other words have
_MOST_OCCURRENCES = 255  # of a word in a text that are counted
_LOGS = tuple(1 + log(max(1, n)) for n in range(_MOST_OCCURRENCES + 1))
_ENDING = '.!?:;…"”»*•–—|'  # what the token before a sentence's first word ends with
_LETTERS = re.compile(r"\w+")
_LEAD_WORDS = 60
_SHORT_WORD = 4  # letters of a word that stands small in a headline that capitalises the rest
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Features:
    """What is compared. A word's weight grows with the logarithm of its count, a stem's is the sum of its words'; a
    figure's, up to 1, grows with its digits."""

    words: Mapping[str, float]
    names: frozenset[str]
    focus: Mapping[str, float]
    figures: Mapping[str, float]
    year: int | None  # the latest that is stated


def features(headline: str, body: str, title: Sequence[str], text: Sequence[str]) -> Features:
    """Pure. `title` and `text` are the words of headline and body, in order."""
    counts = Counter(text)
    occurrences = counts.copy()
    occurrences.update([*title] * _HEADLINE_OCCURRENCES)
    weights = _weights(occurrences)
    named = _names(body, counts) if _capitalised(headline) else _names(f"{headline}\n{body}", counts + Counter(title))
    figures = set(tokens.figures(headline + "\n" + body))
    return Features(
        words=weights,
        names=frozenset(w for w in named if w in weights and w not in tokens.COMMON),
        focus=_stems(weights, dict.fromkeys([*title, *text[: _lead(body)]])),
        figures={figure: _telling(figure) for figure in figures},
        year=max((int(f) for f in figures if _YEAR.fullmatch(f)), default=None),
    )


def _stems(weights: Mapping[str, float], words: Iterable[str]) -> Mapping[str, float]:
    summed: dict[str, float] = {}
    for word in filter(weights.__contains__, words):
        summed[stem(word)] = summed.get(stem(word), 0.0) + weights[word]
    return summed


def _weights(counts: Counter[str]) -> dict[str, float]:
    weights = {
        w: _LOGS[n if n < _MOST_OCCURRENCES else _MOST_OCCURRENCES]
        for w, n in counts.items()
        if len(w) > 1 and not w.isdecimal()
    }
    for common in filter(tokens.COMMON.__contains__, [*weights]):
        weights[common] *= _COMMON_WORD_SHARE
    return weights


def _telling(figure: str) -> float:
    return 0.3 if len(figure) < 2 else 0.7 if len(figure) < 4 and "." not in figure else 1.0


def _lead(text: str) -> int:
    """How many words the lead has: the first paragraph, at most sixty words."""
    first = text.lstrip().partition("\n")[0]
    return min(_LEAD_WORDS, len(tokens.words(first)))


def _names(text: str, counts: Counter[str]) -> list[str]:
    """Words that stand with a capital within a sentence, and mostly with one."""
    capital: Counter[str] = Counter()
    within: dict[str, None] = {}
    for line in text.splitlines():
        words = line.split()
        for before, token in [pair for pair in zip([".", *words], words, strict=False) if pair[1][0].isupper()]:
            word = _fold(token)
            capital[word] += 1
            if before[-1] not in _ENDING:
                within[word] = None
    return [word for word in within if 2 * capital[word] > counts[word]]


def _capitalised(headline: str) -> bool:
    """Whether capitals in the headline tell no names: no longer word of it is small, as in many English ones."""
    return not any(word[0].islower() for word in headline.split() if len(word) > _SHORT_WORD)


@lru_cache(maxsize=1 << 15)
def _fold(token: str) -> str:
    """The folded word that a token begins with."""
    letters = _LETTERS.match(token)
    return folding.plain(letters.group()) if letters else ""
