"""How common words are: in how many articles of the archive each of them occurs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from functools import cache
from typing import Any

from sqlalchemy import Connection, Integer, Select, bindparam, select, true

from watchers.storage.dialect import Dialect, Insert, dialect
from watchers.storage.schema import word


def counts(conn: Connection, words: Collection[int]) -> dict[int, int]:
    """Of those of the words that occur at all."""
    return {found: articles for found, articles in conn.execute(_asking(dialect(conn)), {"asked": list(words)})}


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
            self._held |= dict.fromkeys(new, 0) | counts(self._conn, new)

    def of(self, words: Collection[int]) -> dict[int, int]:
        """As `counts`, of the words as they stand now."""
        self.learn(words)
        held, added = self._held, self._added
        return {each: count for each in words if (count := held[each] + added.get(each, 0))}

    def add(self, words: Iterable[int]) -> None:
        """One article more has these words."""
        self._added.update(iter(words))  # once each, also where they come with weights

    def write(self) -> None:
        """Count in the archive what was counted here since the last time."""
        groups = defaultdict(list)
        for each, count in sorted(self._added.items()):
            groups[count].append(each)
            if each in self._held:
                self._held[each] += count
        self._added.clear()
        statement = _adding(dialect(self._conn))
        for count, words in groups.items():  # few: most words occur in one article of a batch
            self._conn.execute(statement, {"asked": words, "count": count})


@cache
def _asking(sql: Dialect) -> Select[Any]:
    asked = sql.numbers("asked")
    return select(word.c.word, word.c.articles).join(asked, asked.c.value == word.c.word)


@cache
def _adding(sql: Dialect) -> Insert:
    asked = sql.numbers("asked")
    rows = select(asked.c.value, bindparam("count", type_=Integer)).where(true())  # SQLite needs it before ON CONFLICT
    added = sql.insert(word).from_select(["word", "articles"], rows)
    total = word.c.articles + added.excluded.articles
    return added.on_conflict_do_update(index_elements=[word.c.word], set_={"articles": total})
