"""A server that leaves and comes back finds what it had, and is told nothing of the time between."""

from __future__ import annotations

from dataclasses import replace

from tests.support.recording import FEED, NOW, later
from watchers.archive import Connection, Database, catalogue, departures, feeds
from watchers.archive.visible import seen_by
from watchers.model import Actor, Alias, Feed, FeedState, Team

SALMA = Actor("1-salma", "Salma", "person", (Alias("Salma"),), guild="1")
DESK = Team("1-desk", "Desk", "1", "2", origin="discord")
NEWS, GULF = Feed(FEED, "News", guild="1"), Feed("https://gulf.example/", "Gulf", guild="1")
THEIRS = Feed(FEED, "Theirs", guild="2")
READ = FeedState(NEWS, next_check=later(9), first_fetched=NOW, reached_at=NOW, rhythm=later(1) - NOW, origin="discord")


def filled(archive: Connection) -> None:
    catalogue.save_actor(archive, SALMA, NOW)
    catalogue.save_team(archive, DESK, NOW)
    for feed in (NEWS, GULF, THEIRS):
        catalogue.save_feed(archive, feed, "discord", NOW)
    feeds.save(archive, READ)
    feeds.remember(archive, NEWS, ["a"], NOW)


def own(archive: Connection) -> tuple[object, ...]:
    """What server 1 has."""
    with seen_by(archive, "1"):
        return catalogue.actors(archive), catalogue.teams(archive), [state.feed for state in feeds.states(archive)]


def test_what_a_server_had_is_there_again_and_what_its_people_had_removed_is_not(archive: Database) -> None:
    with archive.write() as connection:
        filled(connection)
        catalogue.retire_feed(connection, GULF, later(1))
        before, version = own(connection), catalogue.catalogue_version(connection)
        departures.leave(connection, "1", later(2))
        assert own(connection) == ((), (), [])
        assert [state.feed for state in feeds.polled(connection)] == [THEIRS]
        assert departures.come_back(connection, ["2"]) == frozenset()
        assert departures.come_back(connection, ["1", "2"]) == {"1"}
        assert own(connection) == before
        assert catalogue.catalogue_version(connection) > version, "the matcher is to know of the actors again"


def test_a_feed_that_is_back_is_read_at_once_and_what_it_holds_then_is_told_to_nobody(archive: Database) -> None:
    with archive.write() as connection:
        filled(connection)
        departures.leave(connection, "1", later(3))
        departures.come_back(connection, ["1"])
        assert feeds.state(connection, FEED, "1") == replace(READ, next_check=None, first_fetched=None)
        assert feeds.known(connection, NEWS, ["a", "b"]) == {"a"}


def test_a_server_may_come_and_go_and_the_teams_of_files_stay(archive: Database) -> None:
    with archive.write() as connection:
        filled(connection)
        filed = replace(DESK, id="filed", name="Filed", origin="file")
        catalogue.declare(connection, (), (), (filed,), NOW)
        for minutes in range(3):
            departures.come_back(connection, ["1"])
            departures.leave(connection, "1", later(minutes))
        departures.leave(connection, "1", later(9))
        assert own(connection) == ((), (filed,), [])
        departures.come_back(connection, ["1"])
        assert own(connection) == ((SALMA,), (DESK, filed), [GULF, NEWS])
