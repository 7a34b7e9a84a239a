"""How common words are: in how many articles each of them occurs, everybody's and the viewer's own together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select, true

from watchers.archive.dialect import Dialect, Insert, dialect
from watchers.archive.schema import own_word, word
from watchers.archive.visible import Viewer, viewer_of


def _read(conn: Connection, query: Callable[[Dialect], Select[Any]], words: Collection[int]) -> dict[int, int]:
    rows = conn.execute(query(dialect(conn)), {"hashes": list(words)}).all()
    return {word_hash: articles for word_hash, articles in rows}


class WordCounts:
    """Document frequencies while articles are recorded: each word is read once, counted on here, written at the end.

    A server's count on everybody's, given as `everybodys`.
    """

    def __init__(self, conn: Connection, everybodys: WordCounts | None = None) -> None:
        self._conn = conn
        self._everybodys = everybodys
        self._counts: dict[int, int] = {}  # what was read, and counted on since
        self._added: Counter[int] = Counter()  # what is not written yet

    def learn(self, words: Collection[int]) -> None:
        """Read the counts of the words that were not read yet."""
        unread = [word_hash for word_hash in words if word_hash not in self._counts]
        if unread:
            written = _read(self._conn, _everybodys if self._everybodys is None else _own, unread)
            self._counts |= {word_hash: written.get(word_hash, 0) + self._added[word_hash] for word_hash in unread}

    def of(self, words: Collection[int]) -> dict[int, int]:
        """In how many articles each word occurs, those just recorded among them; words in no article are omitted."""
        self.learn(words)
        present = self._counts
        if self._everybodys is None:
            return {word_hash: count for word_hash in words if (count := present[word_hash])}
        shared = self._everybodys.of(words)
        return {word: count for word in words if (count := present[word] + shared.get(word, 0))}

    def add(self, words: Collection[int]) -> None:
        """Count one article more for each of the words."""
        self._added.update(iter(words))  # once each, also where they come with weights
        present = self._counts
        for word_hash in words:
            if word_hash in present:
                present[word_hash] += 1

    def write(self) -> None:
        """Add to the archive's counts, of the scope that is written, what was counted here since the last `write`."""
        if self._added:
            guild, values = viewer_of(self._conn), {"added": dict(sorted(self._added.items()))}
            if guild is None:
                self._conn.execute(_adding(dialect(self._conn)), values)
            else:
                self._conn.execute(_adding_own(dialect(self._conn)), {**values, "guild": guild})
            self._added.clear()


@cache
def _everybodys(sql: Dialect) -> Select[Any]:
    hashes = sql.numbers("hashes")
    return select(word.c.word, word.c.articles).join(hashes, hashes.c.value == word.c.word)


@cache
def _own(sql: Dialect) -> Select[Any]:
    hashes = sql.numbers("hashes")
    own = select(own_word.c.word, own_word.c.articles).where(own_word.c.guild == Viewer())
    return own.join(hashes, hashes.c.value == own_word.c.word)


@cache
def _adding(sql: Dialect) -> Insert:
    new = sql.counts("added")
    rows = select(new.c.value, new.c.count).where(true())  # SQLite needs it before ON CONFLICT
    added = sql.insert(word).from_select(["word", "articles"], rows)
    total = word.c.articles + added.excluded.articles
    return added.on_conflict_do_update(index_elements=[word.c.word], set_={"articles": total})


@cache
def _adding_own(sql: Dialect) -> Insert:
    new = sql.counts("added")
    guild = bindparam("guild", type_=own_word.c.guild.type)
    rows = select(guild, new.c.value, new.c.count).where(true())
    added = sql.insert(own_word).from_select(["guild", "word", "articles"], rows)
    total = own_word.c.articles + added.excluded.articles
    return added.on_conflict_do_update(index_elements=list(own_word.primary_key), set_={"articles": total})
