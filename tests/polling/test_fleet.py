"""Members of a fleet share the queues on a real PostgreSQL, and outlive each other and the loss of it."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager

import psycopg
import pytest

from config.settings import CHECKOUT
from tests.polling.test_places import turns
from tests.support import postgres
from tests.support.program import DEADLINE
from watchers.errors import Unavailable
from watchers.polling.fleet import Fleet

SHARDS = {"one.example": True, "two.example:8080": False}


class Member:
    """Polls hosts by noting them in `polled`; those in `hanging` never answer. `due` is what its archive says."""

    def __init__(self, url: str, polled: Counter[str], due: dict[str, bool] = SHARDS) -> None:
        self._polled, self._due_shards = polled, due
        self._noted, self._over = asyncio.Condition(), asyncio.Event()
        self.hanging: set[str] = set()
        self.ended: Counter[str] = Counter()
        self.fleet = Fleet(url, self._due, self._poll)

    async def polled(self, times: int, shard: str = "") -> None:
        """Wait until so many polls (of a host) have begun, hanging ones included."""
        async with asyncio.timeout(DEADLINE), self._noted:
            await self._noted.wait_for(lambda: (self._polled[shard] if shard else self._polled.total()) >= times)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.fleet.work())
        try:
            yield
        finally:
            task.cancel()
            await turns()
            self._over.set()
            await asyncio.gather(task, return_exceptions=True)

    async def _due(self) -> dict[str, bool]:
        return self._due_shards

    async def _poll(self, shard: str) -> None:
        async with self._noted:
            self._polled[shard] += 1
            self._noted.notify_all()
        if shard in self.hanging:
            await self._over.wait()
        self.ended[shard] += 1


@pytest.fixture
def database(server: postgres.Server) -> Iterator[str]:
    """The address of an empty database."""
    name = server.create()
    yield server.url(name)
    server.drop(name)


async def test_members_that_start_at_once_on_an_empty_database_poll_each_shard_once(database: str) -> None:
    polled: Counter[str] = Counter()
    members = [Member(database, polled) for _ in range(3)]
    async with AsyncExitStack() as together:
        await asyncio.gather(*(together.enter_async_context(member.fleet) for member in members))
        for member in members:
            await member.fleet.queue_due()
        async with members[0].working():
            await members[0].polled(2)
    assert polled == dict.fromkeys(SHARDS, 1)


# ---------------------------------------------------------------- a member that is killed

VICTIM = """
import asyncio, sys
from watchers.polling.fleet import Fleet

async def due():
    return {"one.example": True, "two.example:8080": False}

async def poll(shard):
    print(shard, flush=True)
    await asyncio.Event().wait()

async def main():
    async with Fleet(sys.argv[1], due, poll) as fleet:
        await fleet.queue_due()
        await fleet.work()

asyncio.run(main())
"""


async def killed_at_work(url: str) -> None:
    """A member in a process of its own that is killed (-9) while it polls every host."""
    victim = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", VICTIM, url), cwd=CHECKOUT, stdout=asyncio.subprocess.PIPE
    )
    assert victim.stdout is not None
    for _ in SHARDS:
        await asyncio.wait_for(victim.stdout.readline(), DEADLINE)
    victim.send_signal(signal.SIGKILL)
    await victim.communicate()


SILENCE = "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '31 seconds'"
REMOVE = "DELETE FROM procrastinate_workers"  # what a member that starts does with those that are silent
LOCK_HOST = """
    INSERT INTO procrastinate_jobs (queue_name, task_name, lock, status, worker_id)
    SELECT 'doubtful feeds', 'poll shard', 'two.example:8080', 'doing', max(id) FROM procrastinate_workers
