"""A newsroom for the tests of delivering: a real archive with a team, and channels that are lists in memory."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.delivery.delivery_numbers import is_list, numbers_in
from bot.delivery.outbox_store import OutboxStore
from bot.delivery.outbox_worker import Outbox, OutboxWorker, PostedMessage, Postponed, Refused
from bot.message import Message
from tests.support.archives import new_sqlite
from tests.support.recording import record
from watchers.archive import catalogue, outbox, status
from watchers.model import (
    Article,
    Comparison,
    Delivery,
    DeliveryCounts,
    DeliveryKind,
    Novelty,
    Published,
    Team,
    Told,
    Watchlist,
)
from watchers.reasons import Comparing, Reason, Telling

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
DESK = Team("desk", "Libya desk", guild="1", channel="10", role="99", watchlist=Watchlist(actors=("haftar",)))


@dataclass
class Posted:
    id: str
    message: Message
    edits: int = 0


@dataclass
class Channels:
    """The sender at the edge: what stands in each channel, and what is to go wrong next, channel by channel."""

    posted: dict[str, list[Posted]] = field(default_factory=dict)
    failures: dict[str, list[Exception]] = field(default_factory=dict)
    after_posting: dict[str, list[Exception]] = field(default_factory=dict)
    held: dict[str, asyncio.Event] = field(default_factory=dict)
    unreadable: bool = False
    _arrivals: dict[str, asyncio.Event] = field(default_factory=dict)

    def texts(self, channel: str) -> list[str]:
        return [each.message.cards[0].title if each.message.cards else "" for each in self.posted.get(channel, [])]

    async def stands_in(self, channel: str) -> None:
        """Wait for the first message in a channel."""
        await self._arrivals.setdefault(channel, asyncio.Event()).wait()

    async def send(self, channel: str, message: Message, nonce: str) -> str:
        await self._go_wrong(channel)
        here = self.posted.setdefault(channel, [])
        here.append(Posted(f"{channel}-{len(here) + 1}", message))
        self._arrivals.setdefault(channel, asyncio.Event()).set()
        if self.after_posting.get(channel):
            raise self.after_posting[channel].pop(0)
        if channel in self.held:
            await self.held[channel].wait()
        return here[-1].id

    async def edit(self, channel: str, message_id: str, message: Message) -> None:
        await self._go_wrong(channel)
        found = next((each for each in self.posted.get(channel, []) if each.id == message_id), None)
        if found is None:
            raise Refused(f"the message was deleted from channel {channel}")
        found.message = message
        found.edits += 1

    async def find(self, channel: str, delivery: int) -> PostedMessage | None:
        if self.unreadable:
            raise Refused("the bot lacks Read Message History", mendable=True)
        for each in reversed(self.posted.get(channel, [])):
            footers = [card.footer for card in each.message.cards]
            if delivery in numbers_in([button.action for button in each.message.buttons], footers):
                return PostedMessage(each.id, is_list(footers))
        return None

    async def _go_wrong(self, channel: str) -> None:
        if self.failures.get(channel):
            raise self.failures[channel].pop(0)


class Newsroom:
    """An archive on disk with teams, and a clock that a test sets."""

    def __init__(self, folder: Path, *teams: Team) -> None:
        self.database = new_sqlite(folder / "archive.sqlite3")
        self.now = NOW
        self.channels = Channels()
        with self.database.write() as archive:
            catalogue.declare(archive, (), (), teams or (DESK,), NOW)

    def worker(self, outbox: Outbox | None = None, *, ready: bool = True) -> OutboxWorker:
        """A worker as after a start of the program."""
        store = outbox or OutboxStore(self.database)
        return OutboxWorker(store, self.channels, lambda: self.now, ready=lambda: ready, record_again_seconds=0.0)

    async def round(self, worker: OutboxWorker | None = None) -> None:
        """Deliver what is due."""
        worker = worker or self.worker()
        await worker.tick()
        await worker.idle()

    def story(self, title: str, story: str | None = None) -> str:
        """Record an article, in a story of its own or in that one; gives the story's id."""
        article = Article(
            title,
            f"{title}. That is all.",
            self.now,
            url=f"https://wire.example/{title.replace(' ', '-')}",
            outlet="The Wire",
            language="en",
            published=Published.instant(self.now),
        )
        verdict = Comparison(
            Novelty.NEW if story is None else Novelty.REPEAT, Reason(Comparing.NOTHING_LIKE_IT), story=story
        )
        with self.database.write() as archive:
            report = record(archive, article, verdict)
        return report.comparison.story or report.article.id

    def queue(
        self,
        story: str | None,
        kind: DeliveryKind = "story",
        *,
        key: str = "",
        team: Team = DESK,
        due: datetime | None = None,
        period: tuple[datetime, datetime] | None = None,
    ) -> None:
        """Queue a delivery about a story."""
        key = f"{kind}:{team.id}:{story}{key}"
        delivery = Delivery(
            team.id,
            kind,
            key,
            due or self.now,
            story=story,
            cause=story,
            reasons=(Reason(Telling.FIRST_WANTED),),
            period=period,
        )
        with self.database.write() as archive:
            outbox.enqueue(archive, [delivery])

    def told(self, story: str, team: Team = DESK) -> Told | None:
        with self.database.read() as archive:
            return outbox.told(archive, team.id, story)

    def counts(self) -> DeliveryCounts:
        with self.database.read() as archive:
            return status.deliveries(archive)

    def notes(self, story: str) -> list[str]:
        """Why deliveries of a story wait or were lost."""
        with self.database.read() as archive:
            return [each.note for each in outbox.deliveries_of(archive, story)]

    def later(self, **period: float) -> None:
        self.now += timedelta(**period)


def unreachable(retry_after: float | None = None) -> Postponed:
    return Postponed("Discord could not be reached", retry_after)
