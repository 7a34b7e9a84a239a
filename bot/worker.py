"""`worker`: polls feeds on one more machine. Jobs come from the queue in PostgreSQL; messages are sent elsewhere."""

from __future__ import annotations

import asyncio
import signal

from bot import opening
from bot.opening import utc_now
from config.settings import Settings
from watchers.errors import ConfigError
from watchers.fetch import Fetcher
from watchers.fleet import Fleet
from watchers.poller import Poller, Rules
from watchers.ticks import Ticks

QUEUE_EVERY = 1.0  # seconds


async def work(settings: Settings) -> int:
    """Do jobs until SIGTERM or SIGINT."""
    if not settings.database_url.startswith("postgres"):
        raise ConfigError(
            "ACTORWATCH_DATABASE_URL: workers share a PostgreSQL archive; give postgresql://USER:PASSWORD@HOST/NAME."
        )
    database = await asyncio.to_thread(opening.open_archive, settings)
    rules = Rules(settings.poll_interval, settings.group_wait, settings.backlog)
    fetcher = Fetcher(contact=settings.contact, allow_hosts=settings.allow_hosts, clock=utc_now)
    ticks = Ticks()
    try:
        async with fetcher:
            poller = Poller(database, fetcher, rules, utc_now)
            async with Fleet(settings.database_url, poller.due_shards, poller.poll_shard) as fleet:
                ticks.every(QUEUE_EVERY, "queue", fleet.queue_due)
                ticks.start()
                await _until_stopped(fleet)
    finally:
        ticks.stop()
        database.close()
    return 0


async def _until_stopped(fleet: Fleet) -> None:
    working = asyncio.create_task(fleet.work())
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, working.cancel)
    await asyncio.wait([working])
    if not working.cancelled():
        working.result()
