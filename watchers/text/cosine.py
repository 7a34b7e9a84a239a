"""How near two meanings lie: the cosine of their vectors, from 1 (the same) over 0 (nothing in common) to -1."""

from __future__ import annotations

from collections.abc import Sequence


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
