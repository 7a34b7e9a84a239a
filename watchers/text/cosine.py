"""How near two meanings lie: the cosine of their vectors, from 1 (the same) over 0 (nothing in common) to -1."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain


def cosine(one: bytes, other: bytes) -> float:
    """The cosine of two vectors of signed bytes; 0 where either is all zeros."""
    return cosines(one, [other])[0]


def cosines(one: bytes, others: Sequence[bytes]) -> list[float]:
    """The cosines of one vector of signed bytes with others of its length, which cost little more than one."""
    return cosine_table([one], others)[0]


def cosine_table(ones: Sequence[bytes], others: Sequence[bytes]) -> list[list[float]]:
    """The cosines of each of some vectors with each of others, a row for each of the former."""
    if not ones or not others:
        return [[] for _ in ones]
    import numpy as np  # not before there are vectors

    # exact: sums of 512 products of bytes stay below 2 ** 24
    mine, theirs = (
        np.frombuffer(b"".join(some), np.int8).reshape(len(some), -1).astype(np.float32) for some in (ones, others)
    )
    my_squares, their_squares = (np.einsum("ij,ij->i", some, some) for some in (mine, theirs))
    rows: list[list[float]] = (mine @ theirs.T / np.sqrt(np.maximum(np.outer(my_squares, their_squares), 1))).tolist()
    return rows


def highest(ones: Sequence[bytes], others: Sequence[bytes]) -> float:
    """The highest cosine of one of some vectors with one of others; 0 where there are none."""
    return max(chain.from_iterable(cosine_table(ones, others)), default=0.0)
