"""The outbox loop: what is due is claimed, written, sent, and recorded as done only after Discord's answer.

    due -> by channel -> (in doubt? look in the channel's history) -> plan -> compose -> claim -> send | edit -> done

At least once: what was claimed and not recorded as done (a kill between send and record) is looked for in the channel
before it is sent again. Each channel has a task of its own, so that one channel's failure delays no other.
Knows no Discord: who sends is a `Sender`.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ParamSpec, Protocol

from bot.delivery.compose import OutgoingMessage
from bot.delivery.plan import MOST_STORIES_AT_ONCE, Item, Step, by_story, given_up, plan, retry_at
from bot.message import Message
from watchers.errors import ActorwatchError, Unavailable, UnknownThing
from watchers.model import Told
from watchers.telling.waits import LONGEST_TURN

log = logging.getLogger(__name__)

MOST_CHANNELS_AT_ONCE = 64

P = ParamSpec("P")


class Postponed(ActorwatchError):
    """A message cannot be sent now. `retry_after`: seconds to wait, if Discord named them.

    `whole_channel`: nothing else can be sent to its channel either.
    """

    exit_code = 3

    def __init__(self, why: str, retry_after: float | None = None, *, whole_channel: bool = True) -> None:
        super().__init__(why)
        self.retry_after = retry_after
        self.whole_channel = whole_channel


class Refused(ActorwatchError):
    """A message cannot be sent. `mendable`: somebody may put it right (a permission), so it is retried for a day."""

    def __init__(self, why: str, *, mendable: bool = False) -> None:
        super().__init__(why)
        self.mendable = mendable


@dataclass(frozen=True, slots=True)
class PostedMessage:
    """A message of ours that bears a delivery's number; `listed`: it is a list, which tells many stories."""

    id: str
    listed: bool = False


class Sender(Protocol):
    """Who shows messages to people: Discord or a terminal. All raise Postponed or Refused, and nothing else."""

    async def send(self, channel: str, message: Message, nonce: str) -> str:
        """Post and give the message's id. The same nonce within minutes posts once."""
        ...

    async def edit(self, channel: str, message_id: str, message: Message) -> None:
        """Replace what the message says; notifies nobody."""
        ...

    async def find(self, channel: str, delivery: int) -> PostedMessage | None:
        """The recent message of ours in the channel that bears the delivery with this number."""
        ...


class Outbox(Protocol):
    """The archive's side, synchronous; `bot.delivery.outbox_store` over the database. All may raise Unavailable."""

    def due(self, now: datetime, apart_from: Collection[str] = ()) -> tuple[Item, ...]: ...
    def messages(self, step: Step) -> tuple[OutgoingMessage, ...]: ...
    def nonce(self, outgoing: OutgoingMessage) -> str: ...
    def claim(self, ids: Sequence[int]) -> bool: ...
    def done(self, ids: Sequence[int], message: PostedMessage, channel: str, now: datetime) -> None: ...
    def postpone(self, ids: Sequence[int], until: datetime, reason: str) -> None: ...
    def retry(self, ids: Sequence[int], at: datetime, reason: str) -> None: ...
    def lost(self, ids: Sequence[int], reason: str, now: datetime) -> None: ...
    def repeated(self, ids: Sequence[int]) -> None: ...


