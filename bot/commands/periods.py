"""Ends of pauses as people type them. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from config import durations
from watchers.errors import ConfigError
from watchers.telling import schedule

ACCEPTED_FORMS = "write a duration as 8h or 3d, a time as 08:00, or a date as 2026-03-02 or 2026-03-02 08:00"


def until(text: str, timezone: str, now: datetime) -> datetime:
    """When a pause ends, in UTC: after a duration, or at a date or time of the team's zone. ConfigError for others."""
    end = _end(" ".join(text.split()), timezone, now)
    if end <= now:
        raise ConfigError(f"{text!r} is over already; {ACCEPTED_FORMS}")
    if end - now > schedule.LONGEST_PAUSE:
        raise ConfigError(f"{text!r} is more than a year away; pause for less, or turn the team off with /team delete")
    return end


def _end(text: str, timezone: str, now: datetime) -> datetime:
    zone = schedule.parse_zone(timezone)
    try:
        return now + durations.parse_positive(text)
    except ValueError:
        pass
    try:
        if ":" in text and " " not in text and "T" not in text:
            local = now.astimezone(zone)
            today = datetime.combine(local.date(), time.fromisoformat(text), zone)
            return (today if today > now else today + timedelta(days=1)).astimezone(UTC)
        end = datetime.fromisoformat(text)
        return (end if end.tzinfo else end.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):  # no time, or one at either end of the calendar
        raise ConfigError(f"{text!r} is no time; {ACCEPTED_FORMS}") from None
