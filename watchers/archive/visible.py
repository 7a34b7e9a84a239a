"""The archive as whoever looks may see it: one view under all reads.

Everything has a scope: it is everybody's (`guild` is none), or one server's own. A connection has a viewer, a server
or nobody in particular (see `seen_by`), and these relations hold what is everybody's and what is the viewer's own.

    everybody's article                             seen by all
    a server's own article                          seen by that server alone
    a server's own reading of everybody's article   its row `shadows` the other's: the server sees it in its place

The database itself knows the viewer, as with row security: on PostgreSQL by a setting of the transaction, on SQLite by
a function. So no query takes the viewer as a parameter, and none can forget it that reads from here, not from `schema`.
Columns that refer to articles (`story`, `copy_of`, `cause`) hold the key under which everybody knows them: `base`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, Subquery, Text, and_, exists, func, or_, select, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from watchers.archive import schema

EVERYBODY = ""  # in columns that cannot be empty
_SETTING = "actorwatch.viewer"


class Viewer(GenericFunction[str]):
    """The server that looks, in SQL; nothing equals it where nobody in particular does."""

    name = "viewer"
    type = Text()
    inherit_cache = True


@compiles(Viewer, "postgresql")
def _setting(element: Viewer, compiler: SQLCompiler, **_: Any) -> str:
    return f"current_setting('{_SETTING}', true)"


def viewer_of(conn: Connection) -> str | None:
    """The server that looks; None: nobody in particular."""
    server: str | None = conn.info.get("viewer")
    return server


def scope_of(conn: Connection) -> str:
    """The viewer as columns hold it that cannot be empty: the scope in which is written."""
    return viewer_of(conn) or EVERYBODY


def look_as(conn: Connection, guild: str | None) -> None:
    """Let a server look from now on, until the transaction ends; None: nobody in particular."""
    conn.info["viewer"] = guild
    if conn.dialect.name == "postgresql":
        conn.execute(select(func.set_config(_SETTING, guild or EVERYBODY, True)))


def forget_viewer(conn: Connection) -> None:
    """Begin a transaction with no viewer: the setting has ended with the one before, what this program kept has not."""
    conn.info["viewer"] = None


@contextmanager
def seen_by(conn: Connection, guild: str | None) -> Iterator[None]:
    """Look and write as a server within the block; None: as nobody in particular, which is for everybody."""
    before = viewer_of(conn)
    if guild == before:
        yield
        return
    look_as(conn, guild)
    try:
        yield
    except BaseException:
        conn.info["viewer"] = before  # the setting goes back with the transaction, or the part of it, that fails now
        raise
    look_as(conn, before)


# ---------------------------------------------------------------- relations

_shadow = schema.article.alias("shadow")
_own = schema.article.alias("own")


def _unshadowed(key: ColumnElement[int] | Column[int]) -> ColumnElement[bool]:
    return ~exists().where(_shadow.c.shadows == key, _shadow.c.guild == Viewer())


def sees(key: ColumnElement[int] | Column[int]) -> ColumnElement[bool]:
    """Whether the viewer sees the row of `article` with that key; for rows that go with an article."""
    mine = exists().where(_own.c.key == key, or_(_own.c.guild.is_(None), _own.c.guild == Viewer()))
    return and_(mine, _unshadowed(key))


def in_scope(guild: Column[Any]) -> ColumnElement[bool]:
    """Whether a row is everybody's or the viewer's, by a column that is empty for everybody's."""
    return or_(guild == EVERYBODY, guild == Viewer())


def may_be_told(conn: Connection, guild: Column[Any]) -> ColumnElement[bool]:
    """Whether a row of the program's own work concerns the viewer (see `in_scope`); nobody in particular: all do."""
    return in_scope(guild) if viewer_of(conn) else true()


def _articles() -> Select[Any]:
    row = schema.article.c
    others = (column for column in row if column.name != "name")
    everybodys = and_(row.guild.is_(None), _unshadowed(row.key))
    return select(
        *others,
        row.name.label("seed_name"),
        func.coalesce(row.label, row.name).label("name"),
        func.coalesce(row.shadows, row.key).label("base"),
    ).where(or_(everybodys, row.guild == Viewer()))


article: Subquery = _articles().subquery("article")


def known_as(base: ColumnElement[Any] | Column[Any]) -> ColumnElement[bool]:
    """Whether a row of `article` here is the viewer's of the article that is referred to so; found by indexes."""
    return or_(and_(article.c.key == base, article.c.shadows.is_(None)), article.c.shadows == base)


reference: Subquery = select(  # what other rows refer to, by its base key, with the id that people see
    schema.article.c.key, func.coalesce(schema.article.c.label, schema.article.c.name).label("name")
).subquery("reference")

subject: Subquery = (
    select(
        schema.subject.c.key,
        func.coalesce(schema.subject.c.actor, schema.subject.c.id).label("id"),
        schema.subject.c.guild,
    )
    .where(or_(schema.subject.c.guild.is_(None), schema.subject.c.guild == Viewer()))
    .subquery("subject")
)
