"""Where the two databases differ, and nowhere else: `dialect(connection)` is the one function that branches.

SQLite takes its lock by `BEGIN IMMEDIATE` (a plain BEGIN fails at once when it turns to writing while another writes),
PostgreSQL by an advisory lock that ends with the transaction. Reads see one snapshot on both.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnClause,
    Connection,
    FromClause,
    Integer,
    MetaData,
    Table,
    TableValuedAlias,
    Text,
    TextClause,
    TypeDecorator,
    bindparam,
    cast,
    column,
    func,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite

from watchers.archive import schema
from watchers.archive.hash_index import ChunkPostings, Postings, RowPostings

ARCHIVE_LOCK = 0x6163746F72  # "actor": the number of the advisory lock that every writer takes

Insert = sqlite.Insert | postgresql.Insert


@dataclass(frozen=True, slots=True)
class Term:
    """A part of a full-text query: one token (the start of a word, if `prefix`) or several in a row."""

    tokens: tuple[str, ...]
    prefix: bool = False


class Dialect(ABC):
    """What both databases can do, each in its own words."""

    name: ClassVar[str]
    settings: ClassVar[Mapping[str, str]]  # of the address, where it does not set them itself
    options: ClassVar[Mapping[str, Any]]  # for create_engine
    on_connect: ClassVar[tuple[str, ...]]
    on_write: ClassVar[tuple[str, ...]]  # what opens a transaction that holds the archive's lock
    on_read: ClassVar[tuple[str, ...]]  # what opens a transaction that sees one snapshot and writes nothing
    on_upgrade: ClassVar[tuple[str, ...]]
    index_text: ClassVar[TextClause]  # :article, :words
    find_text: ClassVar[TextClause]  # :query -> article
    tables: ClassVar[MetaData]  # that this database alone has
    shingles: ClassVar[Postings]
    keywords: ClassVar[Postings]  # marked `seed`

    def set_up(self, driver: Any, info: Mapping[str, Any]) -> None:
        """Prepare a new connection of the driver; `info` is what is kept of it, the viewer among it (see `visible`)."""
        return

    @abstractmethod
    def insert(self, table: Table) -> Insert:
        """An INSERT that can say `on_conflict_do_nothing` and `on_conflict_do_update`."""

    @abstractmethod
    def numbers(self, name: str) -> FromClause:
        """A list of integers, bound as `name`, as rows with a column `value`."""

    @abstractmethod
    def texts(self, name: str) -> FromClause:
        """A list of strings, bound as `name`, as rows with a column `value`."""

    @abstractmethod
    def counts(self, name: str) -> FromClause:
        """A mapping of integers to integers, bound as `name`, as rows with the columns `value` and `count`."""

    @abstractmethod
    def words(self, tokens: Sequence[str], inner: Iterable[str]) -> str:
        """What `index_text` takes: the tokens in order, and those inside words."""

    @abstractmethod
    def query(self, terms: Iterable[Term]) -> str:
        """What `find_text` takes: every term must occur."""


class _JsonList(TypeDecorator[Sequence[int] | Sequence[str]]):
    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[int] | Sequence[str] | None, dialect: object) -> str | None:
        return None if value is None else json.dumps(tuple(value))


class _JsonCounts(TypeDecorator[Mapping[int, int]]):
    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Mapping[int, int] | None, dialect: object) -> str | None:
        return None if value is None else json.dumps(value)


def _counts(rows: TableValuedAlias) -> FromClause:
    value, count = cast(rows.c.key, BigInteger).label("value"), cast(rows.c.value, Integer).label("count")
    return select(value, count).subquery()


class _SQLite(Dialect):
    name = "sqlite"
    settings: ClassVar = {"timeout": "5"}  # seconds that a lock is waited for
    options: ClassVar = {"connect_args": {"isolation_level": None}, "pool_size": 8, "max_overflow": 32}
    on_connect = (
        "PRAGMA foreign_keys = ON",
        "PRAGMA synchronous = NORMAL",
        "PRAGMA temp_store = MEMORY",
        "PRAGMA cache_size = -16384",
    )
    on_write = ("PRAGMA query_only = OFF", "BEGIN IMMEDIATE")
    on_read = ("PRAGMA query_only = ON", "BEGIN")
    on_upgrade = ("PRAGMA journal_mode = WAL",)
    index_text = text("INSERT INTO full_text (rowid, words) VALUES (:article, :words)")
    find_text = text("SELECT rowid AS article FROM full_text WHERE full_text MATCH :query")
    tables = schema.in_rows
    shingles, keywords = RowPostings(schema.shingle), RowPostings(schema.keyword)

    def set_up(self, driver: Any, info: Mapping[str, Any]) -> None:
        driver.create_function("viewer", 0, lambda: info.get("viewer"), deterministic=True)

    def insert(self, table: Table) -> Insert:
        return sqlite.insert(table)

    def numbers(self, name: str) -> FromClause:
        return self._listed(name, column("value", BigInteger))

    def texts(self, name: str) -> FromClause:
        return self._listed(name, column("value", Text))

    def _listed(self, name: str, value: ColumnClause[Any]) -> FromClause:
        return func.json_each(bindparam(name, type_=_JsonList())).table_valued(value, name=f"asked_{name}")

    def counts(self, name: str) -> FromClause:
        return _counts(func.json_each(bindparam(name, type_=_JsonCounts())).table_valued("key", "value"))

    def words(self, tokens: Sequence[str], inner: Iterable[str]) -> str:
        return " ".join((*tokens, *inner))

    def query(self, terms: Iterable[Term]) -> str:
        return " AND ".join(f'"{" ".join(term.tokens)}"' + "*" * term.prefix for term in terms)


class _PostgreSQL(Dialect):
    name = "postgresql"
    settings: ClassVar = {"connect_timeout": "5"}  # seconds
    options: ClassVar = {"pool_size": 8, "max_overflow": 32, "pool_pre_ping": True}
    on_connect = (
        "SET jit = off",  # compiling costs more than our short statements take
        "SET enable_hashjoin = off",  # they ask for a few rows by index: to read a whole table for them is never right,
        "SET enable_mergejoin = off",  # whatever the statistics are, which may be old or not there yet;
        "SET random_page_cost = 1.1",  # so is to read all of a group and sort it for its newest few
    )
    on_write = (f"SELECT pg_advisory_xact_lock({ARCHIVE_LOCK})",)
    on_read = ("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",)
    on_upgrade = ()
    index_text = text("INSERT INTO full_text (article, words) VALUES (:article, CAST(:words AS tsvector))")
    find_text = text("SELECT article FROM full_text WHERE words @@ CAST(:query AS tsquery)")
    tables = schema.in_chunks
    shingles, keywords = ChunkPostings(schema.shingle_chunk), ChunkPostings(schema.keyword_chunk)

    def insert(self, table: Table) -> Insert:
        return postgresql.insert(table)

    def numbers(self, name: str) -> FromClause:
        return self._listed(name, column("value", BigInteger))

    def texts(self, name: str) -> FromClause:
        return self._listed(name, column("value", Text))

    def _listed(self, name: str, value: ColumnClause[Any]) -> FromClause:
        values = bindparam(name, type_=ARRAY(type(value.type)))
        return func.unnest(values).table_valued(value, name=f"asked_{name}").render_derived()

    def counts(self, name: str) -> FromClause:
        pairs = cast(bindparam(name, type_=_JsonCounts()), postgresql.JSON)
        return _counts(func.json_each_text(pairs).table_valued("key", "value"))

    def words(self, tokens: Sequence[str], inner: Iterable[str]) -> str:
        placed = (f"'{token}':{min(place, 16383)}" for place, token in enumerate(tokens, 1))
        return " ".join((*placed, *(f"'{token}'" for token in inner)))

    def query(self, terms: Iterable[Term]) -> str:
        return " & ".join(
            "(" + " <-> ".join(f"'{token}'" + ":*" * term.prefix for token in term.tokens) + ")" for term in terms
        )


_DIALECTS: Mapping[str, Dialect] = {sql.name: sql for sql in (_SQLite(), _PostgreSQL())}


def dialect(of: Connection | str) -> Dialect:
    """The dialect of a connection, or of the database of that name: `sqlite` or `postgresql`."""
    return _DIALECTS[of if isinstance(of, str) else of.dialect.name]
