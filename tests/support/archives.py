"""Every test that asks for an `archive` runs on SQLite and, unless `--no-postgres` is given, on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import text

from tests.support import postgres
from watchers.archive import Database
from watchers.archive.article_cache import article_cache
from watchers.archive.dialect import dialect
from watchers.archive.schema import metadata


def new_sqlite(path: Path) -> Database:
    """An archive in a new file that is up to date and empty, as `Database.upgrade` makes it in longer."""
    path.write_bytes(_up_to_date())
    return Database(f"sqlite:///{path}")


@cache
def _up_to_date() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        _upgrade(f"sqlite:///{path}")
        return path.read_bytes()


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Iterator[postgres.Server]:
    if request.config.getoption("--no-postgres"):
        pytest.skip("--no-postgres was given")
    with postgres.server() as running:
        yield running


@pytest.fixture(scope="session")
def postgres_url(server: postgres.Server) -> str:
    """An archive that is up to date, to be emptied after each test."""
    url = server.url(server.create())
    _upgrade(url)
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An archive that is up to date and empty."""
    if request.param == "sqlite":
        database = new_sqlite(tmp_path / "archive.db")
        yield database
    else:
        database = Database(request.getfixturevalue("postgres_url"))
        yield database
        _empty(database)
    database.close()


EmptyArchives = Callable[[], AbstractContextManager[Database]]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def empty_archives(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmptyArchives]:
    """Gives an archive that is up to date and empty as often as one is needed, one after the other."""
    if request.param == "sqlite":
        database = new_sqlite(tmp_path_factory.mktemp("archives") / "archive.db")
    else:
        database = Database(request.getfixturevalue("postgres_url"))
    yield lambda: _emptied_afterwards(database)
    database.close()


@contextmanager
def _emptied_afterwards(database: Database) -> Iterator[Database]:
    try:
        yield database
    finally:
        _empty(database)


def _upgrade(url: str) -> None:
    database = Database(url)
    database.upgrade()
    database.close()


def _empty(database: Database) -> None:
    with database.write() as connection:
        for table in (*dialect(connection).tables.sorted_tables, *reversed(metadata.sorted_tables)):
            connection.execute(table.delete())
        contentless = dialect(connection).name == "sqlite"  # of such an index no single row can be deleted
        everything = (
            "INSERT INTO full_text(full_text) VALUES ('delete-all')" if contentless else "DELETE FROM full_text"
        )
        connection.execute(text(everything))
        article_cache(connection).clear()
