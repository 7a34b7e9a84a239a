"""One address in several scopes: every team is told once of what comes, whoever else has the address and since when."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx
import pytest
import pytest_asyncio

from tests.support.recording import FEED, NOW
from watchers.archive import Database, catalogue, outbox, stories
from watchers.archive.visible import seen_by
from watchers.fetching.fetch import Fetcher
from watchers.fetching.host_slots import HostSlots
from watchers.model import Actor, Alias, Feed, Team, Watchlist
from watchers.polling import worker_pool
from watchers.polling.poller import Poller, Rules

ADA = Actor("ada-venn", "Ada Venn", "person", (Alias("Ada Venn"),))
HERE, THERE = (Team(f"team{n}", f"Team {n}", n, n, watchlist=Watchlist(actors=("ada-venn",))) for n in ("1", "2"))
NEWS = (  # nothing in one of them is like another one
    ("Ada Venn opens a harbour", "Fishermen cheered as the minister cut a ribbon beside two freshly painted trawlers."),
    ("Court fines Ada Venn", "Judges found that tax papers for 2019 had arrived eleven weeks after the deadline."),
    ("Ada Venn breaks an arm", "Surgeons at the mountain clinic expect her bones to heal before winter."),
    ("Novel by Ada Venn wins prize", "Critics praised its portrait of lighthouse keepers and their stubborn goats."),
    ("Ada Venn leaves coalition", "Talks over pensions collapsed at midnight, and new elections are likely in June."),
    ("Orchard bought by Ada Venn", "Old pear trees there will supply cider to a village brewery that nearly closed."),
)


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def workers() -> AsyncIterator[None]:
    yield
    await asyncio.to_thread(worker_pool.stop)


def entry(number: int) -> str:
    title, text = NEWS[number]
    link = f"https://news.example/{number}"
    return f"<item><title>{title}</title><link>{link}</link><description>{text}</description></item>"


@dataclass
class Desk:
    """Two servers with a team each, and a feed whose entries a test sets."""

    database: Database
    rules: Rules
    entries: list[int] = field(default_factory=list)
    now: datetime = NOW
    requests: int = 0

    def declare(self, *declared: Feed) -> None:
        with self.database.write() as archive:
            catalogue.declare(archive, (ADA,), declared, (HERE, THERE), NOW)

    def add(self, guild: str) -> None:
        with self.database.write() as archive:
            catalogue.save_feed(archive, Feed(FEED, "News", pages=False, guild=guild), "discord", NOW)

    async def round(self, *new: int, minutes: int = 60) -> dict[str, list[str]]:
        """Poll what is due after that time, with these entries new in the feed; the headlines that teams are told."""
        self.entries += new
        self.now += timedelta(minutes=minutes)
        before = self._queued()
        async with Fetcher(transport=httpx.MockTransport(self._answer), slots=HostSlots(gap=0)) as fetcher:
            poller = Poller(self.database, fetcher, self.rules, lambda: self.now)
            while shards := await poller.due_shards():
                for shard in shards:
                    await poller.poll_shard(shard)
        return {team: told[len(before[team]) :] for team, told in self._queued().items() if told != before[team]}

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests += 1
        items = "".join(map(entry, self.entries))
        document = f"<rss version='2.0'><channel><title>News</title>{items}</channel></rss>"
        return httpx.Response(200, stream=httpx.ByteStream(document.encode()))

    def _queued(self) -> dict[str, list[str]]:
        """The headlines of what each team was told of, in order."""
        queued: dict[str, list[str]] = {HERE.id: [], THERE.id: []}
        with self.database.read() as archive:
            deliveries = outbox.due(archive, NOW + timedelta(days=9), 99)
            for delivery in sorted(deliveries, key=lambda delivery: delivery.id):
                team = HERE if delivery.team == HERE.id else THERE
                with seen_by(archive, team.guild):
                    story = stories.get(archive, delivery.story or "")
                    assert story is not None, f"team {team.id} cannot see what it is told"
                    queued[team.id].append(story.reports[0].article.title)
        return queued


def titles(*numbers: int) -> list[str]:
    return [NEWS[number][0] for number in numbers]


@pytest.fixture
def desk(archive: Database) -> Desk:
    made = Desk(archive, Rules(group_wait=timedelta()))
    made.declare()
    return made


async def test_each_server_is_told_once_of_what_a_feed_brings_from_its_own_first_reading_on(desk: Desk) -> None:
    desk.add("1")
    assert await desk.round(0) == {}
    assert await desk.round(1) == {HERE.id: titles(1)}
    desk.add("2")
    assert await desk.round() == {}, "what another server has read is nothing but the backlog of whoever comes later"
    assert await desk.round(2) == {HERE.id: titles(2), THERE.id: titles(2)}


async def test_a_feed_that_becomes_everybodys_and_ceases_to_be_tells_its_server_each_entry_once(desk: Desk) -> None:
    desk.add("1")
    await desk.round(0)
    assert await desk.round(1) == {HERE.id: titles(1)}
    desk.declare(Feed(FEED, "News", pages=False))
    assert await desk.round(2, minutes=1) == {HERE.id: titles(2)}, "for everybody else it is the backlog"
    requests = desk.requests
    assert await desk.round(3) == {HERE.id: titles(3), THERE.id: titles(3)}
    assert desk.requests == requests + 1, "the server's own rests"
    desk.declare()
    assert await desk.round() == {}
    assert await desk.round(4) == {HERE.id: titles(4)}
    desk.declare(Feed(FEED, "News", pages=False))
    assert await desk.round(5) == {HERE.id: titles(5), THERE.id: [*titles(4), *titles(5)]}


async def test_where_a_first_reading_is_told_a_server_is_not_told_again_of_what_its_own_feed_had_brought(
    archive: Database,
) -> None:
    desk = Desk(archive, Rules(group_wait=timedelta(), backlog=None))
    desk.declare()
    desk.add("1")
    assert await desk.round(0, 1) == {HERE.id: titles(0, 1)}
    desk.declare(Feed(FEED, "News", pages=False))
    assert await desk.round(2, minutes=1) == {HERE.id: titles(2), THERE.id: titles(0, 1, 2)}
