"""Whether what comes can be recorded: what the last attempts said, kept in memory, since a full disk takes no note.

A program that was refused nothing so far tries the disk that the archive is on.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from watchers.errors import Unavailable
from watchers.model import NotRecorded

_TRIAL_BYTES = 256 * 1024  # what a batch of articles may take


class Recording:
    """How the writes of an archive went; one is made at a time. `folder`: where a SQLite archive lies; None for others.

    `steady` is a clock in seconds that never jumps.
    """

    def __init__(self, engine: Engine, folder: Path | None, steady: Callable[[], float] = time.monotonic) -> None:
        self._folder, self._steady = folder, steady
        self._refused: tuple[str, float] | None = None  # why, and when first
        self._changed = False  # whether the write has changed a row: one that changes none succeeds on a full disk
        event.listen(engine, "after_cursor_execute", self._executed)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A write: what refuses it is remembered until one has succeeded."""
        self._changed = False
        try:
            yield
        except Unavailable as refusal:
            self._refused = str(refusal), self._refused[1] if self._refused else self._steady()
            raise
        if self._changed:
            self._refused = None

    def fault(self, now: datetime) -> NotRecorded | None:
        """Why nothing can be recorded; None: everything can, as far as is known."""
        if self._refused is not None:
            why, at = self._refused
            return NotRecorded(why, now - timedelta(seconds=self._steady() - at))
        why = _disk_fault(self._folder) if self._folder is not None else ""
        return NotRecorded(why) if why else None

    def _executed(self, *event: Any) -> None:
        _, cursor, _, _, context, _ = event
        if cursor.rowcount != 0 and (context.isinsert or context.isupdate or context.isdelete):
            self._changed = True


def _disk_fault(folder: Path) -> str:
    """Why the disk takes nothing more; empty: it does."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(_TRIAL_BYTES))
            file.flush()
            os.fsync(file.fileno())
    except OSError as fault:
        return f"nothing can be written in {folder} ({fault.strerror}): check the disk, and free some space"
    return ""
