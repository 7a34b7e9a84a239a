"""Logging: to stderr, as text or JSON lines, and never with a secret in it."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterable
from datetime import UTC, datetime

QUIET = ("alembic", "discord", "httpcore", "httpx", "sqlalchemy", "trafilatura", "htmldate")


class _Redacted(logging.Formatter):
    """Formats a record and takes the secrets out of whatever came of it, tracebacks included."""

    def __init__(self, secrets: Iterable[str], as_json: bool) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%SZ")
        self._secrets = [secret for secret in secrets if secret]
        self._json = as_json

    def format(self, record: logging.LogRecord) -> str:
        text = self._as_json(record) if self._json else super().format(record)
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
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["error"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


def configure(level: str, as_json: bool, secrets: Iterable[str]) -> None:
    """Send all logs to stderr. Libraries speak from WARNING up, unless DEBUG is asked for."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Redacted(secrets, as_json))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    if level != "DEBUG":
        for name in QUIET:
            logging.getLogger(name).setLevel(logging.WARNING)
        logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a turn left out while the one before takes long
        for name in ("procrastinate", "psycopg.pool"):  # what they meet is logged where it matters, once
            logging.getLogger(name).setLevel(logging.CRITICAL)
