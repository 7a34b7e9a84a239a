"""Digest times and quiet hours at a place's own clock (cases in tests/data/clock.toml)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import case_files
from tests.support.telling import TEAM
from watchers.errors import ConfigError
from watchers.model import QuietHours
from watchers.reasons import Reason, Telling
from watchers.telling.schedule import (
    due_digest,
    held_by,
    last_digest,
    next_digest,
    parse_quiet_hours,
    parse_schedule,
    parse_zone,
    quiet_until,
    tell_at,
)

CASES = case_files.load("clock.toml")
ZONES = st.sampled_from(["UTC", "Europe/Berlin", "Africa/Cairo", "America/Havana", "Pacific/Apia", "Asia/Kathmandu"])
SCHEDULES = st.sampled_from(
    ["daily 02:30", "weekdays 00:00", "weekly sun 03:00", "cron 15 */2 * * *", "cron 59 23 31 * *", "cron 0 3 * 3,10 0"]
)
MOMENTS = st.datetimes(datetime(2009, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def cases(kind: str) -> list[Any]:
    return [pytest.param(case, id=case.get("says", "")) for case in CASES[kind]]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize("case", cases("next"))
def test_digests_come_at_the_local_hour(case: dict[str, Any]) -> None:
    after, due_times = utc(case["after"]), []
    for _ in case["due"]:
        due = next_digest(case["schedule"], case["zone"], after)
        assert due is not None
        due_times.append(due)
        after = due
    assert due_times == [utc(due) for due in case["due"]]


@pytest.mark.parametrize("case", cases("wrong"))
def test_a_schedule_that_cannot_be_read_is_refused_in_one_sentence(case: dict[str, Any]) -> None:
    with pytest.raises(ConfigError) as refused:
        parse_schedule(case["schedule"])
    assert str(refused.value) == case["says"]


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "Europe", "../etc/passwd", "CET\x00"])
def test_a_time_zone_that_is_none_is_refused_in_one_sentence(zone: str) -> None:
    with pytest.raises(ConfigError, match=r"is no time zone; write one such as Europe/Berlin"):
        parse_zone(zone)


@pytest.mark.parametrize("text", ["22:00-06:30", " 22:00 - 06:30", "22:00–6:30"])
def test_quiet_hours_are_read_as_people_write_them(text: str) -> None:
    assert parse_quiet_hours(text) == QuietHours(time(22), time(6, 30))


@pytest.mark.parametrize("text", ["", "22-6", "22:00", "24:00-06:00", "22:60-06:00", "at night"])
def test_quiet_hours_that_cannot_be_read_are_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(ConfigError, match=r"are no quiet hours; write them as 22:00-06:30"):
        parse_quiet_hours(text)


@given(SCHEDULES, ZONES, MOMENTS)
def test_no_digest_lies_between_the_last_and_the_next(schedule: str, zone: str, now: datetime) -> None:
    last, following = last_digest(schedule, zone, now), next_digest(schedule, zone, now)
    assert last is not None and following is not None
    assert last <= now < following
    assert next_digest(schedule, zone, last) == following


@given(ZONES, MOMENTS)
def test_a_daily_digest_comes_once_on_every_day(zone: str, now: datetime) -> None:
    following = next_digest("daily 02:30", zone, now)
    assert following is not None
    then = next_digest("daily 02:30", zone, following)
    assert then is not None and timedelta(hours=22) < then - following < timedelta(hours=26)


def test_after_days_of_downtime_one_digest_catches_up() -> None:
    since, now = utc("2026-01-10T08:00:00"), utc("2026-01-14T11:00:00")
    assert due_digest("daily 08:00", "UTC", since, now) == (since, utc("2026-01-14T08:00:00"))


def test_what_was_sent_is_not_due_again() -> None:
    sent = utc("2026-01-14T08:00:00")
    assert due_digest("daily 08:00", "UTC", sent, sent + timedelta(hours=3)) is None


def test_a_digest_at_half_past_two_comes_once_in_each_night_when_clocks_change() -> None:
    for night in ("2026-03-28T20:00:00", "2026-10-24T20:00:00"):
        since, periods = utc(night), []
        for minute in range(12 * 60):
            period = due_digest("daily 02:30", "Europe/Berlin", since, utc(night) + timedelta(minutes=minute))
            if period is not None:
                periods.append(period)
                since = period[1]
        assert len(periods) == 1


@pytest.mark.parametrize("case", cases("quiet"))
def test_quiet_hours_end_at_the_local_hour(case: dict[str, Any]) -> None:
    hours = QuietHours(*map(time.fromisoformat, case["hours"]))
    assert quiet_until(hours, case["zone"], utc(case["at"])) == utc(case["until"])


@given(TIMES, TIMES, ZONES, MOMENTS)
def test_the_end_of_quiet_hours_is_not_quiet_and_less_than_two_days_away(
    start: time, end: time, zone: str, at: datetime
) -> None:
    hours = QuietHours(start, end)
    until = quiet_until(hours, zone, at)
    assert at <= until < at + timedelta(days=2)
    assert quiet_until(hours, zone, until) == until


def test_a_pause_that_ends_in_quiet_hours_holds_until_their_end() -> None:
    night = replace(
        TEAM, paused_until=utc("2026-01-10T23:00:00"), quiet_hours=QuietHours(time(22), time(7)), timezone="UTC"
    )
    assert tell_at(night, utc("2026-01-10T12:00:00")) == utc("2026-01-11T07:00:00")
    assert held_by(night, utc("2026-01-10T12:00:00")) == (Reason(Telling.PAUSED, until="2026-01-10T23:00:00Z"),)
    assert held_by(night, utc("2026-01-10T23:30:00")) == (Reason(Telling.QUIET_HOURS, until="2026-01-11T07:00:00Z"),)


def test_a_pause_that_is_over_holds_nothing() -> None:
    over = replace(TEAM, paused_until=utc("2026-01-10T11:00:00"))
    assert tell_at(over, utc("2026-01-10T12:00:00")) == utc("2026-01-10T12:00:00")
    assert held_by(over, utc("2026-01-10T12:00:00")) == ()
