"""Two programs on one archive: one tells, the other is told who does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.support.recording import NOW
from watchers.archive import Database, status
from watchers.errors import Unavailable

HOLD = """
import sys
from datetime import UTC, datetime
from watchers.archive import Database
database = Database(sys.argv[1])
database.tell_alone(datetime.now(UTC))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'archive.db'}"
    address: str = request.getfixturevalue("postgres_url")
    return address


@pytest.fixture
def first(url: str) -> Iterator[Database]:
    database = Database(url)
    yield database
    database.close()


@pytest.fixture
def second(url: str) -> Iterator[Database]:
    database = Database(url)
    yield database
    database.close()


def refusal(database: Database) -> str:
    with pytest.raises(Unavailable) as caught:
        database.tell_alone(NOW)
    assert not database.tells
    return str(caught.value)


def test_the_second_is_told_who_tells_from_the_archive(first: Database, second: Database) -> None:
    first.tell_alone(NOW)
    assert first.tells
    message = refusal(second)
    assert "another program tells from the archive" in message
    assert f"pid {os.getpid()} on " in message
    assert " since 20" in message
    assert "secret" not in message


def test_the_first_stays_it_however_often_it_asks(first: Database, second: Database) -> None:
    first.tell_alone(NOW)
    first.tell_alone(NOW)
    assert first.tells
    refusal(second)


def test_whoever_ends_gives_it_back(first: Database, second: Database) -> None:
    first.tell_alone(NOW)
    first.close()
    assert not first.tells
    second.tell_alone(NOW)
    assert second.tells


def test_look_ups_and_records_go_on_beside_it(first: Database, second: Database) -> None:
    first.tell_alone(NOW)
    second.upgrade()
    with second.write() as archive:
        status.set_meta(archive, "beside", "yes")
    with first.read() as archive:
        assert status.meta(archive, "beside") == "yes"


def test_a_program_that_was_killed_holds_nothing(url: str, second: Database) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        assert f"pid {holder.pid} on " in refusal(second)
        holder.send_signal(signal.SIGKILL)
    _until_free(second)
    assert second.tells


def test_a_lost_session_is_taken_again_or_left_to_whoever_has_it(postgres_url: str) -> None:
    first, second = Database(postgres_url), Database(postgres_url)
    first.tell_alone(NOW)
    _end_sessions(postgres_url)
    first.tell_alone(NOW)
    assert first.tells
    _end_sessions(postgres_url)
    _until_free(second)
    refusal(first)
    second.close()
    first.tell_alone(NOW)
    assert first.tells
    first.close()


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/none/archive.db")
    assert f"{tmp_path}/none/archive.db.run cannot be written (No such file or directory)" in refusal(database)


def _end_sessions(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name LIKE 'actorwatch, pid %' AND datname = current_database()"
        )


def _until_free(database: Database) -> None:
    """The server notices within moments that a session has ended."""
    for _ in range(1000):
        try:
            return database.tell_alone(NOW)
        except Unavailable:
            continue
    raise AssertionError("it was never given back")
