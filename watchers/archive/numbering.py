"""The keys and numbers that articles and events are given while a transaction records them.

A key is an article's inside, and all scopes share them. A number is what people see: everybody's articles count among
themselves, and each server's own among its own, so that no number tells what another server does. Deliveries,
changes and spellings under review are numbered likewise, each in the rows of its table (`next_in`).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Table, func, select

from watchers.archive import mention_rows, schema
from watchers.archive.dialect import dialect
from watchers.archive.schema import numbering
from watchers.archive.visible import EVERYBODY


def next_in(table: Table, scope: ColumnElement[bool]) -> ScalarSelect[Any]:
    """The number of the next row of a scope, of a table whose rows are numbered in each scope by themselves."""
    return select(func.coalesce(func.max(table.c.number), 0) + 1).where(scope).scalar_subquery()


class Numbering:
    """Gives keys and numbers under the archive's lock; `write` keeps how many articles each scope has by then."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self.last_key: int = conn.execute(select(func.max(schema.article.c.key))).scalar() or 0
        self._next_event = mention_rows.next_event(conn)
        self._articles: dict[str, int] = {guild: articles for guild, articles in conn.execute(select(numbering))}
        self._changed: set[str] = set()

    @property
    def servers(self) -> bool:
        """Whether any server has articles or readings of its own."""
        return any(guild != EVERYBODY for guild in self._articles)

    def articles(self, guild: str | None) -> int:
        """How many articles are everybody's, and how many those and the server's own are together."""
        everybodys = self._articles.get(EVERYBODY, 0)
        return everybodys if guild is None else everybodys + self._articles.get(guild, 0)

    def next_key(self) -> int:
        """A key for an article."""
        self.last_key += 1
        return self.last_key

    def next_number(self, guild: str | None) -> int:
        """A number for an article of the server's own; None: of everybody's."""
        scope = guild or EVERYBODY
        self._articles[scope] = number = self._articles.get(scope, 0) + 1
        self._changed.add(scope)
        return number

    def know(self, guild: str) -> None:
        """Keep that the server has rows of its own, even where it has no articles."""
        if guild not in self._articles:
            self._articles[guild] = 0
            self._changed.add(guild)

    def next_events(self, events: int) -> int:
        """The first of so many keys for events."""
        first = self._next_event
        self._next_event += events
        return first

    def write(self) -> None:
        """Keep how many articles each scope has by now."""
        rows = [{"guild": guild, "articles": self._articles[guild]} for guild in sorted(self._changed)]
        if rows:
            statement = dialect(self._conn).insert(numbering)
            present = {"articles": statement.excluded.articles}
            self._conn.execute(statement.on_conflict_do_update(index_elements=["guild"], set_=present), rows)
        self._changed.clear()
