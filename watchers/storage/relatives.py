"""Earlier articles that may be related, found by what they share, without reading their texts.

    shingles     five-word sequences, sampled: copies, however old
    key words    within the window, and in the seed corpus
    actors       within the window, and in the seed corpus: the bridge from one language to another

Rows are kept small, since there are some forty an article: 31 bits of each hash, which SQLite keeps in four bytes. Two
shingles or words that meet in them bring a candidate too many, no more: texts are compared exactly afterwards.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import cache
from itertools import chain, zip_longest
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Insert,
    Select,
    Table,
    bindparam,
    false,
    func,
    insert,
    literal_column,
    select,
    true,
    union_all,
)

from watchers.model import Candidate, Frequencies, Signature
from watchers.storage import reports, subjects
from watchers.storage.dialect import Dialect, dialect
from watchers.storage.newest import newest
from watchers.storage.schema import appearance, article, keyword, shingle, story, word

_BITS = (1 << 31) - 1
_MOST = 128  # articles read for one shingle, word or actor


def frequencies(conn: Connection, words: Collection[int]) -> Frequencies:
    """In how many articles of the archive each of the words occurs."""
    counts = conn.execute(_frequencies(dialect(conn)), {"asked": list(words)}).all()
    return Frequencies(conn.execute(_SIZE).scalar() or 0, {found: articles for found, articles in counts})


def candidates(
    conn: Connection,
    signature: Signature,
    keys: Collection[int],
    actors: Sequence[str],
    since: datetime,
    limit: int = 64,
) -> tuple[Candidate, ...]:
    """At most `limit` earlier articles: first those that share shingles (most shared first), then by turns those
    seen `since` (or in the seed corpus) that share key words or actors (most shared first, then newest).
    """
    return _load(conn, find(conn, signature, keys, actors, since, limit))


def find(
    conn: Connection,
    signature: Signature,
    keys: Collection[int],
    actors: Sequence[str],
    since: datetime,
    limit: int,
) -> tuple[int, ...]:
    """The keys of the candidates, best first."""
    sql = dialect(conn)
    copies = _ranked(conn, _by_shingles(sql), asked=_short(signature.hashes), limit=limit)
    floor = conn.execute(_FLOOR, {"since": since}).scalar()
    window = {"floor": _NOTHING_SINCE if floor is None else floor, "limit": limit}
    by_words = _ranked(conn, _by_words(sql), asked=_short(keys), **window)
    by_actors = _ranked(conn, _by_actors(sql), asked=list(subjects.known(conn, actors).values()), **window)
    turns = chain.from_iterable(zip_longest(by_words, by_actors))
    return tuple(dict.fromkeys(key for key in (*copies, *turns) if key is not None))[:limit]


def store(conn: Connection, key: int, signature: Signature, keys: Collection[int], *, seed: bool) -> None:
    """Keep what finds the article later, and count its words."""
    sql = dialect(conn)
    for statement, values in (
        (_storing(sql, shingle), _short(signature.hashes)),
        (_storing(sql, keyword), _short(keys)),
        (_counting(sql), sorted(signature.words)),
    ):
        if values:
            conn.execute(statement, {"asked": values, "article": key, "seed": seed})


@cache
def _frequencies(sql: Dialect) -> Select[Any]:
    asked = sql.numbers("asked")
    return select(word.c.word, word.c.articles).join(asked, asked.c.value == word.c.word)


_SIZE = select(func.max(article.c.key))
_NOTHING_SINCE = (1 << 31) - 1
_FLOOR = select(article.c.key).where(article.c.first_seen >= bindparam("since")).order_by(article.c.first_seen).limit(1)


@cache
def _storing(sql: Dialect, table: Table) -> Insert:
    """Stores a row of the article for every number asked."""
    number, *rest = table.primary_key
    asked = sql.numbers("asked")
    others = [bindparam(column.name, type_=column.type) for column in rest]
    return insert(table).from_select([number.name, *(column.name for column in rest)], select(asked.c.value, *others))


@cache
def _counting(sql: Dialect) -> Insert:
    """Counts one article more for every word asked."""
    asked = sql.numbers("asked")
    rows = select(asked.c.value, literal_column("1")).where(true())  # SQLite needs a WHERE before ON CONFLICT
    counted = sql.insert(word).from_select(["word", "articles"], rows)
    return counted.on_conflict_do_update(index_elements=[word.c.word], set_={"articles": word.c.articles + 1})


def _short(values: Iterable[int]) -> list[int]:
    return sorted({value & _BITS for value in values})


def _ranked(conn: Connection, query: Select[Any], asked: Sequence[int], **bound: Any) -> Sequence[int]:
    return conn.execute(query, {"asked": asked, **bound}).scalars().all() if asked else ()


@cache
def _by_shingles(sql: Dialect) -> Select[Any]:
    asked = sql.numbers("asked")
    return _most_shared(asked, shingle, newest(shingle, {"hash": asked.c.value}, _MOST))


@cache
def _by_words(sql: Dialect) -> Select[Any]:
    return _in_window_or_seed(sql.numbers("asked"), keyword, "word")


@cache
def _by_actors(sql: Dialect) -> Select[Any]:
    return _in_window_or_seed(sql.numbers("asked"), appearance, "subject")


def _in_window_or_seed(asked: FromClause, table: Table, name: str) -> Select[Any]:
    recent = newest(table, {name: asked.c.value, "seed": false()}, _MOST, floor=bindparam("floor"))
    seeds = newest(table, {name: asked.c.value, "seed": true()}, _MOST)
    return _most_shared(asked, table, recent, seeds)


def _most_shared(asked: FromClause, table: Table, *found: ColumnElement[bool]) -> Select[Any]:
    """The articles by how much of what was asked they have, then newest first."""
    each = union_all(*(select(table.c.article).join_from(asked, table, how) for how in found)).subquery()
    ranked = select(each.c.article).group_by(each.c.article)
    return ranked.order_by(func.count().desc(), each.c.article.desc()).limit(bindparam("limit"))


def _load(conn: Connection, keys: Sequence[int]) -> tuple[Candidate, ...]:
    wanted = (
        reports.query()
        .add_columns(story.c.last_activity)
        .join(story, story.c.key == article.c.story)
        .where(article.c.key.in_(keys))
    )
    found = {row["key"]: row for row in conn.execute(wanted).mappings()} if keys else {}
    return tuple(reports.candidate(found[key]) for key in keys)
