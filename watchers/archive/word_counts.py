"""How common words are: in how many articles of the archive each of them occurs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, select, true

from watchers.archive.dialect import Dialect, Insert, dialect
from watchers.archive.schema import word


def counts(conn: Connection, words: Collection[int]) -> dict[int, int]:
    """Of those of the words that occur at all."""
    rows = conn.execute(_asking(dialect(conn)), {"asked": list(words)}).all()
    return {found: articles for found, articles in rows}


class WordCounts:
    """The same while articles are recorded: each word is asked for once, counted on here, and written at the end."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._held: dict[int, int] = {}
        self._added: Counter[int] = Counter()

    def learn(self, words: Collection[int]) -> None:
        """Ask the archive for those words that were not asked for yet."""
        new = [each for each in words if each not in self._held]
        if new:
            held = counts(self._conn, new)
            self._held |= {each: held.get(each, 0) + self._added[each] for each in new}

    def of(self, words: Collection[int]) -> dict[int, int]:
        """As `counts`, of the words as they stand now."""
        self.learn(words)
        held = self._held
        return {each: count for each in words if (count := held[each])}

    def add(self, words: Collection[int]) -> None:
        """One article more has these words."""
        self._added.update(iter(words))  # once each, also where they come with weights
        held = self._held
        for each in words:
            if each in held:
                held[each] += 1

    def write(self) -> None:
        """Count in the archive what was counted here since the last time."""
        if self._added:
            self._conn.execute(_adding(dialect(self._conn)), {"added": dict(sorted(self._added.items()))})
            self._added.clear()


@cache
def _asking(sql: Dialect) -> Select[Any]:
    asked = sql.numbers("asked")
    return select(word.c.word, word.c.articles).join(asked, asked.c.value == word.c.word)


@cache
def _adding(sql: Dialect) -> Insert:
    new = sql.counts("added")
    rows = select(new.c.value, new.c.count).where(true())  # SQLite needs it before ON CONFLICT
    added = sql.insert(word).from_select(["word", "articles"], rows)
    total = word.c.articles + added.excluded.articles
    return added.on_conflict_do_update(index_elements=[word.c.word], set_={"articles": total})
