"""Feeds of every format into one value: RSS 0.9x to 2.0, RDF and Atom by feedparser, JSON Feed by the standard library.

    bytes -> text (charset) -> JSON Feed | feedparser, repaired where it must be -> entries as plain text

feedparser's `bozo` is no error: half of the feeds that people read are ill-formed. It raises on character references
that no character has; those are repaired, so that one of them does not cost the other entries.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser

from watchers.errors import FeedError, NotAFeed, ParseError
from watchers.model import Feed, Published
from watchers.parsing import autodiscovery, charset, delta, entry_dates, html_text, jsonfeed
from watchers.parsing.entries import MOST_ENTRIES, Entry, ParsedFeed, articles, digest
from watchers.parsing.text_bounds import unbroken
from watchers.text import credentials, urls

_FEED_START = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|channel|item|entry)\b", re.IGNORECASE)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PERIOD_SECONDS = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_SKIPS = re.compile(r"<skip(Hours|Days)\b[^>]*>(.*?)</skip\1\s*>", re.IGNORECASE | re.DOTALL)
_SKIPPED = re.compile(r"<(?:hour|day)\b[^>]*>\s*(\w+)\s*<", re.IGNORECASE)
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]*)|(\d*)|\w*);?", re.IGNORECASE)


def parse_feed(body: bytes, *, url: str, content_type: str = "", memo: bytes | None = None) -> ParsedFeed:
    """The feed in `body`, its links resolved against `url`. Raises NotAFeed, or ParseError for an unreadable one.

    `memo` is the last document's: entries that stood there just so are only counted among `unchanged`.
    """
    text = charset.NOT_XML.sub("", charset.decode(body, content_type)).strip()
    if not text:
        raise ParseError(f"{credentials.shown(url) or 'this feed'} is empty; it may come back")
    if jsonfeed.looks_like(text):
        feed = jsonfeed.parse(text, url)
        if feed is None:
            raise NotAFeed(f"{credentials.shown(url) or 'this document'} is JSON, but no JSON Feed")
        return feed
    return _new_entries(text, url, memo) or _xml(text, url)


def describe(path: str | Path) -> dict[str, object]:
    """What the parser makes of a file: `file`, `title`, `language`, `articles`, and `error` where it failed."""
    now = datetime.now(UTC)
    try:
        parsed = parse_feed(Path(path).read_bytes(), url="")
    except OSError as error:
        return _described(path, None, f"{path} cannot be read: {error.strerror}")
    except FeedError as error:
        return _described(path, None, str(error))
    return _described(path, parsed, "", now)


def _described(
    path: str | Path, parsed: ParsedFeed | None, error: str, now: datetime | None = None
) -> dict[str, object]:
    listed = articles(parsed, Feed(url=""), now) if parsed is not None and now is not None else ()
    row: dict[str, object] = {
        "file": str(path),
        "title": parsed.title if parsed is not None else None,
        "language": parsed.language if parsed is not None else None,
        "articles": [
            {
                "id": article.identity,
                "url": article.url,
                "title": article.title,
                "text": article.text,
                "published": str(article.published) if article.published is not None else None,
            }
            for article in listed
        ],
    }
    return row | ({"error": error} if error else {})


# ---------------------------------------------------------------- XML


def _new_entries(text: str, url: str, memo: bytes | None) -> ParsedFeed | None:
    """The feed with its new entries alone; None when the document has to be read as a whole."""
    document = text.encode("utf-8", "replace")
    spans = delta.spans(document)
    if not spans:
        return None
    remembered_items = delta.unpack(memo)
    digests = [digest(document[start:end]) for start, end in spans]
    unchanged_spans = [
        span for span, item_digest in zip(spans, digests, strict=True) if item_digest in remembered_items
    ]
    parsed = _xml(delta.cut(document, unchanged_spans).decode("utf-8"), url) if unchanged_spans else _xml(text, url)
    if len(parsed.entries) != len(spans) - len(unchanged_spans):
        return None if unchanged_spans else parsed  # what expat takes for items is not what feedparser does
    fresh = iter(parsed.entries)
    items = [remembered_items.get(item_digest) or delta.digests_of(next(fresh), item_digest) for item_digest in digests]
    unchanged = tuple(remembered_items[item_digest] for item_digest in digests if item_digest in remembered_items)
    return replace(parsed, unchanged=unchanged, memo=delta.pack(items))


def _xml(text: str, url: str) -> ParsedFeed:
    document = _read(text, url)
    channel, entries, version = document.feed, document.entries, _string(document, "version")
    if not entries and not version and not _FEED_START.search(text):
        raise _not_a_feed(text, url)
    return ParsedFeed(
        kind=version or "unknown",
        title=_title(channel),
        language=_string(channel, "language") or None,
        entries=tuple(_entry(entry, url) for entry in entries[:MOST_ENTRIES]),
        ttl=_minutes(_string(channel, "ttl")),
        period=_period(_string(channel, "sy_updateperiod"), _string(channel, "sy_updatefrequency")),
        skip_hours=frozenset(_skipped_hours(text)),
        skip_days=frozenset(_skipped_days(text)),
        lost=len(entries[MOST_ENTRIES:]),
    )


def _read(text: str, url: str) -> Any:
    """feedparser's document, as it came or else repaired. Raises ParseError where that does not help."""
    failure: Exception | None = None
    for prepare in (str, _repaired):
        try:
            return _feedparser(prepare(text), url)
        except Exception as error:  # whatever its parts raise on odd documents
            failure = error
    raise ParseError(f"{credentials.shown(url) or 'this feed'} could not be read: {failure}") from failure


