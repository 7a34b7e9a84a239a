"""Which articles have a number: the hash of a shingle, or of a key word. There are some forty an article.

RowPostings     SQLite: a row a pair, without a rowid, takes 15 bytes
ChunkPostings   PostgreSQL: a row and its place in the index would take 75, so numbers are dealt into buckets, and a row
                holds some sixty pairs of a bucket: two arrays, which the server searches without unpacking them

A bucket's pairs are appended to its open chunk, and a full chunk is closed under the last article in it: it is never
written again, and what is older than a period is passed by.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Insert,
    Integer,
    Select,
    Table,
    Update,
    bindparam,
    cast,
    column,
    func,
    insert,
    literal,
    select,
    true,
    update,
)
from sqlalchemy.dialects import postgresql

from watchers.archive.newest_of_group import newest

BUCKETS = 1 << 16
FULL_CHUNK_PAIRS = 64
OPEN_CHUNK_LAST = (1 << 31) - 1  # in the place of the last article of a chunk that is not full: first of its bucket
_MOST_CHUNKS_READ = 256  # read of a bucket: one that holds more is crowded by a number that every other article has


class Postings(ABC):
    """`numbers` are rows with a column `value`; marks are further columns that a number goes with."""

    @abstractmethod
    def finding(self, numbers: FromClause, most: int, floor: Any = 0, **marks: Any) -> Select[Any]:
        """The `article` of each pair with one of the numbers: the newest `most` of each number from the `floor` up."""

    @abstractmethod
    def storing(self, numbers: FromClause) -> Insert:
        """Keeps that `:article` has the numbers; the marks are bound by their names."""

    @abstractmethod
    def closing(self, numbers: FromClause) -> Update | None:
        """To be executed now and then for the numbers stored, with the last `:article`; None: there is no need."""


@dataclass(frozen=True, slots=True)
class RowPostings(Postings):
    """The primary key of `table` is the number, the marks, `article`."""

    table: Table

    def finding(self, numbers: FromClause, most: int, floor: Any = 0, **marks: Any) -> Select[Any]:
        number, *_ = self.table.primary_key
        group = {number.name: numbers.c.value, **marks}
        return select(self.table.c.article).join_from(numbers, self.table, newest(self.table, group, most, floor=floor))

    def storing(self, numbers: FromClause) -> Insert:
        columns = self.table.primary_key.columns.values()
        others = (bindparam(mark.name, type_=mark.type) for mark in columns[1:])
        return insert(self.table).from_select(columns, select(numbers.c.value, *others))

    def closing(self, numbers: FromClause) -> Update | None:
        return None


@dataclass(frozen=True, slots=True)
class ChunkPostings(Postings):
    """The primary key of `table` is `bucket`, the marks, `last`; besides it has `numbers` and `articles`."""

    table: Table

    def finding(self, numbers: FromClause, most: int, floor: Any = 0, **marks: Any) -> Select[Any]:
        chunks, number = self.table.c, cast(numbers.c.value, Integer)
        chunk = (
            select(chunks.last, chunks.numbers, chunks.articles)
            .where(chunks.bucket == _bucket(numbers), chunks.last >= floor)
            .where(*(chunks[name] == value for name, value in marks.items()))
            .order_by(chunks.last.desc())
            .limit(_MOST_CHUNKS_READ)
            .correlate(numbers)
            .lateral()
        )
        places = func.unnest(func.array_positions(chunk.c.numbers, number))
        place = places.table_valued(column("value", Integer)).render_derived().lateral()
        article = chunk.c.articles[place.c.value].label("article")
        pair = (
            select(article)
            .select_from(chunk.join(place, true()))
            .where(article >= floor)
            .order_by(chunk.c.last.desc(), place.c.value.desc())
            .limit(most)
            .lateral()
        )
        return select(pair.c.article).select_from(numbers.join(pair, true()))

    def storing(self, numbers: FromClause) -> Insert:
        chunks, number, bucket = self.table.c, cast(numbers.c.value, Integer), _bucket(numbers)
        names = [column.name for column in self.table.primary_key if column.name not in ("bucket", "last")]
        marks = [bindparam(name, type_=chunks[name].type) for name in names]
        article = bindparam("article", type_=Integer)
        pairs = func.array_agg(number), func.array_agg(article)
        rows = select(bucket, *marks, literal(OPEN_CHUNK_LAST, Integer), *pairs).group_by(bucket)
        new = postgresql.insert(self.table).from_select(["bucket", *names, "last", "numbers", "articles"], rows)
        appended = {name: chunks[name].op("||")(new.excluded[name]) for name in ("numbers", "articles")}
        return new.on_conflict_do_update(index_elements=self.table.primary_key.columns, set_=appended)

    def closing(self, numbers: FromClause) -> Update | None:
        chunks = self.table.c
        closing = update(self.table).where(chunks.last == OPEN_CHUNK_LAST, chunks.bucket.in_(select(_bucket(numbers))))
        full = func.cardinality(chunks.numbers) >= FULL_CHUNK_PAIRS
        return closing.where(full).values(last=bindparam("article"))


def _bucket(numbers: FromClause) -> ColumnElement[int]:
    return cast(numbers.c.value, Integer).op("&")(literal(BUCKETS - 1, Integer))
