"""The counters of the whole program, as an answer."""

from __future__ import annotations

from datetime import datetime

from watchers.archive import Connection, engine, future_times, quarantine, status
from watchers.archive.visible import viewer_of
from watchers.lookups.answers import StatusAnswer


def status_answer(archive: Connection, now: datetime, version: str) -> StatusAnswer:
    """The counters since the archive began, what a clock that stood ahead has left, and why nothing is recorded.

    A server that looks gets its own counters, and nothing of the clock, whose traces are counted in all of the archive.
    """
    whole = viewer_of(archive) is None
    clock = (future_times.look(archive, now) or future_times.noted(archive, now)) if whole else None
    recording = engine.not_recorded(archive, now)
    aside = quarantine.count(archive)
    counters = status.deliveries(archive), status.feeds(archive, now)
    return StatusAnswer(*counters, version, clock, recording, aside, status.encoder(archive))
