"""When a team may be told, and when its digests are due: wall-clock rules of a place, answered in UTC.

A schedule is one of

    daily 08:00        weekdays 08:00        weekly mon 08:00        cron 0 8 * * 1

and every form becomes a cron expression. It is read as crontab(5) says: five fields, lists, ranges, steps and
English names, 0 and 7 are Sunday, and of a day of the month and a day of the week that are both restricted either
will do. (APScheduler's trigger counts weekdays from Monday and skips hours that a clock change removes, so it
is not asked.)

Clock changes: a local time that is skipped is due as much later as the clock jumped (02:30 comes at 03:30), a local
time that occurs twice is due the first time, so each is due exactly once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from watchers.errors import ConfigError
from watchers.model import QuietHours, Team

DAY_NAMES = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
WEEKDAYS = tuple(name[:3] for name in DAY_NAMES)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LONGEST_GAP = timedelta(days=366 * 12)  # 29 February, or a date on one weekday, may stay away for so long around 2100
LONGEST_PAUSE = timedelta(days=366)
FORMS = "write daily HH:MM, weekdays HH:MM, weekly DAY HH:MM or cron MINUTE HOUR DAY MONTH WEEKDAY"
_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A cron expression as the sets of values it allows; weekdays count from Sunday = 0."""

    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either_day: bool = False  # both kinds of day are restricted: one that fits is enough

    def on(self, day: date) -> bool:
        """Whether anything is due on that local day."""
        if day.month not in self.months:
            return False
        fits = day.day in self.days, day.isoweekday() % 7 in self.weekdays
        return any(fits) if self.either_day else all(fits)

    def times(self) -> Iterator[time]:
        return (time(hour, minute) for hour in sorted(self.hours) for minute in sorted(self.minutes))


# ---------------------------------------------------------------- digests


def next_digest(schedule: str, timezone: str, after: datetime) -> datetime | None:
    """The first due time later than `after`, in UTC; None when the calendar ends before it. Raises ConfigError."""
    parsed, zone = parse_schedule(schedule), parse_zone(timezone)
    first = after.astimezone(zone).date() - timedelta(days=1)
    for day in _days(first, LONGEST_GAP):
        due = [moment for moment in _around(parsed, zone, day) if moment > after]
        if due:
            return min(due)
    return None


def last_digest(schedule: str, timezone: str, until: datetime) -> datetime | None:
    """The latest due time that is not after `until`, in UTC; None when there was none. Raises ConfigError."""
    parsed, zone = parse_schedule(schedule), parse_zone(timezone)
    last = until.astimezone(zone).date() + timedelta(days=1)
    for day in _days(last, -LONGEST_GAP):
        due = [moment for moment in _around(parsed, zone, day) if moment <= until]
        if due:
            return max(due)
    return None


def due_digest(schedule: str, timezone: str, since: datetime, now: datetime) -> tuple[datetime, datetime] | None:
    """The period of the one digest that is due, or None.

    `since` is where the last digest's period ended (or when the schedule was set). However long the program was down,
    one digest catches up: it reaches from there to the latest due time.
    """
    end = last_digest(schedule, timezone, now)
    return None if end is None or end <= since else (since, end)


def _around(schedule: Schedule, zone: ZoneInfo, day: date) -> Iterator[datetime]:
    """Due times of a local day and its successor: a skipped time may fall behind the next day's first."""
    for local in (day, day + timedelta(days=1)):
        if schedule.on(local):
            yield from (datetime.combine(local, at, zone).astimezone(UTC) for at in schedule.times())


def _days(start: date, span: timedelta) -> Iterator[date]:
    step = 1 if span > timedelta() else -1
    for offset in range(abs(span.days)):
        try:
            yield start + timedelta(days=step * offset)
        except OverflowError:
            return


# ---------------------------------------------------------------- reading what people write


