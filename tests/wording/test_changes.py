"""What changed, in words."""

from __future__ import annotations

import pytest

from watchers.model import Change
from watchers.wording import changes


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change("figure", "dead", "four", "19", "1"), "Dead: four → 19"),
        (Change("denial", "denied", "confirmed", "denies", "1"), "Denied: “confirmed” → “denies”"),
        (Change("denial", "denied", "", "denies", "1"), "Denied: “denies”"),
        (Change("denial", "lost", "captured", "lost", "1"), "Reversed: “captured” → “lost”"),
        (Change("place", "", "Rome", "Palermo", "1"), "Place: Rome → Palermo"),
        (Change("time", "moved", "", "postponed", "1"), "Moved: postponed"),
        (Change("joins", "name", "Lena Varro", "Otto Brandt", "1"), "Instead: Lena Varro → Otto Brandt"),
        (Change("joins", "lena-varro", "", "lena-varro", "1"), "Joins: lena-varro"),
    ],
)
def test_a_change_is_told_in_a_few_words(change: Change, words: str) -> None:
    assert changes.shown(change) == words
