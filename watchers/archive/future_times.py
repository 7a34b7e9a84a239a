"""Times from the future that a clock which stood ahead has left in the archive, and what becomes of them.

What is remembered as past becomes now; what waits for a time that nobody can have chosen is due now. The limits are
`watchers.telling.waits`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, Column, ColumnElement, Connection, and_, case, func, or_, select, update
from sqlalchemy import type_coerce as read_as

from watchers.archive import status
from watchers.archive.aggregates import add
from watchers.archive.article_cache import article_cache
from watchers.archive.columns import EPOCH, ticks
from watchers.archive.schema import appearance, article, copied, daily, delivery, feed, story, told
from watchers.model import CLOCK_SLACK, ClockAhead, FeedWaits, WaitingDelivery

_CLOCK_AHEAD_MARK = "clock ahead"
_SHOWN_FOR = timedelta(days=7)  # after it was noticed
_PAST_TIMES: tuple[Column[datetime], ...] = (  # of what has happened, and so cannot lie in the future
    feed.c.first_fetched,
    feed.c.reached_at,
    feed.c.last_entry,
    feed.c.unconditional_at,
    article.c.first_seen,
    story.c.created,
    story.c.last_activity,
    told.c.at,
    told.c.edited_at,
    told.c.replied_at,
    delivery.c.ended_at,
)


def look(conn: Connection, now: datetime) -> ClockAhead | None:
    """How many times lie in the future, of those that are quickly found; None: none does."""
    return _count_ahead(conn, (feed.c.first_fetched, feed.c.reached_at, feed.c.last_entry, article.c.first_seen), now)


def mend_past(conn: Connection, now: datetime) -> ClockAhead | None:
    """Set the times of past things that lie in the future to `now`; how many these were, and the furthest.

    None: there were none.
    """
    clock_ahead = _count_ahead(conn, _PAST_TIMES, now)
    if clock_ahead is not None:
        _move_articles(conn, now)
        for column in _PAST_TIMES:
            conn.execute(update(column.table).where(_ahead(column, now)).values({column.name: now}))
    return clock_ahead


def mend_feeds(conn: Connection, now: datetime, waits: FeedWaits) -> int:
    """Feeds that wait longer than they can have been told to, or were reached in the future, are due; how many."""
    live = feed.c.retired_at.is_(None), feed.c.stopped == "", feed.c.due > now
    wait = func.coalesce(read_as(feed.c.interval, BigInteger), ticks(waits.interval))
    longest = wait + case((feed.c.slower == "", ticks(waits.jitter)), else_=ticks(waits.jitter + waits.slower))
    too_far = read_as(feed.c.due, BigInteger) - longest > ticks(now - EPOCH)
    untrue = or_(too_far, and_(feed.c.reached_at.is_not(None), _ahead(feed.c.reached_at, now)))
    return conn.execute(update(feed).where(*live, untrue).values(due=now)).rowcount


def waiting(conn: Connection, after: datetime) -> tuple[WaitingDelivery, ...]:
    """The deliveries that wait for a time later than that."""
    query = select(delivery.c.key, delivery.c.team, delivery.c.next_try, delivery.c.edit)
    rows = conn.execute(query.where(delivery.c.status == "waiting", delivery.c.next_try > after))
    return tuple(WaitingDelivery(key, team, until, not edit) for key, team, until, edit in rows)


def bring_forward(conn: Connection, ids: Sequence[int], due: datetime) -> None:
    """Make the deliveries with those ids due at `due`."""
    conn.execute(update(delivery).where(delivery.c.key.in_(ids)).values(due=due, next_try=due, note=""))


def note(conn: Connection, mended: ClockAhead) -> None:
    """Remember what was mended, so that people can be told."""
    detail = {"times": mended.times, "furthest": mended.furthest.isoformat(), "noticed": mended.noticed.isoformat()}
    status.set_meta(conn, _CLOCK_AHEAD_MARK, json.dumps(detail))


def noted(conn: Connection, now: datetime) -> ClockAhead | None:
    """What was mended within the last week; None: nothing was."""
    mark = status.meta(conn, _CLOCK_AHEAD_MARK)
    detail = json.loads(mark) if mark else None
    if detail is None or datetime.fromisoformat(detail["noticed"]) < now - _SHOWN_FOR:
        return None
    furthest, noticed = (datetime.fromisoformat(detail[name]) for name in ("furthest", "noticed"))
    return ClockAhead(detail["times"], furthest, noticed, mended=True)


def _count_ahead(conn: Connection, columns: Iterable[Column[datetime]], now: datetime) -> ClockAhead | None:
    counts = [conn.execute(select(func.count(), func.max(time)).where(_ahead(time, now))).one() for time in columns]
    times = sum(times for times, _ in counts)
    return ClockAhead(times, max(furthest for _, furthest in counts if furthest), now) if times else None


def _ahead(column: ColumnElement[datetime], now: datetime) -> ColumnElement[bool]:
    return column > now + CLOCK_SLACK


def _move_articles(conn: Connection, now: datetime) -> None:
    """Move the articles first seen in the future to `now`, and those without a date to today in the volume."""
    seen_ahead = _ahead(article.c.first_seen, now)
    for table, key in ((article, article.c.key), (appearance, appearance.c.article)):
        keys = select(article.c.key).where(seen_ahead)
        conn.execute(update(table).where(key.in_(keys), table.c.at > now).values(at=now))
    is_copy = select(copied.c.article).where(
        copied.c.article == article.c.key, copied.c.subject == appearance.c.subject
    )
    undated = (
        select(appearance.c.subject, article.c.first_seen, is_copy.exists())
        .join(article, article.c.key == appearance.c.article)
        .where(article.c.published.is_(None), article.c.seed.is_(False), seen_ahead)
    )
    moves = [
        {"subject": subject, "day": day, "articles": by, "copies": by * copy}
        for subject, first_seen, copy in conn.execute(undated).all()
        for day, by in ((first_seen.date(), -1), (now.date(), 1))
    ]
    add(conn, daily, moves)
    article_cache(conn).clear()
