"""Everything that the archive counts as it records, worked out anew from its articles, mentions and events.

Slow and plain on purpose: it shares nothing with the code that keeps the counts but the tables.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import permutations
from typing import Any

from sqlalchemy import Connection, Table, select

from watchers.archive import schema
from watchers.model import CERTAIN, PartialDate

Counts = Mapping[Any, Any]


@dataclass(frozen=True)
class Rows:
    """The archive's articles by key, who is surely mentioned in each and how, and its events."""

    articles: Mapping[int, Any]
    spelt: Mapping[int, Mapping[int, set[str]]]  # article -> subject -> surfaces
    events: tuple[Any, ...]
    subjects: Mapping[str, int]

    @classmethod
    def read(cls, conn: Connection) -> Rows:
        spelt: dict[int, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in conn.execute(select(schema.mention)):
            if row.confidence >= CERTAIN:
                spelt[row.article][row.subject].add(row.surface)
        return cls(
            {row.key: row for row in conn.execute(select(schema.article).order_by(schema.article.c.key))},
            spelt,
            tuple(conn.execute(select(schema.event))),
            {row.id: row.key for row in conn.execute(select(schema.subject))},
        )

    @property
    def appearances(self) -> Iterable[tuple[int, Any]]:
        """Every actor with every article that surely mentions it."""
        return ((who, self.articles[key]) for key, named in self.spelt.items() for who in named)

    @property
    def dated(self) -> Iterable[tuple[int, Any]]:
        """Every actor with every event that is about it."""
        return ((self.subjects[who], event) for event in self.events for who in dict.fromkeys(event.actors))


def expected(rows: Rows) -> dict[str, Counts]:
    """What each table should hold, by its name."""
    totals: Counter[int] = Counter()
    copies: Counter[int] = Counter()
    days: dict[tuple[int, date], list[int]] = defaultdict(lambda: [0, 0])
    for who, article in rows.appearances:
        totals[who] += 1
        copies[who] += article.copy_of is not None
        if (day := _day(article)) is not None:
            days[who, day][0] += 1
            days[who, day][1] += article.copy_of is not None
    return {
        "appearance": _ones((who, bool(a.seed), a.key, a.at) for who, a in rows.appearances),
        "copied": _ones((who, a.key) for who, a in rows.appearances if a.copy_of is not None),
        "appearances": {(who,): (count, copies[who]) for who, count in totals.items()},
        "daily": {key: tuple(counts) for key, counts in days.items()},
        "pair": _ones((*pair, key) for key, named in rows.spelt.items() for pair in permutations(named, 2)),
        "pairs": _sums(pair for named in rows.spelt.values() for pair in permutations(named, 2)),
        "subject_event": _ones((who, e.first_day, e.last_day, e.key) for who, e in rows.dated),
        "subject_date": _weights(rows),
        "located": _ones(
            (who, place, e.article, e.key) for who, e in rows.dated for place in _with_countries(e.places or ())
        ),
        "language_count": _sums((a.feed, a.guild or "", a.language or "") for a in rows.articles.values()),
        "spellings": _sums(
            (who, surface) for named in rows.spelt.values() for who, all_ in named.items() for surface in all_
        ),
    }


def stored_counts(conn: Connection) -> dict[str, Counts]:
    """What each table holds, without the rows that count nothing."""
    tables = (
        schema.appearance, schema.copied, schema.appearances, schema.daily, schema.pair, schema.pairs,
        schema.subject_event, schema.subject_date, schema.located, schema.language_count,
    )  # fmt: skip
    spelt = conn.execute(select(schema.spelling)).all()
    counted = {(row.subject, row.surface): (row.articles,) for row in spelt if row.articles}
    return {table.name: _table_counts(conn, table) for table in tables} | {"spellings": counted}


def _table_counts(conn: Connection, table: Table) -> Counts:
    keys = [column.name for column in table.primary_key]
    if table is schema.appearance:
        keys.append("at")
    values = [column.name for column in table.c if column.name not in keys]
    rows = [row._mapping for row in conn.execute(select(table))]
    counts = {tuple(row[name] for name in keys): tuple(row[name] for name in values) for row in rows}
    return {key: value for key, value in counts.items() if not values or any(value)}


def _ones(keys: Iterable[tuple[Any, ...]]) -> Counts:
    return dict.fromkeys(keys, ())


def _sums(keys: Iterable[tuple[Any, ...]]) -> Counts:
    return {key: (count,) for key, count in Counter(keys).items()}


def _weights(rows: Rows) -> Counts:
    """By actor and date: each article once with its best weight, in thousandths, and how many events there are."""
    best: dict[tuple[Any, ...], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    events: Counter[tuple[Any, ...]] = Counter()
    for who, event in rows.dated:
        key = (who, event.first_day, event.last_day)
        best[key][event.article] = max(best[key][event.article], round(1000 * event.weight))
        events[key] += 1
    return {key: (sum(weights.values()), events[key]) for key, weights in best.items()}


def _with_countries(places: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(name for place in places for name in (place, place.split("/")[0]))


def _day(article: Any) -> date | None:
    """The day to which an article counts: that of its publication, or else on which it was seen; no seed's."""
    if article.published is None:
        return None if article.seed else article.first_seen.date()
    stated = PartialDate.parse(article.published)
    return min(stated.first_day, article.first_seen.date()) if stated.precision == "day" else None
