"""The cosine of two vectors of signed bytes."""

from __future__ import annotations

import pytest

from watchers.text.cosine import cosine, cosines, highest


def vector(*components: int) -> bytes:
    return bytes(component % 256 for component in components)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ((3, 4), (3, 4), 1.0),
        ((3, 4), (60, 80), 1.0),  # its length says nothing
        ((3, 4), (-3, -4), -1.0),
        ((127, 0), (0, -128), 0.0),
        ((1, 0), (1, 1), 0.7071),
        ((0, 0), (1, 1), 0.0),
    ],
)
def test_directions_lie_as_near_as_the_angle_between_them(
    one: tuple[int, ...], other: tuple[int, ...], near: float
) -> None:
    assert cosine(vector(*one), vector(*other)) == pytest.approx(near, abs=1e-4)


def test_the_greatest_vectors_do_not_overflow() -> None:
    assert cosine(vector(*[-128] * 512), vector(*[-128] * 512)) == pytest.approx(1.0)


def test_one_is_compared_with_many_in_their_order() -> None:
    assert cosines(vector(1, 0), [vector(0, 1), vector(1, 0)]) == [0.0, 1.0]
    assert cosines(vector(1, 0), []) == []


def test_of_some_and_others_the_two_that_lie_nearest_count() -> None:
    some, others = (vector(1, 0), vector(1, 1)), (vector(-1, 0), vector(0, 1))
    assert highest(some, others) == pytest.approx(0.7071, abs=1e-4)
    assert highest(some, ()) == highest((), others) == 0.0
