"""An address looked at once before it is followed."""

from __future__ import annotations

import httpx
import pytest

from tests.fetching.test_fetch import NOW
from watchers.errors import ActorwatchError, ConfigError, FeedError
from watchers.fetching.fetch import Fetcher
from watchers.fetching.host_slots import HostSlots
from watchers.model import Published
from watchers.polling.probe import Checked, check

FEED = b"""<rss version="2.0"><channel><title>The News</title><language>en</language>
<item><title>One</title><link>https://news.example/1</link><pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate></item>
<item><title>Two</title><link>https://news.example/2</link><pubDate>Mon, 02 Mar 2026 09:00:00 GMT</pubDate></item>
</channel></rss>"""
PAGE = b"""<!doctype html><html><head>
<link rel="alternate" type="application/rss+xml" href="/feed.xml">
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments.xml">
</head><body>News</body></html>"""

WEB = {"/feed.xml": (FEED, "application/rss+xml"), "/": (PAGE, "text/html"), "/bare": (b"<html></html>", "text/html")}


async def looked_at(address: str) -> Checked:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/moved":
            there = {"Location": "https://news.example/feed.xml"}
            return httpx.Response(301, headers=there, stream=httpx.ByteStream(b""))
        body, kind = WEB.get(request.url.path, (b"", ""))
        if not kind:
            return httpx.Response(404)
        return httpx.Response(200, headers={"Content-Type": kind}, stream=httpx.ByteStream(body))

    transport, slots = httpx.MockTransport(answer), HostSlots(gap=0)
    async with Fetcher(contact=None, clock=lambda: NOW, transport=transport, slots=slots) as fetcher:
        return await check(fetcher, address)


async def test_a_feed_says_what_it_is_and_how_much_it_holds() -> None:
    checked = await looked_at("https://news.example/feed.xml")
    assert (checked.url, checked.title, checked.language, checked.entries) == (
        "https://news.example/feed.xml",
        "The News",
        "en",
        2,
    )
    assert checked.newest == Published.instant(NOW.replace(month=3, day=2, hour=9))
    assert checked.page == ""


async def test_a_page_gives_the_feed_that_it_links_to_and_names_the_others() -> None:
    checked = await looked_at("news.example/")
    assert checked.url == "https://news.example/feed.xml"
    assert checked.page == "https://news.example/"
    assert checked.others == ("https://news.example/comments.xml",)


async def test_a_feed_that_has_moved_for_good_is_followed_where_it_is() -> None:
    assert (await looked_at("https://news.example/moved")).url == "https://news.example/feed.xml"


@pytest.mark.parametrize("address", ["", "feed", "ftp://news.example/feed", "https://me:secret@news.example/feed.xml"])
async def test_what_is_no_address_is_refused_without_being_asked(address: str) -> None:
    with pytest.raises(ActorwatchError):
        await looked_at(address)


async def test_a_password_is_not_repeated() -> None:
    with pytest.raises(ConfigError) as caught:
        await looked_at("https://me:secret@news.example/feed.xml")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("address", ["https://news.example/bare", "https://news.example/missing"])
async def test_an_address_without_a_feed_says_so(address: str) -> None:
    with pytest.raises(FeedError):
        await looked_at(address)
