"""What the poller remembers of feeds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.support.recording import FEED, NOW, later
from watchers.archive import Connection, Database, catalogue, feeds
from watchers.archive.visible import seen_by
from watchers.errors import NotAllowed, UnknownThing
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


# ---------------------------------------------------------------- scopes

OURS, THEIRS, EVERYBODYS = Feed(FEED, "Ours", guild="1"), Feed(FEED, "Theirs", guild="2"), Feed(FEED)


def added(archive: Connection, *own: Feed) -> None:
    for feed in own:
        catalogue.save_feed(archive, feed, "discord", NOW)


def seen(archive: Connection, guild: str | None) -> list[Feed]:
    with seen_by(archive, guild):
        return [state.feed for state in feeds.states(archive)]


def polled(archive: Connection, minutes: float = 60) -> list[Feed]:
    """What is due then, everything else being polled at every hour."""
    due = [state.feed for state in feeds.due(archive, later(minutes), 9)]
    assert due == [state.feed for state in feeds.polled(archive)]
    return due


def read(archive: Connection, feed: Feed, minutes: float, *identities: str, first: float | None = None) -> None:
    """The feed has been read at that time, with these entries; for the first time then, or as stated."""
    feeds.remember(archive, feed, identities, later(minutes))
    first_fetched = later(minutes if first is None else first)
    feeds.save(archive, FeedState(feed, first_fetched=first_fetched, reached_at=later(minutes), next_check=later(60)))


def test_a_server_sees_its_own_feeds_and_everybodys_and_nobody_in_particular_everybodys(archive: Database) -> None:
    news = Feed("https://public.example/")
    with archive.write() as connection:
        catalogue.declare(connection, [], [news], [], NOW)
        added(connection, OURS, THEIRS)
        assert seen(connection, "1") == [OURS, news]
        assert seen(connection, "2") == [THEIRS, news]
        assert seen(connection, "3") == seen(connection, None) == [news]
        assert [state.feed for state in feeds.of_all(connection)] == [OURS, THEIRS, news]


def test_one_address_is_a_feed_of_its_own_in_each_scope(archive: Database) -> None:
    with archive.write() as connection:
        added(connection, OURS, THEIRS)
        read(connection, OURS, 1, "a")
        assert feeds.state(connection, FEED, "2") == FeedState(THEIRS, origin="discord"), "nobody has read it for them"
        assert feeds.known(connection, THEIRS, ["a"]) == frozenset()
        catalogue.retire_feed(connection, OURS, NOW)
        assert polled(connection) == [THEIRS]


def test_numbers_count_the_feeds_of_one_scope_and_none_is_given_twice(archive: Database) -> None:
    def numbers(guild: str | None) -> list[str]:
        with seen_by(connection, guild):
            return [state.number for state in feeds.states(connection)]

    with archive.write() as connection:
        declared(connection, "a", "b")
        added(connection, *(Feed(url, guild="2") for url in "cdef"), OURS)
        assert (numbers(None), numbers("1"), numbers("3")) == (["1", "2"], ["1", "2", "P1"], ["1", "2"])
        catalogue.retire_feed(connection, OURS, NOW)
        added(connection, Feed("z", guild="1"))
        assert numbers("1") == ["1", "2", "P2"]
        added(connection, OURS)
        assert numbers("1") == ["1", "2", "P1", "P2"]


def test_what_everybody_has_is_no_servers_to_add(archive: Database) -> None:
    with archive.write() as connection:
        declared(connection, FEED)
        added(connection, Feed("at the terminal"))
        with pytest.raises(NotAllowed, match=r"declared in config/feeds\.toml"):
            added(connection, OURS)
        with pytest.raises(NotAllowed, match="polled for every server"):
            added(connection, Feed("at the terminal", guild="1"))
        added(connection, Feed("at the terminal", "by another title"))


def test_while_everybody_has_an_address_a_servers_own_rests_once_it_has_been_read_after_that(archive: Database) -> None:
    with archive.write() as connection:
        added(connection, OURS)
        read(connection, OURS, 0, "a")
        declared(connection, FEED)
        assert polled(connection) == [EVERYBODYS, OURS], "nothing has come for everybody yet"
        read(connection, EVERYBODYS, 10, "a", "b")
        assert polled(connection) == [EVERYBODYS, OURS], "what had come before that is not known to the server's own"
        read(connection, OURS, 20, "b", first=0)
        assert polled(connection) == [EVERYBODYS]
        assert seen(connection, "1") == [EVERYBODYS]
        catalogue.declare(connection, [], [], [], later(30))
        assert polled(connection) == [OURS]
        assert seen(connection, "1") == [OURS]


def test_to_a_servers_own_is_known_what_came_for_everybody_but_not_what_was_there_before(archive: Database) -> None:
    with archive.write() as connection:
        added(connection, OURS)
        read(connection, OURS, 0, "a")
        declared(connection, FEED)
        read(connection, EVERYBODYS, 10, "a", "backlog of everybody's")
        read(connection, EVERYBODYS, 20, "told to everybody", first=10)
        identities = ["a", "backlog of everybody's", "told to everybody", "new"]
        assert feeds.known(connection, OURS, identities) == {"a", "told to everybody"}
        assert feeds.known(connection, EVERYBODYS, identities) == set(identities) - {"new"}
        catalogue.declare(connection, [], [], [], later(30))
        assert feeds.known(connection, OURS, identities) == {"a", "told to everybody"}


def test_everybodys_that_cannot_be_read_any_more_lets_the_servers_own_go_on(archive: Database) -> None:
    with archive.write() as connection:
        added(connection, OURS)
        declared(connection, FEED)
        read(connection, EVERYBODYS, 0)
        read(connection, OURS, 1)
        feeds.save(connection, FeedState(EVERYBODYS, first_fetched=NOW, stopped="410 Gone"))
        assert polled(connection) == [OURS]
