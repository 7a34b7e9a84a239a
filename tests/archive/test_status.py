"""Counters and coverage: true, since the archive began."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.support.recording import NOW, article, record, seed
from watchers.archive import Connection, Database, catalogue, feeds, outbox, status
from watchers.archive.visible import seen_by
from watchers.model import Coverage, Delivery, DeliveryCounts, Feed, FeedCounts, FeedState, Team

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def four_feeds(archive: Connection) -> None:
    """One well, one failing, one silent, one never polled; the failing one is another server's."""
    catalogue.declare(archive, [], [Feed("well"), Feed("silent", "Quiet Times"), Feed("new")], [], NOW)
    catalogue.save_feed(archive, Feed("failing", guild="2"), "discord", NOW)
    reached = FeedState(Feed("well"), reached_at=NOW, first_fetched=NOW, last_entry=NOW, rhythm=HOUR)
    feeds.save(archive, reached)
    feeds.save(archive, replace(reached, feed=Feed("silent"), last_entry=NOW - 6 * HOUR))
    feeds.save(archive, replace(reached, feed=Feed("failing", guild="2"), failures=3, error="feed answers 500"))


def test_an_empty_archive_has_counted_nothing(archive: Database) -> None:
    with archive.read() as connection:
        assert status.deliveries(connection) == DeliveryCounts(0, 0, 0, 0, 0)
        assert status.feeds(connection, NOW) == FeedCounts(0, 0, 0)
        assert status.coverage(connection, NOW) == Coverage(0, 0, (), ())


def test_feeds_are_reached_failing_or_silent(archive: Database) -> None:
    with archive.write() as connection:
        four_feeds(connection)
        assert status.feeds(connection, NOW) == FeedCounts(reached=2, failing=1, silent=1)
        assert status.feeds(connection, NOW - 2 * HOUR).silent == 0, "five times its rhythm is not yet over"
        with seen_by(connection, "1"):
            assert status.feeds(connection, NOW) == FeedCounts(reached=2, failing=0, silent=1), "the failing one is 2's"
        with seen_by(connection, "2"):
            assert status.feeds(connection, NOW) == FeedCounts(reached=2, failing=1, silent=1)


def test_a_server_counts_its_own_deliveries(archive: Database) -> None:
    with archive.write() as connection:
        teams = [Team("here", "Here", "1", "10"), Team("there", "There", "2", "20")]
        catalogue.declare(connection, [], [], teams, NOW)
        outbox.enqueue(
            connection,
            [Delivery(team, "digest", f"{team}:{n}", NOW) for team, n in (("here", 1), ("there", 1), ("there", 2))],
        )
        counts = [status.deliveries(connection).waiting]
        for guild in ("1", "2", "3"):
            with seen_by(connection, guild):
                counts.append(status.deliveries(connection).waiting)
    assert counts == [3, 1, 2, 0]


def test_coverage_names_what_an_answer_rests_on(archive: Database) -> None:
    with archive.write() as connection:
        four_feeds(connection)
        record(connection, replace(article(), feed="well", language="ar"))
        record(connection, replace(article(), feed="failing", language="tr", guild="2"))
        record(connection, replace(seed("000.txt"), language="en"))
        record(connection, replace(article(), feed="well", language=None))
        everybody = status.coverage(connection, NOW)
        with seen_by(connection, "1"):
            here = status.coverage(connection, NOW)
        with seen_by(connection, "2"):
            there = status.coverage(connection, NOW)
    assert everybody == here == Coverage(3, 2, ("Quiet Times",), ("ar", "en"), unreached=("new",))
    assert there == Coverage(4, 2, ("Quiet Times",), ("ar", "en", "tr"), unreached=("failing", "new"))


def test_the_first_reading_of_a_feed_and_how_many_came_later_are_known(archive: Database) -> None:
    with archive.write() as connection:
        assert status.first_reads(connection, NOW.date()) == (None, 0)
        read = {Feed("first"): 0, Feed("same day"): 0, Feed("b"): 1, Feed("c"): 40, Feed("d"): 50}
        catalogue.declare(connection, [], [*read, Feed("never")], [], NOW)
        for feed, days in read.items():
            feeds.save(connection, FeedState(feed, first_fetched=NOW + days * DAY))
        assert status.first_reads(connection, NOW.date()) == (NOW.date(), 3)
        assert status.first_reads(connection, (NOW + 40 * DAY).date()) == (NOW.date(), 1)
        own = Feed("own", guild="1")
        catalogue.save_feed(connection, own, "discord", NOW)
        feeds.save(connection, FeedState(own, first_fetched=NOW - DAY))
        assert status.first_reads(connection, NOW.date()) == (NOW.date(), 3), "another server's is not counted"
        with seen_by(connection, "1"):
            assert status.first_reads(connection, NOW.date()) == ((NOW - DAY).date(), 3)


def test_marks_are_kept_under_their_names(archive: Database) -> None:
    with archive.write() as connection:
        assert status.meta(connection, "seeds") is None
        status.set_meta(connection, "seeds", "1")
        status.set_meta(connection, "seeds", "2")
        assert status.meta(connection, "seeds") == "2"
