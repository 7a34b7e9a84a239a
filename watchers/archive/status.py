"""Counters since the archive began, coverage, and named marks that other parts keep in the archive.

A server counts its own deliveries and the feeds that it sees; where nobody in particular looks, all are counted.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select

from watchers.archive import schema
from watchers.archive.dialect import dialect
from watchers.archive.feeds import counts_itself
from watchers.archive.schema import delivery, feed, language_count
from watchers.archive.visible import Viewer, in_scope, may_be_told, viewer_of
from watchers.model import Coverage, DeliveryCounts, EncoderState, FeedCounts
from watchers.text import credentials

SILENT_AFTER_RHYTHMS = 5  # times the usual time between entries
_ENCODER_MARK = "sentence encoder"


def meta(conn: Connection, key: str) -> str | None:
    """The mark of that name; None where there is none."""
    return conn.execute(select(schema.meta.c.value).where(schema.meta.c.key == key)).scalar()


def set_meta(conn: Connection, key: str, value: str) -> None:
    """Keep a mark, in place of the one before."""
    row = dialect(conn).insert(schema.meta).values(key=key, value=value)
    conn.execute(row.on_conflict_do_update(index_elements=[schema.meta.c.key], set_={"value": value}))


def encoder(conn: Connection) -> EncoderState | None:
    """By which sentence encoder articles were compared last; None: there was nothing yet to use it for."""
    mark = meta(conn, _ENCODER_MARK)
    return None if mark is None else EncoderState(**json.loads(mark))


def set_encoder(conn: Connection, state: EncoderState) -> None:
    set_meta(conn, _ENCODER_MARK, json.dumps(asdict(state)))


def deliveries(conn: Connection) -> DeliveryCounts:
    """How many deliveries were done, late, repeated, lost or still wait, since the archive began."""

    def count(which: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((which, 1), else_=0)), 0)

    counts = select(
        count(delivery.c.status == "done"),
        count(delivery.c.late),
        func.coalesce(func.sum(delivery.c.repeats), 0),
        count(delivery.c.status == "lost"),
        count(delivery.c.status == "waiting"),
    )
    if viewer_of(conn):
        counts = counts.where(delivery.c.guild == Viewer())
    row = conn.execute(counts).one()
    return DeliveryCounts(*(int(value) for value in row))


def feeds(conn: Connection, now: datetime) -> FeedCounts:
    """How many followed feeds are reached, failing or silent at `now`."""
    followed = feed.c.retired_at.is_(None), may_be_told(conn, feed.c.guild), counts_itself()
    rows = conn.execute(select(*_health()).where(*followed)).all()
    return FeedCounts(
        reached=sum(_reached(row) for row in rows),
        failing=sum(bool(row.error or row.stopped) for row in rows),
        silent=sum(_silent(row, now) for row in rows),
    )


def coverage(conn: Connection, now: datetime) -> Coverage:
    """Which feeds and languages an answer to the viewer rests on: everybody's and its own."""
    visible = feed.c.retired_at.is_(None), in_scope(feed.c.guild), counts_itself()
    rows = conn.execute(select(*_health()).where(*visible).order_by(feed.c.url)).all()
    spoken = select(language_count.c.language).where(language_count.c.language != "", in_scope(language_count.c.guild))
    return Coverage(
        feeds=len(rows),
        reached=sum(_reached(row) for row in rows),
        silent=tuple(row.title or credentials.shown(row.url) for row in rows if _silent(row, now)),
        languages=tuple(sorted(conn.execute(spoken.distinct()).scalars())),
        unreached=tuple(row.title or credentials.shown(row.url) for row in rows if not _reached(row)),
    )


def first_reads(conn: Connection, after: date) -> tuple[date | None, int]:
    """The day on which a feed was first read (None: never), and how many feeds came after it, and after `after`.

    Of everybody's feeds and the viewer's own.
    """
    first = conn.execute(select(func.min(feed.c.first_fetched)).where(in_scope(feed.c.guild))).scalar()
    if first is None:
        return None, 0
    since: date = first.date()
    later = datetime.combine(max(since, after) + timedelta(days=1), time(), UTC)
    joined = conn.execute(
        select(func.count()).where(feed.c.first_fetched >= later, in_scope(feed.c.guild))
    ).scalar_one()
    return since, joined


def _health() -> tuple[ColumnElement[Any], ...]:
    return (
        feed.c.url,
        feed.c.title,
        feed.c.reached_at,
        feed.c.first_fetched,
        feed.c.last_entry,
        feed.c.rhythm,
        feed.c.error,
        feed.c.stopped,
    )


def _reached(row: Any) -> bool:
    return row.reached_at is not None and not row.error and not row.stopped


def _silent(row: Any, now: datetime) -> bool:
    since = row.last_entry or row.first_fetched
    return bool(row.rhythm and since and now - since > SILENT_AFTER_RHYTHMS * row.rhythm)
