"""Articles with their verdicts, from rows to values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, select

from watchers.answers import Source
from watchers.model import Article, Candidate, PartialDate, Published, Report
from watchers.storage import codec
from watchers.storage.keys import public, public_or_none
from watchers.storage.schema import article

_head = article.alias("head")  # the story's first article, whose id the story bears
_original = article.alias("original")

_CITED = ("key", "name", "title", "outlet", "url", "published", "published_at", "zoned", "language")


def query() -> Select[Any]:
    """Whole articles with what makes a Report of them; narrow and order it as needed."""
    return select(article, _head.c.name.label("story_name"), _original.c.name.label("original_name")).select_from(
        article.join(_head, _head.c.key == article.c.story).outerjoin(_original, _original.c.key == article.c.copy_of)
    )


def read(conn: Connection, wanted: Select[Any]) -> tuple[Report, ...]:
    """The reports of a narrowed `query()`, in its order."""
    return tuple(report(row) for row in conn.execute(wanted).mappings())


def of_keys(conn: Connection, keys: Iterable[int]) -> tuple[Report, ...]:
    """The reports with those keys, in that order."""
    wanted = list(dict.fromkeys(keys))
    found = {row["key"]: report(row) for row in conn.execute(query().where(article.c.key.in_(wanted))).mappings()}
    return tuple(found[key] for key in wanted if key in found)


def report(row: RowMapping) -> Report:
    verdict = codec.comparison(
        row["comparison"],
        story=public(row["story"], row["story_name"]),
        copy_of=public_or_none(row["copy_of"], row["original_name"]),
    )
    return Report(as_article(row), verdict, tuple(row["actors"]))


def candidate(row: RowMapping) -> Candidate:
    """Of a `query()` to which `last_activity` of the story was added."""
    return Candidate(
        article=as_article(row),
        actors=tuple(row["actors"]),
        story=public(row["story"], row["story_name"]),
        copy_of=public_or_none(row["copy_of"], row["original_name"]),
        last_activity=row["last_activity"],
    )


def as_article(row: RowMapping) -> Article:
    return Article(
        id=public(row["key"], row["name"]),
        title=row["title"],
        text=row["text"],
        first_seen=row["first_seen"],
        url=row["url"],
        feed=row["feed"],
        outlet=row["outlet"],
        language=row["language"],
        published=_published(row),
        identity=row["identity"],
        seed=row["seed"],
        note=row["note"],
    )


def sources(conn: Connection, keys: Iterable[int]) -> tuple[Source, ...]:
    """What cites the articles with those keys, in that order, without reading their texts."""
    wanted = list(dict.fromkeys(keys))
    columns = [article.c[name] for name in _CITED]
    rows = conn.execute(select(*columns).where(article.c.key.in_(wanted))).mappings()
    found = {row["key"]: _source(row) for row in rows}
    return tuple(found[key] for key in wanted if key in found)


def _source(row: RowMapping) -> Source:
    published = _published(row)
    return Source(
        id=public(row["key"], row["name"]),
        title=row["title"],
        outlet=row["outlet"],
        url=row["url"],
        published=None if published is None else str(published),
        language=row["language"],
    )


def _published(row: RowMapping) -> Published | None:
    if row["published"] is None:
        return None
    return Published(PartialDate.parse(row["published"]), row["published_at"], row["zoned"])
