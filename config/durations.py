"""Durations as people write them: `30s`, `5m`, `2h`, `7d`, or a plain number of seconds. The one home of that form."""

from __future__ import annotations

import re
from datetime import timedelta

FORM = "write 30s, 5m, 2h, 7d or a number of seconds"

_DURATION = re.compile(r"(\d{1,12}(?:\.\d{1,6})?)\s*([smhd]?)", re.ASCII | re.IGNORECASE)
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
_LONGEST_DURATION = timedelta(days=3650)


def parse(text: str) -> timedelta:
    """From `30s`, `5m`, `2h`, `1.5h`, `7d` or seconds, zero included; raises ValueError that says how to write it."""
    duration = _DURATION.fullmatch(text.strip())
    if duration is None:
        raise ValueError(f"{text!r} is no duration; {FORM}")
    seconds = float(duration[1]) * _SECONDS[duration[2].lower()]
    if seconds > _LONGEST_DURATION.total_seconds():
        raise ValueError(f"{text!r} is longer than ten years; {FORM}")
    return timedelta(seconds=seconds)


def parse_positive(text: str) -> timedelta:
    """A period of more than zero from text (see `parse`); raises ValueError that says how to write it."""
    duration = parse(text)
    if not duration:
        raise ValueError(f"{text!r} is not more than zero; {FORM}")
    return duration


def show(duration: timedelta) -> str:
    """The shortest exact form that `parse` reads back: `90s`, `5m`, `2h`, `7d`."""
    seconds = duration.total_seconds()
    for unit in "dhm":
        if seconds and seconds % _SECONDS[unit] == 0:
            return f"{seconds / _SECONDS[unit]:.0f}{unit}"
    return f"{seconds:.6f}".rstrip("0").rstrip(".") + "s"
