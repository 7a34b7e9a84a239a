"""The outbox: what is to be told, what has been, and how that went. A row leaves it only as done or lost.

    enqueue -> due -> claim -> done | postpone | retry | lost

One program at a time tells from an archive, so a claim keeps nobody else away: it says that the row may have been sent
from now on. A row with `attempts` that still waits is in doubt.
`postpone` moves the hour at which it is due (quiet hours, a rate limit: nothing is late); `retry` does not.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, func, insert, select, update

from watchers.archive import numbering, public_ids, schema
from watchers.archive.dialect import dialect
from watchers.archive.public_ids import public_or_none
from watchers.archive.schema import delivery, team
from watchers.archive.visible import EVERYBODY, reference, viewer_of
from watchers.errors import UnknownThing
from watchers.model import Delivery, Told

LATE_AFTER = timedelta(seconds=60)  # after it was due

TeamCondition = Callable[[ColumnElement[str]], ColumnElement[bool]]  # of a column that holds a team's id

_cause = reference.alias("cause")


def enqueue(conn: Connection, deliveries: Iterable[Delivery]) -> int:
    """Queue deliveries; how many are new. What was ever queued under the same key is not queued again."""
    rows = tuple(deliveries)
    stories = public_ids.stories_of(conn, {row.story for row in rows if row.story is not None})
    causes = public_ids.bases_of(conn, {row.cause for row in rows if row.cause is not None})
    return sum(_enqueue(conn, row, stories, causes) for row in rows)


def enqueue_left(conn: Connection, deliveries: Iterable[Delivery]) -> int:
    """Queue edits of messages that are left over from merged stories, each under the story that it told then."""
    rows = tuple(deliveries)
    stories = public_ids.bases_of(conn, {row.story for row in rows if row.story is not None})
    return sum(_enqueue(conn, row, stories, {}) for row in rows)


def due(conn: Connection, now: datetime, limit: int) -> tuple[Delivery, ...]:
    """The deliveries that are to be told now, longest due first; at most `limit`."""
    waits = delivery.c.status == "waiting", delivery.c.next_try <= now
    return _read(conn, _deliveries().where(*waits).order_by(delivery.c.due, delivery.c.key).limit(limit))


def claim(conn: Connection, ids: Collection[int]) -> tuple[int, ...]:
    """Count an attempt to send the deliveries; the ids of those that still wait to be sent, in order."""
    waits = delivery.c.key.in_(list(ids)), delivery.c.status == "waiting"
    attempted = update(delivery).where(*waits).values(attempts=delivery.c.attempts + 1).returning(delivery.c.key)
    return tuple(sorted(conn.execute(attempted).scalars()))


def done(conn: Connection, delivery_id: int, message: str, channel: str, now: datetime) -> None:
    """Mark a delivery as done by the message (or the edit of it) with that id; keep what its team was told so."""
    row = _end(conn, delivery_id, now, status="done", message=message, channel=channel)
    if row is None or row.story is None:
        return
    before = conn.execute(_told().where(schema.told.c.story == row.story, schema.told.c.team == row.team)).first()
    values: dict[str, Any]  # of the row of `told` that change
    if row.kind == "reply" and before is not None and not before.listed:
        values = {"replied_at": now}
    elif before is not None and before.message == message:
        values = {"edited_at": now}
    else:
        values = {"channel": channel, "message": message, "at": now, "listed": False}
        values |= {"replied_at": now} if row.kind == "reply" else {}
    _tell(conn, row.story, row.team, values)


def listed(conn: Connection, ids: Collection[int], message: str, channel: str, now: datetime) -> None:
    """Mark the deliveries as done by lines of one list message; keep that their teams were told so."""
    for delivery_id in ids:
        row = _end(conn, delivery_id, now, status="done", message=message, channel=channel)
        if row is not None and row.story is not None:
            values = {"channel": channel, "message": message, "at": now, "listed": True}
            _tell(conn, row.story, row.team, values)


def postpone(conn: Connection, delivery_id: int, due: datetime, reason: str) -> None:
    """Move the hour at which a delivery is due, for a reason that is no failure."""
    _update(conn, delivery_id, due=due, next_try=due, note=reason)


def bring_forward(conn: Connection, team_id: str, held_until: datetime, due: datetime) -> None:
    """Make due at `due` what waits for a team until `held_until` or later: its pause ends earlier than it was to."""
    paused = delivery.c.team == team_id, delivery.c.status == "waiting", delivery.c.due >= held_until
    conn.execute(update(delivery).where(*paused).values(due=due, next_try=due, note=""))


def retry(conn: Connection, delivery_id: int, at: datetime, reason: str) -> None:
    """Try to send a delivery again at that time, and not before; it stays due when it was, and so may be late."""
    _update(conn, delivery_id, next_try=at, note=reason)


def lost(conn: Connection, delivery_id: int, reason: str, now: datetime) -> None:
    """Give a delivery up, for that reason."""
    _end(conn, delivery_id, now, status="lost", note=reason)


def repeated(conn: Connection, delivery_id: int) -> None:
    """Count that a delivery is sent once more although it may have arrived."""
    _update(conn, delivery_id, repeats=delivery.c.repeats + 1)


def numbered(conn: Connection, number: int) -> tuple[Delivery, ...]:
    """The delivery with that number to the viewer's teams; of every server that has one where nobody in particular
    looks.
    """
    query = _deliveries().where(delivery.c.number == number, *_to_viewer(conn))
    return _read(conn, query.order_by(delivery.c.key))


def waiting(conn: Connection, team_id: str, story: str) -> tuple[Delivery, ...]:
    """What waits to be told to a team of a story, first due first."""
    return waiting_many(conn, story).get(team_id, ())


def waiting_many(conn: Connection, story: str) -> Mapping[str, tuple[Delivery, ...]]:
    """What waits to be told of a story, by team, first due first."""
    waits = delivery.c.story == public_ids.story_of(conn, story), delivery.c.status == "waiting"
    by_team: dict[str, tuple[Delivery, ...]] = {}
    for row in _read(conn, _deliveries().where(*waits).order_by(delivery.c.due, delivery.c.key)):
        by_team[row.team] = (*by_team.get(row.team, ()), row)
    return by_team


def deliveries_of(conn: Connection, story: str) -> tuple[Delivery, ...]:
    """Every delivery of a story to the viewer's teams, in the order in which they were queued."""
    about = delivery.c.story == public_ids.story_of(conn, story)
    return _read(conn, _deliveries().where(about, *_to_viewer(conn)).order_by(delivery.c.key))


