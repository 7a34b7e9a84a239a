"""Articles with their verdicts, from rows to values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, select

from watchers.archive import json_values, vectors
from watchers.archive.dialect import Dialect, dialect
from watchers.archive.public_ids import AnyRow, public, public_or_none, rows_of
from watchers.archive.schema import story, vector
from watchers.archive.visible import article, in_scope, known_as, reference
from watchers.model import Article, Candidate, PartialDate, Published, Report, Source

_head = reference.alias("head")  # the story's first article, whose id the story bears
_original = reference.alias("original")

_joined = article.join(_head, _head.c.key == article.c.story).outerjoin(_original, _original.c.key == article.c.copy_of)

_CITED = select(
    *(article.c[name] for name in ("key", "name", "title", "outlet", "url", "published", "published_at", "language"))
)

_CONCLUDED = {"story", "copy_of", "actors", "passing", "comparison"}  # what is not the article's own


def query() -> Select[Any]:
    """Whole articles with what makes a Report of them; narrow and order it as needed."""
    names = _head.c.name.label("story_name"), _original.c.name.label("original_name")
    return select(article, *names).select_from(_joined)


def read(conn: Connection, selection: Select[Any]) -> tuple[Report, ...]:
    """The reports that a `query()`, narrowed and ordered, selects, in its order."""
    return tuple(report(row) for row in conn.execute(selection).mappings())


def of_keys(conn: Connection, keys: Iterable[int]) -> tuple[Report, ...]:
    """The reports with those keys, in that order."""
    unique_keys = list(dict.fromkeys(keys))
    rows = conn.execute(_whole(dialect(conn)), {"keys": unique_keys}).mappings().all()
    by_key = {row["key"]: report(row) for row in rows}
    return tuple(by_key[key] for key in unique_keys if key in by_key)


def of_bases(conn: Connection, bases: Collection[int]) -> dict[int, Article]:
    """The articles that the viewer sees of those base keys, by base key."""
    rows = conn.execute(_of_bases(dialect(conn)), {"keys": list(bases)}).mappings()
    return {row["base"]: as_article(row) for row in rows}


@cache
def _whole(sql: Dialect) -> Select[Any]:
    key_rows = sql.numbers("keys")
    return query().join(key_rows, key_rows.c.value == article.c.key)


@cache
def _of_bases(sql: Dialect) -> Select[Any]:
    key_rows = sql.numbers("keys")
    return select(article).join(key_rows, known_as(key_rows.c.value))


def report(row: RowMapping) -> Report:
    """The report of a row of `query()`."""
    verdict = json_values.comparison(
        row["comparison"],
        story=public(row["story"], row["story_name"]),
        copy_of=public_or_none(row["copy_of"], row["original_name"]),
    )
    return Report(as_article(row), verdict, tuple(row["actors"]), tuple(row["passing"] or ()))


def articles(conn: Connection, keys: Collection[int]) -> dict[int, Article]:
    """The articles alone with those keys, by key."""
    if not keys:
        return {}
    rows = conn.execute(_articles(dialect(conn)), {"keys": list(keys)}).mappings()
    return {row["key"]: as_article(row) for row in rows}


def candidates(conn: Connection, whole: Mapping[int, Article]) -> dict[int, Candidate]:
    """The articles in `whole` with what the archive has concluded about them by now, by key."""
    if not whole:
        return {}
    rows = conn.execute(_concluded(dialect(conn)), {"keys": list(whole)}).all()
    return {
        key: Candidate(
            article=whole[key],
            actors=tuple(actors),
            story=public(in_story, story_name),
            copy_of=public_or_none(copy_of, original_name),
            last_activity=last_activity,
            meaning=vectors.read(lead, sentences) if for_all or actors else None,
        )
        for key, actors, in_story, story_name, copy_of, original_name, last_activity, lead, sentences, for_all in rows
    }


_LAST_ACTIVITY = (
    select(func.max(story.c.last_activity)).where(story.c.key == article.c.story, in_scope(story.c.guild))
).scalar_subquery()


@cache
def _articles(sql: Dialect) -> Select[Any]:
    key_rows = sql.numbers("keys")
    own = (column for column in article.c if column.name not in _CONCLUDED)
    return select(*own).join(key_rows, key_rows.c.value == article.c.key)


@cache
def _concluded(sql: Dialect) -> Select[Any]:
    key_rows = sql.numbers("keys")
    return (
        select(
            article.c.key,
            article.c.actors,
            article.c.story,
            _head.c.name,
            article.c.copy_of,
            _original.c.name,
            _LAST_ACTIVITY,
            vector.c.lead,
            vector.c.sentences,
            vector.c.for_all,
        )
        .select_from(_joined.outerjoin(vector, vector.c.article == article.c.base))
        .join(key_rows, key_rows.c.value == article.c.key)
    )


def as_article(row: RowMapping) -> Article:
    """The article of a row that has all its own columns."""
    return Article(
        id=public(row["key"], row["name"]),
        title=row["title"],
        text=row["text"],
        first_seen=row["first_seen"],
        url=row["url"],
        feed=row["feed"],
        outlet=row["outlet"],
        owner=row["owner"],
        language=row["language"],
        published=_published(row),
        identity=row["identity"],
        seed=row["seed"],
        note=row["note"],
        credit=row["credit"],
        genre=row["genre"][0] if row["genre"] else None,
        guild=row["guild"] if row["shadows"] is None else None,  # a server's own reading is of everybody's article
    )


def sources(conn: Connection, ids: Collection[str]) -> tuple[Source, ...]:
    """What cites the articles with those ids, in that order, without reading their texts."""
    by_id = {source.id: source for source in map(_source, rows_of(conn, _CITED, ids))}
    return tuple(by_id[article_id] for article_id in dict.fromkeys(ids) if article_id in by_id)


def cited(conn: Connection, keys: Sequence[int]) -> tuple[tuple[Source, str], ...]:
    """What cites the articles with those base keys, and their feeds, in that order."""
    key_rows = dialect(conn).numbers("keys")
    query = _CITED.add_columns(article.c.feed, article.c.base).join(key_rows, known_as(key_rows.c.value))
    rows = conn.execute(query, {"keys": list(keys)})
    by_base = {base: (_source(columns), feed) for *columns, feed, base in rows}
    return tuple(by_base[key] for key in keys if key in by_base)


def _source(row: AnyRow | Sequence[Any]) -> Source:
    key, name, title, outlet, url, date, at, language = row
    published = date if at is None else at.isoformat(timespec="seconds").replace("+00:00", "Z")
    return Source(public(key, name), title, outlet, url, published, language)


def _published(row: RowMapping) -> Published | None:
    if row["published"] is None:
        return None
    return Published(PartialDate.parse(row["published"]), row["published_at"], row["zoned"])
