"""When a feed is asked next, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.errors import FetchError, FetchFailure, NotAFeed
from watchers.model import Article, Feed, FeedState, Fetched, PartialDate, Published, Validators
from watchers.parsing.entries import Entry, ParsedFeed
from watchers.polling import schedule

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)  # a Monday
URL = "https://site.example/feed"
TEN = timedelta(minutes=10)
HOUR = timedelta(hours=1)
STATE = FeedState(Feed(URL))
RSS = ParsedFeed("rss20")


def fetched(status: int = 200, **values: Any) -> Fetched:
    return Fetched(**{"asked": URL, "url": URL, "status": status, "validators": Validators('"1"'), **values})


def waits(after: FeedState, wait: timedelta) -> bool:
    """Whether the next check comes after the wait, or up to a tenth (five minutes at most) later."""
    assert after.next_check is not None
    return wait <= after.next_check - NOW <= wait + min(wait / 10, timedelta(minutes=5))


def succeeding(state: FeedState, answer: Fetched, parsed: ParsedFeed | None = RSS) -> FeedState:
    return schedule.after_success(state, answer, parsed, NOW, TEN)


def failing(times: int, error: FetchError | NotAFeed, state: FeedState = STATE) -> FeedState:
    for _ in range(times):
        state = schedule.after_failure(state, error, NOW, TEN)
    return state


# ---------------------------------------------------------------- pace


@pytest.mark.parametrize(
    ("values", "parsed", "wait", "words"),
    [
        ({}, RSS, TEN, ""),
        ({"fresh_for": timedelta(minutes=5)}, RSS, TEN, ""),
        ({"fresh_for": HOUR}, RSS, HOUR, "cached for 1 h"),
        ({"fresh_for": HOUR, "status": 304}, None, HOUR, "cached for 1 h"),
        ({"fresh_for": timedelta(days=300)}, RSS, timedelta(days=1), "cached for 1 d"),
        ({"retry_after": 2 * HOUR}, RSS, 2 * HOUR, "not to be polled for 2 h"),
        ({"retry_after": timedelta(days=300)}, RSS, timedelta(days=7), "not to be polled for 7 d"),
        ({"retry_after": 2 * HOUR, "fresh_for": 3 * HOUR}, RSS, 3 * HOUR, "cached for 3 h"),
        ({}, replace(RSS, ttl=HOUR), HOUR, "polled every 1 h"),
        ({}, replace(RSS, ttl=timedelta(minutes=1)), TEN, ""),
        ({}, replace(RSS, ttl=HOUR, period=2 * HOUR), 2 * HOUR, "polled every 2 h"),
        ({}, replace(RSS, period=timedelta(days=365)), timedelta(days=1), "polled every 1 d"),
    ],
)  # fmt: skip
def test_the_next_check_is_the_latest_that_anyone_asks_for(
    values: dict[str, Any], parsed: ParsedFeed | None, wait: timedelta, words: str
) -> None:
    after = succeeding(STATE, fetched(**values), parsed)
    assert waits(after, wait)
    assert words in after.slower
    assert bool(words) == bool(after.slower)


def test_what_the_document_asks_for_holds_after_a_304_too() -> None:
    first = succeeding(STATE, fetched(), replace(RSS, ttl=HOUR))
    assert waits(succeeding(first, fetched(304), None), HOUR)


def test_the_desks_interval_beats_the_document_and_bows_to_the_server() -> None:
    state = replace(STATE, feed=Feed(URL, interval=timedelta(minutes=30)))
    assert waits(succeeding(state, fetched(), replace(RSS, ttl=2 * HOUR, period=2 * HOUR)), timedelta(minutes=30))
    assert waits(succeeding(state, fetched(retry_after=HOUR)), HOUR)
    assert waits(succeeding(state, fetched(fresh_for=HOUR)), HOUR)


@pytest.mark.parametrize(
    ("gap", "wait"),
    [
        (timedelta(days=3), TEN),
        (timedelta(minutes=30), TEN),
        (timedelta(minutes=12), timedelta(minutes=6)),
        (timedelta(seconds=5), timedelta(minutes=2, seconds=30)),
    ],
)
def test_a_busy_feed_is_asked_more_often_and_none_less(gap: timedelta, wait: timedelta) -> None:
    entries = tuple(Entry(published=Published.instant(NOW - n * gap)) for n in range(12))
    after = succeeding(STATE, fetched(), replace(RSS, entries=entries))
    assert after.rhythm == gap
    assert waits(after, wait)


def test_short_intervals_are_kept_whatever_the_rhythm() -> None:
    state = replace(STATE, rhythm=timedelta(seconds=1))
    after = schedule.after_success(state, fetched(304), None, NOW, timedelta(seconds=2))
    assert waits(after, timedelta(seconds=2))


@pytest.mark.parametrize(
    ("hours", "days", "then"),
    [
        ({12, 13}, set(), NOW.replace(hour=14)),
        (set(), {0}, NOW.replace(day=3, hour=0)),
        ({0, 1}, {0}, NOW.replace(day=3, hour=2)),
        (set(range(24)), set(), None),
        (set(), set(range(7)), None),
        ({5}, {6}, None),
    ],
)
def test_skipped_hours_and_days_are_left_alone_unless_they_are_all(
    hours: set[int], days: set[int], then: datetime | None
) -> None:
    parsed = replace(RSS, skip_hours=frozenset(hours), skip_days=frozenset(days))
    after = succeeding(STATE, fetched(), parsed)
    if then is None:
        assert waits(after, TEN)
    else:
        assert after.next_check == then
        assert "asks not to be polled then" in after.slower


@given(st.text(min_size=1, max_size=40), st.timedeltas(timedelta(seconds=1), timedelta(days=3)))
def test_jitter_is_a_tenth_at_most_never_early_and_the_same_again(url: str, interval: timedelta) -> None:
    state = FeedState(Feed(url))
    first, second = (schedule.after_success(state, fetched(), RSS, NOW, interval).next_check for _ in "12")
    assert first == second
    assert first is not None
    assert interval <= first - NOW <= interval * 1.1


def test_feeds_spread_out() -> None:
    states = [FeedState(Feed(f"{URL}/{n}")) for n in range(50)]
    assert len({schedule.after_success(state, fetched(), RSS, NOW, TEN).next_check for state in states}) > 45


# ---------------------------------------------------------------- validators


def test_validators_of_a_200_and_of_a_304_replace_the_earlier_ones() -> None:
    state = replace(STATE, validators=Validators("old", "then"), unconditional_at=NOW)
    for status, parsed in ((200, RSS), (304, None)):
        after = succeeding(state, fetched(status), parsed)
        assert after.validators == schedule.validators(after, NOW) == Validators('"1"')


def test_a_failure_loses_no_validators() -> None:
    state = replace(STATE, validators=Validators("old"), unconditional_at=NOW)
    assert schedule.validators(failing(3, NotAFeed("a page")), NOW) == Validators()
    assert schedule.validators(failing(3, NotAFeed("a page"), state), NOW) == Validators("old")


def test_once_a_day_the_whole_document_is_asked_for() -> None:
    state = succeeding(STATE, fetched())
    for hours, conditional in ((0, True), (23, True), (24, False)):
        conditions = schedule.validators(state, NOW + timedelta(hours=hours))
        assert (conditions != Validators()) == conditional
        state = succeeding(state, fetched(304), None)
    state = schedule.after_success(state, fetched(), RSS, NOW + timedelta(hours=24), TEN)
    assert schedule.validators(state, NOW + timedelta(hours=25)) == Validators('"1"')


# ---------------------------------------------------------------- failures

KINDS: list[FetchFailure] = [
    "address", "dns", "connect", "timeout", "protocol", "size", "refused", "missing", "rate", "server",
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_failing_feed_is_left_alone_for_longer_and_longer_and_never_for_good(kind: FetchFailure) -> None:
    state, spans = STATE, []
    for _ in range(200):
        state = schedule.after_failure(state, FetchError("it failed", kind=kind), NOW, TEN)
        assert state.next_check is not None
        spans.append(state.next_check - NOW)
    assert spans == sorted(spans)
    assert spans[0] >= TEN
    assert HOUR < spans[-1] <= timedelta(days=1, minutes=5)
    assert state.failures == 200
    assert state.error == "it failed"
    assert "200 failures in a row" in state.slower


def test_a_bare_429_costs_more_than_a_bad_line() -> None:
    rate, line = (failing(1, FetchError("no", kind=kind)).next_check for kind in ("rate", "connect"))
    assert rate is not None
    assert line is not None
    assert rate - NOW > 2 * (line - NOW)


def test_what_the_server_asks_for_beats_our_own_back_off() -> None:
    error = FetchError("no", kind="rate", status=429, retry_after=3 * HOUR)
    state = replace(STATE, feed=Feed(URL, interval=timedelta(minutes=1)))
    for times in (1, 5):
        after = failing(times, error, state)
        assert waits(after, 3 * HOUR)
        assert "3 h" in after.slower


def test_the_first_success_ends_it() -> None:
    after = succeeding(failing(9, FetchError("no", kind="server")), fetched())
    assert (after.failures, after.error, after.slower) == (0, "", "")
    assert waits(after, TEN)


def test_gone_stops_the_feed_and_says_so() -> None:
    after = failing(1, FetchError("it answered 410 Gone", kind="gone", status=410))
    assert "410 Gone" in after.stopped
    assert after.next_check is None


def test_people_are_told_once_when_it_keeps_failing_once_when_it_is_back_and_when_it_stops() -> None:
    state, notices = STATE, []
    for _ in range(12):
        after = schedule.after_failure(state, FetchError("no", kind="server"), NOW, TEN)
        notices.append(schedule.notice(state, after))
        state = after
    assert [index for index, notice in enumerate(notices) if notice] == [schedule.TELL_AFTER - 1]
    back = succeeding(state, fetched())
    assert "works again after 12 failures" in (schedule.notice(state, back) or "")
    assert schedule.notice(back, succeeding(back, fetched(), RSS)) is None
    gone = failing(1, FetchError("it answered 410 Gone", kind="gone"), back)
    assert "polled no more" in (schedule.notice(back, gone) or "")


# ---------------------------------------------------------------- moves

NEW = "https://new.example/feed"


def redirected(times: int, state: FeedState = STATE, target: str = NEW) -> FeedState:
    for _ in range(times):
        state = succeeding(state, fetched(url=target, moved_to=target))
    return state


def test_a_permanent_redirect_is_believed_after_several_sightings() -> None:
    assert schedule.address(redirected(schedule.MOVES_AFTER - 1)) == URL
    moved = redirected(schedule.MOVES_AFTER)
    assert schedule.address(moved) == NEW
    assert NEW in (schedule.notice(redirected(schedule.MOVES_AFTER - 1), moved) or "")
    assert schedule.address(succeeding(moved, fetched(asked=NEW, url=NEW), RSS)) == NEW


def test_a_redirect_that_changes_or_ends_is_counted_anew() -> None:
    almost = redirected(schedule.MOVES_AFTER - 1)
    assert schedule.address(redirected(1, almost, "https://other.example/feed")) == URL
    plain = succeeding(almost, fetched())
    assert (plain.moved_to, plain.moved_seen) == ("", 0)


def test_a_move_that_leads_nowhere_is_taken_back() -> None:
    moved = redirected(schedule.MOVES_AFTER)
    gone = FetchError("it answered 410 Gone", kind="gone")
    assert schedule.address(failing(1, gone, moved)) == NEW
    forgotten = failing(3, gone, moved)
    assert schedule.address(forgotten) == URL
    assert not forgotten.stopped


# ---------------------------------------------------------------- backlog


@pytest.mark.parametrize(
    ("backlog", "age", "told"),
    [
        (timedelta(0), timedelta(minutes=1), False),
        (timedelta(0), None, False),
        (timedelta(hours=24), timedelta(hours=23), True),
        (timedelta(hours=24), timedelta(hours=25), False),
        (timedelta(hours=24), None, False),
        (None, timedelta(days=900), True),
        (None, None, True),
    ],
)
def test_a_first_fetch_tells_what_the_backlog_allows(
    backlog: timedelta | None, age: timedelta | None, told: bool
) -> None:
    published = Published.instant(NOW - age) if age is not None else None
    article = Article("t", "x", NOW, published=published)
    assert schedule.is_backlog(STATE, article, NOW, backlog) != told
    later = replace(STATE, first_fetched=NOW)
    assert not schedule.is_backlog(later, article, NOW, backlog)


def test_a_day_without_a_time_is_in_the_backlog_when_all_of_it_is() -> None:
    for day, in_backlog in ((1, False), (28, True)):
        month = 3 if day == 1 else 2
        article = Article("t", "x", NOW, published=Published(PartialDate(2026, month, day)))
        assert schedule.is_backlog(STATE, article, NOW, timedelta(hours=24)) == in_backlog
