"""Which articles have a number: the same answers whether each pair is a row or many are packed into one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from tests.support import postgres
from tests.support.recording import NOW, article, record, seed
from watchers.archive import Connection, Database, candidates, engine
from watchers.archive.dialect import dialect
from watchers.archive.hash_index import BUCKETS, FULL_CHUNK_PAIRS
from watchers.archive.recorder import Recorder
from watchers.model import Signature

ALIKE = [7 + BUCKETS * number for number in range(3 * FULL_CHUNK_PAIRS)]  # these stand together


def candidate_ids(
    archive: Connection, hashes: Sequence[int] = (), keys: Sequence[int] = (), days: int = 14
) -> list[str]:
    signature = Signature(tuple(hashes), len(hashes), {})
    since = NOW - timedelta(days=days)
    return [candidate.article.id for candidate in Recorder(archive).candidates(signature, keys, [], since, 99)]


def test_numbers_that_stand_together_are_told_apart_however_many_they_are(archive: Database) -> None:
    with archive.write() as connection:
        for number in ALIKE:
            record(connection, article(), signature=Signature((number,), 1, {}), keys=[number])
        for place in (0, FULL_CHUNK_PAIRS - 1, FULL_CHUNK_PAIRS, len(ALIKE) - 1):
            assert (
                candidate_ids(connection, [ALIKE[place]])
                == candidate_ids(connection, [], [ALIKE[place]])
                == [str(place + 1)]
            )
        assert candidate_ids(connection, ALIKE[:3]) == ["3", "2", "1"]
        assert candidate_ids(connection, [7 + BUCKETS * len(ALIKE)]) == []


def test_an_article_may_have_many_numbers_that_stand_together(archive: Database) -> None:
    with archive.write() as connection:
        record(connection, article(), signature=Signature(tuple(ALIKE), len(ALIKE), {}))
        record(connection, article(), signature=Signature(tuple(ALIKE[:2]), 2, {}))
        record(connection, article(), signature=Signature(tuple(ALIKE[-1:]), 1, {}))
        assert candidate_ids(connection, ALIKE[:2]) == ["2", "1"]
        assert candidate_ids(connection, [ALIKE[0], ALIKE[-1]]) == ["1", "3", "2"]


def test_what_is_older_than_the_window_stays_out_beside_what_is_not(archive: Database) -> None:
    with archive.write() as connection:
        for minutes in (-60 * 24 * 30, -60 * 24 * 20, -1):
            record(connection, article(minutes=minutes), keys=ALIKE[:2])
        record(connection, seed("000.txt"), keys=ALIKE[:1])
        assert candidate_ids(connection, [], ALIKE[:1]) == ["000.txt", "3"]
        assert candidate_ids(connection, [], ALIKE[:1], days=25) == ["000.txt", "3", "2"]


def test_what_was_kept_in_rows_is_found_when_it_is_packed(server: postgres.Server) -> None:
    database = Database(server.url(server.create()))
    with database.write() as connection:
        config = Config()
        config.set_main_option("script_location", str(engine.MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001_archive")
        rows = [{"number": number, "article": place + 1} for place, number in enumerate(ALIKE)]
        connection.execute(text("INSERT INTO shingle VALUES (:number, :article)"), rows)
        connection.execute(text("INSERT INTO keyword VALUES (:number, :article % 2 = 0, :article)"), rows)
    database.upgrade()
    queries = {"first": ALIKE[:1], "last": ALIKE[-1:], "all": ALIKE}
    with database.write() as connection:
        candidates.store(connection, 999, Signature((ALIKE[0],), 1, {}), [], seed=False)
        shingled = {name: _shingled(connection, numbers) for name, numbers in queries.items()}
        seeds = _keyed(connection, ALIKE, seed=True)
    database.close()
    assert shingled == {"first": [1, 999], "last": [len(ALIKE)], "all": [*range(1, len(ALIKE) + 1), 999]}
    assert seeds == [*range(2, len(ALIKE) + 1, 2)]


def _shingled(archive: Connection, numbers: Sequence[int]) -> list[int]:
    sql = dialect(archive)
    return sorted(archive.execute(sql.shingles.finding(sql.numbers("numbers"), 128), {"numbers": numbers}).scalars())


def _keyed(archive: Connection, numbers: Sequence[int], *, seed: bool) -> list[int]:
    sql = dialect(archive)
    query = sql.keywords.finding(sql.numbers("numbers"), 128, seed=seed)
    return sorted(archive.execute(query, {"numbers": numbers}).scalars())
