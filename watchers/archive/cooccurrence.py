"""Who was together with whom, and where, in the whole archive: the newest of each, found by the index alone.

located   an actor, a place, an event: a dated sentence that names the place, or one in it, and is about the actor
voice     an actor and an outlet, or a language, that has reported on the actor
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, reduce
from operator import itemgetter
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

from watchers.archive import actor_keys, date_spans, mention_rows, public_ids
from watchers.archive.aggregates import Dated
from watchers.archive.dialect import Dialect, Insert, dialect
from watchers.archive.public_ids import public, public_or_none
from watchers.archive.schema import appearance, event, located, pair, voice
from watchers.archive.visible import article, reference, sees, viewer_of
from watchers.model import Article, DatedSentence, EncounterHistory, EncounterQuery, Event, PartialDate

MOST_EVIDENCE_SENTENCES = 400  # read about an actor and a place, however often the two were together
_NO_STORY, _LAST_KEY = -1, (1 << 31) - 1
Pairs = Mapping[tuple[str, str], str | None]  # two actors, or an actor and a place: an article's id


def store(conn: Connection, key: int, dated: Sequence[Dated], events: Sequence[Event]) -> None:
    """Keep where the actors of an article's events were."""
    if rows := _rows(key, dated, (sentence.places for sentence in events)):
        conn.execute(insert(located), rows)


def forget(conn: Connection, key: int, dated: Sequence[Dated]) -> None:
    """Delete the article's `located` rows. Call it before its `event` rows are deleted: places are read from them."""
    rows = conn.execute(select(event.c.key, event.c.places).where(event.c.article == key))
    places_of_event = {event_key: places for event_key, places in rows}
    for row in _rows(key, dated, (places_of_event.get(sentence.key) or () for sentence in dated)):
        conn.execute(delete(located).where(*(located.c[name] == value for name, value in row.items())))


def _rows(key: int, dated: Sequence[Dated], places: Iterable[Sequence[str]]) -> list[dict[str, Any]]:
    return [
        {"subject": who, "place": place, "article": key, "event": sentence.key}
        for sentence, named in zip(dated, places, strict=True)
        for who in sentence.subjects
        for place in dict.fromkeys((*named, *(place.partition("/")[0] for place in named)))
    ]


Voice = tuple[int, str, str]  # an actor's number, "outlet" or "language", its name


def hear(conn: Connection, article: Article, subjects: Iterable[int], stored: set[Voice] | None = None) -> None:
    """Keep that the article's outlet, and somebody in its language, has reported on the actors with those numbers.

    `stored` are voices that need not be kept again; what is kept is added to it.
    """
    names = [(kind, name) for kind, name in (("outlet", article.outlet), ("language", article.language)) if name]
    voices = {(who, kind, name) for who in subjects for kind, name in names} - (stored or set())
    if voices:
        rows = [{"subject": who, "kind": kind, "name": name} for who, kind, name in sorted(voices)]
        conn.execute(_insert_voices(dialect(conn)), rows)
    if stored is not None:
        stored |= voices


@cache
def _insert_voices(sql: Dialect) -> Insert:
    return sql.insert(voice).on_conflict_do_nothing()


def before(
    conn: Connection, query: EncounterQuery, story: str | None, numbers: Mapping[str, Sequence[int]]
) -> EncounterHistory:
    """With whom, where and by whom the actors were mentioned before an article is recorded.

    `story` is the id of the story that the article joins (None: it starts one), `numbers` are those of the actors that
    were ever mentioned, by id.
    """
    own = _NO_STORY if story is None else public_ids.story_of(conn, story) or _NO_STORY
    in_language = own == _NO_STORY or query.told_in_language or _has_language(conn, own, query.language)
    if not numbers:
        return EncounterHistory(story_language=in_language)
    ids = {number: actor for actor, own_numbers in numbers.items() for number in own_numbers}
    values = {"subjects": list(ids), "outlet": query.outlet, "language": query.language, "own": own}
    rows = conn.execute(_heard_before(dialect(conn)), values).all()
    return EncounterHistory(
        seen=frozenset(ids[who] for who, mentioned, *_ in rows if mentioned),
        together=_actors_together(conn, query, ids, values) if len(numbers) > 1 else {},
        there=_actors_in_places(conn, query, ids, values) if query.there else {},
        outlets=frozenset(ids[who] for who, _, outlet, _ in rows if outlet),
        languages=frozenset(ids[who] for who, *_, language in rows if language),
        story_language=in_language,
    )


def _has_language(conn: Connection, story: int, language: str) -> bool:
    """Whether the story has an article in the language."""
    return bool(conn.execute(_HAS_LANGUAGE, {"story": story, "language": language}).scalar())


_HAS_LANGUAGE = select(
    exists().where(article.c.story == bindparam("story"), article.c.language == bindparam("language"))
)


