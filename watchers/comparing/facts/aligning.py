"""Which sentence of one text became which of another: the most alike in their words, in their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

from watchers.comparing import tokens

_LEAST_SHARED_WORDS = 0.5  # share of the words of both, in their order, that makes two sentences one
_MOST_SENTENCES = 12  # of each text that are in this text only, from its beginning


def changed_pairs(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of sentences, by their places, that are one but not word for word; each of the first text's in one."""
    here, there = [tuple(tokens.words(text)) for text in mine], [tuple(tokens.words(text)) for text in theirs]
    only_here, only_there = _only(here, frozenset(there)), _only(there, frozenset(here))
    for place in only_here:
        alike = [(Indel.normalized_similarity(here[place], there[other]), -other) for other in only_there]
        best, other = max(alike, default=(0.0, 0))
        if best >= _LEAST_SHARED_WORDS:
            yield place, -other


def is_one(mine: str, theirs: str) -> bool:
    """Whether two sentences are one, give or take some words."""
    return Indel.normalized_similarity(tokens.words(mine), tokens.words(theirs)) >= _LEAST_SHARED_WORDS


def _only(sentences: Sequence[tuple[str, ...]], elsewhere: frozenset[tuple[str, ...]]) -> list[int]:
    return [place for place, words in enumerate(sentences) if words and words not in elsewhere][:_MOST_SENTENCES]
