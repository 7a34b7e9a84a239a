"""What is known of one actor, from the totals: bounded however often the actor was mentioned.

Counts are of everything; lists of articles name the newest.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from itertools import islice
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, bindparam, select

from watchers.archive import date_spans, report_rows
from watchers.archive.columns import Day
from watchers.archive.newest_of_group import newest
from watchers.archive.public_ids import public
from watchers.archive.schema import (
    appearance,
    appearances,
    article,
    copied,
    daily,
    event,
    pair,
    pairs,
    spelling,
    spelling_use,
    subject,
    subject_date,
    subject_event,
)
from watchers.model import DayCount, Event, PartialDate, Report

SPELLINGS = 30  # the commonest
TOGETHER = 30  # the actors most often met
ARTICLES = 20  # named for each of those
COPIES = 100
DATES, EVENTS = 60, 5  # the weightiest dates, and events of each


def newest_of_stories(
    conn: Connection, actor_id: str, *, stories: int, among: int, hidden: Collection[str] = ()
) -> tuple[Report, ...]:
    """The newest article about the actor in each of the newest `stories`, newest first.

    Looked for `among` so many articles, without those of the `hidden` feeds.
    """
    found: dict[int, int] = {}
    for key, story, feed in conn.execute(_NEWEST, {"actor": actor_id, "most": among}).all():
        if feed not in hidden:
            found.setdefault(story, key)
    return report_rows.of_keys(conn, islice(found.values(), stories))


def counts_of(conn: Connection, actor_id: str) -> tuple[int, int]:
    """How many articles mention the actor, and how many of those are copies of others."""
    row = conn.execute(_COUNTS, {"actor": actor_id}).one_or_none()
    return (0, 0) if row is None else (row.articles, row.copies)


def spellings(conn: Connection, actor_id: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """How the name is written, commonest first, each with the newest articles that write it so, oldest first."""
    return _grouped(conn, _SPELLINGS, actor_id)


def together(conn: Connection, actor_id: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """With whom the actor is mentioned, most often first, each with the newest such articles, oldest first."""
    return _grouped(conn, _TOGETHER, actor_id)


def copies_of_actor(conn: Connection, actor_id: str, limit: int = COPIES) -> Mapping[str, str]:
    """The newest articles about the actor that are copies, each with its original."""
    rows = conn.execute(_COPIES, {"actor": actor_id, "most": limit}).all()
    return {public(key, name): public(of, of_name) for key, name, of, of_name in rows}


def events_of(
    conn: Connection,
    actor_id: str | None,
    since: PartialDate | None = None,
    until: PartialDate | None = None,
    *,
    dates: int = DATES,
    each: int = EVENTS,
) -> tuple[Event, ...]:
    """Dated sentences about the actor (None: about anybody) that may fall in the period, by date.

    Of the `dates` whose events weigh most (of equals the later), the newest `each` sentences. About anybody: the newest
    `dates * each`.
    """
    period = {
        "since": date.min if since is None else since.first_day,
        "until": date.max if until is None else date_spans.span(until)[1],
    }
    if actor_id is None:
        return _events(conn, _NEWEST_EVENTS, {"most": dates * each, **period})
    return _events(conn, _weightiest(each), {"actor": actor_id, "dates": dates, **period})


def volume(conn: Connection, actor_id: str, past: int, now: datetime) -> tuple[DayCount, ...]:
    """How many articles mentioned the actor on each of the past days, today among them, oldest first."""
    first = now.date() - timedelta(days=past - 1)
    rows = conn.execute(_VOLUME, {"actor": actor_id, "first": first}).all()
    counted = {row.day: DayCount(*row) for row in rows}
    every = (first + timedelta(days=n) for n in range(past))
    return tuple(counted.get(day, DayCount(day, 0)) for day in every)


# ---------------------------------------------------------------- the statements, made once

_WHO = select(subject.c.key).where(subject.c.id == bindparam("actor")).scalar_subquery()


def _within(table: Table) -> tuple[ColumnElement[bool], ...]:
    """What may have been in the period."""
    return table.c.last_day >= bindparam("since", type_=Day()), table.c.first_day <= bindparam("until", type_=Day())


_EVENTS = select(event, article.c.name).join(article, article.c.key == event.c.article)
_NEWEST_EVENTS = _EVENTS.where(*_within(event)).order_by(event.c.key.desc()).limit(bindparam("most"))
_COUNTS = select(appearances.c.articles, appearances.c.copies).where(appearances.c.subject == _WHO)
_VOLUME = select(daily.c.day, daily.c.articles, daily.c.copies).where(
    daily.c.subject == _WHO, daily.c.day >= bindparam("first", type_=Day())
)


def _newest() -> Select[Any]:
    last = (
        select(appearance.c.article, appearance.c.at)
        .where(appearance.c.subject == _WHO)
        .order_by(appearance.c.at.desc(), appearance.c.article.desc())
        .limit(bindparam("most"))
        .subquery()
    )
    found = select(article.c.key, article.c.story, article.c.feed).join(last, last.c.article == article.c.key)
    return found.order_by(last.c.at.desc(), last.c.article.desc())


def _spellings() -> Select[Any]:
    common = (
        select(spelling)
        .where(spelling.c.subject == _WHO, spelling.c.articles > 0)
        .order_by(spelling.c.articles.desc(), spelling.c.surface)
        .limit(SPELLINGS)
        .subquery()
    )
    used = newest(spelling_use, {"spelling": common.c.key}, ARTICLES)
    return (
        select(common.c.surface, article.c.key, article.c.name)
        .join_from(common, spelling_use, used)
        .join(article, article.c.key == spelling_use.c.article)
        .order_by(common.c.articles.desc(), common.c.surface, article.c.key)
    )


def _together() -> Select[Any]:
    often = (
        select(pairs)
        .where(pairs.c.subject == _WHO, pairs.c.articles > 0)
        .order_by(pairs.c.articles.desc(), pairs.c.other)
        .limit(TOGETHER)
        .subquery()
    )
    met = newest(pair, {"subject": often.c.subject, "other": often.c.other}, ARTICLES)
    return (
        select(subject.c.id, article.c.key, article.c.name)
        .join_from(often, pair, met)
        .join(article, article.c.key == pair.c.article)
        .join(subject, subject.c.key == often.c.other)
        .order_by(often.c.articles.desc(), often.c.other, article.c.key)
    )


def _copies() -> Select[Any]:
    last = select(copied.c.article).where(copied.c.subject == _WHO).order_by(copied.c.article.desc())
    copy, original = last.limit(bindparam("most")).subquery(), article.alias()
    return (
        select(article.c.key, article.c.name, original.c.key, original.c.name)
        .join(copy, copy.c.article == article.c.key)
        .join(original, original.c.key == article.c.copy_of)
        .order_by(article.c.key.desc())
    )


_NEWEST, _SPELLINGS, _TOGETHER, _COPIES = _newest(), _spellings(), _together(), _copies()


@cache
def _weightiest(each: int) -> Select[Any]:
    often = (
        select(subject_date)
        .where(subject_date.c.subject == _WHO, subject_date.c.events > 0)
        .where(*_within(subject_date))
        .order_by(subject_date.c.weight.desc(), subject_date.c.first_day.desc())
        .limit(bindparam("dates"))
        .subquery()
    )
    date_of = {name: often.c[name] for name in ("subject", "first_day", "last_day")}
    return _EVENTS.join(subject_event, subject_event.c.event == event.c.key).join(
        often, newest(subject_event, date_of, each, order="event")
    )


def _grouped(conn: Connection, query: Select[Any], actor_id: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, list[str]] = {}
    for group, key, name in conn.execute(query, {"actor": actor_id}).all():
        found.setdefault(group, []).append(public(key, name))
    return tuple((group, tuple(ids)) for group, ids in found.items())


def _events(conn: Connection, query: Select[Any], asked: Mapping[str, Any]) -> tuple[Event, ...]:
    rows = sorted(conn.execute(query, asked).all(), key=attrgetter("first_day", "last_day", "key"))
    return tuple(event_of(row) for row in rows)


def event_of(row: Any) -> Event:
    """A row of `event` with the article's name."""
    return Event(
        date=date_spans.partial(row.first_day, row.last_day),
        basis=row.basis,
        text=row.text,
        actors=tuple(row.actors),
        article=public(row.article, row.name),
        field=row.field,
        start=row.start,
        end=row.stop,
        weight=row.weight,
        places=tuple(row.places or ()),
    )
