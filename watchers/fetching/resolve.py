"""Names into addresses, in threads of their own: the system's look-up blocks, and for a sick name it takes a minute.

The pool that the archive's threads come from has few, and waits for all of them at the end of the program; look-ups
neither fill it nor hold up the end. Names that had an address before are looked up at once. The others share a number
of threads, so that sick ones are not tried in more and more of them.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable

MOST_STRANGERS_AT_ONCE = 256  # look-ups of names that had no address yet
_MOST_FAMILIAR_NAMES = 10_000  # articles' pages come from many hosts

LookUp = Callable[[str, int], tuple[str, ...]]
_Name = tuple[str, int]


def look_up(host: str, port: int) -> tuple[str, ...]:
    """The addresses of a name, in the system's order of preference. Blocks; raises OSError or UnicodeError."""
    entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in entries))


class Resolver:
    """Called with a host and a port, gives its addresses; who gives up waiting leaves a thread that ends by itself.

    Raises OSError or UnicodeError. `look_up` replaces the system's.
    """

    def __init__(self, look_up: LookUp = look_up, strangers: int = MOST_STRANGERS_AT_ONCE) -> None:
        self._look_up = look_up
        self._strangers = asyncio.Semaphore(strangers)
        self._under_way: dict[_Name, asyncio.Future[tuple[str, ...]]] = {}
        self._familiar: dict[_Name, None] = {}

    async def __call__(self, host: str, port: int) -> tuple[str, ...]:
        name = host.lower(), port
        if name not in self._under_way:
            await self._begin(name)
        return await asyncio.shield(self._under_way[name])  # others may wait for it too

    async def _begin(self, name: _Name) -> None:
        """Start a look-up, when there is room for one."""
        if name in self._familiar:
            self._start(name, lambda: None)
            return
        await self._strangers.acquire()
        if name in self._under_way:  # somebody else has started it meanwhile
            self._strangers.release()
        else:
            self._start(name, self._strangers.release)

    def _start(self, name: _Name, leave: Callable[[], None]) -> None:
        loop = asyncio.get_running_loop()

        def settle(addresses: tuple[str, ...], failure: Exception | None) -> None:
            leave()
            self._settle(name, addresses, failure)

        def work() -> None:
            addresses: tuple[str, ...] = ()
            failure: Exception | None = None
            try:
                addresses = self._look_up(*name)
            except Exception as error:
                failure = error
            with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(settle, addresses, failure)

        try:
            threading.Thread(target=work, name=f"resolve {name[0]}", daemon=True).start()
        except RuntimeError as full:
            leave()
            raise OSError(f"no thread for another look-up: {full}") from full
        self._under_way[name] = loop.create_future()
        self._under_way[name].add_done_callback(lambda done: done.exception())  # nobody may be waiting any more

    def _settle(self, name: _Name, addresses: tuple[str, ...], failure: Exception | None) -> None:
        answer = self._under_way.pop(name)
        self._familiar.pop(name, None)
        if failure is not None:
            answer.set_exception(failure)
            return
        self._familiar[name] = None
        if len(self._familiar) > _MOST_FAMILIAR_NAMES:
            del self._familiar[next(iter(self._familiar))]
        answer.set_result(addresses)
