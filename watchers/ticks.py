"""The clock: APScheduler starts bounded work and never waits for it.

Every due time stands in the database; a tick only asks what is due. So a tick that is late or missed loses nothing,
one that takes long is not started twice, and the scheduler's own store is memory.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from watchers.errors import ActorwatchError

log = logging.getLogger(__name__)


class Tick:
    """Work that may fail: the next turn comes all the same, and what goes wrong at every turn is said once."""

    def __init__(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        self._name, self._work = name, work
        self._said = ""

    async def run(self) -> None:
        try:
            await self._work()
        except Exception as fault:
            words = str(fault) if isinstance(fault, ActorwatchError) else repr(fault)
            if words != self._said:
                log.error("the %s tick failed and is tried again: %s", self._name, words)
                log.debug("where it failed", exc_info=fault)
            self._said = words
        else:
            if self._said:
                log.warning("the %s tick works again", self._name)
            self._said = ""


class Ticks:
    """Named ticks on the running event loop. `every` before or after `start`; `stop` ends them at once."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        )

    def every(self, seconds: float, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Call `work` every so many seconds, never twice at once."""
        self._scheduler.add_job(Tick(name, work).run, "interval", seconds=seconds, id=name)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
