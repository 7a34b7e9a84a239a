"""What is known of one actor, from the totals: bounded however often the actor was mentioned.

Counts are of everything; lists of articles name the newest.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import islice
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    Table,
    Text,
    bindparam,
    func,
    select,
)

from watchers.archive import actor_keys, date_spans, mention_rows, report_rows
from watchers.archive.columns import Day
from watchers.archive.dialect import Dialect, dialect
from watchers.archive.newest_of_group import newest
from watchers.archive.public_ids import public
from watchers.archive.schema import (
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
from watchers.archive.visible import article, reference, subject
from watchers.model import DayCount, Event, PartialDate, Report

MOST_SPELLINGS = 30  # the commonest
MOST_CO_MENTIONED = 30  # the actors mentioned most often with one
MOST_ARTICLES_NAMED = 20  # for a spelling or a co-mentioned actor: the newest
MOST_COPIES = 100
MOST_DATES, MOST_EVENTS_OF_A_DATE = 60, 5  # the weightiest


def newest_of_stories(conn: Connection, actor_id: str, *, stories: int, among: int) -> tuple[Report, ...]:
    """The newest article about the actor in each of the newest `stories`, newest first, looked for `among` so many."""
    newest_by_story: dict[int, int] = {}
    for key, story in conn.execute(_NEWEST, {"actor": actor_id, "most": among}).all():
        newest_by_story.setdefault(story, key)
    return report_rows.of_keys(conn, islice(newest_by_story.values(), stories))


def counts_of(conn: Connection, actor_id: str) -> tuple[int, int]:
    """How many articles mention the actor, and how many of those are copies of others."""
    articles, copies = conn.execute(_COUNTS, {"actor": actor_id}).one()
    return articles or 0, copies or 0


def spellings(conn: Connection, actor_id: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """How the name is written, commonest first, each with the newest articles that write it so, oldest first."""
    totals: Counter[str] = Counter()
    keys: dict[str, list[int]] = defaultdict(list)
    for key, surface, articles in conn.execute(_SPELLINGS, {"actor": actor_id}):
        totals[surface] += articles
        keys[surface].append(key)
    common = _commonest(totals, MOST_SPELLINGS)
    uses = conn.execute(_uses(dialect(conn)), {"spellings": [key for surface in common for key in keys[surface]]})
    return _grouped(uses, common)


def together(conn: Connection, actor_id: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """With whom the actor is mentioned, most often first, each with the newest such articles, oldest first."""
    totals: Counter[str] = Counter()
    pairs_of: dict[str, dict[int, int]] = defaultdict(dict)  # each number of another actor goes with one of this actor
    for who, other, other_id, articles in conn.execute(_OTHERS, {"actor": actor_id}):
        totals[other_id] += articles
        pairs_of[other_id][other] = who
    often = _commonest(totals, MOST_CO_MENTIONED)
    subject_of_other = {other: who for other_id in often for other, who in pairs_of[other_id].items()}
    return _grouped(conn.execute(_articles_with(dialect(conn)), {"pairs": subject_of_other}), often)


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
        return _as_events(conn.execute(_NEWEST_EVENTS, {"most": dates * per_date, **period}).all())
    numbers = actor_keys.keys_of(conn, [actor_id]).get(actor_id, ())
    parameters = {"actor": actor_id, "dates": dates, **period}
    rows = [
        row for number in numbers for row in conn.execute(_weightiest(per_date), {**parameters, "number": number}).all()
    ]
    return _as_events(rows)


def volume(conn: Connection, actor_id: str, past: int, now: datetime) -> tuple[DayCount, ...]:
    """How many articles mentioned the actor on each of the past days, today among them, oldest first."""
    first = now.date() - timedelta(days=past - 1)
    rows = conn.execute(_VOLUME, {"actor": actor_id, "first": first}).all()
    count_of_day = {row.day: DayCount(*row) for row in rows}
    days = (first + timedelta(days=n) for n in range(past))
    return tuple(count_of_day.get(day, DayCount(day, 0)) for day in days)


# ---------------------------------------------------------------- the statements, made once

_WHO = actor_keys.numbers_of(bindparam("actor", type_=Text())).subquery("who")  # everybody's number and the viewer's
_THESE = select(_WHO.c.key)
_BEGINNING = datetime.min.replace(tzinfo=UTC)


def _within(table: Table) -> tuple[ColumnElement[bool], ...]:
    """The conditions for a row of `table` whose date may fall in the period from `since` to `until`."""
    return table.c.last_day >= bindparam("since", type_=Day()), table.c.first_day <= bindparam("until", type_=Day())


_EVENTS = select(event, article.c.base, article.c.name).join(article, article.c.key == event.c.article)
_NEWEST_EVENTS = _EVENTS.where(*_within(event)).order_by(event.c.key.desc()).limit(bindparam("most"))
_COUNTS = select(func.sum(appearances.c.articles), func.sum(appearances.c.copies)).where(
    appearances.c.subject.in_(_THESE)
)
_VOLUME = (
    select(daily.c.day, func.sum(daily.c.articles), func.sum(daily.c.copies))
    .where(daily.c.subject.in_(_THESE), daily.c.day >= bindparam("first", type_=Day()))
    .group_by(daily.c.day)
)


def _newest() -> Select[Any]:
    most = bindparam("most", type_=Integer)
    last = newest(appearance, {"subject": _WHO.c.key}, most, order="at", floor=_BEGINNING)
    return (
        select(article.c.key, article.c.story)
        .join_from(_WHO, appearance, last)
        .join(article, article.c.key == appearance.c.article)
        .order_by(appearance.c.at.desc(), appearance.c.article.desc())
        .limit(most)
    )


_SPELLINGS = select(spelling.c.key, spelling.c.surface, spelling.c.articles).where(spelling.c.subject.in_(_THESE))
_OTHERS = (
    select(pairs.c.subject, pairs.c.other, subject.c.id, pairs.c.articles)
    .join(subject, subject.c.key == pairs.c.other)
    .where(pairs.c.subject.in_(_THESE))
    .order_by(pairs.c.other)
)


@cache
def _uses(sql: Dialect) -> Select[Any]:
    """The newest articles that the viewer sees with each of the spellings, oldest first."""
    spellings = sql.numbers("spellings")
    newest_uses = newest(spelling_use, {"spelling": spellings.c.value}, MOST_ARTICLES_NAMED)
    return (
        select(spelling.c.surface, article.c.key, article.c.name)
        .join_from(spellings, spelling_use, newest_uses)
        .join(spelling, spelling.c.key == spelling_use.c.spelling)
        .join(article, article.c.key == spelling_use.c.article)
        .order_by(article.c.base)
    )


@cache
def _articles_with(sql: Dialect) -> Select[Any]:
    """The newest articles that the viewer sees with each of the pairs of an actor and another, oldest first."""
    both = sql.counts("pairs")
    newest_pairs = newest(pair, {"subject": both.c.count, "other": both.c.value}, MOST_ARTICLES_NAMED)
    return (
        select(subject.c.id, article.c.key, article.c.name)
        .join_from(both, pair, newest_pairs)
        .join(subject, subject.c.key == pair.c.other)
        .join(article, article.c.key == pair.c.article)
        .order_by(article.c.base)
    )


def _copies() -> Select[Any]:
    most = bindparam("most", type_=Integer)
    original = reference.alias("original")
    return (
        select(article.c.key, article.c.name, original.c.key, original.c.name)
        .join_from(_WHO, copied, newest(copied, {"subject": _WHO.c.key}, most))
        .join(article, article.c.key == copied.c.article)
        .join(original, original.c.key == article.c.copy_of)
        .order_by(article.c.base.desc())
        .limit(most)
    )


_NEWEST, _COPIES = _newest(), _copies()


@cache
def _weightiest(per_date: int) -> Select[Any]:
    """The newest events, by one `number` of the actor, of the dates that weigh most by all of them.

    The dates carry the number, so that they are what is looked up by.
    """
    weight, events = func.sum(subject_date.c.weight), func.sum(subject_date.c.events)
    weightiest = (
        select(bindparam("number", type_=Integer).label("subject"), subject_date.c.first_day, subject_date.c.last_day)
        .where(subject_date.c.subject.in_(_THESE))
        .where(*_within(subject_date))
        .group_by(subject_date.c.first_day, subject_date.c.last_day)
        .having(events > 0)
        .order_by(weight.desc(), subject_date.c.first_day.desc())
        .limit(bindparam("dates"))
        .subquery()
    )
    date_of = {name: weightiest.c[name] for name in ("subject", "first_day", "last_day")}
    return _EVENTS.join(subject_event, subject_event.c.event == event.c.key).join(
        weightiest, newest(subject_event, date_of, per_date, order="event")
    )


def _commonest(totals: Counter[str], most: int) -> list[str]:
    """What counts for anything in the viewer's eyes, by how much; of equals what came first."""
    return [name for name, articles in sorted(totals.items(), key=lambda item: -item[1])[:most] if articles > 0]


def _grouped(rows: Iterable[Any], groups: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The newest articles' ids by group (a spelling, or another actor's id), in the order of the groups."""
    articles: dict[str, list[str]] = {group: [] for group in groups}
    for group, key, name in rows:
        articles[group].append(public(key, name))
    return tuple((group, tuple(ids[-MOST_ARTICLES_NAMED:])) for group, ids in articles.items() if ids)


def _as_events(rows: Iterable[Any]) -> tuple[Event, ...]:
    ordered = sorted(rows, key=attrgetter("first_day", "last_day", "key"))
    return tuple(mention_rows.event_of(row, public(row.base, row.name)) for row in ordered)
