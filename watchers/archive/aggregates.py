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

from sqlalchemy import Connection, Table, delete, insert, select
from sqlalchemy.sql.dml import ReturningInsert

from watchers.archive.dialect import Dialect, Insert, dialect
from watchers.archive.schema import (
    appearance,
    appearances,
    copied,
    daily,
    language_count,
    pair,
    pairs,
    spelling,
    spelling_use,
    subject_date,
    subject_event,
)
from watchers.archive.visible import scope_of
from watchers.model import Article

_SPELLING_COLUMNS = ("subject", "surface")


@dataclass(frozen=True, slots=True)
class Dated:
    """An event of the article, with the numbers of the actors in them."""

    key: int
    first_day: date
    last_day: date
    weight: float
    subjects: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """An article as the totals see facts. `day`: where facts counts in the volume; None: nowhere."""

    article: int
    at: datetime
    day: date | None
    seed: bool
    copy: bool
    surfaces: Mapping[int, frozenset[str]]  # by the actor's number
    events: Sequence[Dated] = ()


def enter(conn: Connection, articles: Sequence[ArticleFacts]) -> None:
    """Add articles to everything that is counted of the actors in them."""
    appear(conn, articles)
    count(conn, articles)


def appear(conn: Connection, articles: Sequence[ArticleFacts]) -> None:
    """Write who appears where and with whom: the part that the next article may ask for."""
    rows = [
        {"subject": who, "seed": facts.seed, "article": facts.article, "at": facts.at}
        for facts in articles
        for who in facts.surfaces
    ]
    _insert(conn, appearance, rows)
    together = [(facts, a, b) for facts in articles for a, b in permutations(facts.surfaces, 2)]
    _insert(conn, pair, [{"subject": a, "other": b, "article": facts.article} for facts, a, b in together])


def count(conn: Connection, articles: Sequence[ArticleFacts]) -> None:
    """Write copies, counts, spellings and dates of the actors, which nobody reads before the transaction ends."""
    copies = [facts for facts in articles if facts.copy]
    _insert(conn, copied, [{"subject": who, "article": facts.article} for facts in copies for who in facts.surfaces])
    _count(conn, articles, +1)
    spelling_keys = _count_spellings(conn, articles, +1)
    uses = [(spelling_keys[spelt], facts.article) for facts in articles for spelt in _spellings(facts)]
    _insert(conn, spelling_use, [{"spelling": key, "article": article} for key, article in uses])
    events = [_date_row(who, event) | {"event": event.key} for facts in articles for who, event in _events(facts)]
    _insert(conn, subject_event, events)


def discount(conn: Connection, articles: Sequence[ArticleFacts], by: int = 1) -> None:
    """Take articles so many times out of what is counted, not out of what is listed: the viewer sees not their rows."""
    if articles:
        _count(conn, articles, -by)
        _count_spellings(conn, articles, -by)


def withdraw(conn: Connection, facts: ArticleFacts) -> None:
    """Take an article out of everything that is counted of the actors in them."""
    _count(conn, [facts], -1)
    _count_spellings(conn, [facts], -1)
    spelt = select(spelling.c.key).where(spelling.c.subject.in_(list(facts.surfaces)))
    uses = spelling_use.c.article == facts.article, spelling_use.c.spelling.in_(spelt)
    conn.execute(delete(spelling_use).where(*uses))
    subjects = list(facts.surfaces)
    appears = appearance.c.subject.in_(subjects), appearance.c.seed == facts.seed, appearance.c.article == facts.article
    conn.execute(delete(appearance).where(*appears))
    conn.execute(delete(copied).where(copied.c.subject.in_(subjects), copied.c.article == facts.article))
    both = pair.c.subject.in_(subjects), pair.c.other.in_(subjects)
    conn.execute(delete(pair).where(pair.c.article == facts.article, *both))
    for who, event in _events(facts):
        same = _date_row(who, event) | {"event": event.key}
        conn.execute(delete(subject_event).where(*(subject_event.c[name] == value for name, value in same.items())))


def now_a_copy(conn: Connection, facts: ArticleFacts) -> None:
    """The article has turned out to be a copy after it was entered as a report."""
    _insert(conn, copied, [{"subject": who, "article": facts.article} for who in facts.surfaces])
    count_copy(conn, facts, 1)


