"""Which letters stand for which in the names of two scripts, as tables of gains.

A gain is a log-odds, in the manner of the matrices that align proteins: how much likelier than by chance these letters
stand for those in one name. The sum over the best alignment says how likely two words are the same name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from watchers.matching.transliteration import arabic, cyrillic, latin

Pair = Literal["latin", "cyrillic", "arabic"]  # the script beside Latin

_TEXTS: dict[Pair, str] = {"latin": latin.TABLE, "cyrillic": cyrillic.TABLE, "arabic": arabic.TABLE}
_INSERTED_GAIN = -4.5  # a letter on the other side that nothing stands for
_DROPPED_GAIN = -5.0  # a letter of the name that nothing stands for
_REPLACED_GAIN = -5.0  # letters that never stand for one another
_NEVER_GAIN = -1e9  # where no alignment leads
_WIDEST_STEP_LETTERS = 2  # letters on the other side in one step
_BEAM_GAIN = 14.0  # by which an alignment may be behind the best one and still be followed

Steps = tuple[tuple[int, dict[str, float]], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`gains[letters][others]`; `inserted` by letter of the other side."""

    gains: dict[str, dict[str, float]]
    inserted: dict[str, float]
    longest: int


@cache
def table(pair: Pair) -> Table:
    """The table of a pair of scripts, parsed."""
    gains: dict[str, dict[str, float]] = {}
    for line in _TEXTS[pair].strip().splitlines():
        letters, *rest = line.split()
        row = gains.setdefault(letters.strip("-"), {})
        row.update((other.strip("-"), float(gain)) for other, gain in zip(rest[::2], rest[1::2], strict=True))
    inserted = gains.pop("", {})
    return Table(gains, inserted, max(map(len, gains)))


@lru_cache(maxsize=100_000)
def _steps(name: str, pair: Pair) -> tuple[Steps, ...]:
    """At each letter of a name, the rows that apply: how many letters they take, and their gains."""
    rows, longest = table(pair).gains, table(pair).longest
    return tuple(
        tuple(
            (n, rows[name[at : at + n]])
            for n in range(1, min(longest, len(name) - at) + 1)
            if name[at : at + n] in rows
        )
        for at in range(len(name))
    )


@lru_cache(maxsize=100_000)
def best_gain(name: str, pair: Pair) -> float:
    """The gain of a name with its likeliest rendering."""
    best = [0.0] + [_NEVER_GAIN] * len(name)
    for at, steps in enumerate(_steps(name, pair)):
        best[at + 1] = max(best[at + 1], best[at] + _DROPPED_GAIN)
        for length, row in steps:
            best[at + length] = max(best[at + length], best[at] + max(row.values()))
    return best[-1]


@lru_cache(maxsize=200_000)
def gain(name: str, word: str, pair: Pair) -> float:
    """The gain of the best alignment of a folded Latin name and a folded word of the other script.

    Alignments far behind the best one so far are given up, so that hopeless pairs cost little.
    """
    width = len(word)
    if width > 3 * len(name) + 3 or len(name) > 3 * width + 3:
        return _NEVER_GAIN
    inserted = [table(pair).inserted.get(letter, _INSERTED_GAIN) for letter in word]
    best = [[_NEVER_GAIN] * (width + 1) for _ in range(len(name) + 1)]
    best[0][0] = 0.0
    for at, steps in enumerate(_steps(name, pair)):
        row = best[at]
        for to in range(width):
            row[to + 1] = max(row[to + 1], row[to] + inserted[to])
        hopeless = max(max(row) - _BEAM_GAIN, _NEVER_GAIN)
        for to, here in enumerate(row):
            if here > hopeless:
                _step(best, at, to, here, steps, word)
    row = best[-1]
    for to in range(width):
        row[to + 1] = max(row[to + 1], row[to] + inserted[to])
    return row[-1]


def _step(best: list[list[float]], at: int, to: int, here: float, steps: Steps, word: str) -> None:
    """Carry an alignment of `at` letters with `to` others on by every row that applies."""
    below = best[at + 1]
    if here + _DROPPED_GAIN > below[to]:
        below[to] = here + _DROPPED_GAIN
    if to < len(word) and here + _REPLACED_GAIN > below[to + 1]:
        below[to + 1] = here + _REPLACED_GAIN
    for length, gains in steps:
        target = best[at + length]
        for wide in range(min(_WIDEST_STEP_LETTERS, len(word) - to) + 1):
            step_gain = gains.get(word[to : to + wide])
            if step_gain is not None and here + step_gain > target[to + wide]:
                target[to + wide] = here + step_gain
