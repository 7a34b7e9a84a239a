"""Which items of a document are new, in one pass of expat: the others are cut out before the costly parse.

Feeds repeat themselves: of forty items two are new. An item whose very bytes stood in the last document, which was
recorded with it, needs no second reading. What is remembered of it (the memo) is just enough to tell shared guids and
links from distinct ones, and the feed's rhythm. Ill-formed documents are read whole, as ever.
"""

from __future__ import annotations

import struct
import xml.parsers.expat
from collections.abc import Iterable

from watchers.parsing.entries import MOST_ENTRIES, Entry, EntryDigests, digest

Span = tuple[int, int]

_RECORD = struct.Struct("<QQQQq")
_ITEMS = ("item", "entry")


def spans(document: bytes) -> tuple[Span, ...] | None:
    """The byte spans of the items of a UTF-8 document, in order; None when it is ill-formed or declares entities."""
    if b"<!DOCTYPE" in document[:2_000]:
        return None
    finder = _Finder(document)
    try:
        finder.run()
    except (xml.parsers.expat.ExpatError, ValueError):
        return None
    return tuple(finder.spans) if len(finder.spans) <= MOST_ENTRIES else None


def cut(document: bytes, gone: Iterable[Span]) -> bytes:
    """The document without the given spans, which are in order."""
    pieces, position = [], 0
    for start, end in gone:
        pieces.append(document[position:start])
        position = end
    return b"".join((*pieces, document[position:]))


def digests_of(entry: Entry, span: int) -> EntryDigests:
    """What the memo keeps of an entry whose item's bytes have the digest `span`."""
    at = entry.published.at if entry.published is not None else None
    title, guid, link = map(digest, entry.told_apart_by)
    return EntryDigests(span, title, guid, link, int(at.timestamp()) if at is not None else 0)


def pack(items: Iterable[EntryDigests]) -> bytes:
    """The memo to keep with the feed, 40 bytes an item."""
    return b"".join(_RECORD.pack(item.span, item.title, item.guid, item.link, item.published) for item in items)


def unpack(memo: bytes | None) -> dict[int, EntryDigests]:
    """A memo's items by their digest; empty without one, or for one of another make."""
    if not memo or len(memo) % _RECORD.size:
        return {}
    return {record[0]: EntryDigests(*record) for record in _RECORD.iter_unpack(memo)}


class _Finder:
    """Finds the outermost items and where their bytes begin and end."""

    def __init__(self, document: bytes) -> None:
        self._document = document
        self._parser = xml.parsers.expat.ParserCreate("utf-8")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._depth = 0  # within an item
        self._begin = 0
        self.spans: list[Span] = []

    def run(self) -> None:
        self._parser.Parse(self._document, True)

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        if self._depth:
            self._depth += 1
        elif name.rpartition(":")[2] in _ITEMS:
            self._depth, self._begin = 1, self._parser.CurrentByteIndex

    def _end(self, _name: str) -> None:
        if not self._depth:
            return
        self._depth -= 1
        if not self._depth:
            closing = self._parser.CurrentByteIndex
            if not self._document.startswith(b"</", closing):
                raise ValueError("an item in one tag has no closing tag to go by")
            self.spans.append((self._begin, self._document.index(b">", closing) + 1))
