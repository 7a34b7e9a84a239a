"""The ids that people see, and the integers that stand for them inside.

A seed document goes by its file name, every other article by its number in decimal; a story by its first article.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from watchers.errors import ConfigError
from watchers.storage.schema import article


def public(key: int, name: str | None) -> str:
    """The id that people see of the article (or story) with that number."""
    return str(key) if name is None else name


def public_or_none(key: int | None, name: str | None) -> str | None:
    return None if key is None else public(key, name)


def public_of(conn: Connection, key: int) -> str:
    """The id that people see of the article (or story) with that number, which must exist."""
    return public(key, conn.execute(select(article.c.name).where(article.c.key == key)).scalar_one())


def key_of(conn: Connection, public_id: str) -> int | None:
    """The number of the article with that id; None where there is none."""
    return keys_of(conn, [public_id]).get(public_id)


def keys_of(conn: Connection, public_ids: Collection[str]) -> dict[str, int]:
    """The numbers of the articles with those ids; ids of no article are left out."""
    numbers = [int(each) for each in public_ids if _is_number(each)]
    names = [each for each in public_ids if not _is_number(each)]
    found: dict[str, int] = {}
    for which in (article.c.key.in_(numbers), article.c.name.in_(names)):
        rows = conn.execute(select(article.c.key, article.c.name).where(which))
        found |= {public(key, name): key for key, name in rows}
    return {each: found[each] for each in public_ids if each in found}


def story_of(conn: Connection, public_id: str) -> int | None:
    """The number of the story that the article is in, or that bears (or, before a merge, bore) the id."""
    return stories_of(conn, [public_id]).get(public_id)


def stories_of(conn: Connection, public_ids: Collection[str]) -> dict[str, int]:
    """The same of several; ids of no article are left out."""
    numbers = keys_of(conn, public_ids)
    rows = conn.execute(select(article.c.key, article.c.story).where(article.c.key.in_(list(numbers.values()))))
    stories = {key: story for key, story in rows}
    return {each: stories[number] for each, number in numbers.items()}


def seed_name(public_id: str) -> str:
    """The name of a seed document; ConfigError for one that would be taken for an article's number."""
    if not public_id or _is_number(public_id):
        raise ConfigError(f"the seed document {public_id!r} could be taken for an article's number: rename its file")
    return public_id


def _is_number(public_id: str) -> bool:
    return public_id.isascii() and public_id.isdecimal() and len(public_id) < 10