def told(conn: Connection, team_id: str, story: str) -> Told | None:
    """What the team has been told of the story."""
    return told_many(conn, story).get(team_id)


def told_many(conn: Connection, story: str) -> Mapping[str, Told]:
    """What every team has been told of the story, by team."""
    return _told_of(conn, story, public_ids.story_of(conn, story))


def told_as(conn: Connection, story: str) -> Mapping[str, Told]:
    """The messages that told of exactly that story, by team: also those left over since it was merged into another."""
    return _told_of(conn, story, public_ids.base_of(conn, story))


def merge(conn: Connection, into: int, other: int, holds_for: TeamCondition) -> None:
    """Two stories are one now: what was told of either was told of it, and what waits is about it.

    Where a team has a message of each, that of the other is left over (`told_as`). A line of a list gives way.
    """
    table = schema.told
    of_kept = and_(table.c.story == into, holds_for(table.c.team))
    of_other = and_(table.c.story == other, holds_for(table.c.team))
    with_message = select(table.c.team).where(of_other, table.c.listed.is_(False))
    conn.execute(delete(table).where(of_kept, table.c.listed.is_(True), table.c.team.in_(with_message)))
    already = select(table.c.team).where(of_kept)
    conn.execute(delete(table).where(of_other, table.c.listed.is_(True), table.c.team.in_(already)))
    conn.execute(update(table).where(of_other, table.c.team.not_in(already)).values(story=into))
    conn.execute(update(delivery).where(delivery.c.story == other, holds_for(delivery.c.team)).values(story=into))


def split(conn: Connection, old: int, new: int, holds_for: TeamCondition) -> None:
    """A story left another for the teams for whom that holds.

    Where it had been merged into it, the messages left over from then are its own again.
    """
    table = schema.told
    again = select(table.c.message).where(table.c.story == new, table.c.team == delivery.c.team)
    sent = delivery.c.story == old, delivery.c.message == again.scalar_subquery(), holds_for(delivery.c.team)
    conn.execute(update(delivery).where(*sent).values(story=new))


