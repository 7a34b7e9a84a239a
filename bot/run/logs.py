"""Logging: to stderr, as text or JSON lines, and never with a secret in it.

What no code of ours could keep out is taken out of the finished text: libraries log the addresses that they ask, and
tracebacks quote them.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from types import TracebackType

from watchers.text import credentials

LIBRARIES = {  # logger -> the level from which it speaks, unless DEBUG is asked for
    **dict.fromkeys(
        ("alembic", "discord", "httpcore", "httpx", "sqlalchemy", "trafilatura", "htmldate"), logging.WARNING
    ),
    "apscheduler": logging.ERROR,  # below it: a turn left out while the one before takes long
    **dict.fromkeys(("procrastinate", "psycopg.pool"), logging.CRITICAL),  # what they meet is logged where it matters
}


class _Redacted(logging.Formatter):
    """Formats a record and takes the secrets out of whatever came of it, tracebacks included."""

    def __init__(self, secrets: Iterable[str], as_json: bool) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%SZ")
        self._secrets = [secret for secret in secrets if secret]
        self._json = as_json

    def format(self, record: logging.LogRecord) -> str:
        text = self._as_json(record) if self._json else credentials.redacted(super().format(record))
        for secret in self._secrets:
            text = text.replace(secret, "[secret]")
        return text

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        return datetime.fromtimestamp(record.created, UTC).strftime(datefmt or "%Y-%m-%dT%H:%M:%SZ")

    def _as_json(self, record: logging.LogRecord) -> str:
        entry = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": credentials.redacted(record.getMessage()),
        }
        if record.exc_info:
            entry["error"] = credentials.redacted(self.formatException(record.exc_info))
        return json.dumps(entry, ensure_ascii=False)


def configure(level: str, as_json: bool, secrets: Iterable[str]) -> None:
    """Send all logs to stderr. Libraries speak from WARNING up, unless DEBUG is asked for."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Redacted(secrets, as_json))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    sys.excepthook = _log_uncaught
    for name, least in LIBRARIES.items():
        logging.getLogger(name).setLevel(logging.NOTSET if level == "DEBUG" else least)


def _log_uncaught(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    """What nobody caught goes the way of all logs, since its text may quote an address."""
    logging.critical("the program failed", exc_info=(kind, fault, trace))
