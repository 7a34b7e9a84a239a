"""Who was together with whom, where, and who reports on them: asked of the whole archive, on both databases."""

from __future__ import annotations

from dataclasses import replace

from tests.support.recording import article, event, mention, record, seed, verdict
from watchers.archive import Connection, Database, actor_keys, articles, cooccurrence
from watchers.archive.visible import seen_by
from watchers.comparing import encounters
from watchers.model import EncounterHistory, EncounterQuery, Event, Novelty

PARIS = replace(event("2020-01-13", "haftar", text="Haftar left Paris."), places=("FR/Paris",))


def ask(*actors: str, places: tuple[str, ...] = (), outlet: str = "", language: str = "") -> EncounterQuery:
    return encounters.query(actors, tuple((actor, place) for actor in actors for place in places), outlet, language)


def before(archive: Connection, query: EncounterQuery, story: str | None = None) -> EncounterHistory:
    return cooccurrence.before(archive, query, story, actor_keys.keys_of(archive, query.actors))


def evidence(archive: Connection, *places: str, story: str | None = None) -> list[Event]:
    return [sentence.event for sentence in cooccurrence.evidence(archive, "haftar", places, story)]


def test_two_actors_are_known_by_the_newest_article_of_another_story(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, seed("000.txt"), actors=["haftar", "saleh"])
        last = record(connection, article(), actors=["saleh", "haftar"])
        own = record(connection, article(), actors=["haftar", "saleh"])
        query = ask("saleh", "haftar", "shoigu")
        assert before(connection, query, own.article.id).together == {("saleh", "haftar"): last.article.id}
        assert before(connection, query).together == {("saleh", "haftar"): own.article.id}


def test_a_pair_that_only_the_own_story_has_is_told_apart_from_one_that_never_was(archive: Database) -> None:
    with archive.write() as connection:
        own = record(connection, article(), actors=["haftar", "saleh"])
        record(connection, article(), verdict(Novelty.REPEAT, own.article.id), actors=["haftar"])
        record(connection, article(), actors=["shoigu"])
        history = before(connection, ask("haftar", "saleh", "shoigu"), own.article.id)
    assert history.together == {("haftar", "saleh"): None}
    assert history.seen == {"haftar", "saleh", "shoigu"}


def test_seed_documents_are_known_by_their_names(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, seed("000.txt"), actors=["haftar", "saleh"], events=[PARIS])
        history = before(connection, ask("haftar", "saleh", places=("FR/Paris", "FR", "IT")))
    assert history.together == {("haftar", "saleh"): "000.txt"}
    assert history.there == {("haftar", "FR/Paris"): "000.txt", ("haftar", "FR"): "000.txt"}


def test_an_outlet_and_a_language_are_known_by_actor(archive: Database) -> None:
    with archive.write() as connection:
        first = record(connection, article(), actors=["haftar"])
        record(connection, replace(article(), outlet="Other", language="fr"), actors=["saleh"])
        history = before(connection, ask("haftar", "saleh", outlet="News Example", language="fr"), first.article.id)
    assert history.outlets == {"haftar"}
    assert history.languages == {"saleh"}
    assert not history.story_language


def test_an_uncertain_mention_is_no_acquaintance(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, article(), actors=["haftar", mention("saleh", confidence=0.2)])
        history = before(connection, ask("haftar", "saleh"))
    assert history.seen == {"haftar"}
    assert not history.together


def test_evidence_has_the_dated_sentences_of_the_place_or_one_in_it(archive: Database) -> None:
    with archive.write() as connection:
        first = record(connection, article(day="2020-02-01"), actors=["haftar"], events=[PARIS])
        copy = verdict(Novelty.REPEAT, first.article.id, first.article.id)
        second = record(connection, article(day="2020-02-02"), copy, actors=["haftar"], events=[PARIS])
        (newest, oldest) = cooccurrence.evidence(connection, "haftar", ("FR",))
        assert evidence(connection, "FR/Paris") == [newest.event, oldest.event]
        assert evidence(connection, "IT") == []
    assert (newest.event.article, newest.original) == (second.article.id, first.article.id)
    assert (oldest.event.article, oldest.original, str(oldest.on)) == (first.article.id, first.article.id, "2020-02-01")
    assert oldest.event.places == ("FR/Paris",)


def test_evidence_may_be_what_was_known_before_a_story(archive: Database) -> None:
    with archive.write() as connection:
        first = record(connection, article(), actors=["haftar"], events=[PARIS])
        second = record(connection, article(), actors=["haftar"], events=[PARIS])
        assert [sentence.article for sentence in evidence(connection, "FR", story=second.article.id)] == [
            first.article.id
        ]


def test_evidence_of_a_servers_own_article_is_evidence_for_it_alone(archive: Database) -> None:
    with archive.write() as connection:
        own = record(connection, replace(article(), guild="1"), actors=["haftar"], events=[PARIS])
        with seen_by(connection, "1"):
            assert [sentence.article for sentence in evidence(connection, "FR")] == [own.article.id] == ["P1"]
        for guild in (None, "2"):
            with seen_by(connection, guild):
                assert evidence(connection, "FR") == []


def test_an_article_matched_again_is_where_its_actors_now_are(archive: Database) -> None:
    rome = replace(PARIS, actors=("saleh",), places=("IT/Rome",))
    with archive.write() as connection:
        report = record(connection, article(), actors=["haftar"], events=[PARIS])
        articles.replace_mentions(connection, report.article.id, [mention("saleh")], [rome])
        history = before(connection, ask("haftar", "saleh", places=("FR/Paris", "FR", "IT/Rome", "IT")))
    assert history.there == {("saleh", "IT/Rome"): report.article.id, ("saleh", "IT"): report.article.id}


def test_the_archive_began_with_its_first_article_of_a_feed(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, seed("000.txt"))
        assert cooccurrence.began(connection) is None
        record(connection, article(minutes=5))
        assert str(cooccurrence.began(connection)) == "2026-03-01"
