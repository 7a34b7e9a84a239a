"""A spelling is reviewed by those who see it: everybody's articles by all, a server's own by that server alone."""

from __future__ import annotations

from dataclasses import replace

from tests.support.recording import NOW, article, later
from watchers.archive import Database, catalogue, variants
from watchers.comparing.article_profile import ProfileCache
from watchers.matching.overlay import Layers, ScopedIndex
from watchers.model import Actor, Alias, Article
from watchers.pipeline import spellings
from watchers.pipeline.prepare import prepare_by_scope
from watchers.pipeline.record import RoutingContext, record

TARQANI = Actor("salah", "Salah Tarqani", "person", (Alias("Salah Tarqani"),))
OSTRIK = Actor("b-pavel", "Pavel Ostrik", "person", (Alias("Pavel Ostrik"),), guild="b")
PUBLIC = article("A visit", "Salah Tarkani came to the harbour.")
PRIVATE = replace(article("A second visit", "Salah Tarqany came to the harbour.", 1), guild="b")
OF_BOTH = article("A third visit", "Pavel Ostrick came to the harbour.", 2)


def take(database: Database, *found: Article) -> None:
    with database.write() as archive:
        catalogue.declare(archive, (TARQANI,), (), (), NOW)
        catalogue.save_actor(archive, OSTRIK, NOW)
        index = ScopedIndex(Layers.of(catalogue.actors_by_scope(archive)))
        batch = [prepare_by_scope(entry, index) for entry in found]
        record(archive, batch, RoutingContext(), ProfileCache(), later(9))


def reviewed(database: Database, viewer: str | None) -> list[str]:
    with database.write(viewer) as archive:
        spellings.propose(archive, NOW)
        return [spelling.surface for spelling in variants.pending(archive)]


def test_a_spelling_in_everybodys_articles_is_reviewed_everywhere_and_once(archive: Database) -> None:
    take(archive, PUBLIC)
    assert [reviewed(archive, viewer) for viewer in ("b", None, "c")] == [["Salah Tarkani"]] * 3


def test_a_spelling_in_a_servers_own_article_is_reviewed_by_that_server_alone(archive: Database) -> None:
    take(archive, PUBLIC, PRIVATE)
    assert reviewed(archive, "b") == ["Salah Tarkani", "Salah Tarqany"]
    assert [reviewed(archive, viewer) for viewer in (None, "c")] == [["Salah Tarkani"]] * 2


def test_a_spelling_of_a_servers_own_actor_is_reviewed_by_that_server_alone(archive: Database) -> None:
    take(archive, OF_BOTH)
    assert [reviewed(archive, viewer) for viewer in ("b", None, "c")] == [["Pavel Ostrick"], [], []]
