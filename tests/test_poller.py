"""Polls in flight: no feed keeps another from being polled, whatever its host, the archive or the program does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from watchers.errors import Unavailable
from watchers.model import Feed, FeedState
from watchers.polling.fetch import Fetcher
from watchers.polling.flights import AT_ONCE, Flights
from watchers.polling.politeness import HostSlots
from watchers.polling.poller import Polled, Poller, Rules
from watchers.storage import Database, catalogue, feeds

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class Airport:
    """Flights whose polls last until they are told how to end; `seen` are the feeds polled, in order."""

    def __init__(self, of_one_host: int = 2) -> None:
        self.now = NOW
        self.seen: list[str] = []
        self._ends: dict[str, asyncio.Future[None]] = {}
        self.flights = Flights(self._poll, lambda url: of_one_host, lambda: self.now)

    async def start(self, *urls: str) -> list[str]:
        """What is polled of the feeds that are due."""
        self.seen.clear()
        self.flights.start(FeedState(Feed(url)) for url in urls)
        await asyncio.sleep(0)
        return list(self.seen)

    async def end(self, refusal: Exception | None = None) -> None:
        """End all that is in flight."""
        ends, self._ends = self._ends, {}
        for end in ends.values():
            if refusal is None:
                end.set_result(None)
            else:
                end.set_exception(refusal)
        for _ in range(3):  # turns of the loop: the poll ends, its task ends, the flight is forgotten
            await asyncio.sleep(0)

    async def _poll(self, state: FeedState) -> None:
        self.seen.append(state.feed.url)
        self._ends[state.feed.url] = asyncio.get_running_loop().create_future()
        await self._ends[state.feed.url]


async def test_a_host_with_hundreds_of_due_feeds_leaves_room_for_the_others() -> None:
    airport = Airport()
    many = [f"https://many.example/{n}" for n in range(500)]
    assert await airport.start(*many, "https://other.example/feed") == [*many[:2], "https://other.example/feed"]
    assert await airport.start(*many) == []
    await airport.end()
    assert await airport.start(*many) == many[:2]
    await airport.flights.stop()


async def test_there_are_never_more_polls_than_agreed() -> None:
    airport = Airport()
    every = [f"https://host{n}.example/feed" for n in range(2 * AT_ONCE)]
    assert await airport.start(*every) == every[:AT_ONCE]
    assert airport.flights.full
    await airport.flights.stop()


async def test_what_the_archive_refused_rests_and_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    airport, due = Airport(), [f"https://host{n}.example/feed" for n in range(3)]
    for seconds in (10, 20, 40):  # longer with every refusal in a row
        assert await airport.start(*due) == due
        await airport.end(Unavailable("the archive is locked"))
        airport.now += timedelta(seconds=seconds - 1)
        assert await airport.start(*due) == []
        airport.now += timedelta(seconds=1)
    assert [record.getMessage() for record in caplog.records] == [
        "what the feeds bring cannot be recorded and stays due: the archive is locked"
    ]
    await airport.start(*due)
    await airport.end()
    assert [record.getMessage() for record in caplog.records][1:] == ["what the feeds bring is recorded again"]


async def test_a_refusal_after_a_poll_that_was_recorded_is_the_first_one_again() -> None:
    airport, refusal = Airport(), Unavailable("the archive is locked")
    for ends in ((refusal, 10), (refusal, 20), (None, 0), (refusal, 10)):
        assert await airport.start("https://host.example/feed")
        await airport.end(ends[0])
        airport.now += timedelta(seconds=ends[1])
    assert await airport.start("https://host.example/feed")
    await airport.flights.stop()


async def test_no_feed_rests_for_longer_than_ten_minutes_whatever_the_clock_does() -> None:
    airport = Airport()
    for _ in range(12):
        assert await airport.start("https://host.example/feed")
        await airport.end(Unavailable("the archive is locked"))
        airport.now += timedelta(minutes=10)
    await airport.start("https://host.example/feed")
    await airport.end(Unavailable("the archive is locked"))
    airport.now -= timedelta(days=1)
    assert await airport.start("https://host.example/feed")
    await airport.flights.stop()


# ---------------------------------------------------------------- one feed's failure


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'archive.sqlite3'}")
    database.upgrade()
    with database.write() as connection:
        catalogue.declare(connection, (), (Feed("https://site.example/feed"),), (), NOW)
    yield database
    database.close()


async def poll(archive: Database, answer: Callable[[httpx.Request], httpx.Response]) -> tuple[Polled, FeedState]:
    """One poll of the archive's feed, and its state afterwards."""
    async with Fetcher(transport=httpx.MockTransport(answer), slots=HostSlots(gap=0)) as fetcher:
        poller = Poller(archive, fetcher, Rules(), lambda: NOW)
        (polled,) = await poller.poll_all()
    with archive.read() as connection:
        (state,) = feeds.states(connection)
    return polled, state


async def test_what_makes_the_program_fail_is_that_feeds_failure(archive: Database) -> None:
    def odd(request: httpx.Request) -> httpx.Response:
        raise ZeroDivisionError

    polled, state = await poll(archive, odd)
    assert polled.error == state.error == "reading it made the program fail (ZeroDivisionError)"
    assert state.next_check is not None
    assert state.next_check > NOW


async def test_a_worker_leaves_a_feed_alone_whose_shard_the_archive_refused(archive: Database) -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        raise Unavailable("the archive is locked")  # as recording would say

    now = NOW
    async with Fetcher(transport=httpx.MockTransport(answer), slots=HostSlots(gap=0)) as fetcher:
        poller = Poller(archive, fetcher, Rules(), lambda: now)
        for seconds in (0, 9, 10, 29, 30):
            now = NOW + timedelta(seconds=seconds)
            for shard in await poller.due_shards():
                await poller.poll_shard(shard)
    assert len(asked) == 3


async def test_a_failure_that_repeats_is_warned_of_once(archive: Database, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "watchers.polling")
    for status in (500, 500, 404):
        await poll(archive, lambda request, status=status: httpx.Response(status))  # type: ignore[misc]
    said = [(record.levelname, record.getMessage().rpartition("answered ")[2]) for record in caplog.records]
    assert said == [
        ("WARNING", "500 Internal Server Error"),
        ("INFO", "500 Internal Server Error"),
        ("WARNING", "404 Not Found"),
    ]