@cache
def _heard_before(sql: Dialect) -> Select[Any]:
    """A row for each actor: its number, whether any article mentions it, any by the outlet, any in the language."""
    who = sql.numbers("subjects").c.value
    name = voice.c.name
    heard = (
        exists().where(voice.c.subject == who, voice.c.kind == kind, name == bindparam(kind, type_=name.type))
        for kind in ("outlet", "language")
    )
    return select(who, exists().where(appearance.c.subject == who, sees(appearance.c.article)), *heard)


def _actors_together(
    conn: Connection, query: EncounterQuery, ids: Mapping[int, str], values: Mapping[str, Any]
) -> Pairs:
    """The newest article of another story for each pair of actors that any article names together."""
    order = {actor: place for place, actor in enumerate(query.actors)}
    rows = conn.execute(_pairs(dialect(conn)), {**values, "others": values["subjects"]})
    return _newest_by_group(
        (tuple(sorted((ids[who], ids[other]), key=order.__getitem__)), last, name) for who, other, last, name in rows
    )


def _actors_in_places(
    conn: Connection, query: EncounterQuery, ids: Mapping[int, str], values: Mapping[str, Any]
) -> Pairs:
    """The newest article of another story for each actor and place that any dated sentence names together."""
    rows = conn.execute(_places(dialect(conn)), {**values, "places": query.places})
    return _newest_by_group(((ids[who], place), last, name) for who, place, last, name in rows)


def _newest_by_group(rows: Iterable[tuple[tuple[str, ...], int | None, str | None]]) -> Pairs:
    """The newest article's id by group: an actor has a number in everybody's articles and one in the viewer's own."""
    newest: dict[tuple[str, ...], tuple[int, str | None]] = {}
    for group, last, name in rows:
        newest[group] = max(newest.get(group, (0, None)), (last or 0, public_or_none(last, name)), key=itemgetter(0))
    return {(first, second): article_id for (first, second), (_, article_id) in newest.items()}


@cache
def _pairs(sql: Dialect) -> Select[Any]:
    """Every two of the actors whom an article names together, with the newest such article of another story."""
    who, other = sql.numbers("subjects").c.value, sql.numbers("others").c.value
    return _last(pair, {"subject": who, "other": other}, who < other)


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
    seen = select(table.c.article).where(*same).join(article, article.c.key == table.c.article)
    newest = seen.order_by(table.c.article.desc()).limit(1)
    elsewhere = newest.where(article.c.story != bindparam("own"))
    lists = dict.fromkeys(value.table for value in group.values())
    groups = reduce(lambda joined, values: joined.join(values, true()), lists)
    last = elsewhere.scalar_subquery().label("last")
    met = select(*columns, last).select_from(groups).where(*where, exists(newest)).subquery()
    names = (met.c[name] for name in group)
    return select(*names, met.c.last, reference.c.name).outerjoin(reference, reference.c.key == met.c.last)


def evidence(
    conn: Connection,
    actor_id: str,
    places: Sequence[str],
    earlier_than: str | None = None,
    *,
    most: int = MOST_EVIDENCE_SENTENCES,
) -> tuple[DatedSentence, ...]:
    """The newest dated sentences that are about the actor and name one of the places (or, of a country, one in it), at
    most so many for each.

    With `earlier_than` (a story's id) only what was recorded before that story began.
    """
    before = _LAST_KEY if earlier_than is None else public_ids.story_of(conn, earlier_than) or 0
    numbers = actor_keys.keys_of(conn, [actor_id]).get(actor_id, ())
    if not numbers:
        return ()
    until = before if viewer_of(conn) is None else _LAST_KEY  # a server's reading may be younger than what it is of
    newest = union_all(*(select(_newest(who, place, until, most).c.event) for who in numbers for place in places))
    original = reference.alias("original")
    query = (
        select(
            event,
            article.c.base,
            article.c.name,
            article.c.at,
            article.c.published,
            original.c.key.label("of"),
            original.c.name.label("of_name"),
        )
        .join(article, article.c.key == event.c.article)
        .outerjoin(original, original.c.key == article.c.copy_of)
        .where(event.c.key.in_(newest), article.c.base < before)
        .order_by(event.c.key.desc())
    )
    return tuple(_dated_sentence(row) for row in conn.execute(query))


def _newest(who: int, place: str, before: int, most: int) -> Subquery:
    together = located.c.subject == who, located.c.place == place, located.c.article < before
    events = select(located.c.event).where(*together).order_by(located.c.article.desc(), located.c.event.desc())
    return events.limit(most).subquery()


def _dated_sentence(row: Any) -> DatedSentence:
    sentence = mention_rows.event_of(row, public(row.base, row.name))
    last = row.at.date() if row.published is None else date_spans.span(PartialDate.parse(row.published))[1]
    return DatedSentence(sentence, sentence.article if row.of is None else public(row.of, row.of_name), last)


def began(conn: Connection) -> date | None:
    """The day on which the first article from a feed was recorded: firsts are firsts since then. None before it."""
    first = conn.execute(select(func.min(article.c.first_seen)).where(article.c.seed == false())).scalar()
    return None if first is None else first.date()
