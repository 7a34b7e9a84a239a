"""Faults on demand: what a test wants to go wrong, used up one by one by the requests that they fit."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
What = Literal["post", "edit", "history", "any"]


@dataclass
class Fault:
    """What happens to the next request of a kind (in one channel, if given).

    `lost`: it is done and the connection is reset before the answer. `silent`: it is done and never answered.
    Otherwise it is answered with `status` and `body` and not done.
    """

    what: What
    channel: str | None = None
    lost: bool = False
    silent: bool = False
    status: int = 0
    body: Json = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)


class Faults:
    """The faults still to come, and the channels whose answers a test holds back."""

    def __init__(self) -> None:
        self._next: list[Fault] = []
        self._held: dict[str, asyncio.Event] = {}
        self._end = asyncio.Event()

    def add(self, fault: Fault, times: int = 1) -> None:
        self._next.extend([fault] * times)

    def take(self, what: What, channel: str | None) -> Fault | None:
        """The first fault that fits a request, used up."""
        for place, fault in enumerate(self._next):
            if fault.what in (what, "any") and fault.channel in (None, channel):
                return self._next.pop(place)
        return None

    def hold(self, channel: str) -> None:
        """Answer nothing about a channel until it is released."""
        self._held.setdefault(channel, asyncio.Event())

    def release(self, channel: str) -> None:
        self._held.pop(channel).set()

    async def never(self) -> None:
        """What a request waits for that gets no answer: the end of the connection."""
        await self._end.wait()

    def end(self) -> None:
        """Let go of what waits, since this Discord goes away."""
        self._end.set()
        self._end = asyncio.Event()

    async def wait(self, channel: str | None) -> None:
        if channel in self._held:
            await self._held[channel].wait()


def rate_limited(retry_after: float, *, everywhere: bool = False) -> tuple[Json, dict[str, str]]:
    """Body and headers of a 429 as Discord itself (not a proxy before it) sends them."""
    body = {"message": "You are being rate limited.", "retry_after": retry_after, "global": everywhere}
    headers = {"Via": "1.1 google", "Retry-After": str(max(1, round(retry_after)))}
    return body, headers


TOO_MANY_EDITS = {
    "message": "Maximum number of edits to messages older than 1 hour reached. Try again later.",
    "code": 30046,
}
