"""Exchanges over real sockets with servers that have no manners, and with name servers that lie."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.support.feed_server import Loopback, Script, answer, serving
from watchers.errors import FetchError
from watchers.fetching.fetch import Fetcher, Limits
from watchers.fetching.transport import CheckedTransport
from watchers.model import Validators

FEED = b"<rss><channel><title>t</title></channel></rss>"


@asynccontextmanager
async def asking(server: Loopback, *names: str, limits: Limits = Limits(seconds=5)) -> AsyncIterator[Fetcher]:  # noqa: B008
    """A fetcher that may ask the server by the given `host:port` names alone; every name resolves to the loopback."""

    async def resolve(host: str, port: int) -> tuple[str, ...]:
        if host == "nowhere.example":
            raise OSError("no such name")
        return ("93.184.216.34", "127.0.0.1") if host == "mixed.example" else ("127.0.0.1",)

    allowed = frozenset(names or (server.host,))
    async with Fetcher(allow_hosts=allowed, limits=limits, transport=CheckedTransport(allowed, resolve)) as fetcher:
        yield fetcher


async def test_a_feed_comes_over_a_socket_packed_or_not() -> None:
    packed = answer("200 OK", gzip.compress(FEED), Content_Encoding="gzip")
    async with serving({"/a": (answer("200 OK", FEED),), "/b": (packed,)}) as server, asking(server) as fetcher:
        assert (await fetcher.get(server.url("/a"))).body == FEED
        assert (await fetcher.get(server.url("/b"))).body == FEED


async def test_one_connection_serves_for_what_stayed_the_same_and_what_moved() -> None:
    pages: dict[str, Script] = {
        "/same": (answer("304 Not Modified", Content_Length="", ETag="1"),),
        "/moved": (answer("301 Moved", b"over there", Location="/feed"),),
        "/feed": (answer("200 OK", FEED),),
    }
    async with serving(pages, patient=True) as server:
        async with asking(server) as fetcher:
            assert (await fetcher.get(server.url("/same"), Validators("1"))).not_modified
            assert (await fetcher.get(server.url("/moved"))).body == FEED
            assert (await fetcher.get(server.url("/feed"))).body == FEED
        assert (len(server.asked), server.connections) == (4, 1)


BAD_MANNERS: dict[str, tuple[Script, str]] = {
    "a body that drips": ((answer("200 OK", b"", Content_Length="100"), *((b"x", 0.05) * 90)), "timeout"),
    "a head that drips": ((b"HTTP/1.1 200 OK\r\n", *((b"X: y\r\n", 0.05) * 90)), "timeout"),
    "silence": ((2.0,), "timeout"),
    "a hang-up before the head": ((), "protocol"),
    "a hang-up within the head": ((b"HTTP/1.1 200 OK\r\nCont",), "protocol"),
    "a hang-up within the body": ((answer("200 OK", FEED, Content_Length="5000"),), "protocol"),
    "half a gzip body": ((answer("200 OK", gzip.compress(FEED)[:-9], Content_Encoding="gzip"),), "protocol"),
    "a gzip body that is none": ((answer("200 OK", FEED, Content_Encoding="gzip"),), "protocol"),
    "a bomb": ((answer("200 OK", gzip.compress(b"\0" * 30_000_000), Content_Encoding="gzip"),), "size"),
    "an encoding nobody offered": ((answer("200 OK", FEED, Content_Encoding="br"),), "protocol"),
    "a huge header": ((answer("200 OK", FEED, X="y" * 300_000),), "protocol"),
    "no HTTP at all": ((b"220 mail.example ESMTP\r\n",), "protocol"),
    "two lengths": ((answer("200 OK", FEED, Content_Length="3\r\nContent-Length: 4"),), "protocol"),
    "a redirect to nowhere": ((answer("301 Moved", Location="http://nowhere.example/"),), "dns"),
    "a redirect into the house": ((answer("302 Found", Location="http://inside.example/"),), "address"),
    "a redirect to a number": ((answer("302 Found", Location="http://127.0.0.1:1/"),), "address"),
    "a redirect in disguise": ((answer("302 Found", Location="http://[::ffff:127.0.0.1]:1/"),), "address"),
}


@pytest.mark.parametrize("name", BAD_MANNERS)
async def test_bad_manners_are_one_feeds_failure_in_words(name: str) -> None:
    script, kind = BAD_MANNERS[name]
    limits = Limits(seconds=0.4 if kind == "timeout" else 60.0)
    async with serving({"/feed": script}) as server, asking(server, limits=limits) as fetcher:
        with pytest.raises(FetchError) as failure:
            await fetcher.get(server.url("/feed"))
    assert failure.value.kind == kind, failure.value


async def test_the_deadline_counts_all_hops_together() -> None:
    hops: dict[str, Script] = {f"/{n}": (0.15, answer("302 Found", Location=f"/{n + 1}")) for n in range(5)}
    async with serving(hops) as server, asking(server, limits=Limits(seconds=0.4)) as fetcher:
        with pytest.raises(FetchError, match=r"did not answer within 0\.4 s"):
            await fetcher.get(server.url("/0"))
    assert len(server.asked) < 5


@pytest.mark.parametrize("host", ["inside.example", "mixed.example", "127.0.0.1", "2130706433", "localhost"])
async def test_a_name_that_leads_into_the_house_is_refused_before_a_byte_is_sent(host: str) -> None:
    async with serving({"/": (answer("200 OK", FEED),)}) as server, asking(server, "other.example:1") as fetcher:
        with pytest.raises(FetchError, match="ACTORWATCH_ALLOW_HOSTS") as failure:
            await fetcher.get(f"http://{host}:{server.port}/")
    assert failure.value.kind == "address"
    assert server.asked == []


async def test_an_allowed_name_is_asked_on_its_own_port_and_no_other() -> None:
    async with serving({"/": (answer("200 OK", FEED),)}) as server:
        async with asking(server, f"inside.example:{server.port}") as fetcher:
            assert (await fetcher.get(f"http://inside.example:{server.port}/")).body == FEED
        async with asking(server, "inside.example:1") as fetcher:
            with pytest.raises(FetchError, match="loopback"):
                await fetcher.get(f"http://inside.example:{server.port}/")


async def test_the_operators_own_hosts_are_asked_in_any_case() -> None:
    async with (
        serving({"/": (answer("200 OK", FEED),)}) as server,
        Fetcher(allow_hosts={f"localhost:{server.port}"}) as fetcher,
    ):
        assert (await fetcher.get(f"http://LOCALHOST:{server.port}/")).body == FEED


async def test_nobody_listening_and_no_such_name_are_told_apart() -> None:
    async with serving({}) as server, asking(server, "127.0.0.1:1") as fetcher:
        for url, kind in (("http://127.0.0.1:1/", "connect"), ("http://nowhere.example/", "dns")):
            with pytest.raises(FetchError) as failure:
                await fetcher.get(url)
            assert failure.value.kind == kind
