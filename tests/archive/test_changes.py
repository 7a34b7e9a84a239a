"""Changes of the catalogue on record: what differs, for a day, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.support.recording import NOW, later
from watchers.archive import Connection, Database, catalogue, changes, feeds, variants
from watchers.archive.changes import Made
from watchers.model import Actor, Alias, Feed, Team, Variant, Watchlist
from watchers.pipeline import undo
from watchers.reasons import Matching, Reason

SALMA = Actor("1-salma", "Salma", "person", (Alias("Salma"), Alias("سلمى")), guild="1")
DESK = Team("1-desk", "Desk", "1", "2", origin="discord", watchlist=Watchlist(("1-salma",), ("https://a.example/f",)))
FEED = Feed("https://a.example/f", "A", guild="1")

SEEN = (Reason(Matching.SPELLING_SEEN, mentions=1, in_articles=1, percent=83, name="Khalifa Haftar"),)


def filled(connection: Connection) -> None:
    catalogue.save_actor(connection, SALMA, NOW)
    catalogue.save_team(connection, DESK, NOW)
    catalogue.save_feed(connection, FEED, "discord", NOW)
    variants.propose(connection, [Variant("1-salma", "Selma", SEEN)], NOW)


def test_all_that_a_change_took_comes_back_and_nothing_else(archive: Database) -> None:
    with archive.write("1") as connection:
        filled(connection)
        before = changes.snapshot(connection)
        catalogue.retire_actor(connection, "1-salma", NOW)
        catalogue.save_team(connection, replace(DESK, watchlist=Watchlist(), digest="daily 08:00"), NOW)
        catalogue.retire_feed(connection, FEED, NOW)
        variants.decide(connection, variants.pending(connection)[0].id, True, "me", NOW)
        number = changes.record(connection, Made("All gone.", "7", NOW), before)
    with archive.read("1") as connection:
        change = changes.get(connection, number)
        assert change is not None and change.said == "All gone." and len(change.rows) == 4
        assert changes.since(connection, NOW) == (change,)
    with archive.write("1") as connection:
        undo.undo(connection, change, "me", later(5))
    with archive.read("1") as connection:
        assert catalogue.actors(connection) == (SALMA,)
        assert catalogue.teams(connection) == (DESK,)
        assert [state.feed for state in feeds.of_all(connection)] == [FEED]
        assert [variant.surface for variant in variants.pending(connection)] == ["Selma"]
        assert changes.since(connection, NOW) == ()


def test_another_servers_rows_are_no_part_of_a_change(archive: Database) -> None:
    with archive.write("2") as connection:
        filled(connection)
        before = changes.snapshot(connection)
        catalogue.retire_actor(connection, "1-salma", NOW)
        number = changes.record(connection, Made("Nothing.", "7", NOW), before)
        change = changes.get(connection, number)
        assert change is not None and change.rows == ()


def test_a_deleted_team_that_a_file_declares_by_now_is_left_to_the_file(archive: Database) -> None:
    with archive.write("1") as connection:
        filled(connection)
        before = changes.snapshot(connection)
        catalogue.retire_team(connection, "1-desk", NOW)
        number = changes.record(connection, Made("Gone.", "7", NOW), before)
        declared = replace(DESK, origin="file", name="Declared")
        catalogue.declare(connection, [], [], [declared], later(1))
        change = changes.get(connection, number)
        assert change is not None
        undo.undo(connection, change, "me", later(2))
        assert catalogue.teams(connection) == (declared,)


def test_what_is_older_than_a_day_is_forgotten_but_its_number_is_not_given_again(archive: Database) -> None:
    with archive.write("1") as connection:
        filled(connection)
        before = changes.snapshot(connection)
        catalogue.retire_actor(connection, "1-salma", NOW)
        old = changes.record(connection, Made("Gone.", "7", NOW), before)
        now = NOW + timedelta(days=2)
        new = changes.record(connection, Made("Nothing.", "7", now), changes.snapshot(connection))
        change = changes.get(connection, old)
        assert new != old and change is not None and change.rows == ()


def test_each_server_counts_and_undoes_its_changes_by_itself(archive: Database) -> None:
    numbers = {}
    for guild in ("1", "2", None, "1"):
        with archive.write(guild) as connection:
            number = changes.record(connection, Made(f"By {guild}.", "7", NOW), changes.snapshot(connection))
            numbers[guild] = number
    assert numbers == {"1": 2, "2": 1, None: 1}
    for guild, said in (("1", ["By 1.", "By 1."]), ("2", ["By 2."]), (None, ["By None."]), ("3", [])):
        with archive.read(guild) as connection:
            assert [change.said for change in changes.since(connection, NOW)] == said
    with archive.write("1") as connection:
        changes.undone(connection, 1, NOW)
    with archive.read("2") as connection:
        assert [change.said for change in changes.since(connection, NOW)] == ["By 2."]
