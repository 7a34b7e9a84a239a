"""What articles mean, kept as vectors beside them.

An article has one row, under the key by which everybody knows it: its text means the same to whoever reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from heapq import nlargest
from typing import Any

from sqlalchemy import Connection, Select, insert, select

from watchers.archive.dialect import Dialect, dialect
from watchers.archive.schema import vector
from watchers.model import Meaning
from watchers.text.cosine import cosines


def store(conn: Connection, key: int, meaning: Meaning | None, *, for_all: bool) -> None:
    """Keep what an article means; None: it has no row. Without `for_all` those alone may know it who see an actor in
    the article."""
    if meaning is not None:
        sentences = b"".join(meaning.sentences)
        conn.execute(_STORING, {"article": key, "lead": meaning.lead, "sentences": sentences, "for_all": for_all})


def read(lead: bytes | None, sentences: bytes | None) -> Meaning | None:
    """The meaning of a row; None where there is none. All vectors are as long as the lead's."""
    if lead is None or sentences is None:
        return None
    size = len(lead)
    return Meaning(lead, tuple(sentences[start : start + size] for start in range(0, len(sentences), size)))


def nearest(conn: Connection, meaning: Meaning, base_of: Mapping[int, int], most: int, least: float) -> tuple[int, ...]:
    """At most so many of the keys of `base_of`, whose leads lie nearest to a meaning's, from the cosine `least` on.

    The nearest comes first, of equals the newest. `base_of` gives the key under which everybody knows an article.
    """
    bases = {"keys": sorted({*base_of.values()})}
    lead_of: dict[int, bytes] = dict(map(tuple, conn.execute(_leads(dialect(conn)), bases)))
    keys = [key for key, base in base_of.items() if base in lead_of]
    near = zip(cosines(meaning.lead, [lead_of[base_of[key]] for key in keys]), keys, strict=True)
    return tuple(key for cosine, key in nlargest(most, near) if cosine >= least)


_STORING = insert(vector)


@cache
def _leads(sql: Dialect) -> Select[Any]:
    keys = sql.numbers("keys").c.value
    return select(vector.c.article, vector.c.lead).where(vector.c.article == keys)
