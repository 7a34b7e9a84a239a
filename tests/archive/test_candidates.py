"""Candidates: earlier articles that may be related, by what they share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from tests.support.recording import NOW, article, later, mention, record, seed, verdict
from watchers.archive import Connection, Database
from watchers.archive.recorder import Recorder
from watchers.model import Novelty, Signature

DAY = timedelta(days=1)


def signed(*hashes: int) -> Signature:
    return Signature(hashes, len(hashes), {})


def candidate_ids(
    archive: Connection,
    hashes: Sequence[int] = (),
    keys: Sequence[int] = (),
    actors: Sequence[str] = (),
    days: int = 14,
    limit: int = 64,
) -> list[str]:
    since = NOW - days * DAY
    return [c.article.id for c in Recorder(archive).candidates(signed(*hashes), keys, actors, since, limit)]


def test_an_empty_archive_has_no_candidates(archive: Database) -> None:
    with archive.write() as connection:
        assert candidate_ids(connection, [1], [2], ["haftar"]) == []


def test_an_article_that_shares_nothing_is_no_candidate(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, article(), actors=["saleh"], signature=signed(1), keys=[1])
        assert candidate_ids(connection, [2], [2], ["haftar"]) == []
        assert candidate_ids(connection) == []


def test_what_was_fetched_earlier_and_recorded_later_finds_what_was_recorded_before_it(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, article(minutes=2), actors=["haftar"], keys=[7])
        record(connection, article(minutes=1), actors=["haftar"], keys=[7])
        assert candidate_ids(connection, [], [7]) == ["2", "1"]
        assert candidate_ids(connection, [], [], ["haftar"]) == ["2", "1"]


def test_copies_are_found_however_old_most_shared_first(archive: Database) -> None:
    old = (-1000 * DAY).total_seconds() / 60
    with archive.write() as connection:
        for hashes in ((1, 2, 3), (1, 9), (1, 2, 8)):
            record(connection, article(minutes=old), signature=signed(*hashes))
        assert candidate_ids(connection, [1, 2, 3]) == ["1", "3", "2"]


@pytest.mark.parametrize("big", [1 << 62, (1 << 63) - 1])
def test_hashes_and_words_of_63_bits_are_kept(archive: Database, big: int) -> None:
    with archive.write() as connection:
        record(connection, article(), signature=signed(big), keys=[big])
        assert candidate_ids(connection, [big]) == ["1"]
        assert candidate_ids(connection, [], [big]) == ["1"]


def test_within_the_window_key_words_and_actors_find_by_turns(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, article(minutes=1), actors=["haftar", "saleh"])
        record(connection, article(minutes=2), actors=["haftar"])
        record(connection, article(minutes=3), keys=[7])
        record(connection, article(minutes=4), keys=[7, 8])
        assert candidate_ids(connection, [], [7, 8], ["haftar", "saleh"]) == ["4", "1", "3", "2"]
        assert candidate_ids(connection, [], [7, 8], ["haftar", "saleh"], limit=2) == ["4", "1"]


def test_of_equals_the_newest_comes_first(archive: Database) -> None:
    with archive.write() as connection:
        for minutes in range(3):
            record(connection, article(minutes=minutes), actors=["haftar"], keys=[7])
        assert candidate_ids(connection, [], [7], ["haftar"]) == ["3", "2", "1"]


def test_what_is_older_than_the_window_is_found_by_its_text_alone(archive: Database) -> None:
    with archive.write() as connection:
        old = article(minutes=-20 * 24 * 60)
        record(connection, old, actors=["haftar"], keys=[7], signature=signed(1))
        record(connection, article(), actors=["saleh"])
        assert candidate_ids(connection, [], [7], ["haftar"]) == []
        assert candidate_ids(connection, [1], [7], ["haftar"]) == ["1"]


def test_the_seed_corpus_is_never_too_old(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, seed("000.txt"), actors=["haftar"], keys=[7])
        assert candidate_ids(connection, [], [7], days=-1) == ["000.txt"]
        assert candidate_ids(connection, [], [], ["haftar"], days=-1) == ["000.txt"]


def test_uncertain_mentions_make_no_relatives(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, article(), actors=[mention("haftar", confidence=0.4)])
        assert candidate_ids(connection, actors=["haftar"]) == []


def test_a_candidate_comes_with_what_was_concluded_about_it(archive: Database) -> None:
    with archive.write() as connection:
        first = record(connection, seed("000.txt"), actors=["haftar"])
        copy = record(connection, article(minutes=5), verdict(Novelty.REPEAT, "000.txt", "000.txt"), actors=["haftar"])
        newest, oldest = Recorder(connection).candidates(signed(), [], ["haftar"], NOW - DAY, 9)
    assert (newest.article, newest.story, newest.copy_of) == (copy.article, "000.txt", "000.txt")
    assert (oldest.article, oldest.story, oldest.copy_of) == (first.article, "000.txt", None)
    assert newest.actors == oldest.actors == ("haftar",)
    assert newest.last_activity == oldest.last_activity == later(5)


def test_a_sentence_that_every_article_shares_does_not_bring_them_all(archive: Database) -> None:
    with archive.write() as connection:
        for number in range(140):
            record(connection, article(), signature=signed(1, 1000 + number), keys=[7])
        assert candidate_ids(connection, [1, 1000], limit=3) == ["140", "139", "138"], "the oldest is not even read"
        assert candidate_ids(connection, [1, 1100], limit=2) == ["101", "140"]
