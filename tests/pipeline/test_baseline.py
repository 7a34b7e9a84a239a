"""The seed corpus is recorded with what its documents mean, asked for once."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta

import pytest

from tests.support.encoding import meaning
from tests.support.recording import EMPTY, NOW, seed
from watchers.archive import Database, catalogue
from watchers.archive.recorder import Recorder
from watchers.meaning.articles import Called, Meanings, unknown
from watchers.model import Actor, Alias
from watchers.pipeline import baseline

SALAH = Actor("salah", "Salah Tarqani", "person", (Alias("Salah Tarqani"),))
SEEDS = [seed(f"{n}.txt", f"Salah Tarqani left harbour {n}.") for n in (1, 2, 3)]


def found(archive: Database) -> dict[str, object]:
    with archive.write() as connection:
        candidates = Recorder(connection).candidates(EMPTY, (), ["salah"], NOW - timedelta(days=14), 16)
    return {candidate.article.id: candidate.meaning for candidate in candidates}


def test_new_seed_documents_are_encoded_in_one_batch(archive: Database) -> None:
    asked = list[list[str]]()

    def encode(articles: Sequence[Called]) -> Meanings:
        asked.append([one.article.id for one in articles])
        return Meanings(tuple(meaning(int(one.article.id[0])) for one in articles))

    with archive.write() as connection:
        catalogue.declare(connection, (SALAH,), (), (), NOW)
    for known in (SEEDS[:2], SEEDS, SEEDS):
        baseline.record_seeds(archive, known, "", encode)
    assert asked == [["1.txt", "2.txt"], ["3.txt"]]
    assert found(archive) == {f"{n}.txt": meaning(n) for n in (1, 2, 3)}


def test_without_an_encoder_they_are_recorded_all_the_same(archive: Database, caplog: pytest.LogCaptureFixture) -> None:
    with archive.write() as connection:
        catalogue.declare(connection, (SALAH,), (), (), NOW)
    with caplog.at_level(logging.WARNING):
        assert baseline.record_seeds(archive, SEEDS, "", lambda articles: unknown(articles, "it is gone")) == 3
    assert found(archive) == dict.fromkeys(("1.txt", "2.txt", "3.txt"))
    assert [record.message for record in caplog.records] == ["the seed documents: it is gone"]
