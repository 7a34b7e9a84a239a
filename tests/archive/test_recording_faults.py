"""When nothing can be recorded, whoever asks is told so, although the archive takes no note of it."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.support.recording import NOW
from watchers.archive import Database, catalogue, status
from watchers.archive.recording_faults import Recording
from watchers.errors import Unavailable
from watchers.lookups.status import status_answer
from watchers.model import Feed, NotRecorded


def fault(archive: Database, now: datetime | None = None) -> NotRecorded | None:
    """What /health and status say of recording."""
    with archive.read() as connection:
        return status_answer(connection, now or NOW, "1").recording


@contextmanager
def full_disk() -> Iterator[None]:
    """No file can grow."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def on_disk(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'archive.db'}")
    database.upgrade()
    yield database
    database.close()


def write(archive: Database, value: str) -> None:
    with archive.write() as connection:
        status.set_meta(connection, "value", value)


def test_a_full_disk_is_told_until_there_is_room(on_disk: Database) -> None:
    assert fault(on_disk) is None
    with full_disk():
        with pytest.raises(Unavailable):
            write(on_disk, "x" * 1_000_000)
        with on_disk.write() as archive:
            assert catalogue.teams(archive) == (), "a write that changes nothing does not fail"
        problem = fault(on_disk)
    assert problem is not None
    assert "disk" in problem.why
    assert problem.since is not None
    assert fault(on_disk) is not None, "nobody knows yet that there is room"
    write(on_disk, "x")
    assert fault(on_disk) is None


def test_a_program_that_has_recorded_nothing_yet_finds_out_by_itself(on_disk: Database, tmp_path: Path) -> None:
    with full_disk():
        problem = fault(on_disk)
    assert problem is not None
    assert problem.since is None
    assert f"nothing can be written in {tmp_path} (File too large): check the disk" in problem.why


def test_whatever_database_refuses_is_remembered_and_ends_with_the_first_success(archive: Database) -> None:
    with pytest.raises(Unavailable) as caught, archive.write() as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (1)"))
    problem = fault(archive)
    assert problem is not None
    assert problem.why == str(caught.value)
    with archive.write() as connection:
        catalogue.declare(connection, [], [Feed("a")], [], NOW)
    assert fault(archive) is None


def test_it_is_told_since_when_by_a_clock_that_does_not_jump() -> None:
    steady = [100.0]
    recording = Recording(create_engine("sqlite://"), None, lambda: steady[0])
    for second in (100.0, 130.0):
        steady[0] = second
        with pytest.raises(Unavailable), recording.attempt():
            raise Unavailable("the disk is full")
    steady[0] = 160.0
    assert recording.fault(NOW) == NotRecorded("the disk is full", NOW - timedelta(seconds=60))
