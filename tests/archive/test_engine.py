"""An archive that cannot be used says so in one sentence, without the password."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from tests.support import postgres
from tests.support.recording import article, record
from watchers.archive import Database, status
from watchers.archive.dialect import dialect
from watchers.archive.schema import metadata
from watchers.errors import ConfigError, Unavailable


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path}/archive.db")
    yield database
    database.close()


def unusable(url: str) -> str:
    database = Database(url)
    with pytest.raises(Unavailable) as caught:
        database.upgrade()
    database.close()
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_tables_are_what_the_migrations_make(archive: Database) -> None:
    with archive.read() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _is_ours})
        tables: Any = [metadata, dialect(connection).tables]
        assert compare_metadata(context, tables) == []


def _is_ours(_: object, name: str | None, kind: str, *__: object) -> bool:
    return not (name or "").startswith(("full_text", "alembic")) and "full_text" not in (name or "")


def test_an_archive_that_is_up_to_date_is_left_as_it_is(archive: Database) -> None:
    with archive.write() as connection:
        status.set_meta(connection, "kept", "yes")
    archive.upgrade()
    with archive.read() as connection:
        assert status.meta(connection, "kept") == "yes"


def test_an_archive_of_a_newer_version_is_not_touched(database: Database) -> None:
    from sqlalchemy import text

    database.upgrade()
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_future'"))
    with pytest.raises(Unavailable, match="made by another version of actorwatch"):
        database.upgrade()


def test_a_read_sees_one_snapshot_and_cannot_write(archive: Database) -> None:
    with archive.read() as before:
        assert status.meta(before, "key") is None
        with archive.write() as connection:
            status.set_meta(connection, "key", "value")
        assert status.meta(before, "key") is None
    with pytest.raises(Unavailable, match=r"read-only|ReadOnly"), archive.read() as connection:
        status.set_meta(connection, "key", "another")


@pytest.mark.parametrize(
    "url, words",
    [
        ("", "no database URL"),
        ("archive.db", "no database URL"),
        ("mysql://user:secret@host/name", "begins with 'mysql'"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("postgresql://user:secret@host:port/name", "no database URL"),
    ],
)
def test_an_address_that_is_none_names_the_variable(url: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words) as caught:
        Database(url)
    assert "ACTORWATCH_DATABASE_URL" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    message = unusable(f"sqlite:///{tmp_path}/no/such/archive.db")
    assert (
        message
        == f"the archive {tmp_path}/no/such/archive.db cannot be opened: check that its folder exists and is writable"
    )


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    path.write_text("These are notes, not a database. " * 40)
    assert "is no SQLite database: move the file away" in unusable(f"sqlite:///{path}")
    assert path.read_text().startswith("These are notes")


def test_a_locked_archive_says_so_and_works_again_afterwards(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/archive.db?timeout=0.01")
    database.upgrade()
    with closing(sqlite3.connect(tmp_path / "archive.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="is locked by another program"), database.write():
            pass
        other.execute("ROLLBACK")
    with database.write() as connection:
        record(connection, article())
    database.close()


def test_a_file_that_another_program_is_just_making_is_locked_too(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "archive.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "is locked by another program" in unusable(f"sqlite:///{tmp_path}/archive.db?timeout=0.01")


def test_a_read_only_archive_can_be_read(database: Database, tmp_path: Path) -> None:
    database.upgrade()
    reader = Database(f"sqlite:///file:{tmp_path}/archive.db?mode=ro&uri=true")
    with reader.read() as connection:
        assert status.meta(connection, "key") is None
    reader.upgrade()
    with pytest.raises(Unavailable, match="is read-only: make the file and its folder writable"), reader.write() as c:
        status.set_meta(c, "key", "value")
    reader.close()


def test_an_archive_without_tables_says_how_to_make_them(database: Database) -> None:
    with pytest.raises(Unavailable, match="run `actorwatch db upgrade`"), database.write() as connection:
        status.set_meta(connection, "key", "value")


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    message = unusable("postgresql://user:secret@127.0.0.1:9/archive")
    assert message.startswith("the archive on PostgreSQL at 127.0.0.1:9/archive cannot be reached (")
    assert message.endswith("check ACTORWATCH_DATABASE_URL and that the server runs")


def test_a_database_that_the_server_does_not_have_is_named(server: postgres.Server) -> None:
    assert 'database "nowhere" does not exist' in unusable(server.url("nowhere"))


def test_plain_postgres_addresses_are_understood(postgres_url: str) -> None:
    for scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        database = Database(postgres_url.replace("postgresql", scheme, 1))
        database.upgrade()
        database.close()
