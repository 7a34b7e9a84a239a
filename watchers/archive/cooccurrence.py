"""Who was together with whom, and where, in the whole archive: the newest of each, found by the index alone.

located   an actor, a place, an event: a dated sentence that names the place, or one in it, and is about the actor
voice     an actor and an outlet, or a language, that has reported on the actor
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, reduce
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    Table,
    bindparam,
    delete,
    exists,
    false,
    func,
    insert,
    select,
    true,
    union_all,
)

from watchers.archive import actor_keys, actors, date_spans, public_ids
from watchers.archive.aggregates import Dated
from watchers.archive.dialect import Dialect, Insert, dialect
from watchers.archive.public_ids import public, public_or_none
from watchers.archive.schema import appearance, article, event, located, pair, voice
from watchers.model import Article, DatedSentence, EncounterHistory, EncounterQuery, Event, PartialDate

EVIDENCE = 400  # sentences read about an actor and a place, however often the two were together
_NO_STORY, _LAST_KEY = -1, (1 << 31) - 1
Pairs = Mapping[tuple[str, str], str | None]


def store(conn: Connection, key: int, dated: Sequence[Dated], events: Sequence[Event]) -> None:
    """Keep where the actors of an article's events were."""
    if rows := _rows(key, dated, (told.places for told in events)):
        conn.execute(insert(located), rows)


def forget(conn: Connection, key: int, dated: Sequence[Dated]) -> None:
    """The opposite, while the article's events still stand."""
    held = conn.execute(select(event.c.key, event.c.places).where(event.c.article == key))
    places = {number: named for number, named in held}
    for row in _rows(key, dated, (places.get(each.key) or () for each in dated)):
        conn.execute(delete(located).where(*(located.c[name] == value for name, value in row.items())))


def _rows(key: int, dated: Sequence[Dated], places: Iterable[Sequence[str]]) -> list[dict[str, Any]]:
    return [
        {"subject": who, "place": place, "article": key, "event": each.key}
        for each, named in zip(dated, places, strict=True)
        for who in each.subjects
        for place in dict.fromkeys((*named, *(where.partition("/")[0] for where in named)))
    ]


Voice = tuple[int, str, str]


def hear(conn: Connection, told: Article, who: Iterable[int], known: set[Voice] | None = None) -> None:
    """Keep that the article's outlet, and somebody in its language, has reported on the actors.

    `known` are those that need not be kept again; it grows.
    """
    named = [(kind, name) for kind, name in (("outlet", told.outlet), ("language", told.language)) if name]
    voices = {(each, kind, name) for each in who for kind, name in named} - (known or set())
    if voices:
        rows = [{"subject": each, "kind": kind, "name": name} for each, kind, name in sorted(voices)]
        conn.execute(_hearing(dialect(conn)), rows)
    if known is not None:
        known |= voices


@cache
def _hearing(sql: Dialect) -> Insert:
    return sql.insert(voice).on_conflict_do_nothing()


def before(conn: Connection, asked: EncounterQuery, story: str | None, numbers: Mapping[str, int]) -> EncounterHistory:
    """What the archive knows, before the article is recorded; `story` is the id of the one that it joins, `numbers` are
    those of the actors that were ever mentioned.
    """
    own = _NO_STORY if story is None else public_ids.story_of(conn, story) or _NO_STORY
    told = own == _NO_STORY or asked.told_in_language or _told_in(conn, own, asked.language)
    if not numbers:
        return EncounterHistory(story_language=told)
    ids = {number: actor for actor, number in numbers.items()}
    values = {"subjects": list(ids), "outlet": asked.outlet, "language": asked.language, "own": own}
    rows = conn.execute(_known(dialect(conn)), values).all()
    return EncounterHistory(
        seen=frozenset(ids[who] for who, mentioned, *_ in rows if mentioned),
        together=_together(conn, asked, ids, values) if len(ids) > 1 else {},
        there=_there(conn, asked, ids, values) if asked.there else {},
        outlets=frozenset(ids[who] for who, _, outlet, _ in rows if outlet),
        languages=frozenset(ids[who] for who, *_, language in rows if language),
        story_language=told,
    )


def _told_in(conn: Connection, story: int, language: str) -> bool:
    return bool(conn.execute(_TOLD_IN, {"story": story, "language": language}).scalar())


_TOLD_IN = select(exists().where(article.c.story == bindparam("story"), article.c.language == bindparam("language")))


@cache
def _known(sql: Dialect) -> Select[Any]:
    """Of each actor: whether any article mentions it, any by the outlet, and any in the language."""
    who = sql.numbers("subjects").c.value
    name = voice.c.name
    heard = (
        exists().where(voice.c.subject == who, voice.c.kind == kind, name == bindparam(kind, type_=name.type))
        for kind in ("outlet", "language")
    )
    return select(who, exists().where(appearance.c.subject == who), *heard)


