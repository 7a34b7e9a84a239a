"""How our values stand in columns: the same on both databases, and exact."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, Text, TypeDecorator

from watchers import reasons
from watchers.reasons import Reason

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


def storable(text: str) -> str:
    """A text that both databases take: NUL and lone surrogates become U+FFFD, so that offsets stay true."""
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text)
    return text


def ticks(span: timedelta) -> int:
    """A length of time as columns hold it: in microseconds."""
    return span // _TICK


MOST_INDEXED_BYTES = 1_000  # of a text in an index: PostgreSQL takes 2,704 of a row, and a row may have two texts
_BEGINNING_CHARACTERS = 200  # of a longer text, 800 bytes at most


def indexable(text: str) -> str:
    """A text that the indexes of both databases take: a longer one is its beginning and its digest, still distinct."""
    text = storable(text)
    if len(text) <= MOST_INDEXED_BYTES // 4 or len(encoded := text.encode()) <= MOST_INDEXED_BYTES:
        return text
    return f"{text[:_BEGINNING_CHARACTERS]}… {hashlib.blake2b(encoded, digest_size=16).hexdigest()}"


def digest(text: str) -> int:
    """63 bits of a hash: two addresses, or two entries of one feed, practically never share them."""
    return int.from_bytes(hashlib.blake2b(text.encode(errors="replace"), digest_size=8).digest()) >> 1


class Instant(TypeDecorator[datetime]):
    """An aware instant as microseconds since 1970."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else ticks(value - EPOCH)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else EPOCH + timedelta(microseconds=value)


class Span(TypeDecorator[timedelta]):
    """A length of time in microseconds."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:
        return None if value is None else ticks(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> timedelta | None:
        return None if value is None else timedelta(microseconds=value)


class Day(TypeDecorator[date]):
    """A calendar day as its number (day 1 is the first of January of the year 1)."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> int | None:
        return None if value is None else value.toordinal()

    def process_result_value(self, value: int | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromordinal(value)


class Prose(TypeDecorator[str]):
    """Text from outside, which may hold what databases refuse."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


class Indexed(TypeDecorator[str]):
    """Text from outside that an index holds, however long it is."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else indexable(value)


class Digest(TypeDecorator[str]):
    """What finds a text of any length that stands whole in a column beside it. It is not read back."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> int | None:
        return None if value is None else digest(value)


class Reasons(TypeDecorator[tuple[Reason, ...]]):
    """Reasons, as JSON in letters that a person can read."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Iterable[Reason] | None, dialect: Dialect) -> str | None:
        return None if value is None else written(reasons.as_json(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Reason, ...] | None:
        return None if value is None else reasons.from_json(json.loads(value))


def written(value: Any) -> str:
    """A value as JSON that both databases take."""
    return storable(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


class Json(TypeDecorator[Any]):
    """A value that is only read back whole, as JSON in letters that a person can read."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else written(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)
