"""Dates of feeds are hints: what they state is kept as exactly as they state it, and no more. Pure.

A stamp without a zone is read as UTC so that it can be ordered, and marked as such. Its day is the one that it states:
where the outlet is, not in UTC. The epoch and everything else from before there were feeds is no date.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from watchers.model import PartialDate, Published

_FIRST_YEAR = 1990  # nothing was published on the web before; 1970 and 1980 are clocks that were never set
_EASTERNMOST = timedelta(hours=14)  # the offset from UTC of where days begin first

_PARTIAL = re.compile(r"\s*(\d{4})(?:-?(\d{2}))?\s*")
_TIME = re.compile(r"\d{1,2}[:.]\d{2}|T\d{2}|\d\s*[ap]\.?m\b", re.IGNORECASE)
_ZONE = re.compile(
    r"(?:(?P<sign>[+-])(?P<hours>\d{2}|\d(?=:?\d{2}))(?::?(?P<minutes>\d{2}))?"
    r"|(?<![a-z])(?P<name>Z|UTC?|GMT|[ECMPA][SD]?T|ME?S?T|\b[AMNY]))\s*(?:\([^)]*\))?\s*$",
    re.IGNORECASE,
)
_HOURS_BY_ZONE = {  # as feedparser reads them; of every other name it takes the time, and so the day, as it stands
    "at": -4, "ast": -4, "adt": -3, "et": -5, "est": -5, "edt": -4, "ct": -6, "cst": -6, "cdt": -5,
    "mt": -7, "mst": -7, "mdt": -6, "pt": -8, "pst": -8, "pdt": -7, "met": 1, "mest": 2,
}  # fmt: skip


def read(stated: str, parsed: tuple[int, ...] | None) -> Published | None:
    """What a stamp states. `parsed` is its reading as (year, month, day, hour, minute, second) in UTC."""
    if parsed is None or not _FIRST_YEAR <= parsed[0] <= 9_999:
        return None
    partial = _PARTIAL.fullmatch(stated)
    if partial is not None:
        return Published(PartialDate(parsed[0], parsed[1] if partial[2] else None))
    if not _TIME.search(stated):
        return Published(PartialDate(*parsed[:3]))
    zone = _ZONE.search(stated)
    try:
        at = datetime(*parsed[:5], min(parsed[5], 59), tzinfo=UTC)  # type: ignore[misc, arg-type]
        return replace(Published.instant(at.astimezone(_offset(zone))), zoned=zone is not None)
    except (ValueError, TypeError, OverflowError):
        return None


def _offset(zone: re.Match[str] | None) -> timezone:
    """The offset from UTC that a stamp states; UTC where it states none, or one that there is nowhere."""
    if zone is None:
        return UTC
    if zone["sign"] is None:
        return timezone(timedelta(hours=_HOURS_BY_ZONE.get(zone["name"].lower(), 0)))
    offset = timedelta(hours=int(zone["hours"]), minutes=int(zone["minutes"] or 0))
    return UTC if offset > _EASTERNMOST else timezone(offset if zone["sign"] == "+" else -offset)


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
    """A date of publication that is no later than `now`, since an article that is here has appeared.

    Its day stays the outlet's own where that has begun anywhere: it may be tomorrow's in UTC.
    """
    if published is None:
        return None
    latest = Published.instant(now)
    if published.date.first_day <= (now + _EASTERNMOST).date():
        return published if published.at is None or published.at <= now else replace(published, at=latest.at)
    return latest if published.at is None else replace(latest, zoned=published.zoned)
