"""feeds.toml: which feeds are read."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from config import durations
from watchers.catalogue.toml_tables import Document, Table
from watchers.errors import ConfigError
from watchers.model import Feed
from watchers.text import languages

_LONGEST_URL_BYTES = 2_000  # an index of PostgreSQL takes no longer ones
KEYS = ("url", "title", "language", "tags", "interval", "pages", "owner")


def read(document: Document) -> tuple[Feed, ...]:
    feeds_by_url: dict[str, Feed] = {}
    for table in document.tables("feed", KEYS):
        feed = _feed(table)
        if feed is None:
            continue
        if feed.url in feeds_by_url:
            table.fault("url", "this feed is declared twice", feed.url)
        feeds_by_url.setdefault(feed.url, feed)
    return tuple(feeds_by_url.values())


def add_feeds(path: Path, feeds: Iterable[Feed]) -> tuple[Feed, ...]:
    """Append to the file those feeds that it does not declare yet; they are returned. Raises ConfigError.

    What a person wrote stays as it is, comments included. Addresses that cannot be polled are left out.
    """
    document = Document.read(path)
    declared = {feed.url for feed in read(document)}
    if document.faults:
        raise ConfigError("\n".join(map(str, document.faults)))
    pollable = {feed.url: feed for feed in feeds if not wrong_with_url(feed.url)}
    fresh = tuple(feed for url, feed in pollable.items() if url not in declared)
    if fresh:
        whole = "\n".join([document.source.rstrip("\n") + "\n" if document.source else "", *map(_as_toml, fresh)])
        _replace(path, whole.lstrip("\n"))
    return fresh


def _as_toml(feed: Feed) -> str:
    values = {"url": feed.url, "title": feed.title, "language": feed.language, "tags": list(feed.tags)}
    lines = [f"{key} = {_quoted(value)}\n" for key, value in values.items() if value]
    if feed.interval is not None:
        lines.append(f'interval = "{durations.show(feed.interval)}"\n')
    return "".join(["[[feed]]\n", *lines])


def _quoted(value: object) -> str:
    """JSON's strings and lists are TOML's, but for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _replace(path: Path, text: str) -> None:
    """The whole new file or the old one, whatever happens meanwhile."""
    new = path.with_name(path.name + ".new")
    try:
        new.write_text(text, "utf-8")
        os.replace(new, path)
    except OSError as problem:
        raise ConfigError(f"{path} cannot be written ({problem.strerror}); nothing was added") from None


def _feed(table: Table) -> Feed | None:
    url = table.text("url", required=True)
    if problem := url and wrong_with_url(url):
        table.fault("url", problem, None if "@" in url else url)  # a password is shown nowhere
        return None
    language = table.parsed("language", languages.parse)
    pages = table.row.get("pages")
    if pages is not None and not isinstance(pages, bool):
        table.fault("pages", "write true or false, or leave it out", pages)
        pages = None
    title, tags, interval = table.text("title"), table.texts("tags"), _interval(table)
    return Feed(url, title, language, tags, interval, pages, owner=table.text("owner")) if url else None


def wrong_with_url(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1) > 0
    except ValueError:
        sound = False
    if not sound or any(character.isspace() for character in url):
        return "this is no web address; write one that starts with https:// or http://"
    if len(url.encode(errors="replace")) > _LONGEST_URL_BYTES:
        return f"an address of more than {_LONGEST_URL_BYTES:,} letters cannot be polled; write a shorter one"
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
