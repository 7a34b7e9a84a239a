"""Few requests at once and not too often per host."""

from __future__ import annotations

import asyncio

from watchers.fetching.host_slots import EXEMPT_CONNECTIONS, HostSlots


class Clock:
    """Seconds that pass only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


class Visits:
    """Visits to hosts that last until they are let go; `starts` are the seconds at which they began."""

    def __init__(self, slots: HostSlots, clock: Clock) -> None:
        self.starts: list[tuple[str, float]] = []
        self._slots, self._clock, self._end = slots, clock, asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def begin(self, host: str, times: int) -> None:
        self._tasks += [asyncio.create_task(self._visit(host)) for _ in range(times)]
        for _ in range(20):  # turns of the loop: enough for all that can start
            await asyncio.sleep(0)

    async def end(self) -> None:
        self._end.set()
        await asyncio.gather(*self._tasks)

    async def _visit(self, host: str) -> None:
        async with self._slots.slot(host):
            self.starts.append((host, self._clock.now))
            await self._end.wait()


def visits(**values: object) -> Visits:
    clock = Clock()
    return Visits(HostSlots(clock=clock, sleep=clock.sleep, **values), clock)  # type: ignore[arg-type]


async def test_a_host_is_asked_by_few_at_once_and_others_are_not_held_up() -> None:
    calls = visits(connections=2, gap=0)
    await calls.begin("slow.example:443", 5)
    await calls.begin("other.example:443", 1)
    assert [host for host, _ in calls.starts] == ["slow.example:443"] * 2 + ["other.example:443"]
    await calls.end()
    assert len(calls.starts) == 6


async def test_the_port_is_part_of_the_host() -> None:
    calls = visits(connections=1, gap=0)
    await calls.begin("site.example:80", 1)
    await calls.begin("site.example:443", 1)
    assert len(calls.starts) == 2
    await calls.end()


async def test_requests_to_one_host_start_a_while_apart() -> None:
    calls = visits(connections=3, gap=1.5)
    await calls.begin("site.example:443", 3)
    assert [at for _, at in calls.starts] == [100.0, 101.5, 103.0]
    await calls.end()


async def test_the_operators_own_hosts_are_exempt_from_the_rate_and_not_from_all_limits() -> None:
    calls = visits(connections=1, gap=60, exempt={"own.example:8080"})
    await calls.begin("own.example:8080", EXEMPT_CONNECTIONS + 3)
    assert [at for _, at in calls.starts] == [100.0] * EXEMPT_CONNECTIONS
    await calls.end()


async def test_a_visit_that_is_given_up_frees_its_slot() -> None:
    calls = visits(connections=1, gap=0)
    await calls.begin("site.example:443", 1)
    waiting = asyncio.create_task(calls._visit("site.example:443"))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    await calls.end()
    await calls.begin("site.example:443", 1)
    assert len(calls.starts) == 2
