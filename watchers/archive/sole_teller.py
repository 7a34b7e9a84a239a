"""One program at a time tells from an archive: the second is told who does, and ends.

The lock is the operating system's on a file beside the SQLite archive, or PostgreSQL's for a session: whoever ends,
even by a kill, gives it back, so that none is ever left behind. Look-ups and workers need none.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import platform
import sys
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy import URL

from watchers.archive import database_url
from watchers.errors import Unavailable

LOCK_FILE_SUFFIX = ".run"  # of the file beside the archive
_NO_LOCKS = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}  # what network file systems answer
_LOCKED_BYTE = 1 << 30  # the byte that is locked on Windows, where a locked one cannot be read
_ADVICE = "end it first, or give this one another ACTORWATCH_DATA_DIR; look-ups work beside it"
log = logging.getLogger(__name__)


class Sole(Protocol):
    """The right to tell from an archive."""

    @property
    def held(self) -> bool:
        """Whether it is ours at the moment."""

    def renew(self) -> None:
        """Take it again if it was lost; raises Unavailable when somebody else has it, or nobody can be asked."""

    def give_back(self) -> None: ...


def take(url: URL, now: datetime) -> Sole:
    """Become the one program that tells from that archive; Unavailable says who is it already."""
    if (file := database_url.file_of(url)) is not None:
        return FileLock(file.with_name(f"{file.name}{LOCK_FILE_SUFFIX}"), database_url.place(url), now)
    from watchers.archive.session_lock import SessionLock  # its driver is an extra

    return SessionLock(url)


class FileLock:
    """Held as long as the file is open, which is as long as the program lives."""

    def __init__(self, path: Path, archive: str, now: datetime) -> None:
        try:
            self._file = open(path, "a+", encoding="utf-8")  # noqa: SIM115 - held until given back
        except OSError as fault:
            why = f"{path} cannot be written ({fault.strerror})"
            raise Unavailable(f"{why}: check the disk and the rights of its folder") from None
        try:
            _lock(self._file.fileno())
        except OSError as fault:
            if fault.errno not in _NO_LOCKS:
                holder = self._holder()
                self._file.close()
                raise Unavailable(f"another program tells from {archive} already{holder}: {_ADVICE}") from None
            log.warning("the folder of %s knows no locks: take care that only one program tells from it", archive)
        self._sign(f"pid {os.getpid()} on {platform.node()} since {now:%Y-%m-%d %H:%M:%S} UTC")

    @property
    def held(self) -> bool:
        return not self._file.closed

    def renew(self) -> None:
        """Nothing: the operating system takes it from nobody."""

    def give_back(self) -> None:
        self._file.close()

    def _holder(self) -> str:
        self._file.seek(0)
        name = self._file.readline().strip()
        return f" ({name})" if name else ""

    def _sign(self, name: str) -> None:
        with contextlib.suppress(OSError):  # on a full disk the lock holds without a name
            self._file.truncate(0)
            self._file.write(name + "\n")
            self._file.flush()


def _lock(file: int) -> None:
    """Lock an open file for this program alone, or raise OSError at once."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
