"""The rows of stories: when they began, when something came last, and which article their copies were taken from.

A story that everybody sees has a row of everybody's. What a server's own articles and readings add to it stands in a
row of that server's; who looks sees both as one.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, update

from watchers.archive.dialect import dialect
from watchers.archive.schema import story
from watchers.archive.visible import scope_of


def join(conn: Connection, key: int, article: int, at: datetime, *, origin: bool) -> None:
    """An article, by its base key, starts or joins a story at that time; `origin`: the story's copies are of it."""
    scope = scope_of(conn)
    times = {"of": key, "scope": scope, "at": at}
    if key == article or not conn.execute(_ACTIVE, times).rowcount:
        row = {"key": key, "guild": scope, "created": at, "last_activity": at}
        conn.execute(dialect(conn).insert(story).on_conflict_do_nothing(), row)
    if origin:
        conn.execute(_ORIGIN, {"of": key, "scope": scope, "article": article})


_HERE = (story.c.key == bindparam("of"), story.c.guild == bindparam("scope"))
_AT = bindparam("at", type_=story.c.last_activity.type)
_ACTIVE = update(story).where(*_HERE, story.c.last_activity <= _AT).values(last_activity=_AT)
_ORIGIN = update(story).where(*_HERE).values(origin=bindparam("article"))
