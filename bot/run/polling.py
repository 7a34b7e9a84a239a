"""Who polls: this process alone over SQLite, or any number of members of a fleet over PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from config.settings import Settings
from watchers.archive import database_url
from watchers.polling.poller import Poller
from watchers.polling.ticks import Ticks

POLL_EVERY_SECONDS = 1.0
RETRY_EVERY_SECONDS = (
    60.0  # until what was set aside before an upgrade has been tried again; then it is an empty look-up
)


def shares_work(settings: Settings) -> bool:
    """Whether the archive is one that several machines can poll for."""
    return database_url.is_shared(settings.database_url)


@asynccontextmanager
async def polling(settings: Settings, poller: Poller, ticks: Ticks) -> AsyncIterator[asyncio.Task[None] | None]:
    """Poll what is due, for as long as it is wanted; gives the fleet's work, where there is one to wait for."""
    ticks.every(RETRY_EVERY_SECONDS, "retry", poller.retry)
    if not shares_work(settings):
        ticks.every(POLL_EVERY_SECONDS, "poll", poller.start_due)
        yield None
        return
    from watchers.polling.fleet import HEAL_EVERY, Fleet  # one process alone needs no task engine

    async with Fleet(settings.database_url, poller.due_shards, poller.poll_shard) as fleet:
        ticks.every(POLL_EVERY_SECONDS, "queue", fleet.queue_due)
        ticks.every(HEAL_EVERY, "heal", fleet.heal)
        task = asyncio.create_task(fleet.work(), name="fleet")
        try:
            yield task
        finally:
            task.cancel()
            await asyncio.wait([task])
