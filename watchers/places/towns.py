"""The towns of the table that `scripts/make_towns.py` makes: their names by script, and which are capitals."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

TOWNS = Path(__file__).with_name("towns.tsv")
SCRIPTS = ("latin", "cyrillic", "arabic")  # the table's columns, after the town's id


def named(script: str) -> Iterator[tuple[str, str, bool]]:
    """The folded names of all towns in a script, each with its town's id and whether it is unsure."""
    column = 1 + SCRIPTS.index(script)
    for cells in _rows():
        place = cells[0].rstrip("*")
        for name in filter(None, cells[column].split(",")):
            yield place, name.rstrip("?"), name.endswith("?")


@cache
def capitals() -> dict[str, str]:
    """The capital of each country by ISO code, named as in its id."""
    ids = (cells[0] for cells in _rows())
    return {place[:2]: place[3:-1] for place in ids if place.endswith("*")}


def _rows() -> Iterator[list[str]]:
    with TOWNS.open(encoding="utf-8") as lines:
        yield from (line.rstrip("\n").split("\t") for line in lines if not line.startswith("#"))
