"""The clock's turns: one that fails is tried again, and people read of it once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo

import pytest

from watchers.errors import Unavailable
from watchers.polling.ticks import Tick, Ticks


class Database:
    """Away, here, away: what each turn finds."""

    def __init__(self, *faults: Exception | None) -> None:
        self._faults = iter(faults)

    async def ask(self) -> None:
        fault = next(self._faults)
        if fault is not None:
            raise fault


Messages = Callable[[], list[str]]


@pytest.fixture
def messages(caplog: pytest.LogCaptureFixture) -> Messages:
    return lambda: [record.getMessage() for record in caplog.records if record.levelname != "DEBUG"]


AWAY = Unavailable("the archive cannot be reached")


async def test_what_fails_at_every_turn_is_said_once_and_so_is_that_it_works_again(messages: Messages) -> None:
    tick = Tick("poll", Database(AWAY, AWAY, AWAY, None, None, AWAY).ask)
    for _ in range(6):
        await tick.run()
    failed = "the poll tick failed and is tried again: the archive cannot be reached"
    assert messages() == [failed, "the poll tick works again", failed]


async def test_another_fault_is_said_too(messages: Messages) -> None:
    tick = Tick("poll", Database(AWAY, KeyError("column"), AWAY).ask)
    for _ in range(3):
        await tick.run()
    assert len(messages()) == 3
    assert "KeyError('column')" in messages()[1]


# ---------------------------------------------------------------- a clock that jumps


class Wall(datetime):
    """The clock on the wall, as APScheduler reads it: it may be set."""

    ahead = timedelta()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Wall:
        real = datetime.now(tz) + cls.ahead
        return cls.fromtimestamp(real.timestamp(), tz)


class Turns:
    """A tick whose turns are counted."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(0)

    async def take(self) -> None:
        self._turns.release()

    async def reached(self, number: int) -> None:
        """Wait for so many more turns; fails after 20 seconds."""
        async with asyncio.timeout(20):
            for _ in range(number):
                await self._turns.acquire()


@pytest.mark.parametrize("jump", [timedelta(hours=1), -timedelta(hours=1), timedelta(days=3653), -timedelta(days=3653)])
async def test_the_turns_go_on_whichever_way_the_clock_jumps(jump: timedelta, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apscheduler.schedulers.base.datetime", Wall)
    monkeypatch.setattr(Wall, "ahead", timedelta())
    turns, ticks = Turns(), Ticks(lambda: Wall.now(UTC))
    ticks.every(0.05, "poll", turns.take)
    ticks.start()
    try:
        await turns.reached(3)
        monkeypatch.setattr(Wall, "ahead", jump)
        await turns.reached(6)
    finally:
        ticks.stop()


async def test_the_first_turn_comes_at_once() -> None:
    turns, ticks = Turns(), Ticks()
    ticks.every(3600, "clock", turns.take)
    ticks.start()
    await turns.reached(1)
    ticks.stop()


async def test_a_turn_that_is_cut_off_at_the_end_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    turn = asyncio.create_task(Tick("endless", asyncio.Event().wait).run())  # type: ignore[arg-type]
    await asyncio.sleep(0)
    turn.cancel()
    await asyncio.wait([turn])
    assert turn.exception() is None and not caplog.records
