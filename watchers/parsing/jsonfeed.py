"""JSON Feed 1.0 and 1.1 (jsonfeed.org) into the same values as every other format. Standard library only.

Publishers leave out what the specification requires and put numbers where it wants text; what can be read is kept.
"""

from __future__ import annotations

import json
from typing import Any

from watchers.errors import ParseError
from watchers.parsing import entry_dates, html_text
from watchers.parsing.entries import MOST_ENTRIES, Entry, ParsedFeed
from watchers.parsing.text_bounds import shortened, unbroken
from watchers.text import urls

_VERSION = "jsonfeed.org/version/"


def looks_like(text: str) -> bool:
    """Whether a document may be JSON: feeds in XML never begin like this."""
    return text.lstrip("\ufeff \t\r\n").startswith("{")


def parse(text: str, url: str) -> ParsedFeed | None:
    """A JSON Feed; None when the document is JSON of some other kind. Raises ParseError when it is broken."""
    try:
        document = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise ParseError(f"the JSON of this feed is broken: {error}") from error
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        return None
    if _VERSION not in _text(document, "version") and not document["items"]:
        return None
    base = urls.absolute(_text(document, "home_page_url"), url) or url
    items = [item for item in document["items"] if isinstance(item, dict)][:MOST_ENTRIES]
    return ParsedFeed(
        kind="json",
        title=html_text.one_line(_text(document, "title")),
        language=_text(document, "language") or None,
        entries=tuple(_entry(item, base) for item in items),
        lost=len(document["items"]) - len(items),
    )


def _entry(item: dict[str, Any], base: str) -> Entry:
    guid = _text(item, "id")
    link = _text(item, "url") or _text(item, "external_url")
    tags = item.get("tags")
    published = entry_dates.iso(item.get("date_published")) or entry_dates.iso(item.get("date_modified"))
    return Entry(
        title=unbroken(_text(item, "title")),
        text=_content(item, base),
        link=urls.absolute(link, base) or urls.absolute(guid),
        guid=guid,
        published=published,
        language=_text(item, "language") or None,
        sections=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
    )


def _content(item: dict[str, Any], base: str) -> str:
    markup, plain = _text(item, "content_html"), _text(item, "content_text")
    if markup:
        return html_text.body(markup)
    return shortened(html_text.tidy(plain or _text(item, "summary")))


def _text(values: dict[str, Any], name: str) -> str:
    """A member as text: numbers are taken as ids often are, anything else that is no text is left out."""
    value = values.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return value if isinstance(value, str) else str(value)
