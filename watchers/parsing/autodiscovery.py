"""Feeds that a page offers in its link tags, for an address that turns out to be a page. Pure."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from watchers.parsing import html_text
from watchers.text import urls

_TYPES = (  # what feeds declare themselves as; the first named are preferred
    "application/atom+xml",
    "application/rss+xml",
    "application/feed+json",
    "application/rdf+xml",
    "application/xml",
    "text/xml",
    "application/json",
)
_COMMENT_FEEDS = re.compile(r"comment|комментар|تعليقات|yorum|kommentar", re.IGNORECASE)
_MOST_FEEDS = 10  # offered of a page


def is_page(text: str) -> bool:
    """Whether a document is an HTML page, judging by how it begins."""
    return re.match(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", text[:5_000],
                    re.IGNORECASE | re.DOTALL) is not None  # fmt: skip


def feeds(page: str, url: str) -> tuple[str, ...]:
    """The addresses of the feeds that a page links to, articles before comments, each once."""
    tree = LexborHTMLParser(page)
    base_tag = tree.css_first("base[href]")
    base = urls.absolute(base_tag.attributes.get("href") or "", url) if base_tag is not None else url
    offers: dict[str, tuple[bool, int]] = {}
    for link in tree.css("link[href]"):
        rel = (link.attributes.get("rel") or "").lower().split()
        kind = (link.attributes.get("type") or "").partition(";")[0].strip().lower()
        address = urls.absolute(link.attributes.get("href") or "", base or url)
        if address and (("alternate" in rel and kind in _TYPES) or "feed" in rel):
            comments = bool(
                _COMMENT_FEEDS.search(f"{html_text.one_line(link.attributes.get('title') or '')} {address}")
            )
            rank = _TYPES.index(kind) if kind in _TYPES else len(_TYPES)
            offers.setdefault(address, (comments, rank))
    return tuple(sorted(offers, key=lambda address: offers[address])[:_MOST_FEEDS])