def _feedparser(text: str, url: str) -> Any:
    """Sanitising and resolving of markup are left out: only plain text goes on from here.

    feedparser resolves every element's base, a fifth of its time, which only matters where a document sets one.
    """
    headers = {"content-type": "application/xml; charset=utf-8"}
    return feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers=headers | ({"content-location": url} if "xml:base" in text else {}),
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _repaired(text: str) -> str:
    """Character references that no character has, and lone surrogates, become the replacement character."""
    return _REFERENCE.sub(_reference, text).encode("utf-8", "replace").decode("utf-8")


def _reference(match: re.Match[str]) -> str:
    digits = match[1] or match[2]
    if not digits or len(digits) > 7:
        return "\ufffd"
    code = int(digits, 16 if match[1] else 10)
    return match[0] if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _not_a_feed(text: str, url: str) -> NotAFeed:
    name = credentials.shown(url) or "this document"
    if not autodiscovery.is_page(text):
        return NotAFeed(f"{name} is no feed: it begins {' '.join(text[:40].split())!r}")
    offers = autodiscovery.feeds(text, url)
    if offers:
        return NotAFeed(
            f"{name} is a page, not a feed; it offers {', '.join(map(credentials.shown, offers[:3]))}", offers
        )
    return NotAFeed(f"{name} is a page, not a feed, and it names none; give the address of a feed")


# ---------------------------------------------------------------- one entry


def _entry(entry: Any, url: str) -> Entry:
    link = urls.absolute(_string(entry, "link"), url)
    return Entry(
        title=_title(entry),
        text=_text(entry, link or url),
        link=link,
        guid=_string(entry, "id"),
        published=_published(entry),
        language=_language(entry),
        source=_title(dict.get(entry, "source") or {}),
        sections=_sections(entry),
    )


def _title(values: Any) -> str:
    title = _string(values, "title")
    kind = _string(dict.get(values, "title_detail") or {}, "type")
    if kind == "text/plain" and not html_text.looks_like_html(title):
        return unbroken(title)
    return html_text.one_line(title)


def _text(entry: Any, url: str) -> str:
    """The fullest text that the entry carries: of its contents and its summary, the longest."""
    texts = [html_text.body(value, kind) for kind, value in _contents(entry)]
    return max(texts, key=len, default="")


def _contents(entry: Any) -> Iterator[tuple[str, str]]:
    details = [*(dict.get(entry, "content") or ()), dict.get(entry, "summary_detail") or {}]
    for detail in details:
        kind, value = _string(detail, "type"), _string(detail, "value")
        if value and not kind.startswith(("image/", "audio/", "video/", "application/octet")):
            yield kind, value
    if not any(details):
        yield "", _string(entry, "summary")


def _sections(entry: Any) -> tuple[str, ...]:
    """The categories of an entry, by their labels."""
    return tuple(_string(tag, "label") or _string(tag, "term") for tag in dict.get(entry, "tags") or ())


def _published(entry: Any) -> Published | None:
    for name in ("published", "updated", "created"):
        parsed = dict.get(entry, f"{name}_parsed")
        if parsed:
            return entry_dates.read(_string(entry, name), tuple(parsed)[:6])
    return None


def _language(entry: Any) -> str | None:
    details = [
        *(dict.get(entry, "content") or ()),
        *(dict.get(entry, f"{name}_detail") or {} for name in ("summary", "title")),
    ]
    return next((language for detail in details if (language := _string(detail, "language"))), None)


def _string(values: Any, name: str) -> str:
    """A value as text. `dict.get`, since feedparser's own maps some names to others and warns about it."""
    value = dict.get(values, name)
    return value.strip() if isinstance(value, str) else ""


# ---------------------------------------------------------------- pace


def _minutes(text: str) -> timedelta | None:
    return (
        timedelta(minutes=int(text)) if text.isascii() and text.isdigit() and 0 < len(text) < 8 and int(text) else None
    )


def _period(period: str, frequency: str) -> timedelta | None:
    """`sy:updatePeriod` divided by `sy:updateFrequency` (RSS 1.0 syndication module)."""
    seconds = _PERIOD_SECONDS.get(period.lower())
    if seconds is None:
        return None
    times = int(frequency) if frequency.isascii() and frequency.isdigit() and 0 < len(frequency) < 5 else 1
    return timedelta(seconds=seconds / max(1, times))


def _skipped(text: str, kind: str) -> Iterator[str]:
    for match in _SKIPS.finditer(text[:20_000]):
        if match[1].lower() == kind:
            yield from _SKIPPED.findall(match[2])


def _skipped_hours(text: str) -> Iterator[int]:
    for hour in _skipped(text, "hours"):
        if hour.isascii() and hour.isdigit() and len(hour) < 3 and int(hour) <= 24:
            yield int(hour) % 24  # RSS 0.91 counts from 1 to 24


def _skipped_days(text: str) -> Iterator[int]:
    for day in _skipped(text, "days"):
        if day.lower() in _DAYS:
            yield _DAYS.index(day.lower())
