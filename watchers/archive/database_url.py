"""The URL of an archive's database: read once, here, for SQLAlchemy, for the drivers and for the task queue."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from watchers.errors import ConfigError

EXAMPLES = "write sqlite:///path/to/archive.db or postgresql://user:password@host/name"
_DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


def parse(text: str) -> URL:
    """The URL with the driver that we use. Raises ConfigError for no URL, another database, SQLite without a file."""
    try:
        url = make_url(text)
        scheme = url.drivername.partition("+")[0]
        url = url.set(drivername=_DRIVERS.get(scheme, url.drivername))
    except (ArgumentError, ValueError):
        raise ConfigError(f"ACTORWATCH_DATABASE_URL is no database URL; {EXAMPLES}") from None
    if scheme not in _DRIVERS:
        raise ConfigError(f"ACTORWATCH_DATABASE_URL begins with {scheme!r}, which is not supported; {EXAMPLES}")
    if scheme == "sqlite" and url.database in (None, "", ":memory:"):
        raise ConfigError(
            f"ACTORWATCH_DATABASE_URL names no file, and the archive must outlive the program; {EXAMPLES}"
        )
    return url


def file_of(url: URL) -> Path | None:
    """The file of a SQLite archive; None for one on PostgreSQL."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def is_shared(text: str) -> bool:
    """Whether several machines can use the archive at that URL: whether it is on PostgreSQL. Raises ConfigError."""
    return file_of(parse(text)) is None


def for_psycopg(url: URL) -> str:
    """The URL of an archive on PostgreSQL, password included, as psycopg and libpq read it."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def place(url: URL) -> str:
    """The archive's place in words, without user or password."""
    if (file := file_of(url)) is not None:
        return f"the archive {file}"
    host = url.host or url.query.get("host") or "localhost"
    port = f":{url.port}" if url.port else ""
    return f"the archive on PostgreSQL at {host}{port}/{url.database or ''}"
