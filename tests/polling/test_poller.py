"""Polls in flight: no feed keeps another from being polled, whatever its host, the archive or the program does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from tests.support.archives import new_sqlite
from tests.support.program import DEADLINE
from watchers.archive import Database, catalogue, feeds
from watchers.errors import Unavailable
from watchers.fetching.fetch import Fetcher
from watchers.fetching.host_slots import HostSlots
from watchers.model import Feed, FeedState
from watchers.polling.in_flight import Flights
from watchers.polling.poller import Polled, Poller, Rules

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class Airport:
    """Flights whose polls last until they are told how to end; `seen` are the feeds polled, in order."""

    def __init__(self, of_one_host: int = 2, most: int = 32) -> None:
        self.now = NOW
        self.seen: list[str] = []
        self._ends: dict[str, asyncio.Future[None]] = {}
        self.flights = Flights(self._poll, lambda url: of_one_host, lambda: self.now, most)

    async def start(self, *urls: str, dead: Sequence[str] = ()) -> list[str]:
        """What is polled of the feeds that are due: dead ones first, then those that work."""
        self.seen.clear()
        failing = [FeedState(Feed(url), failures=1) for url in dead]
        self.flights.start([*failing, *(FeedState(Feed(url), reached_at=NOW) for url in urls)])
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
    every = [f"https://host{n}.example/feed" for n in range(2 * 32)]
    assert await airport.start(*every) == every[:32]
    assert await airport.start(*every) == []
    await airport.flights.stop()


async def test_feeds_that_do_not_work_take_no_flight_of_those_that_do() -> None:
    airport = Airport(most=3)
    dead = [f"https://dead{n}.example/feed" for n in range(9)]
    assert await airport.start("https://well.example/feed", dead=dead) == [*dead[:3], "https://well.example/feed"]
    assert not airport.flights.full
    assert await airport.start("https://also.example/feed", dead=dead) == ["https://also.example/feed"]
    await airport.flights.stop()


async def test_feeds_that_do_not_work_leave_a_connection_of_their_host_to_those_that_do() -> None:
    airport = Airport(of_one_host=2)
    dead = [f"https://host.example/dead{n}" for n in range(9)]
    assert await airport.start("https://host.example/feed", dead=dead) == [dead[0], "https://host.example/feed"]
    await airport.end()
    assert await airport.start(dead=dead) == [dead[0]]
    await airport.flights.stop()
    alone = Airport(of_one_host=1)
    assert await alone.start("https://host.example/feed", dead=dead) == [dead[0]]
    await alone.flights.stop()


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


# ---------------------------------------------------------------- dead feeds beside others


RSS = b'<rss version="2.0"><channel><title>t</title><item><guid>1</guid><title>News</title></item></channel></rss>'


class Web:
    """Hosts that never answer, but for those named `well`; `visits` are the paths that these were asked for."""

    def __init__(self) -> None:
        self.visits: list[str] = []
        self._visited = asyncio.Condition()

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.host != "well.example":
            await asyncio.Event().wait()
        self.visits.append(request.url.path)
        async with self._visited:
            self._visited.notify_all()
        return (
            httpx.Response(404) if request.url.path == "/missing" else httpx.Response(200, stream=httpx.ByteStream(RSS))
        )

    async def visited(self, times: int) -> None:
        async with self._visited:
            await self._visited.wait_for(lambda: len(self.visits) >= times)


@dataclass
class Desk:
    """A poller over an archive and a web, with a clock that is moved by hand."""

    database: Database
    web: Web = field(default_factory=Web)
    now: datetime = NOW

    @asynccontextmanager
    async def polling(self, *urls: str) -> AsyncIterator[Poller]:
        with self.database.write() as connection:
            catalogue.declare(connection, (), [Feed(url) for url in urls], (), NOW)
        async with Fetcher(transport=httpx.MockTransport(self.web), slots=HostSlots(gap=0)) as fetcher:
            poller = Poller(self.database, fetcher, Rules(timedelta(seconds=12)), lambda: self.now)
            yield poller
            await poller.stop()

    def states(self) -> dict[str, FeedState]:
        with self.database.read() as connection:
            return {state.feed.url: state for state in feeds.states(connection)}

    async def read(self, url: str, poller: Poller) -> None:
        """Tick, as the program's clock does, until a feed has been read and is due later."""
        async with asyncio.timeout(DEADLINE):
            while ((await asyncio.to_thread(self.states))[url].next_check or NOW) <= self.now:
                await poller.start_due()
                await asyncio.sleep(0.01)


async def test_beside_hundreds_of_dead_feeds_a_healthy_one_is_read_at_its_interval(archive: Database) -> None:
    desk, well = Desk(archive), "https://well.example/feed"
    dead = [f"https://dead{n}.example/feed" for n in range(300)]  # more than are in flight at once
    async with desk.polling(well, *dead[:100]) as poller:
        await desk.read(well, poller)  # nobody knows yet who is dead
    async with desk.polling(well, *dead) as poller:
        for _ in range(3):
            desk.now += timedelta(seconds=14)
            await desk.read(well, poller)
    assert len(desk.web.visits) == 4


async def test_a_round_reads_every_feed_beside_dead_ones(archive: Database) -> None:
    desk, dead = Desk(archive), [f"https://dead{n}.example/feed" for n in range(100)]
    async with desk.polling(*dead, "https://well.example/feed") as poller:
        everything = asyncio.create_task(poller.poll_all())
        await desk.web.visited(1)
        assert not everything.done()
        everything.cancel()
        await asyncio.gather(everything, return_exceptions=True)


async def test_of_a_hosts_feeds_those_that_work_are_polled_by_themselves(archive: Database) -> None:
    desk, urls = Desk(archive), [f"https://well.example/{name}" for name in ("missing", "news", "sport")]
    async with desk.polling(*urls) as poller:
        assert await poller.due_shards() == {"well.example:443": False}
        await poller.poll_shard("well.example:443")
        assert desk.web.visits == ["/missing"]  # a failure ends it
        await poller.poll_shard("well.example:443")
        assert desk.web.visits[1:] == ["/news", "/sport"]
        desk.now += timedelta(hours=1)
        assert await poller.due_shards() == {"well.example:443": True}
        await poller.poll_shard("well.example:443")
        assert desk.web.visits[3:] == ["/news", "/sport"]
        assert await poller.due_shards() == {"well.example:443": False}


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
    database = new_sqlite(tmp_path / "archive.sqlite3")
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
    hosts: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        hosts.append(request.url.host)
        raise Unavailable("the archive is locked")  # as recording would say

    now = NOW
    async with Fetcher(transport=httpx.MockTransport(answer), slots=HostSlots(gap=0)) as fetcher:
        poller = Poller(archive, fetcher, Rules(), lambda: now)
        for seconds in (0, 9, 10, 29, 30):
            now = NOW + timedelta(seconds=seconds)
            for shard in await poller.due_shards():
                await poller.poll_shard(shard)
    assert len(hosts) == 3


async def test_a_failure_that_repeats_is_warned_of_once(archive: Database, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "watchers.polling")
    for status in (500, 500, 404):
        await poll(archive, lambda request, status=status: httpx.Response(status))  # type: ignore[misc]
    messages = [(record.levelname, record.getMessage().rpartition("answered ")[2]) for record in caplog.records]
    assert messages == [
        ("WARNING", "500 Internal Server Error"),
        ("INFO", "500 Internal Server Error"),
        ("WARNING", "404 Not Found"),
    ]
