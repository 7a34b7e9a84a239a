"""What finds an article's relatives in the archive: a sample of its shingles and its telling words.

The sample is a FracMinHash (Irber et al. 2022, doi 10.1101/2022.01.11.475838): every shingle whose hash lies in the
lowest 32nd of all hashes. Unlike a fixed number of smallest hashes it estimates containment, so that a short copy
finds the long text it was cut from. Short texts keep their eight smallest all the same, long ones at most 64.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection
from operator import mul, neg

from watchers.comparing.article_profile import Profile
from watchers.comparing.similarity import rarities
from watchers.comparing.tokens import BITS, word_hash
from watchers.model import Frequencies, Signature

_SHINGLES_PER_HASH = 32  # one shingle in so many is sampled
_LEAST_HASHES, _MOST_HASHES = 8, 64  # of an article, as far as it has so many shingles


def sign(profile: Profile) -> Signature:
    """The signature of an article, given by its profile: the same in every process. A teaser without a text is signed
    by its title."""
    weights = profile.features.words
    words = dict(zip(map(word_hash, weights), weights.values(), strict=True))
    return Signature(_sample(profile.shingles), len(profile.shingles), words)


def _sample(shingles: Collection[int]) -> tuple[int, ...]:
    bound = (1 << BITS) // _SHINGLES_PER_HASH
    low = [shingle for shingle in shingles if shingle < bound]
    if len(low) < _LEAST_HASHES:
        return tuple(heapq.nsmallest(_LEAST_HASHES, shingles))
    return tuple(sorted(low)[:_MOST_HASHES])


def keys(signature: Signature, frequencies: Frequencies, most: int = 16) -> tuple[int, ...]:
    """The words to store for finding relatives: the `most` weightiest by weight and rarity, weightiest first."""
    rare = rarities(frequencies, signature.words)
    worth = map(mul, map(neg, signature.words.values()), rare)
    return tuple(word for _, word in heapq.nsmallest(most, zip(worth, signature.words, strict=True)))
