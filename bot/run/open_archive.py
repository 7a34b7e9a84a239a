"""Opening the archive for a verb: schema, catalogue and seed corpus up to date, or one sentence why not."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial

from config.settings import Settings
from watchers.archive import Database, ServerView, catalogue, sole_teller
from watchers.catalogue import files, seeds
from watchers.errors import ConfigError
from watchers.meaning.articles import unknown
from watchers.meaning.process import meanings_beside
from watchers.pipeline import baseline, rematch

log = logging.getLogger(__name__)

CATALOGUE_FILES = ("actors.toml", "feeds.toml", "teams.toml")


def utc_now() -> datetime:
    """The one clock of the program."""
    return datetime.now(UTC)


def open_archive(settings: Settings, declared: files.Catalogue | None = None) -> Database:
    """The archive, ready to be asked. `declared` stands in for the files in config/ (the samples' catalogue)."""
    database = upgraded(settings)
    with _closed_unless_done(database):
        return _filled(database, settings, declared)


def open_to_tell(settings: Settings, declared: files.Catalogue, *, anew: bool = False) -> Database:
    """The archive for the one program that tells from it; Unavailable says who does already. `anew`: emptied first."""
    database = _in_its_folder(settings)
    with _closed_unless_done(database):
        database.tell_alone(utc_now())
        if anew:
            _empty(settings)
        database.upgrade()
        return _filled(database, settings, declared)


def _filled(database: Database, settings: Settings, declared: files.Catalogue | None) -> Database:
    refresh_catalogue(database, settings, declared)
    digest = baseline.fingerprint(settings.seeds_dir, ("*.txt", "manifest.toml"))
    if not baseline.is_current(database, "seeds", digest):
        documents = seeds.load(settings.seeds_dir)
        encode = partial(meanings_beside, encoder_name=settings.meaning) if settings.meaning else unknown
        new = baseline.record_seeds(database, documents, digest, encode)
        log.info("the baseline holds %d seed documents, %d of them new", len(documents), new)
    rematch.run(database)
    return database


def seen_by(database: Database, server: str | None) -> ServerView:
    """The archive as a server sees it (None: the operator); ConfigError for a server that has nothing here."""
    if server is not None:
        with database.read() as archive:
            servers = catalogue.servers(archive)
        if server not in servers:
            listed = ", ".join(sorted(servers)) or "none"
            raise ConfigError(
                f"--server {server}: no server of that id has anything here; those that have are {listed}"
            )
    return database.seen_by(server)


def upgraded(settings: Settings) -> Database:
    """The archive with its tables up to date, in its folder."""
    database = _in_its_folder(settings)
    with _closed_unless_done(database):
        database.upgrade()
    return database


def _in_its_folder(settings: Settings) -> Database:
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        where = f"the data folder {settings.data_dir} cannot be made ({fault.strerror})"
        raise ConfigError(f"{where}; name another in ACTORWATCH_DATA_DIR") from None
    return Database(settings.database_url)


def _empty(settings: Settings) -> None:
    """Leave nothing in the data folder but the lock of whoever tells."""
    for path in settings.data_dir.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path.suffix != sole_teller.LOCK_FILE_SUFFIX:
            path.unlink(missing_ok=True)


@contextmanager
def _closed_unless_done(database: Database) -> Iterator[None]:
    """Close the archive when what prepares it fails: nobody else holds it yet."""
    try:
        yield
    except BaseException:
        database.close()
        raise


def refresh_catalogue(database: Database, settings: Settings, declared: files.Catalogue | None = None) -> bool:
    """Declare the files of config/ when they changed; ConfigError, and the archive as it was, when they are broken."""
    digest = baseline.fingerprint(settings.config_dir, CATALOGUE_FILES)
    if declared is None and baseline.is_current(database, "catalogue", digest):
        return False
    baseline.declare(database, declared or files.load(settings.config_dir), digest, utc_now())
    rematch.run(database)
    return True
