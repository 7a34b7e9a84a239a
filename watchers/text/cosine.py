"""How near two meanings lie: the cosine of their vectors, from 1 (the same) over 0 (nothing in common) to -1."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

_MOST_CACHED = 64  # articles; the directions of ten sentences take 20 kB


def cosine(one: bytes, other: bytes) -> float:
    """The cosine of two vectors of signed bytes; 0 where either is all zeros."""
    return cosines(one, [other])[0]


def cosines(one: bytes, others: Sequence[bytes]) -> list[float]:
    """The cosines of one vector of signed bytes with others of its length, which cost little more than one."""
    return (_directions([one]) @ _directions(others).T)[0].tolist() if others else []


def cosine_table(ones: Sequence[bytes], others: Sequence[bytes]) -> list[list[float]]:
    """The cosines of each of an article's vectors with each of another one's, a row for each of the former."""
    if not ones or not others:
        return [[] for _ in ones]
    rows: list[list[float]] = (_cached(tuple(ones)) @ _cached(tuple(others)).T).tolist()
    return rows


def highest(ones: Sequence[bytes], others: Sequence[bytes]) -> float:
    """The highest cosine of one of an article's vectors with one of another one's; 0 where there are none."""
    return max(chain.from_iterable(cosine_table(ones, others)), default=0.0)


@lru_cache(maxsize=_MOST_CACHED)
def _cached(vectors: tuple[bytes, ...]) -> Any:
    """An article is held against many, and its candidates against the next one."""
    return _directions(vectors)


def _directions(vectors: Sequence[bytes]) -> Any:
    """A row of length 1 for each vector of signed bytes."""
    import numpy as np  # not before there are vectors

    rows = np.frombuffer(b"".join(vectors), np.int8).reshape(len(vectors), -1).astype(np.float32)
    return rows / np.sqrt(np.maximum(np.einsum("ij,ij->i", rows, rows), 1))[:, None]
