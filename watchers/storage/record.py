"""Writing an article into the archive with all that was found in it, inside the caller's transaction.

record             article, mentions, events, verdict, story; what finds it later; the totals; the text index
replace_mentions   the same article matched again, because the actors that are followed have changed
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from watchers.errors import UnknownThing
from watchers.model import CERTAIN, Article, Comparison, Event, Mention, Report, Signature
from watchers.storage import codec, days, keys, relatives, reports, schema, search, subjects, totals
from watchers.storage.totals import Appearing, Dated
from watchers.storage.types import storable


def record(
    conn: Connection,
    article: Article,
    mentions: Sequence[Mention],
    signature: Signature,
    words: Collection[int],
    comparison: Comparison,
    events: Sequence[Event],
) -> Report:
    """Record an article and give it back with its id and its story.

    A comparison that names no story starts one. A late original (`comparison.origin`) joins as its story's origin:
    what was taken for the original, and its copies, are its copies from now on.
    """
    key = (conn.execute(_LAST).scalar() or 0) + 1
    article = _storable(article, key)
    story, head = (key, article.id) if comparison.story is None else _story_of(conn, comparison.story)
    copied = None if comparison.copy_of is None else _known(conn, comparison.copy_of)
    actors = _certain(mentions)
    row = _row(article, comparison) | {"key": key, "story": story, "actors": actors}
    conn.execute(insert(schema.article), row | {"copy_of": None if comparison.origin else copied})
    _join(conn, story, key, article.first_seen, origin=comparison.origin)
    relatives.store(conn, key, signature, words, seed=article.seed)
    search.index(conn, key, article.title, article.text)
    _count_language(conn, article)
    is_copy = copied is not None and not comparison.origin
    totals.enter(conn, _appearing(article, key, is_copy, *_write(conn, key, mentions, events)))
    if comparison.origin:
        _make_original(conn, key, copied if copied is not None else _nearest(conn, comparison))
    verdict = replace(comparison, story=head, copy_of=comparison.copy_of if is_copy else None)
    return Report(article, verdict, tuple(actors))


def replace_mentions(conn: Connection, article_id: str, mentions: Sequence[Mention], events: Sequence[Event]) -> None:
    """Put these mentions and events in the place of those recorded; the verdict and the story stay."""
    key = _known(conn, article_id)
    held = conn.execute(select(schema.article).where(schema.article.c.key == key)).mappings().one()
    before = _appearing(
        reports.as_article(held), key, held["copy_of"] is not None, _held_surfaces(conn, key), _held_events(conn, key)
    )
    totals.withdraw(conn, before)
    for table in (schema.mention, schema.event):
        conn.execute(delete(table).where(table.c.article == key))
    surfaces, dated = _write(conn, key, mentions, events)
    totals.enter(conn, replace(before, surfaces=surfaces, events=dated))
    here = schema.article.c.key == key
    conn.execute(update(schema.article).where(here).values(actors=_certain(mentions)))


# ---------------------------------------------------------------- the article and its story

_LAST = select(func.max(schema.article.c.key))


def _storable(article: Article, key: int) -> Article:
    """As it will be read back: with its id, without the characters that databases refuse."""
    article_id = keys.seed_name(article.id) if article.seed else str(key)
    return replace(article, id=article_id, title=storable(article.title), text=storable(article.text))


def _row(article: Article, comparison: Comparison) -> dict[str, Any]:
    published = article.published
    return {
        "name": article.id if article.seed else None,
        "at": _order(article),
        "first_seen": article.first_seen,
        "seed": article.seed,
        "url": article.url,
        "feed": article.feed,
        "outlet": article.outlet,
        "language": article.language,
        "published": None if published is None else str(published.date),
        "published_at": None if published is None else published.at,
        "zoned": published is None or published.zoned,
        "identity": article.identity,
        "note": article.note,
        "credit": article.credit,
        "title": article.title,
        "comparison": codec.comparison_detail(comparison),
        "text": article.text,
    }


def _order(article: Article) -> datetime:
    """Where the article stands in time: as published, but never after it was seen (dates in feeds may be wrong)."""
    if article.published is None:
        return article.first_seen
    midnight = datetime.combine(article.published.date.first_day, time(), UTC)
    return min(article.published.at or midnight, article.first_seen)


def _day(article: Article) -> date | None:
    """The day on which it counts in the volume. Of a seed document, when it was loaded says nothing."""
    if article.published is None:
        return None if article.seed else article.first_seen.date()
    return _order(article).date() if article.published.date.precision == "day" else None


def _join(conn: Connection, story: int, key: int, at: datetime, *, origin: bool) -> None:
    if story == key:
        conn.execute(insert(schema.story), {"key": key, "created": at, "last_activity": at})
        return
    here = schema.story.c.key == story
    conn.execute(update(schema.story).where(here, schema.story.c.last_activity < at).values(last_activity=at))
    if origin:
        conn.execute(update(schema.story).where(here).values(origin=key))


def _make_original(conn: Connection, key: int, copy: int | None) -> None:
    """The article is what `copy`, and whatever was held to be a copy of that, was copied from."""
    if copy is None:
        return
    article = schema.article.c
    root = conn.execute(select(func.coalesce(article.copy_of, article.key)).where(article.key == copy)).scalar_one()
    turned = or_(article.key == root, article.copy_of == root) & (article.key != key)
    conn.execute(update(schema.article).where(turned).values(copy_of=key))
    totals.now_a_copy(conn, root, _held_surfaces(conn, root))


def _nearest(conn: Connection, comparison: Comparison) -> int | None:
    return None if comparison.nearest is None else _known(conn, comparison.nearest)


def _known(conn: Connection, public_id: str) -> int:
    key = keys.key_of(conn, public_id)
    if key is None:
        raise UnknownThing(f"the archive holds no article {public_id!r}")
    return key


def _story_of(conn: Connection, public_id: str) -> tuple[int, str]:
    """The number and the id of the story that the article is in by now."""
    key = keys.story_of(conn, public_id)
    if key is None:
        raise UnknownThing(f"the archive holds no story {public_id!r}")
    return key, keys.public_of(conn, key)


def _count_language(conn: Connection, article: Article) -> None:
    row = {"feed": article.feed, "language": article.language or "", "articles": 1}
    totals.add(conn, schema.language_count, [row])


# ---------------------------------------------------------------- what was found in it


def _certain(mentions: Sequence[Mention]) -> list[str]:
    return list(dict.fromkeys(mention.actor for mention in mentions if mention.confidence >= CERTAIN))


def _appearing(
    article: Article, key: int, copy: bool, surfaces: Mapping[int, frozenset[str]], events: Sequence[Dated]
) -> Appearing:
    return Appearing(key, _order(article), _day(article), article.seed, copy, surfaces, events)


def _write(
    conn: Connection, key: int, mentions: Sequence[Mention], events: Sequence[Event]
) -> tuple[Mapping[int, frozenset[str]], Sequence[Dated]]:
    """Write mentions and events; give what the totals count of them."""
    numbers = subjects.numbered(conn, sorted({m.actor for m in mentions} | {a for e in events for a in e.actors}))
    rows = [_mention_row(key, place, mention, numbers) for place, mention in enumerate(mentions)]
    if rows:
        conn.execute(insert(schema.mention), rows)
    surfaces = _surfaces((numbers[m.actor], m.surface) for m in mentions if m.confidence >= CERTAIN)
    first = totals.next_event(conn)
    dated = [_dated(first + place, event, numbers) for place, event in enumerate(events)]
    if dated:
        conn.execute(insert(schema.event), [_event_row(key, *each) for each in zip(dated, events, strict=True)])
    return surfaces, dated


def _mention_row(key: int, place: int, mention: Mention, numbers: Mapping[str, int]) -> dict[str, Any]:
    return {
        "article": key,
        "position": place,
        "subject": numbers[mention.actor],
        "field": mention.field,
        "start": mention.start,
        "stop": mention.end,
        "surface": mention.surface,
        "rule": mention.rule,
        "confidence": mention.confidence,
        "evidence": mention.evidence,
    }


def _surfaces(written: Iterable[tuple[int, str]]) -> Mapping[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    for who, surface in written:
        found.setdefault(who, set()).add(storable(surface))
    return {who: frozenset(surfaces) for who, surfaces in found.items()}


def _dated(key: int, event: Event, numbers: Mapping[str, int]) -> Dated:
    who = tuple(dict.fromkeys(numbers[each] for each in event.actors))
    return Dated(key, *days.span(event.date), event.weight, who)


def _event_row(article: int, dated: Dated, event: Event) -> dict[str, Any]:
    return {
        "key": dated.key,
        "article": article,
        "first_day": dated.first_day,
        "last_day": dated.last_day,
        "basis": event.basis,
        "field": event.field,
        "start": event.start,
        "stop": event.end,
        "weight": event.weight,
        "actors": list(event.actors),
        "text": event.text,
    }


def _held_surfaces(conn: Connection, key: int) -> Mapping[int, frozenset[str]]:
    table = schema.mention
    here = table.c.article == key, table.c.confidence >= CERTAIN
    return _surfaces(
        (who, surface) for who, surface in conn.execute(select(table.c.subject, table.c.surface).where(*here))
    )


def _held_events(conn: Connection, key: int) -> Sequence[Dated]:
    table = schema.event
    rows = conn.execute(select(table).where(table.c.article == key)).all()
    numbers = subjects.known(conn, {actor for row in rows for actor in row.actors})
    return [
        Dated(
            row.key,
            row.first_day,
            row.last_day,
            row.weight,
            tuple(dict.fromkeys(numbers[a] for a in row.actors)),
        )
        for row in rows
    ]
