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

MOST_SPELLINGS = 30  # the commonest
MOST_CO_MENTIONED = 30  # the actors mentioned most often with one
MOST_ARTICLES_NAMED = 20  # for a spelling or a co-mentioned actor: the newest
MOST_COPIES = 100
MOST_DATES, MOST_EVENTS_OF_A_DATE = 60, 5  # the weightiest


def newest_of_stories(
    conn: Connection, actor_id: str, *, stories: int, among: int, hidden: Collection[str] = ()
) -> tuple[Report, ...]:
    """The newest article about the actor in each of the newest `stories`, newest first.

    Looked for `among` so many articles, without those of the `hidden` feeds.
    """
    newest_by_story: dict[int, int] = {}
    for key, story, feed in conn.execute(_NEWEST, {"actor": actor_id, "most": among}).all():
        if feed not in hidden:
            newest_by_story.setdefault(story, key)
    return report_rows.of_keys(conn, islice(newest_by_story.values(), stories))


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


def copies_of_actor(conn: Connection, actor_id: str, limit: int = MOST_COPIES) -> Mapping[str, str]:
    """The newest articles about the actor that are copies, each with its original."""
    rows = conn.execute(_COPIES, {"actor": actor_id, "most": limit}).all()
    return {public(key, name): public(of, of_name) for key, name, of, of_name in rows}


def events_of(
    conn: Connection,
    actor_id: str | None,
    since: PartialDate | None = None,
    until: PartialDate | None = None,
    *,
    dates: int = MOST_DATES,
    per_date: int = MOST_EVENTS_OF_A_DATE,
) -> tuple[Event, ...]:
    """Dated sentences about the actor (None: about anybody) that may fall in the period, by date.

    The newest `per_date` sentences of the `dates` whose events weigh most (of equals the later). About anybody: the
    newest `dates * per_date`.
    """
    period = {
        "since": date.min if since is None else since.first_day,
        "until": date.max if until is None else date_spans.span(until)[1],
    }
    if actor_id is None:
        return _events(conn, _NEWEST_EVENTS, {"most": dates * per_date, **period})
    return _events(conn, _weightiest(per_date), {"actor": actor_id, "dates": dates, **period})


def volume(conn: Connection, actor_id: str, past: int, now: datetime) -> tuple[DayCount, ...]:
    """How many articles mentioned the actor on each of the past days, today among them, oldest first."""
    first = now.date() - timedelta(days=past - 1)
    rows = conn.execute(_VOLUME, {"actor": actor_id, "first": first}).all()
    count_of_day = {row.day: DayCount(*row) for row in rows}
    days = (first + timedelta(days=n) for n in range(past))
    return tuple(count_of_day.get(day, DayCount(day, 0)) for day in days)


# ---------------------------------------------------------------- the statements, made once

_WHO = select(subject.c.key).where(subject.c.id == bindparam("actor")).scalar_subquery()


def _within(table: Table) -> tuple[ColumnElement[bool], ...]:
    """The conditions for a row of `table` whose date may fall in the period from `since` to `until`."""
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
    articles = select(article.c.key, article.c.story, article.c.feed).join(last, last.c.article == article.c.key)
    return articles.order_by(last.c.at.desc(), last.c.article.desc())


def _spellings() -> Select[Any]:
    common = (
        select(spelling)
        .where(spelling.c.subject == _WHO, spelling.c.articles > 0)
        .order_by(spelling.c.articles.desc(), spelling.c.surface)
        .limit(MOST_SPELLINGS)
        .subquery()
    )
    newest_uses = newest(spelling_use, {"spelling": common.c.key}, MOST_ARTICLES_NAMED)
    return (
        select(common.c.surface, article.c.key, article.c.name)
        .join_from(common, spelling_use, newest_uses)
        .join(article, article.c.key == spelling_use.c.article)
        .order_by(common.c.articles.desc(), common.c.surface, article.c.key)
    )


def _together() -> Select[Any]:
    often = (
        select(pairs)
        .where(pairs.c.subject == _WHO, pairs.c.articles > 0)
        .order_by(pairs.c.articles.desc(), pairs.c.other)
        .limit(MOST_CO_MENTIONED)
        .subquery()
    )
    newest_pairs = newest(pair, {"subject": often.c.subject, "other": often.c.other}, MOST_ARTICLES_NAMED)
    return (
        select(subject.c.id, article.c.key, article.c.name)
        .join_from(often, pair, newest_pairs)
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
def _weightiest(per_date: int) -> Select[Any]:
    weightiest = (
        select(subject_date)
        .where(subject_date.c.subject == _WHO, subject_date.c.events > 0)
        .where(*_within(subject_date))
        .order_by(subject_date.c.weight.desc(), subject_date.c.first_day.desc())
        .limit(bindparam("dates"))
        .subquery()
    )
    date_of = {name: weightiest.c[name] for name in ("subject", "first_day", "last_day")}
    return _EVENTS.join(subject_event, subject_event.c.event == event.c.key).join(
        weightiest, newest(subject_event, date_of, per_date, order="event")
    )


def _grouped(conn: Connection, query: Select[Any], actor_id: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The articles' ids by group (a spelling, or another actor's id), in the order of the query."""
    articles: dict[str, list[str]] = {}
    for group, key, name in conn.execute(query, {"actor": actor_id}).all():
        articles.setdefault(group, []).append(public(key, name))
    return tuple((group, tuple(ids)) for group, ids in articles.items())


def _events(conn: Connection, query: Select[Any], parameters: Mapping[str, Any]) -> tuple[Event, ...]:
    rows = sorted(conn.execute(query, parameters).all(), key=attrgetter("first_day", "last_day", "key"))
    return tuple(event_of(row) for row in rows)


def event_of(row: Any) -> Event:
    """The event of a row of the table `event` that was joined with its article's `name`."""
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