class OutboxWorker:
    """Delivers what is due. `tick` starts bounded work and returns; `idle` waits until all of it has ended."""

    def __init__(
        self,
        outbox: Outbox,
        sender: Sender,
        clock: Callable[[], datetime],
        *,
        ready: Callable[[], bool] = lambda: True,
        most: int = MOST_STORIES_AT_ONCE,
        record_again_seconds: float = 1.0,
    ) -> None:
        self._outbox = outbox
        self._sender = sender
        self._clock = clock
        self._ready = ready
        self._most = most  # story messages in one channel at once
        self._record_again_seconds = record_again_seconds  # until what was sent is recorded again in a locked archive
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._resting: dict[str, datetime] = {}
        self._unsure: set[int] = set()  # deliveries that may stand in a channel whose history cannot be read
        self._stopped = False
        self._gate = asyncio.Semaphore(MOST_CHANNELS_AT_ONCE)

    async def tick(self) -> None:
        """Start the channels that have something due and are neither at work nor resting after a failure."""
        if self._stopped or not self._ready():
            return
        now = self._clock()
        latest = now + LONGEST_TURN  # a later time was set before the clock was put back
        self._resting = {channel: until for channel, until in self._resting.items() if now < until <= latest}
        occupied = {*self._busy, *self._resting}
        for channel, items in _by_channel(await asyncio.to_thread(self._outbox.due, now, occupied)).items():
            if channel not in occupied:
                self._start(channel, items)

    async def idle(self) -> None:
        """Wait until no channel is at work."""
        while self._busy:
            await asyncio.wait(tuple(self._busy.values()))

    async def stop(self, seconds: float) -> None:
        """Start nothing more, and let what is under way end within so many seconds; then it is in doubt, not lost."""
        self._stopped = True
        tasks = tuple(self._busy.values())
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _start(self, channel: str, items: Sequence[Item]) -> None:
        task = asyncio.create_task(self._deliver(channel, items), name=f"deliver to {channel}")
        self._busy[channel] = task
        task.add_done_callback(lambda done: self._ended(channel, done))

    def _ended(self, channel: str, task: asyncio.Task[None]) -> None:
        """What no step has foreseen is said, and the next tick finds the channel free."""
        self._busy.pop(channel, None)
        if not task.cancelled() and task.exception() is not None:
            log.error("delivering to channel %s failed and is tried again", channel, exc_info=task.exception())

    async def _deliver(self, channel: str, items: Sequence[Item]) -> None:
        """One channel, step by step; what fails for the whole channel makes all that is left of it wait."""
        async with self._gate:
            remaining = [item.delivery.id for item in items]
            try:
                for step in plan(await self._without_recorded(channel, items), self._clock(), self._most):
                    await self._try(step)
                    remaining = [delivery_id for delivery_id in remaining if delivery_id not in step.ids]
            except (Postponed, Unavailable) as why:
                after = why.retry_after if isinstance(why, Postponed) else None
                until = retry_at(self._clock(), max(item.delivery.attempts for item in items), after)
                self._resting[channel] = until
                log.warning("%d deliveries to channel %s wait: %s", len(remaining), channel, why)
                await self._record(self._outbox.retry, remaining, until, str(why))

    async def _without_recorded(self, channel: str, items: Sequence[Item]) -> Sequence[Item]:
        """The items that are still to be delivered: what is in doubt and stands in the channel is recorded as sent."""
        recorded = False
        for group in by_story(item for item in items if item.in_doubt):
            ids = tuple(item.delivery.id for item in group)
            message = await self._look(channel, group)
            if message is not None:
                log.info("deliveries %s were in doubt and are message %s", ids, message.id)
                await self._record(self._done, ids, message, channel)
                recorded = True
        if not recorded:
            return items
        due = await asyncio.to_thread(self._outbox.due, self._clock())  # what else is due is about a told story now
        return _by_channel(due).get(channel, ())

    async def _look(self, channel: str, items: Sequence[Item]) -> PostedMessage | None:
        for item in items:
            try:
                message = await self._sender.find(channel, item.delivery.number)
            except Refused as why:  # better twice than never
                log.warning("delivery %s may be sent a second time: %s", item.delivery.id, why)
                self._unsure.add(item.delivery.id)
                return None
            if message is not None:
                return message
        return None

    async def _try(self, step: Step) -> None:
        """Take one step and record its own failures; raises what concerns the whole channel."""
        try:
            await self._take(step)
        except Postponed as why:
            if why.whole_channel:
                raise
            until = retry_at(self._clock(), step.first.delivery.attempts, why.retry_after)
            await self._record(self._outbox.postpone, step.ids, until, str(why))
        except Unavailable:
            raise
        except UnknownThing as why:
            await self._lose(step, str(why))
        except Refused as why:
            await self._refused(step, why)
        except Exception as why:
            log.exception("deliveries %s of story %s cannot be written", step.ids, step.first.delivery.story)
            await self._refused(step, Refused(f"it cannot be written ({type(why).__name__})", mendable=True))

    async def _take(self, step: Step) -> None:
        notice = step.first.notice
        if step.action == "hold" and step.until is not None:
            await self._record(self._outbox.postpone, step.ids, step.until, step.reason)
        elif step.action == "lose":
            await self._lose(step, step.reason)
        elif step.action == "edit" and notice is not None:
            await self._edit(step, notice)
        else:
            await self._post(step)

    async def _post(self, step: Step) -> None:
        """Claimed in a transaction of its own before each message: from then on a kill leaves it in doubt."""
        channel = step.first.channel
        for outgoing in await asyncio.to_thread(self._outbox.messages, step):
            if not await asyncio.to_thread(self._outbox.claim, outgoing.ids):
                continue
            nonce = await asyncio.to_thread(self._outbox.nonce, outgoing)
            message_id = await self._sender.send(channel, outgoing.message, nonce)
            if repeated := self._unsure.intersection(outgoing.ids):
                await self._record(self._outbox.repeated, tuple(repeated))
                self._unsure -= repeated
            await self._record(self._done, outgoing.ids, PostedMessage(message_id, step.action == "list"), channel)
            log.info("deliveries %s (%s) are message %s in channel %s", outgoing.ids, step.action, message_id, channel)

    async def _edit(self, step: Step, notice: Told) -> None:
        """An edit may be made twice without harm; it is claimed so that its attempts are counted."""
        await asyncio.to_thread(self._outbox.claim, step.ids)
        for outgoing in await asyncio.to_thread(self._outbox.messages, step):
            await self._sender.edit(notice.channel, notice.message, outgoing.message)
        await self._record(self._done, step.ids, PostedMessage(notice.message), notice.channel)
        log.info("deliveries %s edited message %s in channel %s", step.ids, notice.message, notice.channel)

    async def _refused(self, step: Step, why: Refused) -> None:
        now = self._clock()
        team = step.first.team
        reason = f"team {team.name if team else step.first.delivery.team}: {why}"
        if why.mendable and not given_up(step.first.delivery, now):
            log.warning("%s; it is tried again", reason)
            again = retry_at(now, step.first.delivery.attempts)
            await self._record(self._outbox.retry, step.ids, again, reason)
        else:
            await self._lose(step, reason)

    async def _lose(self, step: Step, reason: str) -> None:
        log.error("deliveries %s of story %s are lost: %s", step.ids, step.first.delivery.story, reason)
        await self._record(self._outbox.lost, step.ids, reason, self._clock())

    def _done(self, ids: Sequence[int], message: PostedMessage, channel: str) -> None:
        self._outbox.done(ids, message, channel, self._clock())

    async def _record(self, write: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> None:
        """What has happened is recorded, however long the archive is locked."""
        while True:
            try:
                return await asyncio.to_thread(write, *args, **kwargs)
            except Unavailable as why:
                log.warning("recorded again in %s s: %s", self._record_again_seconds, why)
                await asyncio.sleep(self._record_again_seconds)


def _by_channel(items: Iterable[Item]) -> dict[str, list[Item]]:
    channels: dict[str, list[Item]] = {}
    for item in items:
        channels.setdefault(item.channel, []).append(item)
    return channels
