"""The clock's turns: one that fails is tried again, and people read of it once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from watchers.errors import Unavailable
from watchers.ticks import Tick


class Database:
    """Away, here, away: what each turn finds."""

    def __init__(self, *faults: Exception | None) -> None:
        self._faults = iter(faults)

    async def ask(self) -> None:
        fault = next(self._faults)
        if fault is not None:
            raise fault


Said = Callable[[], list[str]]


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> Said:
    return lambda: [record.getMessage() for record in caplog.records if record.levelname != "DEBUG"]


AWAY = Unavailable("the archive cannot be reached")


async def test_what_fails_at_every_turn_is_said_once_and_so_is_that_it_works_again(said: Said) -> None:
    tick = Tick("poll", Database(AWAY, AWAY, AWAY, None, None, AWAY).ask)
    for _ in range(6):
        await tick.run()
    failed = "the poll tick failed and is tried again: the archive cannot be reached"
    assert said() == [failed, "the poll tick works again", failed]


async def test_another_fault_is_said_too(said: Said) -> None:
    tick = Tick("poll", Database(AWAY, KeyError("column"), AWAY).ask)
    for _ in range(3):
        await tick.run()
    assert len(said()) == 3
    assert "KeyError('column')" in said()[1]
