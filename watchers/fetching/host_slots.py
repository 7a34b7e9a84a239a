"""Few requests at once and not too often per host: slots that fetches wait for before they start.

A host is a name with its port. Waiting here never counts against the deadline of an exchange. Hosts that the operator
allowed are his own: they are exempt from the rate and get more connections.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic

EXEMPT_CONNECTIONS = 16  # at once, for a host that the operator calls his own
_MOST_IDLE_HOSTS = 1_000  # pages come from many, and each is kept only while it matters


@dataclass(slots=True)
class _Lane:
    """One host's slots: who may start, and from when on (seconds of the clock)."""

    slots: asyncio.Semaphore
    users: int = 0
    next_start: float = 0.0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class HostSlots:
    """At most `connections` exchanges at once with a host, their starts at least `gap` seconds apart."""

    def __init__(
        self,
        *,
        connections: int = 2,
        gap: float = 1.0,
        exempt: Collection[str] = (),
        clock: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._connections, self._gap, self._exempt = connections, gap, frozenset(exempt)
        self._clock, self._sleep = clock, sleep
        self._lanes: dict[str, _Lane] = {}

    def at_once(self, host: str) -> int:
        """How many exchanges with a host can go on at once."""
        return EXEMPT_CONNECTIONS if host in self._exempt else self._connections

    @asynccontextmanager
    async def slot(self, host: str) -> AsyncIterator[None]:
        """Wait for a slot of `host` (`name:port`) and hold it for the length of the block."""
        lane = self._lane(host)
        lane.users += 1
        try:
            async with lane.slots:
                if host not in self._exempt:
                    await self._wait_turn(lane)
                yield
        finally:
            lane.users -= 1

    def _lane(self, host: str) -> _Lane:
        if host not in self._lanes:
            if len(self._lanes) >= _MOST_IDLE_HOSTS:
                self._forget_idle()
            self._lanes[host] = _Lane(asyncio.Semaphore(self.at_once(host)))
        return self._lanes[host]

    async def _wait_turn(self, lane: _Lane) -> None:
        async with lane.turn:
            await self._sleep(max(0.0, lane.next_start - self._clock()))
            lane.next_start = self._clock() + self._gap

    def _forget_idle(self) -> None:
        now = self._clock()
        self._lanes = {host: lane for host, lane in self._lanes.items() if lane.users or lane.next_start > now}
