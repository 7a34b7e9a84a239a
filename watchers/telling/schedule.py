"""When a team may be told, and when its digests are due: wall-clock rules of a place, answered in UTC.

A schedule is one of

    daily 08:00        weekdays 08:00        weekly mon 08:00        cron 0 8 * * 1

and every form becomes a cron expression, which cronsim reads as crontab(5) says: five fields, lists, ranges, steps and
English names, 0 and 7 are Sunday, and of a day of the month and a day of the week that are both restricted either
will do; `L` is the last day of a month, `fri#1` its first Friday. (APScheduler's trigger counts weekdays from Monday.)

Clock changes: a local time that is skipped is due as much later as the clock jumped (02:30 comes at 03:30), a local
time that occurs twice is due the first time, so each is due exactly once. cronsim is therefore asked for local times
alone: with a zone it moves 02:30 to 03:00, and an hourly digest would skip an hour or come twice (Debian's rules).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError

from watchers.errors import ConfigError
from watchers.model import QuietHours, Team
from watchers.reasons import Reason, Telling, instant

DAY_NAMES = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
LONGEST_PAUSE = timedelta(days=366)
FORMS = "write daily HH:MM, weekdays HH:MM, weekly DAY HH:MM or cron MINUTE HOUR DAY MONTH WEEKDAY"
_LONGEST_JUMP = timedelta(days=1)  # of a place's clock: Samoa left out 30 December 2011
_CRON_FIELDS = (("minute", 0, 59), ("hour", 0, 23), ("day", 1, 31), ("month", 1, 12), ("weekday", 0, 7))


# ---------------------------------------------------------------- digests


def next_digest(schedule: str, timezone: str, after: datetime) -> datetime | None:
    """The first due time later than `after`, in UTC; None when the calendar ends before it. Raises ConfigError."""
    due_times = _due_times(schedule, timezone, after - _LONGEST_JUMP)
    return min(_of_one_day(moment for moment in due_times if moment > after), default=None)


def last_digest(schedule: str, timezone: str, until: datetime) -> datetime | None:
    """The latest due time that is not after `until`, in UTC; None when there was none. Raises ConfigError."""
    due_times = _due_times(schedule, timezone, until + _LONGEST_JUMP, reverse=True)
    return max(_of_one_day(moment for moment in due_times if moment <= until), default=None)


def due_digest(schedule: str, timezone: str, since: datetime, now: datetime) -> tuple[datetime, datetime] | None:
    """The period of the one digest that is due, or None.

    `since` is where the last digest's period ended (or when the schedule was set). However long the program was down,
    one digest catches up: it reaches from there to the latest due time.
    """
    end = last_digest(schedule, timezone, now)
    return None if end is None or end <= since else (since, end)


def _due_times(schedule: str, timezone: str, start: datetime, *, reverse: bool = False) -> Iterator[datetime]:
    """The due times after `start`, or backwards those before it, in UTC, in the order of their local times."""
    expression, zone = parse_schedule(schedule), parse_zone(timezone)
    try:
        for local in CronSim(expression, start.astimezone(zone).replace(tzinfo=None), reverse):
            yield local.replace(tzinfo=zone).astimezone(UTC)
    except OverflowError:  # the calendar's first or last day
        return


def _of_one_day(moments: Iterator[datetime]) -> tuple[datetime, ...]:
    """The first of the moments, and those that follow it within a day: a skipped local time may be due after the local
    time that comes next."""
    first = next(moments, None)
    if first is None:
        return ()
    return first, *takewhile(lambda moment: abs(moment - first) < _LONGEST_JUMP, moments)


# ---------------------------------------------------------------- reading what people write


def parse_zone(name: str) -> ZoneInfo:
    """An IANA time zone; raises ConfigError in one sentence for anything else."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ConfigError(f"{name!r} is no time zone; write one such as Europe/Berlin, Africa/Tripoli or UTC") from None


def parse_schedule(text: str) -> str:
    """The five fields of cron that a schedule in any of its forms stands for, `0 8 * * 1` for `weekly mon 08:00`.

    Raises ConfigError in one sentence that says what to write.
    """
    word, *rest = text.lower().split() or [""]
    if word == "daily" and len(rest) == 1:
        return f"{_clock(rest[0], text)} * * *"
    if word == "weekdays" and len(rest) == 1:
        return f"{_clock(rest[0], text)} * * 1-5"
    if word == "weekly" and len(rest) == 2:
        return f"{_clock(rest[1], text)} * * {_weekday(rest[0], text)}"
    if word == "cron" and len(rest) == 5:
        return _cron(rest, text)
    raise ConfigError(f"{text!r} is no digest schedule; {FORMS}")


def _clock(text: str, schedule: str) -> str:
    """The minute and hour fields of `08:00`."""
    clock_time = re.fullmatch(r"(\d{1,2}):(\d{2})", text)
    if not clock_time or int(clock_time[1]) > 23 or int(clock_time[2]) > 59:
        raise ConfigError(f"{text!r} in the schedule {schedule!r} is no time of day; write it as 08:00")
    return f"{int(clock_time[2])} {int(clock_time[1])}"


def _weekday(text: str, schedule: str) -> str:
    """`mon` of `mon` or `monday`."""
    weekdays = [day for day in DAY_NAMES if len(text) >= 3 and day.startswith(text)]
    if not weekdays:
        days = "mon, tue, wed, thu, fri, sat or sun"
        raise ConfigError(f"{text!r} in the schedule {schedule!r} is no day of the week; write {days}")
    return weekdays[0][:3]


def _cron(fields: list[str], schedule: str) -> str:
    """The fields as one expression; ConfigError names the part that cannot be read, and a day that never comes."""
    for number, (name, low, high) in enumerate(_CRON_FIELDS):
        for part in fields[number].split(","):
            if not _is_cron(" ".join(part if other == number else "*" for other in range(len(fields)))):
                raise ConfigError(
                    f"{part!r} is no {name} in the schedule {schedule!r}; use {low} to {high}, lists, ranges and steps"
                )
    expression = " ".join(fields)
    if not _is_cron(expression):
        raise ConfigError(f"the schedule {schedule!r} never comes: none of its months has a day {fields[2]}")
    return expression


def _is_cron(expression: str) -> bool:
    try:
        CronSim(expression, datetime(2000, 1, 1, tzinfo=UTC))
    except (CronSimError, ValueError):  # ValueError: more digits than Python reads
        return False
    return True


def parse_quiet_hours(text: str) -> QuietHours:
    """Local times as `22:00-06:30`; raises ConfigError in one sentence for anything else."""
    period = re.fullmatch(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})", text.strip(), re.ASCII)
    try:
        if period:
            hours = [int(part) for part in period.groups()]
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


def held_by(team: Team, at: datetime) -> tuple[Reason, ...]:
    """What holds a message at that moment; empty when nothing does."""
    if team.paused_until is not None and team.paused_until > at:
        return (Reason(Telling.PAUSED, until=instant(team.paused_until)),)
    until = quiet_until(team.quiet_hours, team.timezone, at)
    return () if until == at else (Reason(Telling.QUIET_HOURS, until=instant(until)),)
