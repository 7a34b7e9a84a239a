"""When actors change, the archive is matched again in the scope of those who follow them, and in no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.support.recording import NOW, article, later, seed
from watchers.archive import Database, actors, articles, catalogue, rematch_queries, variants
from watchers.catalogue.files import Catalogue
from watchers.comparing.article_profile import ProfileCache
from watchers.matching.overlay import Layers, ScopedIndex
from watchers.model import CERTAIN, Actor, Alias, Article, Variant
from watchers.pipeline import baseline, rematch
from watchers.pipeline.prepare import prepare_by_scope
from watchers.pipeline.record import RoutingContext, record

VELLMAROV = Actor("boris", "Boris Vellmarov", "person", (Alias("Boris Vellmarov"),))
TARQANI = Actor("salah", "Salah Tarqani", "person", (Alias("Salah Tarqani"),))
ANNA = Actor("b-anna", "Anna Vellmarov", "person", (Alias("Anna Vellmarov"),), guild="b")
BARE = article("Talks resume", "Talks resumed after Vellmarov arrived in the capital.")
BOTH = article("Two leave", "Anna Vellmarov and Salah Tarqani left the harbour on 3 February 2026.", 5)


def declare(database: Database, *declared: Actor) -> None:
    baseline.declare(database, Catalogue(declared, (), (), ()), "a digest", NOW)
    rematch.run(database)


def take(database: Database, *found: Article) -> list[str]:
    """Prepare and record articles as they come in; their ids."""
    with database.write() as archive:
        index = ScopedIndex(Layers.of(catalogue.actors_by_scope(archive)))
        prepared = [prepare_by_scope(entry, index) for entry in found]
        reports = record(archive, prepared, RoutingContext(), ProfileCache(), later(9))
    return [report.article.id for report in reports]


def add(database: Database, actor: Actor) -> None:
    with database.write(actor.guild) as archive:
        catalogue.save_actor(archive, actor, NOW)
        rematch.want(archive, [actor.id])
    rematch.run(database)


def retire(database: Database, actor: Actor) -> None:
    with database.write(actor.guild) as archive:
        catalogue.retire_actor(archive, actor.id, NOW)
        rematch.want(archive, [actor.id])
    rematch.run(database)


def surely(database: Database, article_id: str, viewer: str | None = None) -> list[str]:
    with database.read(viewer) as archive:
        mentions = articles.mentions(archive, article_id)
    return [mention.actor for mention in mentions if mention.confidence >= CERTAIN]


def counts(database: Database, actor_id: str, viewer: str | None = None) -> int:
    with database.read(viewer) as archive:
        return actors.counts_of(archive, actor_id)[0]


def readings(database: Database, ids: Sequence[str]) -> set[str]:
    """The servers that have a reading of their own of one of the articles."""
    with database.read() as archive:
        return {guild for guilds in rematch_queries.readers(archive, ids).values() for guild in guilds}


def test_an_actor_added_by_a_server_is_found_in_what_was_archived_for_that_server_alone(archive: Database) -> None:
    declare(archive, TARQANI)
    (both,) = take(archive, BOTH)
    add(archive, ANNA)
    assert surely(archive, both) == ["salah"]
    assert surely(archive, both, "b") == ["b-anna", "salah"]
    assert surely(archive, both, "c") == ["salah"]
    assert [counts(archive, "b-anna", viewer) for viewer in (None, "b", "c")] == [0, 1, 0]
    assert [counts(archive, "salah", viewer) for viewer in (None, "b", "c")] == [1, 1, 1]


def test_a_server_gets_a_reading_of_its_own_only_where_it_reads_otherwise(archive: Database) -> None:
    declare(archive, VELLMAROV, TARQANI)
    bare, rain = take(archive, BARE, article("Rain", "Salah Tarqani walked in the rain."))
    add(archive, ANNA)
    assert readings(archive, [bare]) == {"b"}
    assert readings(archive, [rain]) == set()


def test_a_surname_is_ambiguous_again_for_the_server_that_tracks_a_second_bearer(archive: Database) -> None:
    declare(archive, VELLMAROV)
    (bare,) = take(archive, BARE)
    add(archive, ANNA)
    assert [surely(archive, bare, viewer) for viewer in (None, "b", "c")] == [["boris"], [], ["boris"]]
    assert [counts(archive, "boris", viewer) for viewer in (None, "b")] == [1, 0]


def test_an_actor_that_a_server_follows_no_longer_leaves_its_reading(archive: Database) -> None:
    declare(archive, VELLMAROV, TARQANI)
    add(archive, ANNA)
    bare, both = take(archive, BARE, BOTH)
    assert surely(archive, both, "b") == ["b-anna", "salah"]
    retire(archive, ANNA)
    assert surely(archive, both, "b") == ["salah"]
    assert surely(archive, bare, "b") == ["boris"]
    assert [counts(archive, actor, "b") for actor in ("b-anna", "boris", "salah")] == [0, 1, 1]


def test_an_actor_that_files_declare_is_found_by_all_in_what_they_see(archive: Database) -> None:
    declare(archive, VELLMAROV)
    add(archive, ANNA)
    both, private = take(archive, BOTH, replace(BOTH, url="https://b.example/1", guild="b", first_seen=later(7)))
    declare(archive, VELLMAROV, TARQANI)
    assert surely(archive, both) == ["salah"]
    assert surely(archive, both, "b") == ["b-anna", "salah"]
    assert surely(archive, private, "b") == ["b-anna", "salah"]
    assert [counts(archive, "salah", viewer) for viewer in (None, "b", "c")] == [1, 2, 1]


def test_a_reading_that_is_left_from_an_actor_of_before_goes_on_with_everybodys(archive: Database) -> None:
    declare(archive, VELLMAROV)
    add(archive, ANNA)
    (both,) = take(archive, BOTH)
    retire(archive, ANNA)
    declare(archive, VELLMAROV, TARQANI)
    assert readings(archive, [both]) == {"b"}
    assert [surely(archive, both, viewer) for viewer in (None, "b")] == [["salah"]] * 2
    assert [counts(archive, "salah", viewer) for viewer in (None, "b", "c")] == [1, 1, 1]


def test_an_actor_that_a_file_now_declares_is_everybodys(archive: Database) -> None:
    declare(archive, TARQANI)
    add(archive, ANNA)
    (both,) = take(archive, BOTH)
    declare(archive, TARQANI, replace(ANNA, guild=None))
    assert [surely(archive, both, viewer) for viewer in (None, "b", "c")] == [["b-anna", "salah"]] * 3
    assert [counts(archive, "b-anna", viewer) for viewer in (None, "b", "c")] == [1, 1, 1]


def test_a_files_actor_gives_way_to_a_servers_own_of_the_same_name_and_comes_back(archive: Database) -> None:
    declare(archive, replace(VELLMAROV, aliases=(*VELLMAROV.aliases, Alias("the Harbour Keeper"))), TARQANI)
    (keeper,) = take(archive, article("Salah Tarqani sails", "The Harbour Keeper waved."))
    own = Actor("b-boris", "Boris Vellmarov", "person", (Alias("Boris Vellmarov"),), guild="b")
    add(archive, own)
    assert [surely(archive, keeper, viewer) for viewer in (None, "b")] == [["salah", "boris"], ["salah"]]
    retire(archive, own)
    assert [surely(archive, keeper, viewer) for viewer in (None, "b")] == [["salah", "boris"]] * 2


def test_a_spelling_is_a_name_for_the_server_that_confirmed_it(archive: Database) -> None:
    declare(archive, TARQANI)
    (fox,) = take(archive, article("A fox", "Zuwara Fox spoke in the harbour."))
    with archive.write("b") as connection:
        variants.propose(connection, [Variant("salah", "Zuwara Fox", (), (fox,))], NOW)
        (spelling,) = variants.pending(connection)
        variants.decide(connection, spelling.id, True, "7", NOW)
        rematch.want(connection, ["salah"])
    rematch.run(archive)
    assert [surely(archive, fox, viewer) for viewer in (None, "b", "c")] == [[], ["salah"], []]


def test_a_servers_own_article_is_matched_with_its_actors(archive: Database) -> None:
    declare(archive, VELLMAROV)
    add(archive, ANNA)
    (private,) = take(archive, replace(BARE, guild="b"))
    assert surely(archive, private, "b") == []
    retire(archive, ANNA)
    assert surely(archive, private, "b") == ["boris"]


def test_a_seed_of_which_the_manifest_says_more_is_read_by_servers_with_their_actors(archive: Database) -> None:
    declare(archive, TARQANI)
    add(archive, ANNA)
    text = "Anna Vellmarov and Salah Tarqani left the harbour."
    baseline.record_seeds(archive, [seed("001.txt", text)], "first")
    baseline.record_seeds(archive, [seed("001.txt", text, day="2019-02-03")], "second")
    assert [surely(archive, "001.txt", viewer) for viewer in (None, "b")] == [["salah"], ["b-anna", "salah"]]
    for viewer in (None, "b"):
        with archive.read(viewer) as connection:
            (report,) = articles.reports(connection, ["001.txt"])
        assert str(report.article.published) == "2019-02-03"


def test_what_is_matched_again_is_taken_in_the_order_in_which_it_was_recorded(archive: Database) -> None:
    declare(archive, TARQANI)
    ids = take(archive, *(article(f"Salah Tarqani {n}", f"Salah Tarqani spoke {n} times.", n) for n in range(4)))
    with archive.read() as connection:
        assert list(rematch.candidates(connection, [TARQANI])) == ids


def test_what_is_wanted_in_one_scope_is_remembered_beside_what_is_wanted_in_another(archive: Database) -> None:
    declare(archive, VELLMAROV)
    with archive.write("b") as connection:
        catalogue.save_actor(connection, ANNA, NOW)
        rematch.want(connection, [ANNA.id])
    (both,) = take(archive, BOTH)
    with archive.write() as connection:
        rematch.want(connection, ["boris"])
    assert rematch.run(archive) == 2  # for everybody, and for the server
    assert rematch.run(archive) == 0
    assert surely(archive, both, "b") == ["b-anna"]