def reassign(conn: Connection, ids: Collection[int], story: str) -> None:
    """Put those of the deliveries that wait under another story."""
    waits = delivery.c.key.in_(list(ids)), delivery.c.status == "waiting"
    conn.execute(update(delivery).where(*waits).values(story=public_ids.story_of(conn, story)))


def _enqueue(conn: Connection, row: Delivery, stories: Mapping[str, int], causes: Mapping[str, int]) -> bool:
    if row.story is not None and row.story not in stories:
        raise UnknownThing(f"the archive holds no story {row.story!r} to tell")
    start, end = row.period or (None, None)
    server = select(team.c.guild).where(team.c.id == row.team).scalar_subquery()
    guild = func.coalesce(server, EVERYBODY)
    values = {
        "label": row.key,
        "team": row.team,
        "guild": guild,
        "number": numbering.next_in(delivery, delivery.c.guild == guild),
        "kind": row.kind,
        "story": None if row.story is None else stories[row.story],
        "cause": None if row.cause is None else causes.get(row.cause),
        "reason": row.reasons,
        "edit": row.edit,
        "period_start": start,
        "period_end": end,
        "due": row.due,
        "next_try": row.due,
        "status": "waiting",
    }
    added = dialect(conn).insert(delivery).values(values).on_conflict_do_nothing().returning(delivery.c.key)
    return conn.execute(added).first() is not None


def _end(conn: Connection, delivery_id: int, now: datetime, **values: Any) -> Any:
    """Take a delivery out of the queue; its team, kind and story, or None if it had left it before."""
    waits = delivery.c.key == delivery_id, delivery.c.status == "waiting"
    late = delivery.c.due < now - LATE_AFTER if values["status"] == "done" else False
    ended = update(delivery).where(*waits).values(**values, late=late, ended_at=now)
    return conn.execute(ended.returning(delivery.c.team, delivery.c.kind, delivery.c.story)).one_or_none()


def _update(conn: Connection, delivery_id: int, **values: Any) -> None:
    waits = delivery.c.key == delivery_id, delivery.c.status == "waiting"
    conn.execute(update(delivery).where(*waits).values(**values))


def _tell(conn: Connection, story: int, team_id: str, values: Mapping[str, Any]) -> None:
    table = schema.told
    same = table.c.story == story, table.c.team == team_id
    if not conn.execute(update(table).where(*same).values(**values)).rowcount:
        conn.execute(insert(table), {"story": story, "team": team_id, **values})


def _told_of(conn: Connection, story: str, key: int | None) -> Mapping[str, Told]:
    rows = conn.execute(_told().where(schema.told.c.story == key)).all()
    return {
        row.team: Told(row.team, story, row.channel, row.message, row.at, row.listed, row.edited_at, row.replied_at)
        for row in rows
    }


def _told() -> Select[Any]:
    return select(schema.told)


def _deliveries() -> Select[Any]:
    story = reference.alias("story_head")
    return (
        select(delivery, story.c.name.label("story_name"), _cause.c.name.label("cause_name"))
        .outerjoin(story, story.c.key == delivery.c.story)
        .outerjoin(_cause, _cause.c.key == delivery.c.cause)
    )


def _to_viewer(conn: Connection) -> tuple[ColumnElement[bool], ...]:
    """The condition for a delivery to the viewer's teams; none where nobody in particular looks."""
    guild = viewer_of(conn)
    return () if guild is None else (delivery.c.guild == guild,)


def _read(conn: Connection, query: Select[Any]) -> tuple[Delivery, ...]:
    return tuple(_delivery(row) for row in conn.execute(query))


def _delivery(row: Any) -> Delivery:
    return Delivery(
        team=row.team,
        kind=row.kind,
        key=row.label,
        due=row.due,
        story=public_or_none(row.story, row.story_name),
        cause=public_or_none(row.cause, row.cause_name),
        reasons=row.reason,
        edit=row.edit,
        period=None if row.period_start is None else (row.period_start, row.period_end),
        id=row.key,
        number=row.number,
        attempts=row.attempts,
        status=row.status,
        note=row.note,
        message=row.message or "",
        ended_at=row.ended_at,
    )
