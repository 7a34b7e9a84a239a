"""What `/actor` reads, kept up to date as articles are recorded: who appears where, how spelt, with whom, when.

Only mentions that count are in here. `enter` and `withdraw` are each other's opposite, so that an article can be
matched again when the actors that are followed have changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import permutations
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select

from watchers.storage.dialect import Dialect, Insert, dialect
from watchers.storage.schema import (
    appearance,
    appearances,
    copied,
    daily,
    event,
    pair,
    pairs,
    spelling,
    spelling_use,
    subject_date,
    subject_event,
)


@dataclass(frozen=True, slots=True)
class Dated:
    """An event of the article, with the numbers of the actors in it."""

    key: int
    first_day: date
    last_day: date
    weight: float
    subjects: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Appearing:
    """An article as the totals see it. `day`: where it counts in the volume; None: nowhere."""

    article: int
    at: datetime
    day: date | None
    seed: bool
    copy: bool
    surfaces: Mapping[int, frozenset[str]]  # by the actor's number
    events: Sequence[Dated] = ()


def enter(conn: Connection, it: Appearing) -> None:
    """Add an article to everything that is counted of the actors in it."""
    rows = [{"subject": who, "seed": it.seed, "article": it.article, "at": it.at} for who in it.surfaces]
    _insert(conn, appearance, rows)
    _insert(conn, copied, [{"subject": who, "article": it.article} for who in it.surfaces if it.copy])
    _count(conn, it, +1)
    written = [{"of": it.article, "who": who, "written": surface} for who, surface in _spellings(it)]
    if written:
        conn.execute(_USE, written)
    _insert(conn, pair, [{"subject": a, "other": b, "article": it.article} for a, b in permutations(it.surfaces, 2)])
    _insert(conn, subject_event, [_dated(who, each) | {"event": each.key} for who, each in _events(it)])


def withdraw(conn: Connection, it: Appearing) -> None:
    """Take an article out of everything that is counted of the actors in it."""
    _count(conn, it, -1)
    used = select(spelling.c.key).where(spelling.c.subject.in_(list(it.surfaces)))
    conn.execute(delete(spelling_use).where(spelling_use.c.article == it.article, spelling_use.c.spelling.in_(used)))
    here = list(it.surfaces)
    appears = appearance.c.subject.in_(here), appearance.c.seed == it.seed, appearance.c.article == it.article
    conn.execute(delete(appearance).where(*appears))
    conn.execute(delete(copied).where(copied.c.subject.in_(here), copied.c.article == it.article))
    both = pair.c.subject.in_(here), pair.c.other.in_(here)
    conn.execute(delete(pair).where(pair.c.article == it.article, *both))
    for who, each in _events(it):
        same = _dated(who, each) | {"event": each.key}
        conn.execute(delete(subject_event).where(*(subject_event.c[name] == value for name, value in same.items())))


def now_a_copy(conn: Connection, article: int, who: Collection[int]) -> None:
    """The article, which mentions these actors, has turned out to be a copy after it was entered as a report."""
    _insert(conn, copied, [{"subject": each, "article": article} for each in who])
    add(conn, appearances, [{"subject": each, "articles": 0, "copies": 1} for each in who])


def next_event(conn: Connection) -> int:
    """The first free number for an event, under the archive's lock."""
    return (conn.execute(_LAST_EVENT).scalar() or 0) + 1


_LAST_EVENT = select(func.max(event.c.key))
_USE = insert(spelling_use).from_select(
    ["spelling", "article"],
    select(spelling.c.key, bindparam("of", type_=spelling_use.c.article.type)).where(
        spelling.c.subject == bindparam("who"), spelling.c.surface == bindparam("written")
    ),
)


def _count(conn: Connection, it: Appearing, by: int) -> None:
    add(conn, appearances, [{"subject": who, "articles": by, "copies": by * it.copy} for who in it.surfaces])
    if it.day is not None:
        add(conn, daily, [{"subject": who, "day": it.day, "articles": by} for who in it.surfaces])
    add(
        conn,
        spelling,
        [{"subject": who, "surface": surface, "articles": by} for who, surface in _spellings(it)],
        unique=("subject", "surface"),
    )
    add(conn, pairs, [{"subject": a, "other": b, "articles": by} for a, b in permutations(it.surfaces, 2)])
    dated = [_dated(who, each) | {"weight": by * round(1000 * each.weight), "events": by} for who, each in _events(it)]
    add(conn, subject_date, dated)


def add(conn: Connection, table: Table, rows: Sequence[Mapping[str, Any]], unique: tuple[str, ...] = ()) -> None:
    """Add to the counters of a table: all columns of the rows that are not its `unique` ones (its primary key)."""
    if rows:
        conn.execute(_adding(dialect(conn), table, tuple(rows[0]), unique), [dict(row) for row in rows])


@cache
def _adding(sql: Dialect, table: Table, names: tuple[str, ...], unique: tuple[str, ...]) -> Insert:
    unique = unique or tuple(column.name for column in table.primary_key)
    statement = sql.insert(table)
    sums = {name: table.c[name] + statement.excluded[name] for name in names if name not in unique}
    return statement.on_conflict_do_update(index_elements=[table.c[name] for name in unique], set_=sums)


def _insert(conn: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        conn.execute(insert(table), [dict(row) for row in rows])


def _spellings(it: Appearing) -> Iterable[tuple[int, str]]:
    return ((who, surface) for who, surfaces in it.surfaces.items() for surface in sorted(surfaces))


def _events(it: Appearing) -> Iterable[tuple[int, Dated]]:
    return ((who, each) for each in it.events for who in each.subjects)


def _dated(who: int, each: Dated) -> dict[str, Any]:
    return {"subject": who, "first_day": each.first_day, "last_day": each.last_day}
