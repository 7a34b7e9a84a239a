"""What articles mean is kept beside them, and comes back with every candidate."""

from __future__ import annotations

from datetime import timedelta

from tests.support.encoding import meaning
from tests.support.recording import EMPTY, NOW, article, mention, verdict
from watchers.archive import Database
from watchers.archive.readings import Reading
from watchers.archive.recorder import Recorder, recording
from watchers.model import Article, Meaning

SINCE = NOW - timedelta(days=14)


def record(recorder: Recorder, what: Article, means: Meaning | None) -> None:
    report = recorder.of(what.guild).record(what, [mention("haftar")], EMPTY, (), verdict(), (), means)
    assert report.article.id


def meanings(recorder: Recorder, guild: str | None = None) -> dict[str, Meaning | None]:
    """What the candidates of a viewer mean, by id."""
    candidates = recorder.of(guild).candidates(EMPTY, (), ["haftar"], SINCE, 16)
    return {candidate.article.id: candidate.meaning for candidate in candidates}


def test_a_candidate_comes_with_what_it_means_where_that_is_known(archive: Database) -> None:
    with archive.write() as connection, recording(connection) as recorder:
        record(recorder, article(), meaning(1, 2, 3))
        record(recorder, article(), None)
        assert meanings(recorder) == {"1": meaning(1, 2, 3), "2": None}, "in the transaction that records it"
    with archive.write() as connection:
        assert meanings(Recorder(connection)) == {"1": meaning(1, 2, 3), "2": None}


def test_every_byte_is_kept(archive: Database) -> None:
    means = Meaning(bytes(range(256)) * 2, (bytes(reversed(range(256))) * 2, bytes(range(1, 255, 2)) * 4 + bytes(4)))
    with archive.write() as connection, recording(connection) as recorder:
        record(recorder, article(), means)
    with archive.write() as connection:
        assert meanings(Recorder(connection)) == {"1": means}


def test_a_servers_reading_of_an_article_means_what_the_article_means(archive: Database) -> None:
    with archive.write() as connection, recording(connection) as recorder:
        mentions = [mention("haftar")]
        report = recorder.record(article(), mentions, EMPTY, (), verdict(), (), meaning(1))
        recorder.of("a").shadow(report, Reading(mentions, (), copy=False), [*mentions, mention("saleh")], ())
    with archive.write() as connection:
        recorder = Recorder(connection)
        assert meanings(recorder) == meanings(recorder, "a") == {"1": meaning(1)}


def test_what_means_the_same_is_a_candidate_among_any_number_of_an_actors_articles(archive: Database) -> None:
    near, far = Meaning(bytes([100, 1] * 256)), Meaning(bytes([1, 100] * 256))
    with archive.write() as connection, recording(connection) as recorder:
        record(recorder, article(), near)
        for _ in range(20):
            record(recorder, article(), far)
        record(recorder, article(), None)
        found = recorder.candidates(EMPTY, (), ["haftar"], SINCE, 4)
        assert [candidate.article.id for candidate in found] == ["22", "21", "20", "19"], "by the actor, the newest"
        found = recorder.candidates(EMPTY, (), ["haftar"], SINCE, 4, near)
        assert [candidate.article.id for candidate in found] == ["22", "21", "20", "1"]
        assert not recorder.candidates(EMPTY, (), ["saleh"], SINCE, 4, near), "of the same actors only"


def test_what_means_the_same_is_found_as_the_viewer_sees_it(archive: Database) -> None:
    near, far = Meaning(bytes([100, 1] * 256)), Meaning(bytes([1, 100] * 256))
    with archive.write() as connection, recording(connection) as recorder:
        mentions = [mention("haftar")]
        report = recorder.record(article(), mentions, EMPTY, (), verdict(), (), near)
        recorder.of("a").shadow(report, Reading(mentions, (), copy=False), [*mentions, mention("saleh")], ())
        record(recorder, Article("Haftar meets Saleh", "They met.", NOW, guild="a", identity="own"), near)
        for _ in range(20):
            record(recorder, article(), far)

        def nearest(guild: str | None) -> list[str]:
            found = recorder.of(guild).candidates(EMPTY, (), ["haftar"], SINCE, 4, near)
            return [candidate.article.id for candidate in found][2:]

        assert nearest("a") == ["P1", "1"]
        assert nearest(None) == ["19", "1"]


def test_what_an_article_about_one_servers_actor_means_is_for_that_server(archive: Database) -> None:
    with archive.write() as connection, recording(connection) as recorder:
        report = recorder.record(article(), [], EMPTY, (7,), verdict(), (), meaning(1), meaning_for_all=False)
        recorder.of("a").shadow(report, Reading((), (), copy=False), [mention("haftar")], ())
    with archive.write() as connection:
        recorder = Recorder(connection)
        seen = {
            guild: recorder.of(guild).candidates(EMPTY, (7,), [], SINCE, 16)[0].meaning for guild in ("a", "b", None)
        }
        assert seen == {"a": meaning(1), "b": None, None: None}


def test_what_a_servers_own_article_means_is_for_that_server(archive: Database) -> None:
    with archive.write() as connection, recording(connection) as recorder:
        own = Article("Haftar meets Saleh", "They met.", NOW, guild="a", identity="own")
        record(recorder, own, meaning(2))
        assert meanings(recorder.of("a"), "a") == {"P1": meaning(2)}
        assert meanings(recorder) == {}
