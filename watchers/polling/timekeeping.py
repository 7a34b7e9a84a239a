"""The machine's clock was put back: what it had written while it stood ahead is put right.

at the start, when the clock has gone back, and every few minutes
    -> what is remembered as past lies in the past; what waits too long is due; digests go on; people are told
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby

from watchers.archive import Connection, Database, catalogue, future_times
from watchers.model import ClockAhead
from watchers.pipeline import digests
from watchers.polling import schedule
from watchers.telling.waits import LONGEST_TURN, due_instead, pause_end

PUT_BACK = 1.0  # seconds by which a clock may lag behind a steady one between two looks; more is a jump
LOOK_AGAIN = 300.0  # seconds, for jumps that nobody saw: while the machine slept, or on another one

log = logging.getLogger(__name__)


class Timekeeper:
    """Watches the clock of this machine against a `steady` one, in seconds, that never jumps."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        interval: timedelta,
        group_wait: timedelta,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database, self._clock, self._steady = database, clock, steady
        self._interval, self._group_wait = interval, group_wait
        self._last_look: tuple[datetime, float] | None = None  # both clocks at the last look
        self._mended_at = 0.0

    async def look(self) -> None:
        """Mend the archive if that is due."""
        now, steady = self._clock(), self._steady()
        if self._last_look is None or self._put_back(now, steady) or steady - self._mended_at >= LOOK_AGAIN:
            await asyncio.to_thread(self.mend)
            self._mended_at = steady
        self._last_look = now, steady

    def mend(self) -> None:
        """Put right what a clock that stood ahead has written; says so if there was anything."""
        now = self._clock()
        with self._database.write() as archive:
            ahead = mend(archive, now, self._interval, self._group_wait)
        if ahead is not None:
            log.warning(
                "the machine's clock was ahead: %d times in the archive lay in the future, up to %s; now they do not",
                *(ahead.times, f"{ahead.furthest:%Y-%m-%d %H:%M} UTC"),
            )

    def _put_back(self, now: datetime, steady: float) -> bool:
        assert self._last_look is not None
        before, then = self._last_look
        return (now - before).total_seconds() < steady - then - PUT_BACK


def mend(archive: Connection, now: datetime, interval: timedelta, group_wait: timedelta) -> ClockAhead | None:
    """Put right all times that the archive cannot have by a clock which was right; what was found of the past."""
    future_times.mend_feeds(archive, now, schedule.longest_waits(interval))
    ahead = future_times.look(archive, now) and future_times.mend_past(archive, now)
    if ahead is not None:
        future_times.note(archive, ahead)
    _mend_pauses(archive, now)
    _mend_deliveries(archive, now, group_wait)
    digests.mend(archive, now)
    return ahead


def _mend_pauses(archive: Connection, now: datetime) -> None:
    for team, changed_at in catalogue.teams_changed(archive):
        end = pause_end(team, changed_at, now)
        if end != team.paused_until and team.origin != "file":
            catalogue.save_team(archive, replace(team, paused_until=end), now)


def _mend_deliveries(archive: Connection, now: datetime, group_wait: timedelta) -> None:
    waiting = future_times.waiting(archive, now + LONGEST_TURN)
    if not waiting:
        return
    teams = {team.id: team for team in catalogue.teams(archive)}
    due = ((due_instead(delivery, teams, now, group_wait), delivery.id) for delivery in waiting)
    untrue = sorted((instead, id) for instead, id in due if instead is not None)
    for instead, rows in groupby(untrue, key=lambda row: row[0]):
        future_times.bring_forward(archive, [id for _, id in rows], instead)
