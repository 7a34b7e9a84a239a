"""Dates of feeds are hints: what they state is kept as exactly as they state it, and no more. Pure.

A stamp without a zone is read as UTC so that it can be ordered, and marked as such. The epoch and everything else from
before there were feeds is no date.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

from watchers.model import PartialDate, Published

_FIRST_YEAR = 1990  # nothing was published on the web before; 1970 and 1980 are clocks that were never set

_PARTIAL = re.compile(r"\s*(\d{4})(?:-?(\d{2}))?\s*")
_TIME = re.compile(r"\d{1,2}[:.]\d{2}|T\d{2}|\d\s*[ap]\.?m\b", re.IGNORECASE)
_ZONE = re.compile(
    r"(?:Z|UTC?|GMT|[ECMPA][SD]?T|ME?S?T|[+-]\d{1,2}:?\d{2}|[+-]\d{2}|\b[AMNY])\s*(?:\([^)]*\))?\s*$", re.IGNORECASE
)


def read(stated: str, parsed: tuple[int, ...] | None) -> Published | None:
    """What a stamp states. `parsed` is its reading as (year, month, day, hour, minute, second) in UTC."""
    if parsed is None or not _FIRST_YEAR <= parsed[0] <= 9_999:
        return None
    partial = _PARTIAL.fullmatch(stated)
    if partial is not None:
        return Published(PartialDate(parsed[0], parsed[1] if partial[2] else None))
    if not _TIME.search(stated):
        return Published(PartialDate(*parsed[:3]))
    try:
        at = datetime(*parsed[:5], min(parsed[5], 59), tzinfo=UTC)  # type: ignore[misc, arg-type]
    except (ValueError, TypeError):
        return None
    return replace(Published.instant(at), zoned=_ZONE.search(stated) is not None)


def iso(stated: object) -> Published | None:
    """What an RFC 3339 stamp states; None for anything else."""
    if not isinstance(stated, str):
        return None
    try:
        at = datetime.fromisoformat(stated.strip())
        at = at if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):  # no stamp, or one at either end of the calendar
        return None
    return read(stated, at.timetuple()[:6])


def clamped(published: Published | None, now: datetime) -> Published | None:
    """A date of publication that is no later than `now`, since an article that is here has appeared."""
    if published is None:
        return None
    if published.at is not None:
        return published if published.at <= now else replace(Published.instant(now), zoned=published.zoned)
    return published if published.date.first_day <= now.date() else Published.instant(now)