def _together(conn: Connection, asked: EncounterQuery, ids: Mapping[int, str], values: Mapping[str, Any]) -> Pairs:
    order = {actor: place for place, actor in enumerate(asked.actors)}
    found: dict[tuple[str, str], str | None] = {}
    for one, other, last, name in conn.execute(_pairs(dialect(conn)), {**values, "others": values["subjects"]}):
        first, second = sorted((ids[one], ids[other]), key=order.__getitem__)
        found[first, second] = public_or_none(last, name)
    return found


def _there(conn: Connection, asked: EncounterQuery, ids: Mapping[int, str], values: Mapping[str, Any]) -> Pairs:
    rows = conn.execute(_places(dialect(conn)), {**values, "places": asked.places})
    return {(ids[who], place): public_or_none(last, name) for who, place, last, name in rows}


@cache
def _pairs(sql: Dialect) -> Select[Any]:
    """Every two of the actors whom an article names together, with the newest such article of another story."""
    one, other = sql.numbers("subjects").c.value, sql.numbers("others").c.value
    return _last(pair, {"subject": one, "other": other}, one < other)


@cache
def _places(sql: Dialect) -> Select[Any]:
    """Every actor and place that a dated sentence names together, with the newest such article of another story."""
    return _last(located, {"subject": sql.numbers("subjects").c.value, "place": sql.texts("places").c.value})


def _last(table: Table, group: Mapping[str, ColumnElement[Any]], *where: ColumnElement[bool]) -> Select[Any]:
    """The groups that have a row, each with the key and the name of its newest article that is not of the `own` story.

    Rows of the own story are passed one by one, so that a busy group costs no more than the story is long.
    """
    columns = [value.label(name) for name, value in group.items()]
    same = [table.c[name] == value for name, value in group.items()]
    newest = select(table.c.article).where(*same).order_by(table.c.article.desc()).limit(1)
    elsewhere = newest.join(article, article.c.key == table.c.article).where(article.c.story != bindparam("own"))
    lists = dict.fromkeys(value.table for value in group.values())
    every = reduce(lambda one, other: one.join(other, true()), lists)
    last = elsewhere.scalar_subquery().label("last")
    found = select(*columns, last).select_from(every).where(*where, exists(newest)).subquery()
    names = (found.c[name] for name in group)
    return select(*names, found.c.last, article.c.name).outerjoin(article, article.c.key == found.c.last)


def evidence(
    conn: Connection,
    actor_id: str,
    places: Sequence[str],
    earlier_than: str | None = None,
    hidden: Iterable[str] = (),
    *,
    most: int = EVIDENCE,
) -> tuple[DatedSentence, ...]:
    """The newest dated sentences that are about the actor and name one of the places (or, of a country, one in it), at
    most so many for each.

    With `earlier_than` (a story's id) only what was recorded before that story began; nothing of the `hidden` feeds.
    """
    before = _LAST_KEY if earlier_than is None else public_ids.story_of(conn, earlier_than) or 0
    who = actor_keys.key_of(conn, actor_id)
    newest = union_all(*(select(_newest(who, place, before, most).c.event) for place in places))
    original = article.alias("original")
    query = (
        select(
            event,
            article.c.name,
            article.c.at,
            article.c.published,
            original.c.key.label("of"),
            original.c.name.label("of_name"),
        )
        .join(article, article.c.key == event.c.article)
        .outerjoin(original, original.c.key == article.c.copy_of)
        .where(event.c.key.in_(newest), article.c.feed.not_in(list(hidden)))
        .order_by(event.c.key.desc())
    )
    return tuple(_told(row) for row in conn.execute(query))


def _newest(who: int | None, place: str, before: int, most: int) -> Subquery:
    here = located.c.subject == who, located.c.place == place, located.c.article < before
    found = select(located.c.event).where(*here).order_by(located.c.article.desc(), located.c.event.desc())
    return found.limit(most).subquery()


def _told(row: Any) -> DatedSentence:
    told = actors.event_of(row)
    last = row.at.date() if row.published is None else date_spans.span(PartialDate.parse(row.published))[1]
    return DatedSentence(told, told.article if row.of is None else public(row.of, row.of_name), last)


def began(conn: Connection) -> date | None:
    """On which day the first article was recorded: firsts are firsts since then. None where only seeds are."""
    first = conn.execute(select(func.min(article.c.first_seen)).where(article.c.seed == false())).scalar()
    return None if first is None else first.date()
