"""The clock: APScheduler starts bounded work and never waits for it.

Every due time stands in the database; a tick only asks what is due. So a tick that is late or missed loses nothing,
one that takes long is not started twice, and the scheduler's own store is memory.

The machine's clock may jump. Forward, one turn makes up for all that were missed, and they are not counted. Back, the
next turn would come only when the clock has caught up: so the loop's own clock, which never jumps, looks after it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from watchers.errors import ActorwatchError

WATCH_EVERY = 1.0  # seconds

log = logging.getLogger(__name__)


class Tick:
    """Work that may fail: the next turn comes all the same, and what goes wrong at every turn is said once."""

    def __init__(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        self._name, self._work = name, work
        self._last_fault = ""

    async def run(self) -> None:
        try:
            await self._work()
        except asyncio.CancelledError:  # only at the program's end, and the scheduler would call it an error
            return
        except Exception as fault:
            words = str(fault) if isinstance(fault, ActorwatchError) else repr(fault)
            if words != self._last_fault:
                log.error("the %s tick failed and is tried again: %s", self._name, words)
                log.debug("where it failed", exc_info=fault)
            self._last_fault = words
        else:
            if self._last_fault:
                log.warning("the %s tick works again", self._name)
            self._last_fault = ""


class Every(BaseTrigger):  # type: ignore[misc]
    """A turn at once, then one in so many seconds, counted from now: the library's own lists every one that was missed,
    which takes it a minute for those of ten years.
    """

    def __init__(self, seconds: float) -> None:
        self._interval = timedelta(seconds=seconds)

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        return now if previous is None else now + self._interval

    def is_too_far(self, turn: datetime, now: datetime) -> bool:
        """Whether a turn can only have been set by a clock that has been put back since."""
        return turn > now + self._interval


class Ticks:
    """Named ticks on the running event loop. `every` before or after `start`; `stop` ends them at once.

    `clock` is the one that the scheduler goes by.
    """

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._clock = clock
        self._watch: asyncio.TimerHandle | None = None
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        )

    def every(self, seconds: float, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Call `work` every so many seconds, never twice at once."""
        self._scheduler.add_job(Tick(name, work).run, Every(seconds), id=name)

    def start(self) -> None:
        self._scheduler.start()
        self._watch_clock()

    def stop(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def _watch_clock(self) -> None:
        """Bring forward the turns that a clock which was put back has left far ahead."""
        now = self._clock()
        for job in self._scheduler.get_jobs():
            if job.trigger.is_too_far(job.next_run_time, now):
                job.modify(next_run_time=now)
        self._watch = asyncio.get_running_loop().call_later(WATCH_EVERY, self._watch_clock)
