"""`worker`: polls feeds on one more machine. Jobs come from the queue in PostgreSQL; messages are sent elsewhere."""

from __future__ import annotations

import asyncio

from bot.run import open_archive, shutdown
from bot.run.open_archive import utc_now
from bot.run.polling import polling, shares_work
from bot.run.system import CLOCK_EVERY_SECONDS
from config.settings import Settings
from watchers.errors import ConfigError
from watchers.fetching.fetch import Fetcher
from watchers.polling.poller import Poller, Rules
from watchers.polling.ticks import Ticks
from watchers.polling.timekeeping import Timekeeper


async def work(settings: Settings) -> int:
    """Do jobs until SIGTERM or SIGINT."""
    if not shares_work(settings):
        raise ConfigError(
            "ACTORWATCH_DATABASE_URL: workers share a PostgreSQL archive; give postgresql://USER:PASSWORD@HOST/NAME."
        )
    stop = asyncio.Event()
    shutdown.when_told(stop.set)
    database = await asyncio.to_thread(open_archive.open_archive, settings)
    rules = Rules(settings.poll_interval, settings.group_wait, settings.backlog, settings.meaning)
    timekeeper = Timekeeper(database, utc_now, settings.poll_interval, settings.group_wait)
    ticks = Ticks()
    ticks.every(CLOCK_EVERY_SECONDS, "clock", timekeeper.look)
    try:
        async with (
            Fetcher(contact=settings.contact, allow_hosts=settings.allow_hosts, clock=utc_now) as fetcher,
            polling(settings, Poller(database, fetcher, rules, utc_now), ticks) as fleet_task,
        ):
            ticks.start()
            try:
                await _either(stop, fleet_task)
            finally:
                ticks.stop()
    finally:
        database.close()
    return 0


async def _either(stop: asyncio.Event, fleet_task: asyncio.Task[None] | None) -> None:
    """Wait until told to stop, or until the work fails; raises what it failed with."""
    stop_task = asyncio.create_task(stop.wait())
    tasks: list[asyncio.Task[bool] | asyncio.Task[None]] = [stop_task, *([fleet_task] if fleet_task else [])]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    stop_task.cancel()
    if fleet_task is not None and fleet_task.done():
        fleet_task.result()
