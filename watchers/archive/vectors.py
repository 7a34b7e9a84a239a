"""What articles mean, kept as vectors beside them.

An article has one row, under the key by which everybody knows it: its text means the same to whoever reads it.
"""

from __future__ import annotations

from sqlalchemy import Connection, insert

from watchers.archive.schema import vector
from watchers.model import Meaning


def store(conn: Connection, key: int, meaning: Meaning | None) -> None:
    """Keep what an article means; None: it has no row."""
    if meaning is not None:
        conn.execute(_STORING, {"article": key, "lead": meaning.lead, "sentences": b"".join(meaning.sentences)})


def read(lead: bytes | None, sentences: bytes | None) -> Meaning | None:
    """The meaning of a row; None where there is none. All vectors are as long as the lead's."""
    if lead is None or sentences is None:
        return None
    size = len(lead)
    return Meaning(lead, tuple(sentences[start : start + size] for start in range(0, len(sentences), size)))


_STORING = insert(vector)
