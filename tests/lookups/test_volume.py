"""How much is written about an actor: what is usual, what is not, and when neither can be said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.lookups import volume
from watchers.lookups.answers import Volume
from watchers.model import DayCount

TODAY = date(2026, 11, 22)
LONG_AGO = date(2020, 1, 1)
TOO_SHORT = "too short a time to say what is usual"


def days(weeks: Sequence[int]) -> list[DayCount]:
    """So many articles in each week, all on its first day, oldest week first; the last week ends today."""
    counts = [n for week in weeks for n in (week, 0, 0, 0, 0, 0, 0)]
    return [DayCount(TODAY - timedelta(days=len(counts) - 1 - place), n, n // 2) for place, n in enumerate(counts)]


def volume_of(weeks: Sequence[int], since: date | None = LONG_AGO, joined: int = 0) -> Volume:
    return volume.of(days(weeks), since, joined)


TWELVE = [4, 3, 5, 4, 9, 4, 1, 4, 4, 6, 2, 4]


@pytest.mark.parametrize(
    ("week", "verdict", "reason"),
    [
        pytest.param(6, "within", "usually 4 a week (the 12 weeks before)", id="within"),
        pytest.param(9, "within", "usually 4 a week (the 12 weeks before)", id="as in the highest week"),
        pytest.param(
            12, "above", "more than in any of the 12 weeks before (usually 4 a week, at most 9)", id="above them all"
        ),
        pytest.param(
            0, "below", "fewer than in any of the 12 weeks before (usually 4 a week, at least 1)", id="below them all"
        ),
    ],
)
def test_a_week_is_unusual_when_no_earlier_week_was_like_it(week: int, verdict: str, reason: str) -> None:
    figures = volume_of([*TWELVE, week])
    assert (figures.week, figures.weeks, figures.usual, figures.least, figures.most) == (week, 12, 4, 1, 9)
    assert (figures.verdict, figures.reason) == (verdict, reason)


def test_copies_are_counted_with_the_rest_and_told_of_the_last_seven_days() -> None:
    figures = volume_of([*TWELVE, 12])
    assert (figures.week, figures.copies) == (12, 6)


def test_one_loud_week_does_not_change_what_is_usual() -> None:
    assert volume_of([4] * 11 + [5000, 4]).usual == 4
    assert volume_of([4, 5, 4, 5, 4]).reason == "usually 4.5 a week (the 4 weeks before)"
    assert volume_of([1204, 1205, 1204, 1205, 1204]).reason == "usually 1,204 a week (the 4 weeks before)"


def test_who_is_never_written_about_is_usually_not_written_about() -> None:
    assert volume_of([0] * 13).reason == "usually none (the 12 weeks before)"
    assert volume_of([0] * 12 + [1]).reason == "more than in any of the 12 weeks before (usually none)"


def test_a_day_that_is_not_over_makes_no_week_too_quiet() -> None:
    counts = days([7] * 12 + [0])
    counts[-8] = replace(counts[-8], articles=7)  # as many as ever in the seven days before today
    assert volume.of(counts, LONG_AGO).verdict == "within"


@pytest.mark.parametrize(
    ("since", "weeks", "reason"),
    [
        (None, 0, "no feed has been read yet"),
        (TODAY, 0, f"feeds have been read only since 2026-11-22, {TOO_SHORT}"),
        (TODAY - timedelta(days=34), 3, f"feeds have been read only since 2026-10-19, {TOO_SHORT}"),
    ],
)
def test_a_young_archive_says_that_it_is_too_young(since: date | None, weeks: int, reason: str) -> None:
    figures = volume_of([4] * 13, since)
    assert (figures.verdict, figures.usual, figures.most, figures.weeks, figures.reason) == (
        "unknown",
        None,
        None,
        weeks,
        reason,
    )


def test_the_day_of_the_first_reading_belongs_to_no_week() -> None:
    assert volume_of([4] * 13, TODAY - timedelta(days=35)).weeks == 4
    assert volume_of([4] * 13, TODAY - timedelta(days=36)).weeks == 4


def test_days_before_the_first_reading_are_not_shown() -> None:
    since = TODAY - timedelta(days=3)
    assert [day.day for day in volume_of([4] * 13, since).days] == [since + timedelta(days=n) for n in range(4)]
    assert volume_of([4] * 13, None).days == ()


@pytest.mark.parametrize(
    ("joined", "said"), [(0, ""), (1, "; a feed was added meanwhile"), (3, "; 3 feeds were added meanwhile")]
)
def test_feeds_that_came_later_are_said_with_the_figures_that_they_change(joined: int, said: str) -> None:
    assert volume_of([4] * 13, joined=joined).reason == f"usually 4 a week (the 12 weeks before){said}"


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (3, "; followed by these names since 2026-11-19, earlier articles may be missing"),
        (89, "; followed by these names since 2026-08-25, earlier articles may be missing"),
        (90, ""),
    ],
)
def test_an_actor_who_was_added_lately_may_have_been_written_about_before(ago: int, said: str) -> None:
    named = datetime(2026, 11, 22, 12, tzinfo=UTC) - timedelta(days=ago)
    figures = volume.of(days([4] * 13), LONG_AGO, 0, named)
    assert figures.reason == f"usually 4 a week (the 12 weeks before){said}"
    assert figures.named == (named.date() if said else None)


@given(st.lists(st.integers(0, 50), min_size=5, max_size=13))
def test_the_verdict_follows_from_the_figures(weeks: list[int]) -> None:
    figures = volume_of(weeks)
    assert figures.usual is not None and figures.least is not None and figures.most is not None
    assert figures.least <= figures.usual <= figures.most
    assert (figures.verdict == "above") is (figures.week > figures.most)
    assert figures.verdict != "below" or figures.week < figures.least
