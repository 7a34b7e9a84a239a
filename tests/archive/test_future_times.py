"""The clock stood ahead and was put right: nothing waits for the times that it left behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from tests.archive.test_catalogue import team
from tests.support.recording import NOW, article, later, record, verdict
from watchers.archive import Connection, Database, actors, catalogue, feeds, future_times, outbox, status, stories
from watchers.model import ClockAhead, Delivery, Feed, FeedState, QuietHours, Team
from watchers.pipeline import digests
from watchers.polling.timekeeping import mend
from watchers.reasons import Reason, Telling

MINUTE, HOUR, DAY, YEARS = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(days=5 * 365)
INTERVAL, GROUP_WAIT = 10 * MINUTE, timedelta(seconds=15)


def mended(archive: Connection, now: datetime = NOW) -> ClockAhead | None:
    return mend(archive, now, INTERVAL, GROUP_WAIT)


def due(archive: Connection, now: datetime = NOW) -> list[str]:
    return [state.feed.url for state in feeds.due(archive, now, 9)]


# ---------------------------------------------------------------- feeds


@pytest.mark.parametrize("jump", [HOUR, 5 * HOUR, DAY, YEARS])
def test_a_feed_that_was_polled_while_the_clock_stood_ahead_is_polled_at_once(
    archive: Database, jump: timedelta
) -> None:
    with archive.write() as connection:
        catalogue.declare(connection, [], [Feed("a")], [], NOW)
        feeds.save(connection, FeedState(Feed("a"), next_check=NOW + jump + INTERVAL, reached_at=NOW + jump))
        assert due(connection) == []
        clock_ahead = mended(connection)
        assert due(connection) == ["a"]
        state = feeds.state(connection, "a")
    assert clock_ahead == ClockAhead(1, NOW + jump, NOW)
    assert state is not None
    assert state.reached_at == NOW


@pytest.mark.parametrize(
    ("state", "believed"),
    [
        (FeedState(Feed("a"), next_check=NOW + INTERVAL + MINUTE), True),
        (FeedState(Feed("a"), next_check=NOW + HOUR), False),
        (FeedState(Feed("a", interval=HOUR), next_check=NOW + HOUR + MINUTE), True),
        (FeedState(Feed("a", interval=HOUR), next_check=NOW + 5 * HOUR), False),
        (FeedState(Feed("a"), next_check=NOW + 7 * DAY, slower="the server asks not to be polled for 7 d"), True),
        (FeedState(Feed("a"), next_check=NOW + 30 * DAY, slower="the server asks not to be polled for 7 d"), False),
        (FeedState(Feed("a"), next_check=NOW + YEARS, failures=9, slower="it waits 1 d after 9 failures"), False),
    ],
)
def test_a_due_time_is_believed_as_far_as_the_program_can_have_chosen_it(
    archive: Database, state: FeedState, believed: bool
) -> None:
    with archive.write() as connection:
        catalogue.declare(connection, [], [state.feed], [], NOW)
        feeds.save(connection, state)
        assert mended(connection) is None
        assert due(connection) == ([] if believed else ["a"])


def test_a_feed_that_is_polled_no_more_is_left_alone(archive: Database) -> None:
    with archive.write() as connection:
        catalogue.declare(connection, [], [Feed("a")], [], NOW)
        feeds.save(connection, FeedState(Feed("a"), next_check=NOW + YEARS, stopped="410 Gone"))
        mended(connection)
        assert due(connection) == []


# ---------------------------------------------------------------- deliveries


def queue(archive: Connection, key: str, until: datetime, *, to: Team, kind: str = "story") -> None:
    catalogue.save_team(archive, to, NOW)
    record(archive, article())
    row = Delivery(
        to.id,
        "story",
        key,
        until,
        story="1",
        cause="1",
        reasons=(Reason(Telling.FIRST_WANTED),),
        edit=key.startswith("edit"),
    )
    outbox.enqueue(archive, [row])


DESK = team("desk")
ASLEEP = replace(DESK, quiet_hours=QuietHours(time(10), time(20)), timezone="UTC")  # NOW is noon
PAUSED = replace(DESK, paused_until=NOW + 30 * DAY)


@pytest.mark.parametrize(
    ("to", "key", "until", "instead"),
    [
        (DESK, "story:1", NOW + 20 * MINUTE, None),
        (DESK, "story:1", NOW + HOUR, NOW),
        (DESK, "story:1", NOW + YEARS, NOW),
        (ASLEEP, "story:1", NOW + 8 * HOUR, None),
        (ASLEEP, "story:1", NOW + YEARS, NOW + 8 * HOUR),
        (ASLEEP, "edit:1", NOW + YEARS, NOW),
        (PAUSED, "story:1", NOW + 30 * DAY, None),
        (PAUSED, "story:1", NOW + YEARS, NOW + 30 * DAY),
    ],
)
def test_a_message_waits_for_its_turn_quiet_hours_and_pauses_and_for_nothing_else(
    archive: Database, to: Team, key: str, until: datetime, instead: datetime | None
) -> None:
    with archive.write() as connection:
        queue(connection, key, until, to=to)
        mended(connection)
        (waiting,) = outbox.due(connection, NOW + 2 * YEARS, 9)
        assert waiting.due == (instead or until)
        if instead is not None:
            assert [delivery.id for delivery in outbox.due(connection, instead, 9)] == [waiting.id]


@pytest.mark.parametrize(
    ("set_at", "until", "instead"),
    [
        (NOW - DAY, NOW + 3 * DAY, NOW + 3 * DAY),
        (NOW + YEARS, NOW + YEARS + 3 * DAY, NOW + 3 * DAY),
        (NOW - DAY, NOW + YEARS, None),
        (NOW - DAY, NOW - HOUR, NOW - HOUR),
        (NOW - DAY, None, None),
    ],
)
def test_a_pause_lasts_as_long_as_was_asked_for(
    archive: Database, set_at: datetime, until: datetime | None, instead: datetime | None
) -> None:
    with archive.write() as connection:
        catalogue.save_team(connection, replace(DESK, paused_until=until), set_at)
        mended(connection)
        (after,) = catalogue.teams(connection)
    assert after.paused_until == instead


# ---------------------------------------------------------------- what is past, and digests


def test_what_was_recorded_in_the_future_was_recorded_by_now(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, article("Old", minutes=-60), actors=["haftar"])
        record(connection, replace(article("Ahead"), first_seen=NOW + YEARS), verdict(), actors=["haftar"])
        clock_ahead = mended(connection)
        first_articles = [
            story.reports[0].article for story in stories.between(connection, NOW - 2 * DAY, NOW + MINUTE)
        ]
        volume = actors.volume(connection, "haftar", 7, NOW)
        assert mended(connection) is None
    assert clock_ahead is not None
    assert clock_ahead.furthest == NOW + YEARS
    assert sorted(article.title for article in first_articles) == ["Ahead", "Old"]
    assert max(article.first_seen for article in first_articles) == NOW
    assert sum(day.articles for day in volume) == 2, "both count on the day on which they were seen"


def test_what_was_told_in_the_future_holds_up_no_edit(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, replace(article(), first_seen=NOW + DAY))
        queue(connection, "story:1", NOW, to=DESK)
        (row,) = outbox.due(connection, NOW, 9)
        outbox.done(connection, row.id, "message", "channel", NOW + DAY)
        mended(connection)
        message = outbox.told(connection, DESK.id, "1")
    assert message is not None
    assert message.at == NOW


def test_a_digest_of_the_future_does_not_end_the_daily_ones(archive: Database) -> None:
    daily = replace(DESK, digest="daily 08:00", timezone="UTC")
    with archive.write() as connection:
        catalogue.save_team(connection, daily, NOW)
        digests.queue_due(connection, NOW + YEARS)  # the schedule is seen for the first time
        assert digests.queue_due(connection, NOW + YEARS + DAY) == 1
        assert digests.queue_due(connection, NOW + DAY) == 0
        mended(connection)
        assert digests.queue_due(connection, NOW) == 0
        assert digests.queue_due(connection, NOW + DAY) == 1
        periods = [delivery.period for delivery in outbox.due(connection, NOW + 2 * YEARS, 9)]
    assert (NOW.replace(hour=8), NOW.replace(hour=8) + DAY) in periods


def test_people_are_told_of_it_for_a_week(archive: Database) -> None:
    with archive.write() as connection:
        assert future_times.noted(connection, NOW) is None
        catalogue.declare(connection, [], [Feed("a")], [], NOW)
        feeds.save(connection, FeedState(Feed("a"), reached_at=later(120), last_entry=later(60)))
        assert future_times.look(connection, NOW) == ClockAhead(2, later(120), NOW)
        mended(connection)
        assert future_times.look(connection, NOW) is None
        assert future_times.noted(connection, NOW + DAY) == ClockAhead(2, later(120), NOW, mended=True)
        assert future_times.noted(connection, NOW + 8 * DAY) is None


def test_clocks_of_several_machines_may_differ_by_minutes(archive: Database) -> None:
    with archive.write() as connection:
        catalogue.declare(connection, [], [Feed("a")], [], NOW)
        feeds.save(connection, FeedState(Feed("a"), next_check=later(13), reached_at=later(3)))
        assert mended(connection) is None
        assert due(connection) == []
        assert status.feeds(connection, NOW).reached == 1
