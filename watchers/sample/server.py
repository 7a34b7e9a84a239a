"""The sample feeds over HTTP on loopback: real requests, real formats, invented news of the last hours.

    feeds.toml + templates  ->  SampleServer: feeds with their addresses, allow_hosts

A template is a feed as it goes over the wire but for its times, which are written relative to the start of the server
(`{{-3h}}`), as are weekdays (`{{-3h|Monday|...|Sunday}}`), and its address (`{{base}}`). Live, an entry of the future
is published when its time comes; else all of them are there from the first request on, and nothing is dated later than
the start.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Self

from config import durations
from watchers.catalogue.toml_tables import Document, Table
from watchers.errors import ConfigError
from watchers.model import Feed
from watchers.text import languages

KEYS = ("file", "title", "language", "tags", "pages", "owner")
LIVE_INTERVAL = timedelta(seconds=15)  # polled often enough that somebody who watches sees the news come in

_ENTRY = re.compile(r"[ \t]*<(item|entry)\b.*?</\1>\s*?\n", re.DOTALL)
_TIME = re.compile(r"\{\{(?P<at>[+-][\d.]+[smhd])(?: seen (?P<seen>\+[\d.]+[smhd]))?\}\}")
_WEEKDAY = re.compile(r"\{\{(?P<at>[+-][\d.]+[smhd])(?P<names>(?:\|[^|{}]+){7})\}\}")
_TYPES: Mapping[str, str] = {
    ".rss": "application/rss+xml; charset=utf-8",
    ".rdf": "application/rdf+xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".json": "application/feed+json; charset=utf-8",
    ".html": "text/html; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry's source, and how long after the start it is published."""

    source: str
    appears: timedelta