"""  # what is left of a job whose end the database did not get to know
CUT_OFF = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


async def execute(url: str, statement: str) -> None:
    """Run a statement from a thread, since it may have to wait for what the members are at."""

    def run() -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(statement.encode())

    await asyncio.to_thread(run)


async def test_the_hosts_of_a_killed_member_are_polled_by_the_others(
    database: str, caplog: pytest.LogCaptureFixture
) -> None:
    polled: Counter[str] = Counter()
    member = Member(database, polled)
    await killed_at_work(database)
    async with member.fleet, member.working():
        await execute(database, SILENCE)
        await member.fleet.heal()
        await member.fleet.queue_due()
        await member.polled(2)
    assert polled == dict.fromkeys(SHARDS, 1)
    words = "polls ended without a word, their worker or its connection is lost; 2 hosts are free"
    assert [record.getMessage() for record in caplog.records if record.name.startswith("watchers")] == [words]


async def test_a_killed_member_whose_traces_another_one_removed_at_its_start_is_healed_too(database: str) -> None:
    member = Member(database, polled := Counter[str]())
    await killed_at_work(database)
    await execute(database, SILENCE)
    async with member.fleet, member.working():  # this removes members that gave no sign of life, not their jobs
        await member.fleet.queue_due()
        await asyncio.gather(member.fleet.heal(), member.fleet.heal())  # two at once do not disturb each other
        await member.polled(2)
    assert polled == dict.fromkeys(SHARDS, 1)


async def test_the_jobs_of_living_members_are_left_alone(database: str) -> None:
    member, other = Member(database, polled := Counter[str]()), Member(database, Counter())
    member.hanging = set(SHARDS)
    async with member.fleet, other.fleet, member.working():
        await member.fleet.queue_due()
        await member.polled(2)
        await other.fleet.heal()
        await other.fleet.queue_due()
        async with other.working():
            await other.fleet.heal()
    assert polled == dict.fromkeys(SHARDS, 1)


# ---------------------------------------------------------------- dead hosts, a lost database


async def test_hosts_that_hang_hold_no_place_of_those_that_work(database: str) -> None:
    dead = {f"dead{n}.example:80": False for n in range(200)}
    member = Member(database, Counter(), dead | {"well.example:80": True})
    member.hanging = set(dead)
    async with member.fleet:
        await member.fleet.queue_due()
        async with member.working():
            for times in range(1, 4):
                await member.polled(times, "well.example:80")
                await member.fleet.queue_due()


async def test_a_member_outlives_the_loss_of_its_connections(database: str) -> None:
    member = Member(database, Counter())
    async with member.fleet, member.working():
        await member.fleet.queue_due()
        await member.polled(2)
        await execute(database, CUT_OFF)
        await member.fleet.queue_due()
        for _ in range(3):  # turns of the clock: a job whose end was cut off too locks its host for two
            await member.fleet.heal()
        await member.polled(4)


async def test_a_poll_whose_end_could_not_be_recorded_locks_its_host_for_no_longer_than_a_turn(database: str) -> None:
    member = Member(database, polled := Counter[str]())
    member.hanging = {"one.example"}
    async with member.fleet, member.working():
        await member.fleet.queue_due()
        await member.polled(2)
        await member.fleet.heal()
        await member.fleet.heal()
        assert polled == dict.fromkeys(SHARDS, 1)  # one that hangs is no such poll
        await execute(database, LOCK_HOST)
        await member.fleet.heal()
        await member.fleet.heal()
        await member.fleet.queue_due()
        await member.polled(2, "two.example:8080")


async def test_a_member_whose_traces_were_removed_works_on(database: str) -> None:
    member = Member(database, Counter())
    async with member.fleet, member.working():
        await member.fleet.queue_due()
        await member.polled(2)
        await execute(database, REMOVE)
        await member.fleet.queue_due()
        await member.polled(4)


async def test_polls_that_end_soon_are_waited_for_at_the_end(database: str) -> None:
    member = Member(database, polled := Counter[str]())
    member.hanging = {"one.example"}
    async with member.fleet:
        await member.fleet.queue_due()
        async with member.working():
            await member.polled(2)
    assert member.ended == polled


async def test_a_database_that_is_gone_is_said_in_one_sentence(server: postgres.Server) -> None:
    name = server.create()
    member = Member(server.url(name), Counter())
    async with member.fleet:
        await execute(server.url(name), "DROP TABLE procrastinate_jobs CASCADE")
        with pytest.raises(Unavailable, match="the task queue in PostgreSQL cannot be reached"):
            await member.fleet.heal()
    server.drop(name)
