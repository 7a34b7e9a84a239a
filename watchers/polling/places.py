"""Places for polls: few work at once, many more may wait for their servers.

What costs is work; waiting costs a socket. A poll begins with a place, gives it up when its server keeps it waiting,
and takes one again when there is something to work on. So servers that never answer hold no place for long, however
many they are and whether or not anybody knew it of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import TypeVar

AT_WORK = 32  # polls; httpx stays below a core with this many
IN_FLIGHT = AT_WORK + 256  # polls at work and waiting: sockets, of which a process usually has 1,024
_PATIENCE_SECONDS = 1.0  # that a poll waits in its place; most servers answer sooner

T = TypeVar("T")


class Place:
    """One poll's place: kept while it works."""

    def __init__(self, room: asyncio.Semaphore, patience: float) -> None:
        self._room, self._patience = room, patience
        self._held = False

    async def take(self) -> None:
        """Wait for a place at work, and hold it."""
        await self._room.acquire()
        self._held = True

    def give_up(self) -> None:
        """Let another poll work; nothing where the place is given up already."""
        if self._held:
            self._held = False
            self._room.release()

    async def wait_for(self, answer: Awaitable[T]) -> T:
        """The result of `answer`, with the place held again; meanwhile it is given up when that takes long."""
        timer = asyncio.get_running_loop().call_later(self._patience, self.give_up)
        try:
            result = await answer
        finally:
            timer.cancel()
        if not self._held:
            await self.take()
        return result


class Places:
    """So many polls `at_work` at once, and `in_flight` with those that wait; `patience` is in seconds."""

    def __init__(self, at_work: int = AT_WORK, in_flight: int = IN_FLIGHT, patience: float = _PATIENCE_SECONDS) -> None:
        self._at_work, self._in_flight = asyncio.Semaphore(at_work), asyncio.Semaphore(in_flight)
        self._patience = patience

    @asynccontextmanager
    async def place(self) -> AsyncIterator[Place]:
        """A place for the length of the block, waited for in order of arrival."""
        async with self._in_flight:
            place = Place(self._at_work, self._patience)
            await place.take()
            try:
                yield place
            finally:
                place.give_up()
