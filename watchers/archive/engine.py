"""The archive's database: opened by URL, brought up to date, read in snapshots, written under one lock.

Database(url) -> upgrade() -> read() | write() -> close()
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from watchers.archive import database_url, visible
from watchers.archive.article_cache import CACHE_OPTION, ArticleCache, article_cache
from watchers.archive.dialect import Dialect, dialect
from watchers.archive.errors import refusals, unavailable
from watchers.archive.owning import own_if_asked
from watchers.archive.recording_faults import Recording
from watchers.archive.sole_teller import Sole, take
from watchers.errors import ConfigError, Unavailable
from watchers.model import NotRecorded
from watchers.text import credentials

MIGRATIONS = Path(__file__).parent / "migrations"
_WRITES_OPTION = "archive_writes"  # the execution option that tells a writing connection
_RECORDING_OPTION = "archive_recording"  # and the one that knows how writes went


class Database:
    """An archive. Every method may be called from any thread and raises Unavailable in one sentence.

    `url`: `sqlite:///path/to/file` or `postgresql://user:password@host/name`; ConfigError for anything else.
    """

    def __init__(self, url: str) -> None:
        self._url = database_url.parse(url)
        self._place = database_url.place(self._url)
        self._dialect = dialect(self._url.get_backend_name())
        self._engine = _engine(self._url, self._dialect)
        file = database_url.file_of(self._url)
        self._refusals = refusals(self._url)
        self._turn = threading.RLock()  # threads queue here in order; SQLite's own lock lets the unlucky starve
        self._cache = ArticleCache()
        self._sole: Sole | None = None
        self._recording = Recording(self._engine, None if file is None else file.parent)

    def seen_by(self, guild: str | None) -> ServerView:
        """The archive as a server reads and writes it; None: for everybody."""
        return ServerView(self, guild)

    @contextmanager
    def write(self, viewer: str | None = None) -> Iterator[Connection]:
        """A transaction that holds the archive's lock from its start: all of it is saved, or nothing.

        `viewer` is the server that sees it and whose own it becomes; None: everybody's.
        """
        options = {_WRITES_OPTION: True, CACHE_OPTION: self._cache}
        with (
            self._turn,
            self._clearing_cache(),
            self._recording.attempt(),
            self._transaction(viewer, **options) as connection,
        ):
            yield connection

    @contextmanager
    def read(self, viewer: str | None = None) -> Iterator[Connection]:
        """A transaction that sees one snapshot and cannot write.

        `viewer` is the server that looks: it sees what is everybody's and its own; None: what is everybody's.
        """
        with self._transaction(viewer, **{_WRITES_OPTION: False}) as connection:
            yield connection

    def upgrade(self) -> None:
        """Bring the tables up to date; an archive that is up to date is only read."""
        if self._revision() == _newest():
            return
        with self._translated(), self._engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            for statement in self._dialect.on_upgrade:
                driver.cursor().execute(statement)
        with self.write() as connection:
            _migrate(connection, self._place)
            own_if_asked(connection)

    @property
    def tells(self) -> bool:
        """Whether this is the one program that may tell from the archive at the moment."""
        return self._sole is not None and self._sole.held

    def tell_alone(self, now: datetime) -> None:
        """Become the one program that tells from the archive, or stay it; Unavailable says who is it already."""
        if self._sole is None:
            self._sole = take(self._url, now)
        else:
            self._sole.renew()

    def close(self) -> None:
        """Close every connection that is not in use, and tell no more."""
        self._engine.dispose()
        if self._sole is not None:
            self._sole.give_back()

    def _revision(self) -> str | None:
        with self.read() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            return revision

    @contextmanager
    def _transaction(self, viewer: str | None, **options: Any) -> Iterator[Connection]:
        with (
            self._translated(),
            self._engine.connect().execution_options(**options, **{_RECORDING_OPTION: self._recording}) as connection,
            connection.begin(),
        ):
            visible.forget_viewer(connection)
            with visible.seen_by(connection, viewer):
                yield connection

    @contextmanager
    def _clearing_cache(self) -> Iterator[None]:
        """Clear the cache of recorded articles when a write transaction is rolled back: their numbers go to others."""
        try:
            yield
        except BaseException:
            self._cache.clear()
            raise

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Raise a driver's error as Unavailable where it says that the database cannot be used; else as it is."""
        try:
            yield
        except self._refusals as error:
            refusal = unavailable(error, self._place)
            if refusal is None:
                raise
            raise refusal from error


@dataclass(frozen=True, slots=True)
class ServerView:
    """An archive as one server reads and writes it (see `visible`); `guild` None: as what is everybody's."""

    database: Database
    guild: str | None

    def read(self) -> AbstractContextManager[Connection]:
        """A transaction that sees one snapshot of what is everybody's and the server's, and cannot write."""
        return self.database.read(self.guild)

    def write(self) -> AbstractContextManager[Connection]:
        """A transaction that holds the archive's lock, and writes what is the server's own."""
        return self.database.write(self.guild)


@contextmanager
def undone_on_failure(connection: Connection) -> Iterator[None]:
    """A part of a writing transaction that is saved whole or not at all, whatever becomes of the rest."""
    try:
        with connection.begin_nested():
            yield
    except BaseException:
        article_cache(connection).clear()
        raise


def not_recorded(connection: Connection, now: datetime) -> NotRecorded | None:
    """Why nothing can be recorded in the archive; None: everything can, as far as is known."""
    recording: Recording = connection.get_execution_options()[_RECORDING_OPTION]
    return recording.fault(now)


_NO_DRIVER = (
    "needs what is not installed: run `make install EXTRAS=postgres`, or install the extra actorwatch[postgres]"
)


def _engine(url: URL, sql: Dialect) -> Engine:
    try:
        engine = create_engine(
            url.update_query_dict({**sql.settings, **url.query}), hide_parameters=True, **sql.options
        )
    except SQLAlchemyError as error:
        raise ConfigError(
            f"ACTORWATCH_DATABASE_URL cannot be used ({credentials.redacted(str(error))}); {database_url.EXAMPLES}"
        ) from None
    except ImportError:  # SQLAlchemy imports the driver; only PostgreSQL's may be missing
        raise ConfigError(f"ACTORWATCH_DATABASE_URL: PostgreSQL {_NO_DRIVER}") from None

    @event.listens_for(engine, "connect")
    def set_up(driver: Any, record: ConnectionPoolEntry) -> None:
        sql.set_up(driver, record.info)
        for statement in sql.on_connect:
            driver.execute(statement)
        driver.commit()

    @event.listens_for(engine, "begin")
    def open_transaction(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES_OPTION, False)
        for statement in sql.on_write if writes else sql.on_read:
            connection.exec_driver_sql(statement)

    return engine


def _newest() -> str:
    """The revision that the program is made for: revisions are named as their files, in order."""
    return max(path.stem for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def _migrate(connection: Connection, where: str) -> None:
    from alembic import command  # takes its time to import, and is seldom needed
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise Unavailable(f"{where} was made by another version of actorwatch: update actorwatch ({error})") from error
