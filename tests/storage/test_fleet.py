"""Members of a fleet share one queue on a real PostgreSQL."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import AsyncExitStack

from tests import postgres
from watchers.polling.fleet import Fleet

SHARDS = ("one.example", "two.example:8080")


class Member:
    """Says that every shard is due, and counts the polls of each."""

    def __init__(self, url: str, polled: Counter[str]) -> None:
        self._polled = polled
        self.all_polled = asyncio.Event()
        self.fleet = Fleet(url, self._due, self._poll)

    async def _due(self) -> tuple[str, ...]:
        return SHARDS

    async def _poll(self, shard: str) -> None:
        self._polled[shard] += 1
        if len(self._polled) == len(SHARDS):
            self.all_polled.set()


async def test_members_that_start_at_once_on_an_empty_database_poll_each_shard_once(server: postgres.Server) -> None:
    name = server.create()
    polled: Counter[str] = Counter()
    members = [Member(server.url(name), polled) for _ in range(3)]
    async with AsyncExitStack() as together:
        await asyncio.gather(*(together.enter_async_context(member.fleet) for member in members))
        for member in members:
            await member.fleet.queue_due()
        working = asyncio.create_task(members[0].fleet.work())
        await members[0].all_polled.wait()
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
    server.drop(name)
    assert polled == dict.fromkeys(SHARDS, 1)
