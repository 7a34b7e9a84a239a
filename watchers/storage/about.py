"""What is known of one actor, from the totals: bounded however often the actor was mentioned.

Counts are of everything; lists of articles name the newest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, select

from watchers.model import Event, PartialDate, Report
from watchers.storage import days, reports, subjects
from watchers.storage.keys import public
from watchers.storage.newest import newest
from watchers.storage.schema import (
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

SPELLINGS = 30  # the commonest
TOGETHER = 30  # the actors most often met
ARTICLES = 20  # named for each of those
COPIES = 100
DATES, EVENTS = 60, 5  # the weightiest dates, and events of each


def of_actor(conn: Connection, actor_id: str, *, limit: int, since: datetime | None = None) -> tuple[Report, ...]:
    """The articles that surely mention the actor, newest first (as published, or first seen)."""
    who = subjects.key_of(conn, actor_id)
    found = select(appearance.c.article).where(appearance.c.subject == who)
    if since is not None:
        found = found.where(appearance.c.at >= since)
    found = found.order_by(appearance.c.at.desc(), appearance.c.article.desc()).limit(limit)
    return reports.of_keys(conn, conn.execute(found).scalars())


def counts_of(conn: Connection, actor_id: str) -> tuple[int, int]:
    """How many articles mention the actor, and how many of those are copies of others."""
    who = subjects.key_of(conn, actor_id)
    found = select(appearances.c.articles, appearances.c.copies).where(appearances.c.subject == who)
    row = conn.execute(found).one_or_none()
    return (0, 0) if row is None else (row.articles, row.copies)


def spellings(conn: Connection, actor_id: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """How the name is written, commonest first, each with the newest articles that write it so, oldest first."""
    who = subjects.key_of(conn, actor_id)
    common = (
        select(spelling)
        .where(spelling.c.subject == who, spelling.c.articles > 0)
        .order_by(spelling.c.articles.desc(), spelling.c.surface)
        .limit(SPELLINGS)
        .subquery()
    )
    used = newest(spelling_use, {"spelling": common.c.key}, ARTICLES)
    query = (
        select(common.c.surface, article.c.key, article.c.name)
        .join_from(common, spelling_use, used)
        .join(article, article.c.key == spelling_use.c.article)
        .order_by(common.c.articles.desc(), common.c.surface, article.c.key)
    )
    return _grouped(conn, query)


def together(conn: Connection, actor_id: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """With whom the actor is mentioned, most often first, each with the newest such articles, oldest first."""
    who = subjects.key_of(conn, actor_id)
    often = (
        select(pairs)
        .where(pairs.c.subject == who, pairs.c.articles > 0)
        .order_by(pairs.c.articles.desc(), pairs.c.other)
        .limit(TOGETHER)
        .subquery()
    )
    met = newest(pair, {"subject": often.c.subject, "other": often.c.other}, ARTICLES)
    query = (
        select(subject.c.id, article.c.key, article.c.name)
        .join_from(often, pair, met)
        .join(article, article.c.key == pair.c.article)
        .join(subject, subject.c.key == often.c.other)
        .order_by(often.c.articles.desc(), often.c.other, article.c.key)
    )
    return _grouped(conn, query)


def with_both(conn: Connection, first: str, second: str, limit: int = ARTICLES) -> tuple[str, ...]:
    """The newest articles that mention both actors, newest first."""
    numbers = subjects.known(conn, [first, second])
    query = (
        select(article.c.key, article.c.name)
        .join(pair, pair.c.article == article.c.key)
        .where(pair.c.subject == numbers.get(first), pair.c.other == numbers.get(second))
        .order_by(pair.c.article.desc())
        .limit(limit)
    )
    return tuple(public(*row) for row in conn.execute(query))


def copies_of_actor(conn: Connection, actor_id: str, limit: int = COPIES) -> Mapping[str, str]:
    """The newest articles about the actor that are copies, each with its original."""
    who = subjects.key_of(conn, actor_id)
    original = article.alias()
    query = (
        select(article.c.key, article.c.name, original.c.key, original.c.name)
        .join(copied, copied.c.article == article.c.key)
        .join(original, original.c.key == article.c.copy_of)
        .where(copied.c.subject == who)
        .order_by(copied.c.article.desc())
        .limit(limit)
    )
    return {public(key, name): public(of, of_name) for key, name, of, of_name in conn.execute(query)}


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
    if actor_id is None:
        return _events(
            conn, _events_query().where(*_within(event, since, until)).order_by(event.c.key.desc()).limit(dates * each)
        )
    who = subjects.key_of(conn, actor_id)
    often = (
        select(subject_date)
        .where(subject_date.c.subject == who, subject_date.c.events > 0)
        .where(*_within(subject_date, since, until))
        .order_by(subject_date.c.weight.desc(), subject_date.c.first_day.desc())
        .limit(dates)
        .subquery()
    )
    date_of = {name: often.c[name] for name in ("subject", "first_day", "last_day")}
    query = (
        _events_query()
        .join(subject_event, subject_event.c.event == event.c.key)
        .join(often, newest(subject_event, date_of, each, order="event"))
    )
    return _events(conn, query)


def volume(conn: Connection, actor_id: str, past: int, now: datetime) -> tuple[tuple[date, int], ...]:
    """How many articles mentioned the actor on each of the past days, today among them, oldest first."""
    first = now.date() - timedelta(days=past - 1)
    who = subjects.key_of(conn, actor_id)
    query = select(daily.c.day, daily.c.articles).where(daily.c.subject == who, daily.c.day >= first)
    counted = {day: articles for day, articles in conn.execute(query)}
    every = (first + timedelta(days=n) for n in range(past))
    return tuple((day, counted.get(day, 0)) for day in every)


def _grouped(conn: Connection, query: Select[Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, list[str]] = {}
    for group, key, name in conn.execute(query):
        found.setdefault(group, []).append(public(key, name))
    return tuple((group, tuple(ids)) for group, ids in found.items())


def _within(table: Any, since: PartialDate | None, until: PartialDate | None) -> Iterable[Any]:
    if since is not None:
        yield table.c.last_day >= since.first_day
    if until is not None:
        yield table.c.first_day <= days.span(until)[1]


def _events_query() -> Select[Any]:
    return select(event, article.c.name).join(article, article.c.key == event.c.article)


def _events(conn: Connection, query: Select[Any]) -> tuple[Event, ...]:
    rows = sorted(conn.execute(query), key=lambda row: (row.first_day, row.last_day, row.key))
    return tuple(
        Event(
            date=days.partial(row.first_day, row.last_day),
            basis=row.basis,
            text=row.text,
            actors=tuple(row.actors),
            article=public(row.article, row.name),
            field=row.field,
            start=row.start,
            end=row.stop,
            weight=row.weight,
        )
        for row in rows
    )