def parse_zone(name: str) -> ZoneInfo:
    """An IANA time zone; raises ConfigError in one sentence for anything else."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ConfigError(f"{name!r} is no time zone; write one such as Europe/Berlin, Africa/Tripoli or UTC") from None


def parse_schedule(text: str) -> Schedule:
    """A schedule in any of its forms; raises ConfigError in one sentence that says what to write."""
    word, *rest = text.lower().split() or [""]
    if word == "daily" and len(rest) == 1:
        return _cron(f"{_clock(rest[0], text)} * * *", text)
    if word == "weekdays" and len(rest) == 1:
        return _cron(f"{_clock(rest[0], text)} * * 1-5", text)
    if word == "weekly" and len(rest) == 2:
        return _cron(f"{_clock(rest[1], text)} * * {_weekday(rest[0], text)}", text)
    if word == "cron" and len(rest) == 5:
        return _cron(" ".join(rest), text)
    raise ConfigError(f"{text!r} is no digest schedule; {FORMS}")


def _clock(text: str, schedule: str) -> str:
    """The minute and hour fields of `08:00`."""
    found = re.fullmatch(r"(\d{1,2}):(\d{2})", text)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise ConfigError(f"{text!r} in the schedule {schedule!r} is no time of day; write it as 08:00")
    return f"{int(found[2])} {int(found[1])}"


def _weekday(text: str, schedule: str) -> str:
    """`mon` of `mon` or `monday`."""
    found = [day for day in DAY_NAMES if len(text) >= 3 and day.startswith(text)]
    if not found:
        days = "mon, tue, wed, thu, fri, sat or sun"
        raise ConfigError(f"{text!r} in the schedule {schedule!r} is no day of the week; write {days}")
    return found[0][:3]


def _cron(fields: str, schedule: str) -> Schedule:
    minute, hour, day, month, weekday = fields.split()
    days = _field(day, "day", 1, 31, (), schedule)
    months = _field(month, "month", 1, 12, MONTHS, schedule)
    weekdays = frozenset(number % 7 for number in _field(weekday, "weekday", 0, 7, WEEKDAYS, schedule))
    either = not day.startswith("*") and not weekday.startswith("*")
    if not either and not any(min(days) <= _DAYS_IN_MONTH[number - 1] for number in months):
        raise ConfigError(f"the schedule {schedule!r} never comes: none of its months has a day {min(days)}")
    minutes = _field(minute, "minute", 0, 59, (), schedule)
    return Schedule(minutes, _field(hour, "hour", 0, 23, (), schedule), days, months, weekdays, either)


def _field(text: str, name: str, low: int, high: int, words: tuple[str, ...], schedule: str) -> frozenset[int]:
    values: set[int] = set()
    for part in text.split(","):
        span, _, step = part.partition("/")
        first, dash, last = span.partition("-")
        try:
            start = low if first == "*" else _value(first, low, words)
            ends = _value(last, low, words) if dash else high if first == "*" or step else start
            stride = int(step) if "/" in part else 1
        except ValueError:
            start, ends, stride = 0, -1, 0
        if not (low <= start <= ends <= high and stride > 0):
            raise ConfigError(
                f"{part!r} is no {name} in the schedule {schedule!r}; use {low} to {high}, lists, ranges and steps"
            )
        values.update(range(start, ends + 1, stride))
    return frozenset(values)


def _value(text: str, low: int, words: tuple[str, ...]) -> int:
    return words.index(text) + low if text in words else int(text)


def parse_quiet_hours(text: str) -> QuietHours:
    """Local times as `22:00-06:30`; raises ConfigError in one sentence for anything else."""
    found = re.fullmatch(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})", text.strip(), re.ASCII)
    try:
        if found:
            hours = [int(part) for part in found.groups()]
            return QuietHours(time(hours[0], hours[1]), time(hours[2], hours[3]))
    except ValueError:
        pass
    raise ConfigError(f"{text!r} are no quiet hours; write them as 22:00-06:30")


# ---------------------------------------------------------------- quiet hours and pauses


def quiet_until(quiet: QuietHours | None, timezone: str, at: datetime) -> datetime:
    """The first moment from `at` on that is not within the quiet hours, in UTC; `at` itself when it is not.

    Equal start and end mean no quiet hours.
    """
    if quiet is None or quiet.start == quiet.end:
        return at
    zone = parse_zone(timezone)
    local = at.astimezone(zone)
    clock = local.time().replace(tzinfo=None)
    if not _within(quiet, clock):
        return at
    day = local.date() if clock < quiet.end else local.date() + timedelta(days=1)
    ends = datetime.combine(day, quiet.end, zone)
    if ends.astimezone(UTC) <= at:  # the hour that occurs twice, for the second time
        ends = ends.replace(fold=1)
    return ends.astimezone(UTC)


def _within(quiet: QuietHours, clock: time) -> bool:
    if quiet.start < quiet.end:
        return quiet.start <= clock < quiet.end
    return clock >= quiet.start or clock < quiet.end


def tell_at(team: Team, at: datetime) -> datetime:
    """The first moment from `at` on when the team may be notified: after its pause, outside its quiet hours."""
    if team.paused_until is not None and team.paused_until > at:
        at = team.paused_until
    return quiet_until(team.quiet_hours, team.timezone, at)


def held_by(team: Team, at: datetime) -> str:
    """What holds a message at that moment, in words; empty when nothing does."""
    if team.paused_until is not None and team.paused_until > at:
        return f"the team's alerts are paused until {team.paused_until:%Y-%m-%dT%H:%M:%SZ}"
    until = quiet_until(team.quiet_hours, team.timezone, at)
    return "" if until == at else f"quiet hours until {until:%Y-%m-%dT%H:%M:%SZ}"
