"""What drivers say when a database cannot be used, as one sentence that says what to do. Never a password.

A database that refuses a row (too long, too large, against a constraint) or a statement can be used: such an error is
a fault of what was to be written, or of the program's own, and goes on as it is.
PostgreSQL's driver is an extra: it is imported only where an archive on PostgreSQL has been opened.
"""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from watchers.archive import database_url
from watchers.errors import Unavailable
from watchers.text import credentials

if TYPE_CHECKING:
    import psycopg

_SQLITE = {  # by the start of the error's name
    "SQLITE_BUSY": "is locked by another program: close it, or wait until it has finished",
    "SQLITE_LOCKED": "is locked by another program: close it, or wait until it has finished",
    "SQLITE_READONLY": "is read-only: make the file and its folder writable",
    "SQLITE_PERM": "may not be opened: make the file and its folder readable and writable",
    "SQLITE_AUTH": "may not be opened: make the file and its folder readable and writable",
    "SQLITE_CANTOPEN": "cannot be opened: check that its folder exists and is writable",
    "SQLITE_FULL": "cannot grow, since the disk is full: free some space",
    "SQLITE_IOERR": "cannot be read or written: check the disk that it is on",
    "SQLITE_NOMEM": "has no memory left to work with: free some",
    "SQLITE_NOTADB": "is no SQLite database: move the file away, or name another in ACTORWATCH_DATABASE_URL",
    "SQLITE_CORRUPT": "is damaged: restore it from a copy, or move it away to begin anew",
}
_REFUSED_ROW = ("54",)  # classes of SQLSTATE: a limit of the program was exceeded, which its driver calls operational
_WITHOUT_TABLES = "has no tables yet, or those of another version: run `actorwatch db upgrade`"


def refusals(url: URL) -> tuple[type[Exception], ...]:
    """What a database raises: SQLAlchemy's error, and its driver's own where SQLAlchemy stands aside."""
    if database_url.file_of(url) is not None:
        return DBAPIError, sqlite3.Error
    import psycopg

    return DBAPIError, psycopg.Error


def unavailable(error: Exception, where: str) -> Unavailable | None:
    """The sentence for an error that means the database cannot be used; None for any other."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        why = _sqlite(cause)
    elif type(cause).__module__.partition(".")[0] == "psycopg":
        why = _postgresql(cause, connecting=not isinstance(error, DBAPIError) or error.statement is None)
    else:
        why = None
    return None if why is None else Unavailable(f"{where} {why}")


def concerns_archive(error: Exception) -> bool:
    """Whether it says that the database cannot be used, or has lost the connection: no fault of what was written."""
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return lost or isinstance(error, Unavailable) or unavailable(error, "") is not None


def in_words(error: Exception) -> str:
    """The kind of an error and its first line, without the statement and the values that it was about."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    return f"{type(cause).__name__}: {next(iter(str(cause).strip().splitlines()), 'no reason given')}"


def _sqlite(error: sqlite3.Error) -> str | None:
    if "no such table" in str(error):
        return _WITHOUT_TABLES
    name = getattr(error, "sqlite_errorname", "")
    return next((why for start, why in _SQLITE.items() if name.startswith(start)), None)


def _postgresql(error: BaseException | None, *, connecting: bool) -> str | None:
    import psycopg

    match error:
        case psycopg.errors.UndefinedTable():
            return _WITHOUT_TABLES
        case psycopg.errors.LockNotAvailable() | psycopg.errors.DeadlockDetected():
            return "is locked by another program: wait until it has finished"
        case psycopg.errors.ReadOnlySqlTransaction() | psycopg.errors.InsufficientPrivilege():
            return f"may not be written ({_first_line(error)}): grant its user the right, or name another"
        case psycopg.OperationalError() if (error.sqlstate or "")[:2] in _REFUSED_ROW:
            return None
        case psycopg.OperationalError() | psycopg.InterfaceError():
            return f"cannot be reached ({_first_line(error)}): check ACTORWATCH_DATABASE_URL and that the server runs"
        case psycopg.ProgrammingError() if connecting and error.sqlstate is None:  # before any server was asked
            return f"cannot be reached ({_first_line(error)}): correct ACTORWATCH_DATABASE_URL"
        case _:
            return None


def _first_line(error: psycopg.Error) -> str:
    """The driver's reason without what we say ourselves (where the server is)."""
    lines = str(error).strip().splitlines() or ["the connection was lost"]
    reason = re.sub(r"^.*?(failed|error): ", "", lines[0]).removeprefix("FATAL:").strip()
    return credentials.redacted(reason.rstrip(".:")) or "no answer"
