"""feeds.toml: which feeds are read."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from config import durations
from watchers import language_codes
from watchers.declarations import Document, Table
from watchers.model import Feed

KEYS = ("url", "title", "language", "tags", "interval", "pages")


def read(document: Document) -> tuple[Feed, ...]:
    found: dict[str, Feed] = {}
    for table in document.tables("feed", KEYS):
        feed = _feed(table)
        if feed is None:
            continue
        if feed.url in found:
            table.fault("url", "this feed is declared twice", feed.url)
        found.setdefault(feed.url, feed)
    return tuple(found.values())


def _feed(table: Table) -> Feed | None:
    url = table.text("url", required=True)
    if problem := url and wrong_with_url(url):
        table.fault("url", problem, url)
        return None
    language = table.parsed("language", language_codes.parse)
    pages = table.row.get("pages")
    if pages is not None and not isinstance(pages, bool):
        table.fault("pages", "write true or false, or leave it out", pages)
        pages = None
    title, tags, interval = table.text("title"), table.texts("tags"), _interval(table)
    return Feed(url, title, language, tags, interval, pages) if url else None


def wrong_with_url(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1) > 0
    except ValueError:
        sound = False
    if not sound or any(character.isspace() for character in url):
        return "this is no web address; write one that starts with https:// or http://"
    return "an address with a password does not belong into this file" if "@" in parts.netloc else None


def _interval(table: Table) -> timedelta | None:
    value = table.row.get("interval")
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = f"{value:f}" if isinstance(value, float) else str(value)
    if value is None or (isinstance(value, str) and not value):
        return None
    try:
        return durations.parse_positive(str(value))
    except ValueError as problem:
        table.fault("interval", str(problem), table.row["interval"])
        return None
