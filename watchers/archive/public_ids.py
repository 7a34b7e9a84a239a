"""The ids that people see, and the integers that stand for them inside.

A seed document goes by its file name, every other article by its number in decimal; a story by its first article.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from watchers.archive.dialect import Dialect, dialect
from watchers.archive.schema import article
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
    return public(key, conn.execute(select(article.c.name).where(article.c.key == key)).scalar_one())


def key_of(conn: Connection, public_id: str) -> int | None:
    """The number of the article with that id; None where there is none."""
    return keys_of(conn, [public_id]).get(public_id)


def keys_of(conn: Connection, public_ids: Collection[str]) -> dict[str, int]:
    """The numbers of the articles with those ids; ids of no article are left out."""
    rows = rows_of(conn, _ARTICLES, public_ids)
    key_of_id = {public(key, name): key for key, name in rows}
    return {public_id: key_of_id[public_id] for public_id in public_ids if public_id in key_of_id}


def rows_of(
    conn: Connection, query: Select[*tuple[Any, ...]], public_ids: Collection[str]
) -> list[Row[*tuple[Any, ...]]]:
    """The rows of a query about `article`, whose first columns are its key and name, for those ids; in no order.

    What is made of the query is kept, so it must be one that is made once.
    """
    numbers = [int(public_id) for public_id in public_ids if _is_number(public_id)]
    names = [public_id for public_id in public_ids if not _is_number(public_id)]
    rows = []
    if numbers:
        numbered = conn.execute(_by_number(query, dialect(conn)), {"numbers": numbers}).all()
        rows += [row for row in numbered if row[1] is None]  # a seed document's number is nobody's id
    if names:
        rows += conn.execute(_by_name(query), {"names": names}).all()
    return rows


@cache
def _by_number(query: Select[*tuple[Any, ...]], sql: Dialect) -> Select[*tuple[Any, ...]]:
    numbers = sql.numbers("numbers")  # one parameter, however many they are
    return query.join(numbers, numbers.c.value == article.c.key)


@cache
def _by_name(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return query.where(article.c.name.in_(bindparam("names", expanding=True)))


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


_head = article.alias("head")
_ARTICLES = select(article.c.key, article.c.name)
_STORIES = _ARTICLES.add_columns(article.c.story, _head.c.name).join(_head, _head.c.key == article.c.story)


def seed_name(public_id: str) -> str:
    """The name of a seed document; ConfigError for one that would be taken for an article's number."""
    if not public_id or _is_number(public_id):
        raise ConfigError(f"the seed document {public_id!r} could be taken for an article's number: rename its file")
    return public_id


def _is_number(public_id: str) -> bool:
    return public_id.isascii() and public_id.isdecimal() and len(public_id) < 10
