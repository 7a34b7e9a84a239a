"""One polite exchange: a URL and its validators in, a body and what the server said about pace out.

    slot of the host -> request -> redirect? again, with every check -> status -> body, counted while unpacking

Decides nothing about when to ask next; that is schedule's. Keeps no cookies, sends no Referer, follows no proxy from
the environment, and asks nothing that was not asked for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib.metadata import version
from types import TracebackType
from typing import Literal, Self

import httpx

from watchers.errors import FetchError, FetchFailure
from watchers.fetching import headers
from watchers.fetching.addresses import check_url
from watchers.fetching.decompress import OFFERED_CODINGS, Unpacker, too_large
from watchers.fetching.host_slots import HostSlots
from watchers.fetching.transport import CheckedTransport
from watchers.model import Fetched, Validators
from watchers.text import credentials, urls

Resource = Literal["feed", "page"]

_ACCEPT: dict[Resource, str] = {
    "feed": "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.8, application/json;q=0.7, */*;q=0.1",
    "page": "text/html, application/xhtml+xml;q=0.9, */*;q=0.1",
}
_LONGEST_PHRASE_CHARACTERS = 60  # of what a server says beside its status
_MOST_DRAINED_BYTES = 16_384  # of an unwanted body; closing the connection costs about as much
_PERMANENT_STATUSES, _TEMPORARY_STATUSES = (301, 308), (302, 303, 307)
_FAILURE_BY_STATUS: dict[int, FetchFailure] = {404: "missing", 410: "gone", 429: "rate"}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one exchange may cost: seconds for all its hops together, bytes received, bytes unpacked, redirects."""

    seconds: float = 30.0
    connect_seconds: float = 10.0
    wire_bytes: int = 10_000_000
    body_bytes: int = 25_000_000
    redirects: int = 5


def user_agent(contact: str | None) -> str:
    """Product, version and where to complain: `actorwatch/1.0 (+https://desk.example/bot)`."""
    product = f"actorwatch/{version('actorwatch')}"
    return f"{product} (+{contact})" if contact else product


class Fetcher:
    """Asks feeds and pages. An async context manager; `get` may run any number of times at once.

    `allow_hosts`, as `urls.host_and_port` writes them, may be private addresses and are exempt from the rate. `clock`
    gives the present instant, for servers that state times instead of durations. `transport` replaces the network.
    """

    def __init__(
        self,
        *,
        contact: str | None = None,
        allow_hosts: Collection[str] = (),
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        limits: Limits = Limits(),
        transport: httpx.AsyncBaseTransport | None = None,
        slots: HostSlots | None = None,
    ) -> None:
        self._clock = clock
        self._limits = limits
        self._slots = slots or HostSlots(exempt=allow_hosts)
        self._client = httpx.AsyncClient(
            transport=transport or CheckedTransport(allow_hosts),
            headers={"User-Agent": user_agent(contact), "Accept-Encoding": OFFERED_CODINGS},
            timeout=httpx.Timeout(limits.seconds, connect=limits.connect_seconds),
            follow_redirects=False,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),  # takes none and so sends none
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        await self._client.__aexit__(exc_type, exc_value, traceback)

    def at_once(self, url: str) -> int:
        """How many exchanges with the host of a URL can go on at once."""
        try:
            return self._slots.at_once(_host(_parsed(url)))
        except FetchError:  # it is refused without any exchange
            return 1

    async def get(
        self, url: str, validators: Validators = headers.UNCONDITIONAL, *, resource: Resource = "feed"
    ) -> Fetched:
        """One exchange, redirects included. Raises FetchError, which says what kind of failure it was."""
        visit = _Visit(asked=url, url=_parsed(url), validators=validators, resource=resource)
        for _ in range(self._limits.redirects + 1):
            answer = await self._hop(visit)
            if isinstance(answer, Fetched):
                return answer
            visit = answer
        raise FetchError(f"{_shown(_parsed(url))} redirects more than {self._limits.redirects} times", kind="protocol")

    async def _hop(self, visit: _Visit) -> Fetched | _Visit:
        """One request: the answer, or the visit to go on with. Only the exchange counts against the deadline."""
        loop = asyncio.get_running_loop()
        async with self._slots.slot(_host(visit.url)):
            began = loop.time()
            try:
                async with asyncio.timeout(self._limits.seconds - visit.elapsed):
                    answer = await self._exchange(visit)
            except TimeoutError:
                raise self._late(visit) from None
            except httpx.TimeoutException:
                raise self._late(visit) from None
            except httpx.InvalidURL as error:  # the library looks at where an answer leads before we do
                raise FetchError(
                    f"{_shown(visit.url)} leads to what is no web address: {error}", kind="address"
                ) from error
            except httpx.HTTPError as error:
                words = credentials.redacted(str(error)) or type(error).__name__
                kind: FetchFailure = "connect" if isinstance(error, httpx.NetworkError) else "protocol"
                raise FetchError(f"{_shown(visit.url)} could not be fetched: {words}", kind=kind) from error
            return replace(answer, elapsed=visit.elapsed + loop.time() - began)

    def _late(self, visit: _Visit) -> FetchError:
        return FetchError(f"{_shown(visit.url)} did not answer within {self._limits.seconds:g} s", kind="timeout")

    async def _exchange(self, visit: _Visit) -> Fetched | _Visit:
        fields = [(b"Accept", _ACCEPT[visit.resource].encode()), *headers.conditions(visit.validators)]
        response = await self._client.send(self._client.build_request("GET", visit.url, headers=fields), stream=True)
        try:
            if response.status_code in (*_PERMANENT_STATUSES, *_TEMPORARY_STATUSES) and "location" in response.headers:
                await _drain(response)
                return visit.redirected(response)
            return await self._answer(visit, response)
        finally:
            await response.aclose()

    async def _answer(self, visit: _Visit, response: httpx.Response) -> Fetched:
        now, status = self._clock(), response.status_code
        fetched = Fetched(
            asked=visit.asked,
            url=str(visit.url),
            status=status,
            validators=headers.validators(response.headers, visit.validators if status == 304 else None),
            content_type=response.headers.get("content-type", ""),
            fresh_for=headers.fresh_for(response.headers, now),
            retry_after=headers.retry_after(response.headers, now),
            moved_to=visit.moved_to,
            conditional=visit.conditional,
        )
        if status == 304 and visit.conditional:
            await _drain(response)
            return fetched
        if not 200 <= status < 300 or status in (204, 205, 206):
            raise _refusal(visit, status, response.reason_phrase, fetched.retry_after)
        return replace(fetched, body=await self._body(visit, response))

    async def _body(self, visit: _Visit, response: httpx.Response) -> bytes:
        """The whole body, unpacked. The declared length is believed only when it is too large."""
        limits, received = self._limits, 0
        try:
            if (headers.content_length(response.headers) or 0) > limits.wire_bytes:
                raise too_large(limits.wire_bytes, "on the wire")
            unpacker = Unpacker(response.headers.get("content-encoding", ""), limits.body_bytes)
            async for piece in response.aiter_raw():
                received += len(piece)
                if received > limits.wire_bytes:
                    raise too_large(limits.wire_bytes, "on the wire")
                unpacker.feed(piece)
            return unpacker.finish()
        except FetchError as error:
            raise FetchError(f"{_shown(visit.url)}: {error}", kind=error.kind) from error


