"""An address looked at once before it is followed: a feed is read, a page is asked for the feeds that it links to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from watchers.errors import ConfigError, NotAFeed
from watchers.fetching.fetch import Fetcher
from watchers.model import Published, Validators
from watchers.parsing.entries import ParsedFeed
from watchers.polling import worker_pool
from watchers.text import credentials, urls


@dataclass(frozen=True, slots=True)
class Checked:
    """A feed that can be followed: its address, what it says of itself, and how much it holds.

    `page` is the address that was asked where that was a page; `others` are further feeds which that page links to.
    """

    url: str
    title: str
    language: str | None
    entries: int
    newest: Published | None = None
    page: str = ""
    others: tuple[str, ...] = ()


async def check(fetcher: Fetcher, text: str) -> Checked:
    """Fetch and read an address as a person typed it. Raises ConfigError for none, FeedError where nothing is found."""
    url = urls.absolute(text if "://" in text else f"https://{text}")
    if not url or not ({".", ":"} & set(urlsplit(url).netloc)):
        raise ConfigError(
            f"{credentials.shown(text)!r} is no address of a feed; write one such as https://example.org/feed.xml"
        )
    if "@" in urlsplit(url).netloc:
        raise ConfigError("an address with a password cannot be followed, since everybody here would see it")
    try:
        return await _read(fetcher, url)
    except NotAFeed as page:
        if not page.offers:
            raise
        checked = await _read(fetcher, page.offers[0])
        return replace(checked, page=url, others=page.offers[1:])


async def _read(fetcher: Fetcher, url: str) -> Checked:
    fetched = await fetcher.get(url, Validators())
    parsed: ParsedFeed = await worker_pool.parse_bounded(
        fetched.body, url=fetched.url, content_type=fetched.content_type
    )
    dated = [entry.published for entry in parsed.entries if entry.published is not None]
    newest = max(dated, key=str, default=None)
    return Checked(fetched.moved_to or url, parsed.title, parsed.language, len(parsed.entries), newest)
