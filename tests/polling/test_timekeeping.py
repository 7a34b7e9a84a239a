"""When the archive is looked through for times from the future."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.archives import new_sqlite
from watchers.archive import Database, catalogue, feeds
from watchers.model import Feed, FeedState
from watchers.polling.timekeeping import Timekeeper

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Machine:
    """A clock on the wall, which may be set, and one that runs on steadily."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.wall, self.steady = NOW, 0.0
        self.timekeeper = Timekeeper(
            database, lambda: self.wall, timedelta(minutes=10), timedelta(), lambda: self.steady
        )

    async def look(self, *, after: float = 0.0, put_back: timedelta = timedelta()) -> bool:
        """Whether a feed that waits in vain is due when the timekeeper has looked, so many seconds later."""
        with self.database.write() as archive:
            feeds.save(archive, FeedState(Feed("a"), next_check=self.wall + timedelta(days=30)))
        self.steady += after
        self.wall += timedelta(seconds=after) - put_back
        await self.timekeeper.look()
        with self.database.read() as archive:
            return bool(feeds.due(archive, self.wall, 9))


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    database = new_sqlite(tmp_path / "archive.sqlite3")
    with database.write() as archive:
        catalogue.declare(archive, (), (Feed("a"),), (), NOW)
    yield Machine(database)
    database.close()


async def test_it_is_looked_at_the_start_and_when_the_clock_was_put_back(machine: Machine) -> None:
    assert await machine.look()
    assert not await machine.look(after=5)
    assert await machine.look(after=5, put_back=timedelta(hours=1))
    assert not await machine.look(after=5)


async def test_a_clock_that_jumps_forward_leaves_nothing_to_mend(machine: Machine) -> None:
    assert await machine.look()
    assert not await machine.look(after=5, put_back=-timedelta(days=20))


async def test_a_jump_that_nobody_saw_is_found_within_minutes(machine: Machine) -> None:
    assert await machine.look()
    assert not await machine.look(after=299)
    assert await machine.look(after=2)


async def test_what_was_found_is_said_once(machine: Machine, caplog: pytest.LogCaptureFixture) -> None:
    with machine.database.write() as archive:
        feeds.save(archive, FeedState(Feed("a"), reached_at=NOW + timedelta(days=365)))
    caplog.set_level(logging.WARNING)
    machine.timekeeper.mend()
    machine.timekeeper.mend()
    assert [record.getMessage() for record in caplog.records] == [
        "the machine's clock was ahead: 1 times in the archive lay in the future, up to 2027-03-01 12:00 UTC;"
        " now they do not"
    ]
