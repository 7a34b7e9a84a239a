"""A desk whose archive is empty."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.comparing import Desk, new_desk


@pytest.fixture
def desk() -> Iterator[Desk]:
    with new_desk() as empty:
        yield empty