@dataclass(frozen=True, slots=True)
class Template:
    """A feed's source around its entries."""

    head: str
    entries: tuple[Entry, ...]
    tail: str
    separator: str = ""
    suffix: str = ".rss"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A body with the validators that belong to it."""

    body: bytes
    content_type: str
    etag: str
    modified: datetime


class SampleServer:
    """Serves the folder from `with` to its end, on a free port of 127.0.0.1. Raises ConfigError for a broken folder."""

    def __init__(self, folder: Path, clock: Callable[[], datetime], *, live: bool = False) -> None:
        self._folder, self._clock, self._live = folder, clock, live
        declared = _declared(folder)
        self._templates = {name: template for name, (_, template) in declared.items()}
        self._server = _Server(("127.0.0.1", 0), self.answer)
        self._start = clock()
        self.base = f"http://127.0.0.1:{self._server.server_port}"
        self.allow_hosts = frozenset({f"127.0.0.1:{self._server.server_port}"})
        self.feeds = tuple(self._feed(name, feed) for name, (feed, _) in declared.items())

    def _feed(self, name: str, feed: Feed) -> Feed:
        interval = LIVE_INTERVAL if self._live else None
        return replace(feed, url=f"{self.base}/{name}", interval=interval)

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str) -> Rendered | None:
        """What stands at a path now; None for what is not there."""
        name = path.partition("?")[0].lstrip("/")
        if name in self._templates:
            return render(self._templates[name], self.base, self._start, self._clock(), live=self._live)
        page = self._folder / name
        if re.fullmatch(r"pages/[\w-]+\.html", name) and page.is_file():
            return _rendered(_weekdays(page.read_text("utf-8"), self._start).encode(), ".html", self._start)
        return None


def render(template: Template, base: str, start: datetime, now: datetime, *, live: bool) -> Rendered:
    """A feed as it stands at `now`."""
    shown = [entry for entry in template.entries if not live or start + entry.appears <= now]
    source = template.head + template.separator.join(entry.source for entry in shown) + template.tail

    def stamp(time: re.Match[str]) -> str:
        at = start + (_offset(time["at"]) if live else min(_offset(time["at"]), timedelta()))
        return format_datetime(at) if template.suffix == ".rss" else at.strftime("%Y-%m-%dT%H:%M:%SZ")

    latest = max((entry.appears for entry in shown), default=timedelta()) if live else timedelta()
    body = _weekdays(_TIME.sub(stamp, source), start).replace("{{base}}", base)
    return _rendered(body.encode(), template.suffix, start + latest)


def _weekdays(source: str, start: datetime) -> str:
    """The source with the names of the weekdays that it counts from the start."""

    def name(day: re.Match[str]) -> str:
        return day["names"].split("|")[1 + (start + _offset(day["at"])).weekday()]

    return _WEEKDAY.sub(name, source)


def parse(name: str, source: str) -> Template:
    """A template from its source; raises ValueError when it is none."""
    suffix = Path(name).suffix
    if suffix == ".json":
        document = json.loads(source)
        items = [json.dumps(item, ensure_ascii=False, indent=2) for item in document["items"]]
        head, tail = json.dumps({**document, "items": ["@"]}, ensure_ascii=False, indent=2).split('"@"')
        return Template(head, tuple(map(_entry, items)), tail, ",\n", suffix)
    matches = list(_ENTRY.finditer(source))
    if not matches or suffix not in _TYPES:
        raise ValueError("this is no feed template: it has no item or entry")
    entries = tuple(_entry(match[0]) for match in matches)
    return Template(source[: matches[0].start()], entries, source[matches[-1].end() :], suffix=suffix)


def _entry(source: str) -> Entry:
    time = _TIME.search(source)
    if time is None:
        raise ValueError("an entry has no time such as {{-3h}}")
    return Entry(source, max(_offset(time["seen"] or time["at"]), timedelta()))


def _offset(text: str) -> timedelta:
    """`-3h` or `+40s` as a signed duration."""
    return durations.parse(text[1:]) * (-1 if text[0] == "-" else 1)


def _rendered(body: bytes, suffix: str, modified: datetime) -> Rendered:
    etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    return Rendered(body, _TYPES[suffix], etag, modified.astimezone(UTC).replace(microsecond=0))


def _declared(folder: Path) -> Mapping[str, tuple[Feed, Template]]:
    document = Document.read(folder / "feeds.toml")
    feeds: dict[str, tuple[Feed, Template]] = {}
    for table in document.tables("feed", KEYS):
        name = table.text("file", required=True)
        template = _template(table, folder, name) if name else None
        if template is not None:
            pages = table.row.get("pages") is True
            language = table.parsed("language", languages.parse)
            title, owner = table.text("title"), table.text("owner")
            feeds[name] = Feed("", title, language, table.texts("tags"), None, pages, owner=owner), template
    if document.faults or not feeds:
        raise ConfigError("\n".join(map(str, document.faults)) or f"{folder}: feeds.toml declares no sample feed")
    return feeds


def _template(table: Table, folder: Path, name: str) -> Template | None:
    try:
        return parse(name, (folder / name).read_text("utf-8"))
    except (OSError, ValueError, KeyError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else str(problem)
        table.fault("file", f"the sample cannot be served ({reason})", name)
        return None


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], answer: Callable[[str], Rendered | None]) -> None:
        super().__init__(address, _Handler)
        self.answer = answer


class _Handler(BaseHTTPRequestHandler):
    """GET with conditional requests (RFC 9110, 13.1): If-None-Match decides, If-Modified-Since only without it."""

    server: _Server

    def do_GET(self) -> None:
        rendered = self.server.answer(self.path)
        if rendered is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        unchanged = self._client_has(rendered)
        self.send_response(HTTPStatus.NOT_MODIFIED if unchanged else HTTPStatus.OK)
        self.send_header("ETag", rendered.etag)
        self.send_header("Last-Modified", format_datetime(rendered.modified, usegmt=True))
        if not unchanged:
            self.send_header("Content-Type", rendered.content_type)
            self.send_header("Content-Length", str(len(rendered.body)))
        self.end_headers()
        if not unchanged:
            self.wfile.write(rendered.body)

    def _client_has(self, rendered: Rendered) -> bool:
        if (tags := self.headers["If-None-Match"]) is not None:
            return rendered.etag in (tag.strip().removeprefix("W/") for tag in tags.split(","))
        try:
            return parsedate_to_datetime(self.headers["If-Modified-Since"] or "") >= rendered.modified
        except (TypeError, ValueError):
            return False

    def log_message(self, format: str, *args: object) -> None:
        """The server answers nobody but this program, whose own log says what was fetched."""
