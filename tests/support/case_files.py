"""Cases as data: the TOML files of tests/data."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "data"


def load(name: str) -> dict[str, Any]:
    """The tables of tests/data/`name`."""
    return tomllib.loads((DATA / name).read_text("utf-8"))