def count_copy(conn: Connection, facts: ArticleFacts, by: int) -> None:
    """Count the article so many times more as a copy."""
    add(conn, appearances, [{"subject": who, "articles": 0, "copies": by} for who in facts.surfaces])
    if facts.day is not None:
        add(conn, daily, [{"subject": who, "day": facts.day, "articles": 0, "copies": by} for who in facts.surfaces])


def count_languages(conn: Connection, articles: Collection[Article], by: int = 1) -> None:
    """Count articles so many times more, by feed and language, in the scope that is written."""
    scope = scope_of(conn)
    rows = [
        {"feed": article.feed, "guild": scope, "language": article.language or "", "articles": by}
        for article in articles
    ]
    add(conn, language_count, rows)


def _count(conn: Connection, articles: Sequence[ArticleFacts], by: int) -> None:
    appeared = [(facts, who) for facts in articles for who in facts.surfaces]
    add(conn, appearances, [{"subject": who, "articles": by, "copies": by * facts.copy} for facts, who in appeared])
    dated = [(facts, who) for facts, who in appeared if facts.day is not None]
    add(
        conn, daily, [{"subject": w, "day": facts.day, "articles": by, "copies": by * facts.copy} for facts, w in dated]
    )
    together = [pair for facts in articles for pair in permutations(facts.surfaces, 2)]
    add(conn, pairs, [{"subject": a, "other": b, "articles": by} for a, b in together])
    add(conn, subject_date, [row for facts in articles for row in _date_totals(facts, by)])


def _count_spellings(conn: Connection, articles: Sequence[ArticleFacts], by: int) -> Mapping[tuple[int, str], int]:
    """Count the spellings of actors; gives the number of each (actor, surface)."""
    spellings = [spelt for facts in articles for spelt in _spellings(facts)]
    rows = [{"subject": who, "surface": surface, "articles": by} for who, surface in spellings]
    if not rows:
        return {}
    numbered = conn.execute(_spelling(dialect(conn)), _summed(rows, _SPELLING_COLUMNS))
    return {(who, surface): key for key, who, surface in numbered}


def add(conn: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add to the counters of a table: all columns of the rows that are not its primary key."""
    if rows:
        unique = tuple(column.name for column in table.primary_key)
        conn.execute(_adding(dialect(conn), table, tuple(rows[0]), unique), _summed(rows, unique))


def _summed(rows: Sequence[Mapping[str, Any]], unique: tuple[str, ...]) -> list[dict[str, Any]]:
    """One row for each value of the unique columns: a statement may meet a row of the table only once."""
    sums: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        group = tuple(row[name] for name in unique)
        if (total := sums.get(group)) is None:
            sums[group] = dict(row)
            continue
        total.update((name, total[name] + value) for name, value in row.items() if name not in unique)
    return list(sums.values())


@cache
def _adding(sql: Dialect, table: Table, names: tuple[str, ...], unique: tuple[str, ...]) -> Insert:
    statement = sql.insert(table)
    sums = {name: table.c[name] + statement.excluded[name] for name in names if name not in unique}
    return statement.on_conflict_do_update(index_elements=[table.c[name] for name in unique], set_=sums)


@cache
def _spelling(sql: Dialect) -> ReturningInsert[Any]:
    adding = _adding(sql, spelling, (*_SPELLING_COLUMNS, "articles"), _SPELLING_COLUMNS)
    return adding.returning(spelling.c.key, *(spelling.c[name] for name in _SPELLING_COLUMNS))


_inserting = cache(insert)


def _insert(conn: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        conn.execute(_inserting(table), rows)


def _spellings(facts: ArticleFacts) -> Iterable[tuple[int, str]]:
    return ((who, surface) for who, surfaces in facts.surfaces.items() for surface in sorted(surfaces))


def _events(facts: ArticleFacts) -> Iterable[tuple[int, Dated]]:
    """Every (actor's number, event) of the article."""
    return ((who, event) for event in facts.events for who in event.subjects)


def _date_totals(facts: ArticleFacts, by: int) -> Iterable[dict[str, Any]]:
    """What an article adds to the dates of its actors: a row for each date, with the best weight of its events."""
    best: dict[tuple[Any, ...], dict[str, Any]] = {}
    for who, event in _events(facts):
        date_row = _date_row(who, event)
        row = best.setdefault(tuple(date_row.values()), date_row | {"weight": 0, "events": 0})
        row["weight"] = by * max(abs(row["weight"]), round(1000 * event.weight))
        row["events"] += by
    return best.values()


def _date_row(who: int, event: Dated) -> dict[str, Any]:
    return {"subject": who, "first_day": event.first_day, "last_day": event.last_day}
