"""The ids that people see, and the integers that stand for them inside.

    a seed document                  its file name
    another article of everybody's   its number among everybody's, in decimal
    an article of a server's own     P and its number among the server's: P12
    a server's own reading           the id of everybody's article in whose place the server sees it
    a story                          the id of its first article

An id that stands for another server's article is an id of nothing. `name` is what is stored of an id that is not the
key in decimal.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, or_, select

from watchers.archive.dialect import Dialect, dialect
from watchers.archive.visible import article, reference
from watchers.errors import ConfigError

AnyRow = Row[*tuple[Any, ...]]


def public(key: int, name: str | None) -> str:
    """The id that people see of the article (or story) with that number."""
    return str(key) if name is None else name


def public_or_none(key: int | None, name: str | None) -> str | None:
    """The id that people see of an article (or story) that may be none."""
    return None if key is None else public(key, name)


def public_of(conn: Connection, key: int) -> str:
    """The id that people see of the article (or story) with that number, which must exist."""
    return public(key, conn.execute(select(reference.c.name).where(reference.c.key == key)).scalar_one())


def key_of(conn: Connection, public_id: str) -> int | None:
    """The key of the viewer's row of the article with that id; None where there is none."""
    return keys_of(conn, [public_id]).get(public_id)


def keys_of(conn: Connection, public_ids: Collection[str]) -> dict[str, int]:
    """The keys of the viewer's rows of the articles with those ids; ids of no article are left out."""
    return {public_id: key for public_id, (key, _) in _keys_and_bases(conn, public_ids).items()}


def base_of(conn: Connection, public_id: str) -> int | None:
    """The key by which other rows refer to the article with that id; None where there is none."""
    return bases_of(conn, [public_id]).get(public_id)


def bases_of(conn: Connection, public_ids: Collection[str]) -> dict[str, int]:
    """The keys by which other rows refer to the articles with those ids; ids of no article are left out."""
    return {public_id: base for public_id, (_, base) in _keys_and_bases(conn, public_ids).items()}


def _keys_and_bases(conn: Connection, public_ids: Collection[str]) -> dict[str, tuple[int, int]]:
    rows = {public(key, name): (key, base) for key, name, base in rows_of(conn, _ARTICLES, public_ids)}
    return {public_id: rows[public_id] for public_id in public_ids if public_id in rows}


def rows_of(
    conn: Connection, query: Select[*tuple[Any, ...]], public_ids: Collection[str]
) -> list[Row[*tuple[Any, ...]]]:
    """The rows of a query about `article`, whose first columns are its key and name, for those ids; in no order.

    What is made of the query is kept, so it must be one that is made once.
    """
    numbers = [int(public_id) for public_id in public_ids if _is_number(public_id)]
    rows: list[Row[*tuple[Any, ...]]] = []
    if numbers:
        numbered = conn.execute(_by_number(query, dialect(conn)), {"numbers": numbers}).all()
        rows += [row for row in numbered if row[1] is None]  # the key of what has a name is nobody's id
    numbered_ids = {str(row[0]) for row in rows}
    names = [public_id for public_id in public_ids if public_id not in numbered_ids]
    if names:
        rows += conn.execute(_by_name(query), {"names": names}).all()
    return rows


@cache
def _by_number(query: Select[*tuple[Any, ...]], sql: Dialect) -> Select[*tuple[Any, ...]]:
    numbers = sql.numbers("numbers")  # one parameter, however many they are
    return query.join(numbers, numbers.c.value == article.c.key)


@cache
def _by_name(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    names: BindParameter[Any] = bindparam("names", expanding=True)
    return query.where(or_(article.c.label.in_(names), article.c.seed_name.in_(names)))


def story_of(conn: Connection, public_id: str) -> int | None:
    """The number of the story that the article is in, or that bears (or, before a merge, bore) the id."""
    return stories_of(conn, [public_id]).get(public_id)


def stories_of(conn: Connection, public_ids: Collection[str]) -> dict[str, int]:
    """The numbers of the articles' stories, by the id given (see `story_of`); ids of no article are left out."""
    return {public_id: story for public_id, (story, _) in heads_of(conn, public_ids).items()}


def heads_of(conn: Connection, public_ids: Collection[str]) -> dict[str, tuple[int, str]]:
    """The number and the id of the articles' stories, by the id given; ids of no article are left out."""
    rows = rows_of(conn, _STORIES, public_ids)
    return {public(key, name): (story, public(story, head)) for key, name, story, head in rows}


_head = reference.alias("head")
_ARTICLES = select(article.c.key, article.c.name, article.c.base)
_STORIES = select(article.c.key, article.c.name, article.c.story, _head.c.name).join(
    _head, _head.c.key == article.c.story
)


def numbered(number: int, guild: str | None) -> str:
    """The id of the article with that number among everybody's, or among those of a server's own."""
    return str(number) if guild is None else f"P{number}"


def seed_name(public_id: str) -> str:
    """The name of a seed document; ConfigError for one that would be taken for an article's number."""
    if not public_id or _is_number(public_id):
        raise ConfigError(f"the seed document {public_id!r} could be taken for an article's number: rename its file")
    return public_id


def _is_number(public_id: str) -> bool:
    return public_id.isascii() and public_id.isdecimal() and len(public_id) < 10
