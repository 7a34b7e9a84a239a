"""What the tests of the Discord bot start from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.commanding import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A desk that no team has yet."""
    desk = Office.at(tmp_path, teams=())
    yield desk
    desk.database.close()
