"""How near two meanings lie: the cosine of their vectors, from 1 (the same) over 0 (nothing in common) to -1."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

_MOST_CACHED = 64  # articles; the directions of ten sentences take 20 kB


def cosine(one: bytes, other: bytes) -> float:
    """The cosine of two vectors of signed bytes; 0 where either is all zeros."""
    return cosines(one, [other])[0]


def cosines(one: bytes, others: Sequence[bytes]) -> list[float]:
    """The cosines of one vector of signed bytes with others of its length, which cost little more than one."""
    if not others:
        return []
    import numpy as np  # not before there are vectors

    mine = np.frombuffer(one, np.int8).astype(np.float32)  # exact: sums of 512 products of bytes stay below 2 ** 24
    theirs = np.frombuffer(b"".join(others), np.int8).reshape(len(others), -1).astype(np.float32)
    squares = np.einsum("ij,ij->i", theirs, theirs) * (mine @ mine)
    cosine_values: list[float] = (theirs @ mine / np.sqrt(np.maximum(squares, 1))).tolist()
    return cosine_values


def highest(some: tuple[bytes, ...], others: tuple[bytes, ...]) -> float:
    """The highest cosine of one of some vectors with one of others; 0 where there are none."""
    return float((_directions(some) @ _directions(others).T).max()) if some and others else 0.0


@lru_cache(maxsize=_MOST_CACHED)
def _directions(vectors: tuple[bytes, ...]) -> Any:
    """A row of length 1 for each vector: an article is held against many, and its candidates against the next one."""
    import numpy as np  # not before there are vectors

    rows = np.frombuffer(b"".join(vectors), np.int8).reshape(len(vectors), -1).astype(np.float32)
    return rows / np.sqrt(np.maximum(np.einsum("ij,ij->i", rows, rows), 1))[:, None]
