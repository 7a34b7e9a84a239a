"""Dates of feeds are hints, kept as exactly as they are stated."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from watchers.model import PartialDate, Published
from watchers.parsing import entry_dates

AT = (2026, 3, 1, 10, 30, 0)
INSTANT = datetime(2026, 3, 1, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stated", "zoned"),
    [
        ("Sun, 01 Mar 2026 10:30:00 GMT", True),
        ("Sun, 01 Mar 2026 13:30:00 +0300", True),
        ("Sun, 01 Mar 2026 05:30:00 EST", True),
        ("Sun, 01 Mar 2026 10:30:00 +0000 (UTC)", True),
        ("2026-03-01T10:30:00Z", True),
        ("2026-03-01T13:30:00+03:00", True),
        ("2026-03-01T13:30+03", True),
        ("Sun, 01 Mar 2026 10:30:00", False),
        ("2026-03-01T10:30:00", False),
        ("2026-03-01 10:30:00", False),
        ("Sun, 01 Mar 2026 10:30:00 Local", False),
        ("Sun, 01 Mar 2026 10:30:00 AEST", False),
    ],
)
def test_a_time_without_a_zone_is_marked_as_such(stated: str, zoned: bool) -> None:
    published = entry_dates.read(stated, AT)
    assert published is not None
    assert (published.at, published.zoned) == (INSTANT, zoned)


@pytest.mark.parametrize(
    ("stated", "parsed", "day"),
    [
        ("Mon, 02 Mar 2026 00:40:00 +0200", (2026, 3, 1, 22, 40, 0), 2),
        ("Mon, 02 Mar 2026 00:40:00 GMT+02:00", (2026, 3, 1, 22, 40, 0), 2),
        ("2026-03-02T03:40:00+05:45", (2026, 3, 1, 21, 55, 0), 2),
        ("Sun, 01 Mar 2026 21:40:00 -0500", (2026, 3, 2, 2, 40, 0), 1),
        ("Sun, 01 Mar 2026 21:40:00 PST", (2026, 3, 2, 5, 40, 0), 1),
        ("Sun, 01 Mar 2026 21:40:00 -05 (Peru)", (2026, 3, 2, 2, 40, 0), 1),
        ("Mon, 02 Mar 2026 00:40:00 XYZ", (2026, 3, 2, 0, 40, 0), 2),
        ("Mon, 02 Mar 2026 00:40:00 AEST", (2026, 3, 2, 0, 40, 0), 2),
        ("Mon, 02 Mar 2026 00:40:00 +9900", (2026, 3, 2, 0, 40, 0), 2),
    ],
)
def test_the_day_is_the_one_at_the_outlet(stated: str, parsed: tuple[int, ...], day: int) -> None:
    published = entry_dates.read(stated, parsed)
    assert published is not None
    assert (published.date, published.at) == (PartialDate(2026, 3, day), datetime(*parsed, tzinfo=UTC))  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        ("2026", PartialDate(2026)),
        ("2026-03", PartialDate(2026, 3)),
        ("2026-03-01", PartialDate(2026, 3, 1)),
        ("1 March 2026", PartialDate(2026, 3, 1)),
        ("Sun, 01 Mar 2026", PartialDate(2026, 3, 1)),
    ],
)
def test_a_day_month_or_year_stays_one(stated: str, date: PartialDate) -> None:
    assert entry_dates.read(stated, (2026, 3, 1, 0, 0, 0)) == Published(date)


@pytest.mark.parametrize("year", [1, 1900, 1969, 1970, 1980, 10_000])
def test_clocks_that_were_never_set_give_no_date(year: int) -> None:
    assert entry_dates.read("Thu, 01 Jan 1970 00:00:00 GMT", (year, 1, 1, 0, 0, 0)) is None


def test_what_could_not_be_read_is_no_date() -> None:
    assert entry_dates.read("last week", None) is None
    assert entry_dates.iso(1_700_000_000) is entry_dates.iso("tomorrow") is entry_dates.iso(None) is None
    assert entry_dates.iso("0001-01-01T00:00:00+14:00") is entry_dates.iso("9999-12-31T23:59:59-14:00") is None


def test_a_leap_second_is_a_time() -> None:
    published = entry_dates.read("Sun, 01 Mar 2026 10:30:60 GMT", (2026, 3, 1, 10, 30, 60))
    assert published is not None
    assert published.at == INSTANT.replace(second=59)


def test_rfc_3339_is_read_with_its_zone() -> None:
    assert entry_dates.iso(" 2026-03-01T13:30:00+03:00 ") == Published.instant(INSTANT)
    assert entry_dates.iso("2026-03-02T00:30:00+03:00") == Published(PartialDate(2026, 3, 2), INSTANT.replace(hour=21))
    assert entry_dates.iso("2026-03-01") == Published(PartialDate(2026, 3, 1))
