"""Sentence by sentence: what an article says that nothing earlier of its story says.

A sentence's novelty is the weight of its telling words that no earlier sentence holds together, from 0 (said before)
to 1; from 0.5 up it is quoted as new.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from watchers import sentences, words
from watchers.model import Article, ScoredSentence

QUOTED = 0.5


@lru_cache(maxsize=512)
def said(article: Article) -> tuple[tuple[str, frozenset[str]], ...]:
    """Every sentence of headline and text with its telling words."""
    pieces = [s.text for s in sentences.split(article.title, article.language)]
    pieces += [s.text for s in sentences.split(article.text, article.language)]
    return tuple((piece, telling(piece)) for piece in pieces)


def telling(text: str) -> frozenset[str]:
    return frozenset(w for w in words.words(text) if w not in words.COMMON and (len(w) > 1 or w.isdecimal()))


def score(
    article: Article, earlier: Iterable[Article], rarity: Mapping[str, float], usual: float
) -> tuple[ScoredSentence, ...]:
    """Every sentence of the article's text, in order, with its novelty against the earlier articles."""
    known = [held for each in earlier for _, held in said(each) if held]
    vocabulary = frozenset().union(*known)
    return tuple(
        ScoredSentence(s.text, round(_novelty(telling(s.text), known, vocabulary, rarity, usual), 3))
        for s in sentences.split(article.text, article.language)
    )


def _novelty(
    held: frozenset[str],
    known: Sequence[frozenset[str]],
    vocabulary: frozenset[str],
    rarity: Mapping[str, float],
    usual: float,
) -> float:
    if not held:
        return 0.0
    weight = {w: rarity.get(w, usual) for w in held}
    total = sum(weight.values())
    best = max((sum(weight[w] for w in held & other) for other in known), default=0.0) / total
    unheard = sum(x for w, x in weight.items() if w not in vocabulary) / total
    few = min(1.0, len(held) / 5)
    return few * (1 - best + unheard) / 2