@dataclass(frozen=True, slots=True)
class _Visit:
    """Where an exchange stands: the hop to make and what the hops before it said."""

    asked: str
    url: httpx.URL
    validators: Validators
    resource: Resource
    moved_to: str = ""
    permanent: bool = True  # no temporary redirect so far
    elapsed: float = 0.0

    @property
    def conditional(self) -> bool:
        return self.validators != headers.UNCONDITIONAL

    def redirected(self, response: httpx.Response) -> _Visit:
        """The next hop. A move from https to http is followed but never taken for permanent."""
        target = _parsed(response.headers["location"], self.url)
        permanent = self.permanent and response.status_code in _PERMANENT_STATUSES
        permanent = permanent and not (self.url.scheme == "https" and target.scheme == "http")
        return replace(self, url=target, permanent=permanent, moved_to=str(target) if permanent else self.moved_to)


async def _drain(response: httpx.Response) -> None:
    """Read the rest of an answer of no interest, if it is short: only then can the connection serve again."""
    received = 0
    async for piece in response.aiter_raw():
        received += len(piece)
        if received > _MOST_DRAINED_BYTES:
            return


def _parsed(url: str, base: httpx.URL | None = None) -> httpx.URL:
    """The URL to ask, without fragment. Raises FetchError for one that is never asked."""
    try:
        parsed = (httpx.URL(url.strip()) if base is None else base.join(url.strip())).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(
            f"{credentials.shown(url)[:200]!r} is no address: {error}", kind="address", retry=False
        ) from error
    check_url(parsed.scheme, parsed.raw_host.decode("ascii"), parsed.port, parsed.userinfo, _shown(parsed))
    return parsed


def _shown(url: httpx.URL) -> str:
    """The URL as errors show it: without credentials."""
    return credentials.shown(str(url.copy_with(userinfo=b"", fragment=None)))


def _host(url: httpx.URL) -> str:
    return urls.host_and_port(url.host, url.port or urls.DEFAULT_PORTS[url.scheme])


def _refusal(visit: _Visit, status: int, phrase: str, retry_after: timedelta | None) -> FetchError:
    kind = _FAILURE_BY_STATUS.get(status) or ("server" if status >= 500 else "refused")
    if kind == "gone" and not visit.permanent:
        kind = "missing"  # what is gone is where a temporary redirect happens to lead, not the feed
    if status == 503 and retry_after is not None:
        kind = "rate"
    return FetchError(
        f"{_shown(visit.url)} answered {status} {phrase[:_LONGEST_PHRASE_CHARACTERS]}".rstrip(),
        kind=kind,
        status=status,
        retry_after=retry_after,
    )
