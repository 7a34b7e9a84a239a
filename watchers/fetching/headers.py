"""What HTTP headers say about asking again: pure readings of RFC 9110 and 9111, garbage ignored.

Validators are opaque: they go back byte for byte, odd quotes, weak marks and odd dates included.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Protocol

from watchers.model import Validators

_LONGEST_SECONDS = 366 * 86_400  # beyond a year a number is a mistake; it stays a long time
_LONGEST_VALIDATOR_CHARACTERS = 8_000  # a longer one would be refused when it goes back


UNCONDITIONAL = Validators()


class Headers(Protocol):
    """Header fields by case-insensitive name, with their bytes as they came."""

    @property
    def raw(self) -> list[tuple[bytes, bytes]]: ...


def conditions(validators: Validators) -> list[tuple[bytes, bytes]]:
    """The request headers that make a request conditional: the validators, unchanged."""
    fields = ((b"If-None-Match", validators.etag), (b"If-Modified-Since", validators.last_modified))
    return [(name, value.encode("latin-1")) for name, value in fields if value is not None]


def validators(response: Headers, confirmed: Validators | None = None) -> Validators:
    """The validators of a response. `confirmed`: those that a 304 has just answered.

    They replace the earlier ones wholly, so what a server no longer sends is dropped. Only a 304 that carries none at
    all says nothing about them (RFC 9110, 15.4.5 lets it leave out Last-Modified), and what it confirmed stays.
    """
    fresh = Validators(_validator(response, b"etag"), _validator(response, b"last-modified"))
    return confirmed if confirmed is not None and fresh == UNCONDITIONAL else fresh


def fresh_for(response: Headers, now: datetime) -> timedelta | None:
    """How long the answer stays fresh: max-age, else Expires, less Age (RFC 9111, 4.2). None: it does not say."""
    age = _number(_text(response, b"age")) or 0
    max_age = re.search(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,18})", _text(response, b"cache-control"), re.IGNORECASE)
    if max_age is not None:
        lifetime = _seconds(int(max_age[1]))
    else:
        expires, sent = http_date(_text(response, b"expires")), http_date(_text(response, b"date"))
        if expires is None:
            return None
        lifetime = expires - (sent or now)
    return max(timedelta(), lifetime - _seconds(age))


def retry_after(response: Headers, now: datetime) -> timedelta | None:
    """Retry-After in both its forms, seconds or a date. None: not given, unreadable, or over already."""
    text = _text(response, b"retry-after")
    seconds, at = _number(text), http_date(text)
    wait = _seconds(seconds) if seconds is not None else at - now if at is not None else timedelta()
    return wait if wait > timedelta() else None


def content_length(response: Headers) -> int | None:
    """The declared length of the body on the wire, where it is a number."""
    return _number(_text(response, b"content-length"))


def http_date(text: str) -> datetime | None:
    """An HTTP date in any of its three forms, as an aware UTC instant."""
    try:
        at = parsedate_to_datetime(text)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _validator(response: Headers, name: bytes) -> str | None:
    # Latin-1 maps every byte to one character and back, so what goes back is what came.
    value = next((value for key, value in response.raw if key.lower() == name), None)
    return value.decode("latin-1") if value is not None and 0 < len(value) <= _LONGEST_VALIDATOR_CHARACTERS else None


def _text(response: Headers, name: bytes) -> str:
    return ", ".join(value.decode("latin-1").strip() for key, value in response.raw if key.lower() == name)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None


def _seconds(count: int) -> timedelta:
    return timedelta(seconds=min(count, _LONGEST_SECONDS))
