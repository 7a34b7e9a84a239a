"""What `/actor` reads, kept up to date as articles are recorded: who appears where, how spelt, with whom, when.

Only mentions that count are in here. `enter` and `withdraw` are each other's opposite, so that an article can be
matched again when the actors that are followed have changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import permutations
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select
from sqlalchemy.sql.dml import ReturningInsert

from watchers.archive.dialect import Dialect, Insert, dialect
from watchers.archive.schema import (
    appearance,
    appearances,
    copied,
    daily,
    pair,
    pairs,
    spelling,
    spelling_use,
    subject_date,
    subject_event,
)

_SPELT = ("subject", "surface")  # what makes a spelling


@dataclass(frozen=True, slots=True)
class Dated:
    """An event of the article, with the numbers of the actors in it."""

    key: int
    first_day: date
    last_day: date
    weight: float
    subjects: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """An article as the totals see it. `day`: where it counts in the volume; None: nowhere."""

    article: int
    at: datetime
    day: date | None
    seed: bool
    copy: bool
    surfaces: Mapping[int, frozenset[str]]  # by the actor's number
    events: Sequence[Dated] = ()


def enter(conn: Connection, entered: Sequence[ArticleFacts]) -> None:
    """Add articles to everything that is counted of the actors in them."""
    appear(conn, entered)
    count(conn, entered)


def appear(conn: Connection, entered: Sequence[ArticleFacts]) -> None:
    """Who appears where and with whom: the part that the next article may ask for."""
    rows = [
        {"subject": who, "seed": it.seed, "article": it.article, "at": it.at} for it in entered for who in it.surfaces
    ]
    _insert(conn, appearance, rows)
    met = [(it, a, b) for it in entered for a, b in permutations(it.surfaces, 2)]
    _insert(conn, pair, [{"subject": a, "other": b, "article": it.article} for it, a, b in met])


def count(conn: Connection, entered: Sequence[ArticleFacts]) -> None:
    """The rest, which nobody reads before the transaction ends."""
    _insert(conn, copied, [{"subject": who, "article": it.article} for it in entered if it.copy for who in it.surfaces])
    _count(conn, entered, +1)
    written = _spelt(conn, entered, +1)
    uses = [(written[spelt], it.article) for it in entered for spelt in _spellings(it)]
    _insert(conn, spelling_use, [{"spelling": key, "article": article} for key, article in uses])
    dated = [_dated(who, each) | {"event": each.key} for it in entered for who, each in _events(it)]
    _insert(conn, subject_event, dated)


def withdraw(conn: Connection, it: ArticleFacts) -> None:
    """Take an article out of everything that is counted of the actors in it."""
    _count(conn, [it], -1)
    _spelt(conn, [it], -1)
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


def now_a_copy(conn: Connection, it: ArticleFacts) -> None:
    """The article has turned out to be a copy after it was entered as a report."""
    _insert(conn, copied, [{"subject": who, "article": it.article} for who in it.surfaces])
    add(conn, appearances, [{"subject": who, "articles": 0, "copies": 1} for who in it.surfaces])
    if it.day is not None:
        add(conn, daily, [{"subject": who, "day": it.day, "articles": 0, "copies": 1} for who in it.surfaces])


def _count(conn: Connection, counted: Sequence[ArticleFacts], by: int) -> None:
    appeared = [(it, who) for it in counted for who in it.surfaces]
    add(conn, appearances, [{"subject": who, "articles": by, "copies": by * it.copy} for it, who in appeared])
    dayed = [(it, who) for it, who in appeared if it.day is not None]
    add(conn, daily, [{"subject": w, "day": it.day, "articles": by, "copies": by * it.copy} for it, w in dayed])
    met = [pair for it in counted for pair in permutations(it.surfaces, 2)]
    add(conn, pairs, [{"subject": a, "other": b, "articles": by} for a, b in met])
    add(conn, subject_date, [row for it in counted for row in _date_totals(it, by)])


def _spelt(conn: Connection, counted: Sequence[ArticleFacts], by: int) -> Mapping[tuple[int, str], int]:
    """Count the spellings; gives the number of each."""
    written = [spelt for it in counted for spelt in _spellings(it)]
    rows = [{"subject": who, "surface": surface, "articles": by} for who, surface in written]
    if not rows:
        return {}
    numbered = conn.execute(_spelling(dialect(conn)), _summed(rows, _SPELT))
    return {(who, surface): key for key, who, surface in numbered}


def add(conn: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add to the counters of a table: all columns of the rows that are not its primary key."""
    if rows:
        unique = tuple(column.name for column in table.primary_key)
        conn.execute(_adding(dialect(conn), table, tuple(rows[0]), unique), _summed(rows, unique))


def _summed(rows: Sequence[Mapping[str, Any]], unique: tuple[str, ...]) -> list[dict[str, Any]]:
    """One row for each value of the unique columns: a statement may meet a row of the table only once."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        group = tuple(row[name] for name in unique)
        if (held := found.get(group)) is None:
            found[group] = dict(row)
            continue
        held.update((name, held[name] + value) for name, value in row.items() if name not in unique)
    return list(found.values())


@cache
def _adding(sql: Dialect, table: Table, names: tuple[str, ...], unique: tuple[str, ...]) -> Insert:
    statement = sql.insert(table)
    sums = {name: table.c[name] + statement.excluded[name] for name in names if name not in unique}
    return statement.on_conflict_do_update(index_elements=[table.c[name] for name in unique], set_=sums)


@cache
def _spelling(sql: Dialect) -> ReturningInsert[Any]:
    adding = _adding(sql, spelling, (*_SPELT, "articles"), _SPELT)
    return adding.returning(spelling.c.key, *(spelling.c[name] for name in _SPELT))


_inserting = cache(insert)


def _insert(conn: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        conn.execute(_inserting(table), rows)


def _spellings(it: ArticleFacts) -> Iterable[tuple[int, str]]:
    return ((who, surface) for who, surfaces in it.surfaces.items() for surface in sorted(surfaces))


def _events(it: ArticleFacts) -> Iterable[tuple[int, Dated]]:
    return ((who, each) for each in it.events for who in each.subjects)


def _date_totals(it: ArticleFacts, by: int) -> Iterable[dict[str, Any]]:
    """What an article adds to the dates of its actors: as timelines rank them, once each with its best weight."""
    best: dict[tuple[Any, ...], dict[str, Any]] = {}
    for who, each in _events(it):
        dated = _dated(who, each)
        row = best.setdefault(tuple(dated.values()), dated | {"weight": 0, "events": 0})
        row["weight"] = by * max(abs(row["weight"]), round(1000 * each.weight))
        row["events"] += by
    return best.values()


def _dated(who: int, each: Dated) -> dict[str, Any]:
    return {"subject": who, "first_day": each.first_day, "last_day": each.last_day}
