"""The right to tell from an archive on PostgreSQL: an advisory lock of a session of our own."""

from __future__ import annotations

import contextlib
import os
import platform
from datetime import UTC

import psycopg
from sqlalchemy import URL

from watchers.archive import database_url
from watchers.archive.dialect import ARCHIVE_LOCK
from watchers.archive.errors import unavailable
from watchers.errors import Unavailable

_TELLER_LOCK = ARCHIVE_LOCK + 1  # the number of the advisory lock of whoever tells
_HOLDER = """
    SELECT application_name, client_addr, backend_start FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND classid = %s AND objid = %s AND granted
    AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


class SessionLock:
    """Held as long as a session of our own lasts; a server that was restarted is asked for it again."""

    def __init__(self, url: URL) -> None:
        self._url, self._place = url, database_url.place(url)
        self._session = self._open()

    @property
    def held(self) -> bool:
        return self._session is not None and not self._session.closed

    def renew(self) -> None:
        if self._session is not None:
            try:
                self._session.execute("SELECT 1")
                return
            except psycopg.Error:
                self.give_back()
        self._session = self._open()

    def give_back(self) -> None:
        if self._session is not None:
            with contextlib.suppress(psycopg.Error):  # at once: a session that is closed ends a moment later
                self._session.execute("SELECT pg_advisory_unlock_all()")
            self._session.close()
        self._session = None

    def _open(self) -> psycopg.Connection | None:
        name = f"actorwatch, pid {os.getpid()} on {platform.node()}"[:63]
        try:
            session = psycopg.connect(
                database_url.for_psycopg(self._url), autocommit=True, application_name=name, connect_timeout=5
            )
            if _true(session, "SELECT pg_try_advisory_lock(%s)"):
                return session
            holder = _holder(session)
            session.close()
        except psycopg.Error as fault:
            raise unavailable(fault, self._place) or fault from None
        raise Unavailable(
            f"another program tells from {self._place} already{holder}:"
            " end it first, or share the polling with `actorwatch worker`"
        )


def _true(session: psycopg.Connection, question: str) -> bool:
    row = session.execute(question.encode(), (_TELLER_LOCK,)).fetchone()
    return bool(row and row[0])


def _holder(session: psycopg.Connection) -> str:
    row = session.execute(_HOLDER.encode(), (_TELLER_LOCK >> 32, _TELLER_LOCK & 0xFFFFFFFF)).fetchone()
    if row is None:
        return ""
    name, address, since = row
    at = f" at {address}" if address else ""
    return f" ({name.removeprefix('actorwatch, ')}{at} since {since.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC)"
