"""One polite exchange, with a transport in place of the network."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from watchers.errors import FetchError
from watchers.fetching.fetch import Fetcher, Limits, user_agent
from watchers.fetching.host_slots import HostSlots
from watchers.model import Fetched, Validators

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
Answer = Callable[[httpx.Request], httpx.Response]


class Web:
    """Answers by URL; `requests` has what came, in order."""

    def __init__(self, **answers: Answer | httpx.Response) -> None:
        self.requests: list[httpx.Request] = []
        self._answers = answers

    def fetcher(self, limits: Limits = Limits()) -> Fetcher:  # noqa: B008 - a frozen value
        return Fetcher(
            contact="https://desk.example",
            clock=lambda: NOW,
            limits=limits,
            transport=httpx.MockTransport(self._answer),
            slots=HostSlots(gap=0),
        )

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self._answers[request.url.path.strip("/") or "root"]
        return answer if isinstance(answer, httpx.Response) else answer(request)

    async def get(self, path: str = "feed", validators: Validators | None = None) -> Fetched:
        async with self.fetcher() as fetcher:
            return await fetcher.get(f"https://site.example/{path}", validators or Validators())


def page(body: bytes = b"<rss/>", status: int = 200, **fields: str) -> httpx.Response:
    """An answer whose body is still to be read, as from a socket."""
    headers = {name.replace("_", "-"): value for name, value in fields.items()}
    return httpx.Response(status, headers=headers, stream=httpx.ByteStream(body))


def to(location: str, status: int) -> Answer:
    return lambda request: page(b"<html>over there</html>", status, Location=location)


async def test_a_feed_comes_with_all_that_the_schedule_needs() -> None:
    feed = page(ETag='W/"1"', Last_Modified="then", Cache_Control="max-age=60", Content_Type="text/xml")
    fetched = await Web(feed=feed).get()
    assert (fetched.body, fetched.status, fetched.content_type) == (b"<rss/>", 200, "text/xml")
    assert fetched.validators == Validators('W/"1"', "then")
    assert fetched.fresh_for == timedelta(seconds=60)
    assert (fetched.moved_to, fetched.not_modified, fetched.conditional) == ("", False, False)


async def test_requests_say_who_asks_and_carry_nothing_else() -> None:
    web = Web(feed=lambda request: page(Set_Cookie="id=1"))
    async with web.fetcher() as fetcher:
        await fetcher.get("https://site.example/feed#top")
        await fetcher.get("https://site.example/feed")
    assert len(web.requests) == 2
    for request in web.requests:
        assert request.headers["User-Agent"] == user_agent("https://desk.example")
        assert request.headers["User-Agent"].endswith(" (+https://desk.example)")
        assert request.headers["Accept-Encoding"] == "gzip, deflate"
        assert not {"cookie", "referer", "authorization", "if-none-match"} & set(request.headers)
        assert str(request.url) == "https://site.example/feed"


async def test_a_304_keeps_the_feed_and_brings_new_validators() -> None:
    web = Web(feed=page(b"", 304, ETag='"2"', Cache_Control="max-age=60"))
    fetched = await web.get(validators=Validators('"1"', "then"))
    assert fetched.not_modified
    assert fetched.conditional
    assert fetched.validators == Validators('"2"', None)
    assert fetched.fresh_for == timedelta(seconds=60)
    assert web.requests[0].headers["If-None-Match"] == '"1"'
    assert web.requests[0].headers["If-Modified-Since"] == "then"


async def test_a_304_that_nobody_asked_for_is_an_error() -> None:
    with pytest.raises(FetchError, match="answered 304"):
        await Web(feed=httpx.Response(304)).get()


@pytest.mark.parametrize(
    ("statuses", "moved_to"),
    [
        ((301,), "https://new.example/1"),
        ((308, 301), "https://new.example/2"),
        ((302,), ""),
        ((307,), ""),
        ((303,), ""),
        ((302, 301), ""),
        ((301, 302), "https://new.example/1"),
    ],
)
async def test_only_permanent_redirects_before_any_temporary_one_are_a_move(
    statuses: tuple[int, ...], moved_to: str
) -> None:
    names = ["feed", *map(str, range(1, len(statuses) + 1))]
    hops = {
        name: to(f"//new.example/{n}", status) for n, (name, status) in enumerate(zip(names, statuses, strict=False), 1)
    }
    web = Web(**hops, **{names[-1]: page()})
    fetched = await web.get(validators=Validators('"1"'))
    assert fetched.moved_to == moved_to
    assert fetched.url == f"https://new.example/{len(statuses)}"
    assert {request.headers["If-None-Match"] for request in web.requests} == {'"1"'}


async def test_a_move_from_https_to_http_is_followed_but_never_kept() -> None:
    fetched = await Web(feed=to("http://site.example/plain", 301), plain=page()).get()
    assert (fetched.url, fetched.moved_to) == ("http://site.example/plain", "")


async def test_redirects_in_a_circle_end() -> None:
    web = Web(feed=to("/feed", 302))
    with pytest.raises(FetchError, match="redirects more than 5 times") as failure:
        await web.get()
    assert failure.value.kind == "protocol"
    assert len(web.requests) == 6


@pytest.mark.parametrize(
    "location",
    [
        "ftp://site.example/",
        "https://user:pass@site.example/",
        "file:///etc/passwd",
        "https://[bad/",
        "http://",
        "javascript:alert(1)",
        "data:text/xml,<rss/>",
    ],
)
async def test_every_hop_is_held_to_the_rules_for_addresses(location: str) -> None:
    with pytest.raises(FetchError) as failure:
        await Web(feed=to(location, 302)).get()
    assert failure.value.kind == "address"
    assert "pass@" not in str(failure.value)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, "refused"),
        (401, "refused"),
        (403, "refused"),
        (404, "missing"),
        (410, "gone"),
        (429, "rate"),
        (500, "server"),
        (503, "server"),
        (204, "refused"),
        (206, "refused"),
        (300, "refused"),
        (301, "refused"),  # without a location
    ],
)
async def test_a_refusal_says_what_kind_it_is(status: int, kind: str) -> None:
    with pytest.raises(FetchError, match=f"https://site.example/feed answered {status}") as failure:
        await Web(feed=httpx.Response(status)).get()
    assert (failure.value.kind, failure.value.status) == (kind, status)
    assert failure.value.gone == (kind == "gone")


async def test_what_a_server_says_beside_its_status_is_kept_short() -> None:
    web = Web(feed=httpx.Response(500, extensions={"reason_phrase": b"Out of order. " * 500}))
    with pytest.raises(FetchError, match=r"answered 500 Out of order\.") as failure:
        await web.get()
    assert len(str(failure.value)) < 120


@pytest.mark.parametrize("status", [429, 503])
async def test_what_a_server_asks_for_comes_with_its_refusal(status: int) -> None:
    with pytest.raises(FetchError) as failure:
        await Web(feed=httpx.Response(status, headers={"Retry-After": "Sun, 01 Mar 2026 13:00:00 GMT"})).get()
    assert failure.value.retry_after == timedelta(hours=1)
    assert failure.value.kind == "rate"


async def test_gone_behind_a_temporary_redirect_is_not_gone_for_good() -> None:
    for status, gone in ((302, False), (301, True)):
        with pytest.raises(FetchError) as failure:
            await Web(feed=to("/there", status), there=httpx.Response(410)).get()
        assert failure.value.gone == gone


async def test_a_body_past_its_cap_is_not_read_to_its_end() -> None:
    read = []

    async def endless() -> object:
        for _ in range(1_000):
            read.append(1)
            yield b"x" * 1_000

    web = Web(feed=lambda request: httpx.Response(200, content=endless()))  # type: ignore[arg-type]
    async with web.fetcher(Limits(wire_bytes=5_000)) as fetcher:
        with pytest.raises(FetchError) as failure:
            await fetcher.get("https://site.example/feed")
    assert failure.value.kind == "size"
    assert len(read) < 10


async def test_a_declared_length_past_the_cap_is_enough_to_refuse() -> None:
    web = Web(feed=page(Content_Length="50000000"))
    with pytest.raises(FetchError, match="larger than 10 MB on the wire"):
        await web.get()


@pytest.mark.parametrize(
    "url", ["", "no address", "https://", "https://[::1", "https://site.example:99999/", "mailto:a@b"]
)
async def test_what_is_no_address_is_refused_in_words(url: str) -> None:
    async with Web().fetcher() as fetcher:
        with pytest.raises(FetchError) as failure:
            await fetcher.get(url)
    assert failure.value.kind == "address"
    assert not failure.value.retry


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (httpx.ConnectError("refused"), "connect"),
        (httpx.ReadError("reset"), "connect"),
        (httpx.RemoteProtocolError("half a head"), "protocol"),
        (httpx.ReadTimeout("slow"), "timeout"),
        (httpx.InvalidURL("odd"), "address"),
    ],
)
async def test_what_the_library_raises_becomes_this_feeds_failure(error: Exception, kind: str) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise error

    with pytest.raises(FetchError, match=r"https://site\.example/feed") as failure:
        await Web(feed=fail).get()
    assert failure.value.kind == kind
