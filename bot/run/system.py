"""The running parts put together: archive, poller, outbox worker, and the clock that wakes them.

tick -> poll what is due -> (record, route) ;  tick -> queue digests ;  tick -> deliver what is due
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from bot.commands.context import CommandService
from bot.delivery.outbox_store import OutboxStore
from bot.delivery.outbox_worker import OutboxWorker, Sender
from bot.delivery.plan import MOST_STORIES_AT_ONCE
from bot.run import open_archive
from bot.run.open_archive import utc_now
from bot.run.polling import polling
from config.settings import Settings
from watchers.archive import Database
from watchers.errors import ConfigError
from watchers.fetching.fetch import Fetcher
from watchers.pipeline import digests
from watchers.polling import probe
from watchers.polling.poller import Polled, Poller, Rules
from watchers.polling.probe import Checked
from watchers.polling.ticks import Ticks
from watchers.polling.timekeeping import Timekeeper

log = logging.getLogger(__name__)

CLOCK_EVERY_SECONDS = 5.0
DELIVER_EVERY_SECONDS = 1.0
DIGESTS_EVERY_SECONDS = 10.0
CATALOGUE_EVERY_SECONDS = 5.0
SOLE_EVERY_SECONDS = 10.0
LAST_DELIVERIES_SECONDS = 5.0  # for what is under way when the program ends


@dataclass(frozen=True, slots=True)
class System:
    """Everything that runs over one archive, with one way out (the sender of `outbox_worker`)."""

    settings: Settings
    database: Database
    poller: Poller
    outbox_worker: OutboxWorker
    fetcher: Fetcher
    timekeeper: Timekeeper

    async def round(self) -> tuple[Polled, ...]:
        """Poll every feed once, then deliver all that is due."""
        await self.timekeeper.look()
        polled = await self.poller.poll_all()
        await self.queue_digests()
        await self.deliver()
        return polled

    async def deliver(self) -> None:
        """Deliver what is due now, and wait for it."""
        await self.outbox_worker.tick()
        await self.outbox_worker.idle()

    def service(self) -> CommandService:
        """What commands are answered from. Answers are made in threads; what they fetch is fetched in this loop."""
        loop = asyncio.get_running_loop()

        def check(address: str) -> Checked:
            return asyncio.run_coroutine_threadsafe(probe.check(self.fetcher, address), loop).result()

        return CommandService(self.database, utc_now, check)

    async def stay_alone(self) -> None:
        """Nobody else tells from the archive; where the lock was lost with its session, it is taken again."""
        await asyncio.to_thread(self.database.tell_alone, utc_now())

    async def queue_digests(self) -> None:
        await asyncio.to_thread(self._queue_digests)

    def _queue_digests(self) -> None:
        with self.database.write() as archive:
            digests.queue_due(archive, utc_now())


@asynccontextmanager
async def assembled(
    settings: Settings,
    database: Database,
    sender: Sender,
    *,
    group_wait: timedelta,
    allow_hosts: frozenset[str],
    ready: Callable[[], bool] = lambda: True,
    most_at_once: int = MOST_STORIES_AT_ONCE,
) -> AsyncIterator[System]:
    """The parts over an open archive; closes what it opened. `ready`: whether messages can be sent now."""
    rules = Rules(settings.poll_interval, group_wait, settings.backlog, settings.meaning)
    async with Fetcher(contact=settings.contact, allow_hosts=allow_hosts, clock=utc_now) as fetcher:
        poller = Poller(database, fetcher, rules, utc_now)
        outbox_worker = OutboxWorker(
            OutboxStore(database), sender, utc_now, ready=lambda: database.tells and ready(), most=most_at_once
        )
        timekeeper = Timekeeper(database, utc_now, settings.poll_interval, group_wait)
        try:
            yield System(settings, database, poller, outbox_worker, fetcher, timekeeper)
        finally:
            await poller.stop()
            await outbox_worker.stop(LAST_DELIVERIES_SECONDS)


@asynccontextmanager
async def ticking(system: System, *, follow_files: bool = True) -> AsyncIterator[Ticks]:
    """The clock over a system, for as long as it is wanted. `follow_files`: a changed catalogue is taken up."""
    ticks = Ticks()
    ticks.every(CLOCK_EVERY_SECONDS, "clock", system.timekeeper.look)
    ticks.every(SOLE_EVERY_SECONDS, "sole", system.stay_alone)
    ticks.every(DELIVER_EVERY_SECONDS, "deliver", system.outbox_worker.tick)
    ticks.every(DIGESTS_EVERY_SECONDS, "digest", system.queue_digests)
    if follow_files:
        ticks.every(CATALOGUE_EVERY_SECONDS, "catalogue", _Files(system).look)
    async with polling(system.settings, system.poller, ticks):
        ticks.start()
        try:
            yield ticks
        finally:
            ticks.stop()


class _Files:
    """Takes up changes of config/ while running; a broken file leaves the last good catalogue and is said once."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._last_fault = ""

    async def look(self) -> None:
        try:
            changed = await asyncio.to_thread(
                open_archive.refresh_catalogue, self._system.database, self._system.settings
            )
        except ConfigError as fault:
            if str(fault) != self._last_fault:
                log.error("the catalogue stays as it was, since a file is broken: %s", fault)
            self._last_fault = str(fault)
        else:
            self._last_fault = ""
            if changed:
                log.info("the files in %s were taken up", self._system.settings.config_dir)
