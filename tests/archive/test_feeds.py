"""What the poller remembers of feeds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.support.recording import FEED, NOW, later
from watchers.archive import Connection, Database, catalogue, feeds
from watchers.errors import UnknownThing
from watchers.model import Feed, FeedState, Validators


def declared(archive: Connection, *urls: str) -> None:
    catalogue.declare(archive, [], [Feed(url) for url in urls], [], NOW)


def test_a_feed_never_checked_is_due_at_once(archive: Database) -> None:
    with archive.write() as connection:
        declared(connection, FEED)
        (state,) = feeds.due(connection, NOW, 9)
        assert state == FeedState(Feed(FEED))
        assert feeds.state(connection, FEED) == state
        assert feeds.state(connection, "https://nowhere.example/") is None


def test_all_that_is_learnt_of_a_feed_is_kept(archive: Database) -> None:
    learnt = FeedState(
        feed=Feed(FEED),
        validators=Validators('W/"1"', "Sun, 01 Mar 2026 12:00:00 GMT"),
        next_check=later(10),
        first_fetched=NOW,
        reached_at=later(1),
        last_entry=later(2),
        rhythm=timedelta(hours=3),
        failures=2,
        error="feed answers 500",
        moved_to="https://new.example/feed",
        moved_seen=3,
        stopped="410 Gone",
        slower="the server asks for an hour",
        pages_help=False,
        unconditional_at=later(3),
    )
    with archive.write() as connection:
        declared(connection, FEED)
        feeds.save(connection, learnt)
        assert feeds.state(connection, FEED) == learnt


def test_what_the_catalogue_declares_is_not_the_pollers_to_change(archive: Database) -> None:
    with archive.write() as connection:
        catalogue.declare(connection, [], [Feed(FEED, "News")], [], NOW)
        feeds.save(connection, FeedState(Feed(FEED, "Other"), next_check=later(5)))
        catalogue.declare(connection, [], [Feed(FEED, "News", tags=("wire",))], [], later(1))
        stored_state = feeds.state(connection, FEED)
    assert stored_state == FeedState(Feed(FEED, "News", tags=("wire",)), next_check=later(5))


def test_the_longest_overdue_come_first_and_stopped_feeds_never(archive: Database) -> None:
    with archive.write() as connection:
        declared(connection, *"abcde")
        for url, minutes in (("a", 3), ("b", 1), ("c", 20)):
            feeds.save(connection, FeedState(Feed(url), next_check=later(minutes)))
        feeds.save(connection, FeedState(Feed("d"), stopped="410 Gone"))
        assert [state.feed.url for state in feeds.due(connection, later(10), 9)] == ["e", "b", "a"]
        assert [state.feed.url for state in feeds.due(connection, later(10), 1)] == ["e"]


def test_feeds_that_do_not_work_hide_none_that_do(archive: Database) -> None:
    with archive.write() as connection:
        declared(connection, *"abcdef")
        for url, minutes in (("a", 3), ("b", 1), ("c", 2)):
            feeds.save(connection, FeedState(Feed(url), reached_at=NOW, next_check=later(minutes)))
        feeds.save(connection, FeedState(Feed("d"), reached_at=NOW, failures=1, next_check=later(4)))
        assert [state.feed.url for state in feeds.due(connection, later(10), 2)] == ["e", "f", "b", "c"]
        assert [state.feed.url for state in feeds.due(connection, later(10), 9)] == ["e", "f", "b", "c", "a", "d"]


def test_nothing_is_due_without_feeds(archive: Database) -> None:
    with archive.read() as connection:
        assert feeds.due(connection, NOW, 9) == ()


def test_entries_are_known_feed_by_feed(archive: Database) -> None:
    with archive.write() as connection:
        declared(connection, FEED, "b")
        feeds.remember(connection, Feed(FEED), ["urn:1", "حفتر", "\ud800"], NOW)
        feeds.remember(connection, Feed(FEED), ["urn:1", "urn:2"], later(1))
        feeds.remember(connection, Feed(FEED), [], NOW)
        assert feeds.known(connection, Feed(FEED), ["urn:1", "urn:3", "حفتر", "\ud800"]) == {"urn:1", "حفتر", "\ud800"}
        assert feeds.known(connection, Feed("b"), ["urn:1"]) == frozenset()
        assert feeds.known(connection, Feed(FEED), []) == frozenset()


def test_entries_of_an_unknown_feed_cannot_be_remembered(archive: Database) -> None:
    with archive.write() as connection, pytest.raises(UnknownThing, match=r"no feed https://news\.example/feed"):
        feeds.remember(connection, Feed(FEED), ["urn:1"], NOW)


def test_a_retired_feed_is_not_polled_and_comes_back_with_its_memory(archive: Database) -> None:
    state = FeedState(Feed(FEED, guild="1"), next_check=later(5), first_fetched=NOW, origin="discord")
    with archive.write() as connection:
        catalogue.save_feed(connection, state.feed, "discord", NOW)
        feeds.save(connection, state)
        catalogue.retire_feed(connection, state.feed, later(1))
        assert feeds.due(connection, later(60), 9) == ()
        catalogue.save_feed(connection, replace(state.feed, title="Again"), "discord", later(2))
        stored_state = feeds.state(connection, FEED, "1")
    assert stored_state == replace(state, feed=replace(state.feed, title="Again"))
