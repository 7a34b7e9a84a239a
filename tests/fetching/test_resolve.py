"""Names that cannot be resolved hold up nothing: neither other names, nor the threads of everything else."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

from watchers.fetching.resolve import Resolver

ADDRESS = ("192.0.2.1",)


class NameServers:
    """Answers every name but those that begin with `sick`, which hang until let go; `names` in their order."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._over = threading.Event()

    def __call__(self, host: str, port: int) -> tuple[str, ...]:
        self.names.append(host)
        if host.startswith("sick"):
            self._over.wait()
            raise OSError("no answer from anybody")
        return ADDRESS

    def let_go(self) -> None:
        self._over.set()


@pytest.fixture
def servers() -> Iterator[NameServers]:
    servers = NameServers()
    yield servers
    servers.let_go()


async def begun(*look_ups: asyncio.Task[tuple[str, ...]]) -> tuple[asyncio.Task[tuple[str, ...]], ...]:
    for _ in range(5):  # turns of the loop
        await asyncio.sleep(0)
    return look_ups


async def sick(resolver: Resolver, *names: str) -> tuple[asyncio.Task[tuple[str, ...]], ...]:
    return await begun(*(asyncio.create_task(resolver(name, 443)) for name in names))


async def test_look_ups_that_hang_take_no_thread_of_the_pool(servers: NameServers) -> None:
    resolver = Resolver(servers)
    await sick(resolver, *(f"sick{n}.example" for n in range(50)))
    assert await asyncio.to_thread(lambda: "the archive's answer") == "the archive's answer"


async def test_a_name_that_was_resolved_before_waits_for_no_sick_one(servers: NameServers) -> None:
    resolver = Resolver(servers, strangers=2)
    assert await resolver("well.example", 443) == ADDRESS
    await sick(resolver, "sick1.example", "sick2.example", "sick3.example")
    assert await resolver("well.example", 443) == ADDRESS
    assert servers.names.count("sick3.example") == 0


async def test_new_names_wait_until_a_sick_one_is_done_with(servers: NameServers) -> None:
    resolver = Resolver(servers, strangers=1)
    (hanging,) = await sick(resolver, "sick.example")
    (waiting,) = await begun(asyncio.create_task(resolver("new.example", 443)))
    assert not waiting.done()
    servers.let_go()
    assert await waiting == ADDRESS
    with pytest.raises(OSError, match="no answer"):
        await hanging


async def test_who_asks_for_the_same_name_at_once_shares_one_look_up(servers: NameServers) -> None:
    resolver = Resolver(servers)
    tasks = await sick(resolver, "sick.example", "SICK.example", "sick.example")
    tasks[0].cancel()
    servers.let_go()
    for task in tasks[1:]:
        with pytest.raises(OSError, match="no answer"):
            await task
    assert servers.names == ["sick.example"]


async def test_a_name_that_failed_is_a_stranger_again(servers: NameServers) -> None:
    answers: list[tuple[str, ...] | Exception] = [ADDRESS, OSError("gone"), ADDRESS]

    def look_up(host: str, port: int) -> tuple[str, ...]:
        answer = servers(host, port) if host.startswith("sick") else answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    resolver = Resolver(look_up, strangers=1)
    assert await resolver("ill.example", 80) == ADDRESS
    with pytest.raises(OSError, match="gone"):
        await resolver("ill.example", 80)
    await sick(resolver, "sick.example")
    (waiting,) = await begun(asyncio.create_task(resolver("ill.example", 80)))
    assert not waiting.done()
    servers.let_go()
    assert await waiting == ADDRESS


async def test_a_look_up_that_was_given_up_is_nobodys_when_it_ends(servers: NameServers) -> None:
    resolver = Resolver(servers, strangers=1)
    (hanging,) = await sick(resolver, "sick.example")
    hanging.cancel()
    servers.let_go()
    assert await resolver("new.example", 443) == ADDRESS  # it waited for the one that nobody waits for


async def test_the_systems_names_are_resolved() -> None:
    assert set(await Resolver()("localhost", 80)) <= {"127.0.0.1", "::1"}
    with pytest.raises((OSError, UnicodeError)):
        await Resolver()("a..b", 80)
