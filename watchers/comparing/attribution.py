"""Whom a text credits: "(Reuters)" in its dateline, "Source: The Gazette" at its end.

A credit is evidence of who copied from whom, never proof of copying.
"""

from __future__ import annotations

import re

from watchers.model import Article
from watchers.text import folding, urls

_EDGE_CHARACTERS = 300  # characters at the beginning and the end where credits stand
_DATELINE = re.compile(r"^.{0,80}?\(([^()\n]{2,30})\)\s*[-–—:,]", re.DOTALL)
_WORDS = (
    "source|via|originally published (?:by|in|on|at)|first (?:published|appeared) (?:by|in|on)|quelle|fuente|fonte"
    r"|kaynak|źródło|источник|джерело|المصدر|©|\(c\)|copyright"
)
_LABELLED = re.compile(
    rf"(?:^|[\n.(\[])\s*(?:{_WORDS})\s*[:©]?\s*(?:\d{{4}}\s+)?([^\n.,;()\[\]]{{2,40}})", re.IGNORECASE
)


def credited(article: Article) -> tuple[str, ...]:
    """The names in credits, folded, in order."""
    text = article.text.strip()
    names = _DATELINE.findall(text[:_EDGE_CHARACTERS])
    edges = (text[:_EDGE_CHARACTERS], text[-_EDGE_CHARACTERS:], article.credit)
    names += [name for edge in edges for name in _LABELLED.findall(edge)]
    folded = (folding.plain(name).strip() for name in names)
    return tuple(dict.fromkeys(name for name in folded if name))


def credits(article: Article, other: Article) -> str | None:
    """The name under which `article` credits the outlet of `other`, if it does."""
    outlet = _plain(other.outlet)
    hosts = [_plain(host) for url in (other.url, other.feed) if (host := urls.host(url))]
    for name in credited(article):
        plain = _plain(name)
        if len(plain) > 1 and (plain == outlet or (len(plain) > 3 and any(plain in host for host in hosts))):
            return name
    return None


def _plain(name: str) -> str:
    """Letters and digits alone: `Al-Monitor`, `Al Monitor` and `almonitor` are one."""
    return re.sub(r"\W", "", folding.plain(name)).removeprefix("the")
