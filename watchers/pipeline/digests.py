"""Queues the digests that are due. `schedule.due_digest` decides; the outbox's unique key makes each come once."""

from __future__ import annotations

from datetime import datetime

from watchers.archive import Connection, catalogue, outbox, status
from watchers.model import Delivery, Team
from watchers.reasons import Reason, Telling
from watchers.telling import schedule


def queue_due(archive: Connection, now: datetime) -> int:
    """Queue one digest for every team whose schedule has come since its last; how many were queued.

    A schedule that is seen for the first time starts counting now. However long the program was down, one digest
    catches up.
    """
    return sum(_queue(archive, team, now) for team in catalogue.teams(archive) if team.digest)


def queue_now(archive: Connection, team: Team, now: datetime, since: datetime) -> int:
    """Queue a digest at once, of what happened since; the schedule goes on as if it had not been asked for."""
    return outbox.enqueue(archive, [_delivery(team, since, now, due=now, asked=True)])


def mend(archive: Connection, now: datetime) -> None:
    """Digests whose last period ends in the future, since a clock stood ahead, go on from where they would be now."""
    for team in catalogue.teams(archive):
        told_until = status.meta(archive, _mark(team)) if team.digest else None
        if team.digest and told_until is not None and datetime.fromisoformat(told_until) > now:
            last = schedule.last_digest(team.digest, team.timezone, now) or now
            status.set_meta(archive, _mark(team), last.isoformat())


def _mark(team: Team) -> str:
    """The name under which the archive keeps until when a team's digests have told."""
    return f"digest of {team.id} on {team.digest} {team.timezone}"


def _queue(archive: Connection, team: Team, now: datetime) -> int:
    assert team.digest is not None
    key = _mark(team)
    told_until = status.meta(archive, key)
    if told_until is None:
        status.set_meta(archive, key, now.isoformat())
        return 0
    period = schedule.due_digest(team.digest, team.timezone, datetime.fromisoformat(told_until), now)
    if period is None:
        return 0
    status.set_meta(archive, key, period[1].isoformat())
    return outbox.enqueue(archive, [_delivery(team, *period, due=period[1])])


def _delivery(team: Team, start: datetime, end: datetime, due: datetime, *, asked: bool = False) -> Delivery:
    kind, code = ("asked", Telling.DIGEST_ASKED) if asked else ("scheduled", Telling.DIGEST_SCHEDULED)
    key = f"digest:{kind}:{team.id}:{end.isoformat()}"
    return Delivery(team=team.id, kind="digest", key=key, due=due, period=(start, end), reasons=(Reason(code),))
