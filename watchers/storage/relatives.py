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
    CompoundSelect,
    Connection,
    FromClause,
    Insert,
    Select,
    Subquery,
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

BITS = (1 << 31) - 1
_MOST = 128  # articles read for one shingle, word or actor
_LAST_KEY = (1 << 31) - 1


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
    asked = {
        "shingles": _short(signature.hashes),
        "words": _short(keys),
        "subjects": list(subjects.known(conn, actors).values()),
    }
    rows = sorted(conn.execute(_relatives(dialect(conn)), {**asked, "since": since, "limit": limit}).all())
    copies, by_words, by_actors = ([key for way, *_, key in rows if way == each] for each in range(3))
    turns = chain.from_iterable(zip_longest(by_words, by_actors))
    return tuple(dict.fromkeys(abs(key) for key in (*copies, *turns) if key is not None))[:limit]


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
    return sorted({value & BITS for value in values})


@cache
def _relatives(sql: Dialect) -> CompoundSelect[Any]:
    """How each was found, how much it shares and its key, the latter two negative: in order, the best come first."""
    shingles, words, actors = (sql.numbers(name) for name in ("shingles", "words", "subjects"))
    ways = (
        _most_shared(shingles, shingle, newest(shingle, {"hash": shingles.c.value}, _MOST)),
        _most_shared(words, keyword, *_in_window_or_seed(keyword, {"word": words.c.value})),
        _most_shared(actors, appearance, *_in_window_or_seed(appearance, {"subject": actors.c.value})),
    )
    found = (select(literal_column(str(way)), -part.c.shared, -part.c.article) for way, part in enumerate(ways))
    return union_all(*found)


def _in_window_or_seed(table: Table, group: dict[str, Any]) -> Iterable[ColumnElement[bool]]:
    seen = article.alias("seen")
    first = select(seen.c.key).where(seen.c.first_seen >= bindparam("since")).order_by(seen.c.first_seen).limit(1)
    floor = func.coalesce(first.scalar_subquery(), _LAST_KEY)
    yield newest(table, {**group, "seed": false()}, _MOST, floor=floor)
    yield newest(table, {**group, "seed": true()}, _MOST)


def _most_shared(asked: FromClause, table: Table, *found: ColumnElement[bool]) -> Subquery:
    """The articles by how much of what was asked they have, then newest first."""
    each = union_all(*(select(table.c.article).join_from(asked, table, how) for how in found)).subquery()
    shared = func.count().label("shared")
    ranked = select(each.c.article, shared).group_by(each.c.article).order_by(shared.desc(), each.c.article.desc())
    return ranked.limit(bindparam("limit")).subquery()


def _load(conn: Connection, keys: Sequence[int]) -> tuple[Candidate, ...]:
    wanted = (
        reports.query(verdicts=False)
        .add_columns(story.c.last_activity)
        .join(story, story.c.key == article.c.story)
        .where(article.c.key.in_(keys))
    )
    found = {row["key"]: row for row in conn.execute(wanted).mappings()} if keys else {}
    return tuple(reports.candidate(found[key]) for key in keys)
