"""What a feed holds, whatever its format, and the articles made of it. Pure.

Identity is per feed: the guid, else the link without tracking, else title and date. Publishers break each of these in
some way, so an entry has every one of them that tells it apart within its document, and is known when any is known: it
survives changing guids, shared guids, moved addresses, shuffles and entries that come back. Neither an edit nor a new
date makes a new article.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b

from watchers.model import Article, Feed, Published
from watchers.parsing import entry_dates
from watchers.text import credentials, urls
from watchers.text.languages import primary_code

MOST_ENTRIES = 2_000  # of one document, the first ones; the longest real feeds have some hundreds
_LONGEST_HEADLINE_CHARACTERS = 120  # of a headline that is made from a text
_LONGEST_OUTLET_CHARACTERS = 200  # of an outlet's name
_MOST_SECTIONS, _LONGEST_SECTION_CHARACTERS = 20, 100  # of an entry
_LONGEST_IDENTITY_CHARACTERS = 200  # a longer identity is kept as its digest


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry after cleaning: plain text, an absolute http(s) link or none."""

    title: str = ""
    text: str = ""
    link: str = ""
    guid: str = ""
    published: Published | None = None
    language: str | None = None
    source: str = ""  # the outlet it was taken over from, where an aggregator says so
    sections: tuple[str, ...] = ()  # its categories, as the feed names them

    @property
    def told_apart_by(self) -> tuple[str, str, str]:
        """What tells it from its neighbours: its title (or text), the key of its guid, the key of its link."""
        return self.title or self.text, _guid(self), _link(self)


@dataclass(frozen=True, slots=True)
class EntryDigests:
    """What is remembered of an entry of the last document: digests of its bytes and of what tells it apart.

    `published` counts seconds from 1970; 0: unknown.
    """

    span: int
    title: int
    guid: int
    link: int
    published: int


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed document. `ttl` and `period` are its own wishes for pace, as are hours (UTC) and days (Monday = 0)."""

    kind: str
    title: str = ""
    language: str | None = None
    entries: tuple[Entry, ...] = ()
    ttl: timedelta | None = None
    period: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()
    lost: int = 0  # entries that could not be read, or were too many
    unchanged: tuple[EntryDigests, ...] = ()  # entries that stood in the last document just so; not among `entries`
    memo: bytes | None = None  # what to remember of this document for the next parse


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a whole page, apart from everything around it. Paragraphs are parted by an empty line."""

    text: str
    title: str = ""
    published: Published | None = None
    language: str | None = None


def articles(parsed: ParsedFeed, feed: Feed, now: datetime) -> tuple[Article, ...]:
    """The articles of a document, one an entry, in its order. `now` is when they were seen."""
    pairs = zip(parsed.entries, identities(parsed.entries, parsed.unchanged), strict=True)
    return tuple(_article(entry, keys, parsed, feed, now) for entry, keys in pairs)


def unknown(articles: Iterable[Article], known_identities: Collection[str] = ()) -> tuple[Article, ...]:
    """The articles that go by none of the `known_identities`, each once, in their order."""
    earlier = set(known_identities)
    fresh = []
    for article in articles:
        if earlier.isdisjoint(known_by(article)):
            fresh.append(article)
        earlier |= known_by(article)
    return tuple(fresh)


def public(articles: Iterable[Article], *addresses: str) -> tuple[Article, ...]:
    """The articles as they may be shown: no link carries credentials of the addresses that it came by."""
    secrets = frozenset().union(*map(credentials.secrets, addresses))
    return tuple(replace(article, url=credentials.without(article.url, secrets)) for article in articles)


def known_by(article: Article) -> frozenset[str]:
    """Every identity of an article: what to ask the archive for, and what to remember."""
    return frozenset((article.identity, *article.also))


def identities(entries: Sequence[Entry], unchanged: Collection[EntryDigests] = ()) -> list[tuple[str, ...]]:
    """The identities of each entry, the strongest first. One under which several titles stand tells nothing.

    `unchanged` are further entries of the same document, of which only digests are left.
    """
    titles: dict[int, set[int]] = defaultdict(set)
    for entry_digests in unchanged:
        titles[entry_digests.guid].add(entry_digests.title)
        titles[entry_digests.link].add(entry_digests.title)
    told_apart = [entry.told_apart_by for entry in entries]
    digests = [tuple(map(digest, values)) for values in told_apart]
    for title, guid, link in digests:
        titles[guid].add(title)
        titles[link].add(title)
    result = []
    for entry, (_, *keys), (_, *hashes) in zip(entries, told_apart, digests, strict=True):
        telling = [key for key, key_hash in zip(keys, hashes, strict=True) if key and len(titles[key_hash]) == 1]
        result.append(tuple(dict.fromkeys(telling)) or (_fallback(entry),))
    return result


def digest(value: str | bytes) -> int:
    """64 bits of a cryptographic hash: within one feed they never meet."""
    data = value if isinstance(value, bytes) else value.encode("utf-8", "replace")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little")


def _article(entry: Entry, keys: tuple[str, ...], parsed: ParsedFeed, feed: Feed, now: datetime) -> Article:
    return Article(
        title=entry.title or _headline(entry.text),
        text=entry.text,
        first_seen=now,
        url=urls.canonical(entry.link),
        feed=feed.url,
        outlet=(entry.source or feed.title or parsed.title or urls.host(feed.url))[:_LONGEST_OUTLET_CHARACTERS],
        owner=feed.owner,
        language=primary_code(feed.language) or primary_code(entry.language) or primary_code(parsed.language),
        published=entry_dates.clamped(entry.published, now),
        identity=keys[0],
        also=keys[1:],
        sections=tuple(section[:_LONGEST_SECTION_CHARACTERS] for section in entry.sections[:_MOST_SECTIONS]),
        guild=feed.guild,
    )


def _guid(entry: Entry) -> str:
    return _short("guid", urls.key(entry.guid) or entry.guid.strip()) if entry.guid.strip() else ""


def _link(entry: Entry) -> str:
    address = urls.key(entry.link)
    return _short("link", address) if "/" in address or "?" in address else ""  # a bare host is the site, not an entry


def _fallback(entry: Entry) -> str:
    """Title with date; without a title, the text; with both guid and link shared, whatever still differs."""
    words = f"{entry.title} {entry.published or ''}" if entry.title else entry.text
    return _short("title", f"{words} {entry.link}".strip())


def _short(kind: str, value: str) -> str:
    if len(value) > _LONGEST_IDENTITY_CHARACTERS:
        value = blake2b(value.encode("utf-8", "replace"), digest_size=16).hexdigest()
    return f"{kind}:{value}"


def _headline(text: str) -> str:
    """A headline for an entry without one: the beginning of its first line, cut between words."""
    line = text.partition("\n")[0].strip()
    if len(line) <= _LONGEST_HEADLINE_CHARACTERS:
        return line
    return line[:_LONGEST_HEADLINE_CHARACTERS].rsplit(None, 1)[0].rstrip(",;:–- ") + "…"
