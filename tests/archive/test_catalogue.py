"""The catalogue: what files declare and what Discord adds live side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from tests.support.recording import FEED, NOW, article, later, record
from watchers.archive import Database, actors, catalogue, feeds, variants
from watchers.archive.visible import seen_by
from watchers.errors import NotAllowed, UnknownThing
from watchers.model import Actor, Alias, Feed, Novelty, QuietHours, Team, Variant, Watchlist
from watchers.reasons import Matching, Reason

NEAR = (Reason(Matching.ONLY_BEARER),)


def actor(actor_id: str, guild: str | None = None) -> Actor:
    return Actor(actor_id, actor_id.title(), "person", (Alias(actor_id.title()),), guild=guild)


def team(team_id: str, guild: str = "1") -> Team:
    return Team(team_id, team_id.title(), guild, channel="2", origin="discord")


def test_the_catalogue_is_read_back_as_declared(archive: Database) -> None:
    haftar = Actor(
        "khalifa-haftar",
        "Khalifa Haftar",
        "person",
        (Alias("خليفة حفتر"), Alias("Haftar", "context")),
        titles=("Field Marshal",),
        context=("Libyan National Army",),
        exclude=("Saddam Haftar",),
        wikidata="Q1",
        note="commander",
    )
    feed = Feed(FEED, "News", "ar", ("libya", "wire"), timedelta(minutes=5), pages=True)
    context = Team(
        "desk",
        "Desk",
        "1",
        "2",
        role="3",
        timezone="Africa/Tripoli",
        watchlist=Watchlist(("khalifa-haftar",), (FEED,), ("libya",), ("ar",), Novelty.NEW),
        digest="daily 08:00",
        quiet_hours=QuietHours(time(22), time(6, 30)),
        paused_until=later(9),
        editors=("4",),
    )
    with archive.write() as connection:
        catalogue.declare(connection, [haftar], [feed], [context], NOW)
    with archive.read() as connection:
        assert catalogue.actors(connection) == (haftar,)
        assert [(state.feed, state.origin) for state in feeds.states(connection)] == [(feed, "file")]
        assert catalogue.teams(connection) == (context,)
        assert catalogue.team(connection, "desk") == context


def test_what_a_file_no_longer_declares_is_retired_with_its_history(archive: Database) -> None:
    with archive.write() as connection:
        catalogue.declare(connection, [actor("haftar"), actor("saleh")], [Feed(FEED)], [], NOW)
        record(connection, article(), actors=["haftar"])
        catalogue.declare(connection, [actor("saleh")], [], [], later(1))
        assert [actor.id for actor in catalogue.actors(connection)] == ["saleh"]
        assert feeds.states(connection) == ()
        assert actors.counts_of(connection, "haftar") == (1, 0)
        catalogue.declare(connection, [actor("haftar"), actor("saleh")], [Feed(FEED)], [], later(2))
        assert [actor.id for actor in catalogue.actors(connection)] == ["haftar", "saleh"]
        assert len(feeds.states(connection)) == 1


def test_it_is_known_since_when_an_actor_has_its_names(archive: Database) -> None:
    with archive.write() as connection:
        catalogue.declare(connection, [actor("haftar"), actor("saleh")], [], [], NOW)
        more = replace(actor("saleh"), aliases=(Alias("Saleh"), Alias("Salih")))
        catalogue.declare(connection, [actor("haftar"), more], [], [], later(5))
        assert catalogue.named_since(connection, "haftar") == NOW
        assert catalogue.named_since(connection, "saleh") == later(5)
        assert catalogue.named_since(connection, "nobody") is None


def test_discords_rows_are_not_touched_by_what_files_declare(archive: Database) -> None:
    with archive.write() as connection:
        catalogue.save_actor(connection, actor("saleh", guild="1"), NOW)
        catalogue.save_feed(connection, Feed(FEED, guild="1"), "discord", NOW)
        catalogue.save_team(connection, team("desk"), NOW)
        catalogue.declare(connection, [actor("haftar")], [], [], NOW)
        with seen_by(connection, "1"):
            assert [actor.id for actor in catalogue.actors(connection)] == ["haftar", "saleh"]
        assert [state.origin for state in feeds.of_all(connection)] == ["discord"]
        assert [team.origin for team in catalogue.teams(connection)] == ["discord"]


def test_an_actor_added_on_discord_is_invisible_elsewhere(archive: Database) -> None:
    with archive.write() as connection:
        catalogue.save_actor(connection, actor("saleh", guild="1"), NOW)
        catalogue.save_actor(connection, actor("serraj", guild="2"), NOW)
        catalogue.declare(connection, [actor("haftar")], [], [], NOW)
        assert [actor.id for actor in catalogue.actors(connection)] == ["haftar"]
        with seen_by(connection, "2"):
            assert [actor.id for actor in catalogue.actors(connection)] == ["haftar", "serraj"]
        scopes = catalogue.actors_by_scope(connection)
        assert [actor.id for actor in scopes.everybodys] == ["haftar"]
        assert {guild: [actor.id for actor in actors] for guild, actors in scopes.servers.items()} == {
            "1": ["haftar", "saleh"],
            "2": ["haftar", "serraj"],
        }


def test_an_actor_that_a_file_declares_too_is_a_servers_own_for_that_server(archive: Database) -> None:
    with archive.write() as connection:
        catalogue.save_actor(connection, actor("1-haftar", guild="1"), NOW)
        catalogue.declare(connection, [replace(actor("1-haftar"), id="haftar")], [], [], NOW)
        for guild, ids in (("1", ["1-haftar"]), ("2", ["haftar"]), (None, ["haftar"])):
            with seen_by(connection, guild):
                assert [actor.id for actor in catalogue.actors(connection)] == ids


def test_what_a_file_declares_is_changed_in_the_file(archive: Database) -> None:
    with archive.write() as connection:
        catalogue.declare(connection, [actor("haftar")], [Feed(FEED)], [team("desk")], NOW)
        with pytest.raises(NotAllowed, match=r"haftar is declared in config/actors\.toml"):
            catalogue.save_actor(connection, actor("haftar", guild="1"), NOW)
        with pytest.raises(NotAllowed, match=r"desk is declared in config/teams\.toml"):
            catalogue.save_team(connection, team("desk"), NOW)
        with pytest.raises(NotAllowed, match=r"declared in config/feeds\.toml"):
            catalogue.save_feed(connection, Feed(FEED, guild="1"), "discord", NOW)


def test_another_servers_rows_cannot_be_changed(archive: Database) -> None:
    with archive.write() as connection:
        catalogue.save_actor(connection, actor("saleh", guild="1"), NOW)
        with pytest.raises(NotAllowed, match="saleh belongs to another server"):
            catalogue.save_actor(connection, actor("saleh", guild="2"), NOW)


def test_a_team_can_be_changed_and_deleted(archive: Database) -> None:
    with archive.write() as connection:
        catalogue.save_team(connection, team("desk"), NOW)
        catalogue.save_team(connection, replace(team("desk"), paused_until=later(5)), NOW)
        catalogue.save_team(connection, team("far", guild="2"), NOW)
        with seen_by(connection, "1"):
            assert [team.paused_until for team in catalogue.teams(connection)] == [later(5)]
        catalogue.retire_team(connection, "desk", later(1))
        assert catalogue.team(connection, "desk") is None
        assert [team.id for team in catalogue.teams(connection)] == ["far"]


def test_every_change_of_actors_raises_the_version_and_nothing_else_does(archive: Database) -> None:
    with archive.write() as connection:
        versions = [catalogue.catalogue_version(connection)]
        catalogue.declare(connection, [actor("haftar")], [], [], NOW)
        versions.append(catalogue.catalogue_version(connection))
        catalogue.save_actor(connection, actor("saleh", guild="1"), NOW)
        versions.append(catalogue.catalogue_version(connection))
        catalogue.retire_actor(connection, "saleh", NOW)
        versions.append(catalogue.catalogue_version(connection))
        catalogue.declare(connection, [], [], [], NOW)
        versions.append(catalogue.catalogue_version(connection))
        catalogue.declare(connection, [], [Feed(FEED)], [team("desk")], NOW)
        assert catalogue.catalogue_version(connection) == versions[-1]
    assert versions == sorted(set(versions))


def test_a_confirmed_spelling_is_an_alias_whatever_the_file_says(archive: Database) -> None:
    with archive.write() as connection:
        catalogue.declare(connection, [actor("haftar")], [], [], NOW)
        variants.propose(connection, [Variant("haftar", "Heftar", NEAR), Variant("haftar", "Hatter", NEAR)], NOW)
        confirmed, rejected = variants.pending(connection)
        version = catalogue.catalogue_version(connection)
        variants.decide(connection, confirmed.id, True, "analyst", NOW)
        variants.decide(connection, rejected.id, False, "analyst", NOW)
        catalogue.declare(connection, [replace(actor("haftar"), note="changed")], [], [], NOW)
        (haftar,) = catalogue.actors(connection)
        assert catalogue.catalogue_version(connection) > version
    assert [alias.text for alias in haftar.aliases] == ["Haftar", "Heftar"]


def test_a_rejected_spelling_never_comes_back(archive: Database) -> None:
    proposal = Variant("haftar", "Hatter", NEAR, ("1",))
    with archive.write() as connection:
        assert variants.propose(connection, [proposal], NOW) == 1
        assert variants.propose(connection, [replace(proposal, articles=("1", "2"))], NOW) == 0
        (waiting,) = variants.pending(connection)
        assert waiting.articles == ("1", "2"), "its evidence is brought up to date"
        decided = variants.decide(connection, waiting.id, False, "analyst", later(1))
        assert variants.propose(connection, [proposal], later(2)) == 0
        assert variants.pending(connection) == ()
        assert variants.decided(connection, "haftar") == (decided,)
    assert (decided.status, decided.decided_by, decided.decided_at) == ("rejected", "analyst", later(1))


def test_an_unknown_spelling_cannot_be_decided(archive: Database) -> None:
    with archive.write() as connection, pytest.raises(UnknownThing, match="no spelling 99"):
        variants.decide(connection, 99, True, "analyst", NOW)


def test_each_server_reviews_spellings_by_itself_but_for_what_the_command_line_decided(
    archive: Database,
) -> None:
    proposal = Variant("haftar", "Hafter", (), ("1",))
    with archive.write() as connection:
        catalogue.declare(connection, [actor("haftar")], [], [], NOW)
    for guild in ("1", "2"):
        with archive.write(guild) as connection:
            variants.propose(connection, [replace(proposal, surface=f"Haftar{guild}"), proposal], NOW)
            assert [spelling.id for spelling in variants.pending(connection)] == [1, 2]
    with archive.write("1") as connection:
        variants.decide(connection, 2, True, "analyst", NOW)
        assert [spelling.id for spelling in variants.pending(connection)] == [1]
        with pytest.raises(UnknownThing, match="no spelling 3"):
            variants.decide(connection, 3, True, "analyst", NOW)
    with archive.write() as connection:
        variants.propose(connection, [replace(proposal, surface="Haftar2")], NOW)
        variants.decide(connection, 1, False, "analyst", NOW)
    with archive.read("2") as connection:
        assert [spelling.surface for spelling in variants.pending(connection)] == ["Hafter"]
        (followed,) = catalogue.actors(connection)
        assert "Hafter" not in [alias.text for alias in followed.aliases]
