"""The clock: APScheduler starts bounded work and never waits for it.

Every due time stands in the database; a tick only asks what is due. So a tick that is late or missed loses nothing,
one that takes long is not started twice, and the scheduler's own store is memory.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger(__name__)


class Ticks:
    """Named ticks on the running event loop. `every` before or after `start`; `stop` ends them at once."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        )
        self._scheduler.add_listener(self._failed, EVENT_JOB_ERROR)

    def every(self, seconds: float, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Call `work` every so many seconds, never twice at once."""
        self._scheduler.add_job(work, "interval", seconds=seconds, id=name)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    @staticmethod
    def _failed(event: JobExecutionEvent) -> None:
        """A tick that raised is logged in words; the next one comes all the same."""
        log.error("the %s tick failed and is tried again: %s", event.job_id, event.exception)
