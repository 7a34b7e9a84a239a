"""Polling spread over any number of machines: Procrastinate on the archive's own PostgreSQL.

A job is a *shard*: all feeds of one host (name and port). Its lock lets one worker in the fleet poll a host at a time,
its queueing lock keeps it from being queued twice. Due times live in the feeds' own rows: a job only says "look at
this host", so a job that is lost or runs twice costs nothing.

Hosts whose feeds brought no answer last time have a queue and places of their own: they take none from the others.
A member that is killed leaves its jobs marked as running, and their hosts locked; once it has given no sign of life
for a while, any other member takes these jobs out, and the hosts are queued anew.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from types import TracebackType
from typing import Self

from procrastinate import App, JobContext, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Status
from procrastinate.worker import Worker

from watchers.archive import database_url
from watchers.errors import Unavailable

log = logging.getLogger(__name__)

QUEUES = {True: "feeds", False: "doubtful feeds"}  # by whether any of a host's due feeds worked last time
JOBS_AT_ONCE = 128  # of a queue, most of which only wait for their hosts
GRACE_SECONDS = 5.0  # for the jobs in hand when the worker is told to stop
HEAL_EVERY = 10.0  # seconds
_HEARTBEAT_SECONDS = 5.0  # between two signs of life of a member
_DEAD_AFTER = timedelta(seconds=30)  # without a sign of life
_RESTART_SECONDS = 1.0  # until a worker that lost the database starts anew
_RECONNECT_SECONDS = 10.0  # over which the pool tries longer and longer apart before it begins anew


class Fleet:
    """One member of the fleet. `due` gives the shards that have due feeds, with whether any of them worked last time;
    `poll` polls those of one shard.

    `async with` opens the connection (and makes Procrastinate's tables where they are missing); raises Unavailable.
    """

    def __init__(
        self,
        archive_url: str,
        due: Callable[[], Awaitable[Mapping[str, bool]]],
        poll: Callable[[str], Awaitable[None]],
    ) -> None:
        address = database_url.for_psycopg(database_url.parse(archive_url))
        self._app = App(connector=PsycopgConnector(conninfo=address, reconnect_timeout=_RECONNECT_SECONDS))
        self._due = due
        self._task = self._app.task(name="poll shard")(poll)
        self._workers: set[int | None] = set()
        self._running: set[int | None] = set()  # the jobs in hand
        self._unended: set[int | None] = set()  # jobs of ours that looked so at the last turn of `heal`

    async def __aenter__(self) -> Self:
        try:
            await self._app.open_async()
            await self._make_tables()
        except ConnectorException as problem:
            raise _unreachable(problem) from None
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._app.close_async()

    async def _make_tables(self) -> None:
        if await self._app.check_connection_async():
            return
        try:
            await self._app.schema_manager.apply_schema_async()
        except ConnectorException:
            if not await self._app.check_connection_async():  # else another member was faster
                raise

    async def queue_due(self) -> None:
        """Queue a job for every shard with due feeds, unless one waits already."""
        for shard, works in (await self._due()).items():
            queue = QUEUES[works]
            job = self._task.configure(
                queue=queue, lock=shard, queueing_lock=f"{queue}: {shard}", priority=int(works)
            )  # of two jobs for a host, the one for the feeds that work is done first
            try:
                await job.defer_async(shard=shard)
            except AlreadyEnqueued:
                log.debug("the feeds of %s wait for a worker already", shard)
            except ConnectorException as problem:
                raise _unreachable(problem) from None

    async def heal(self, dead_after: timedelta = _DEAD_AFTER) -> None:
        """Take out the jobs of members that have given no sign of life for so long. Raises Unavailable.

        So are jobs of our own that have ended without the database being told, since the connection was just lost.
        """
        jobs, freed = self._app.job_manager, 0
        try:
            stalled = [*await jobs.get_stalled_jobs(seconds_since_heartbeat=dead_after.total_seconds())]
            running = await jobs.list_jobs_async(status=Status.DOING.value)
        except ConnectorException as problem:
            raise _unreachable(problem) from None
        unended = {job.id: job for job in running if job.worker_id in self._workers and job.id not in self._running}
        stalled += [unended[number] for number in unended.keys() & self._unended]
        self._unended = set(unended)  # at the first sight, the database may just be being told
        with suppress(ConnectorException):  # another member is at it; what it leaves is there at the next turn
            for job in stalled:
                await jobs.finish_job(job, Status.ABORTED, delete_job=True)
                freed += 1
        if freed:
            log.warning("polls ended without a word, their worker or its connection is lost; %d hosts are free", freed)

    async def work(self) -> None:
        """Do jobs until cancelled."""
        async with asyncio.TaskGroup() as workers:  # which waits for both when it is cancelled
            for queue in QUEUES.values():
                workers.create_task(self._work(queue))

    async def _work(self, queue: str) -> None:
        """Do the jobs of a queue, again and again: a worker ends when it loses the database."""
        while True:
            try:
                await self._app.run_worker_async(
                    queues=[queue],
                    concurrency=JOBS_AT_ONCE,
                    delete_jobs="always",
                    shutdown_graceful_timeout=GRACE_SECONDS,
                    install_signal_handlers=False,
                    fetch_job_polling_interval=1.0,
                    update_heartbeat_interval=_HEARTBEAT_SECONDS,
                    stalled_worker_timeout=_DEAD_AFTER.total_seconds(),
                    worker_middleware=[self._noted],
                )
            except ConnectorException as problem:
                log.info("the task queue in PostgreSQL is lost and tried again: %s", problem)
            await asyncio.sleep(_RESTART_SECONDS)

    async def _noted(self, run: Callable[[], Awaitable[object]], context: JobContext, worker: Worker) -> object:
        """Run a job, noted as in hand."""
        self._workers.add(worker.worker_id)
        self._running.add(context.job.id)
        try:
            return await run()
        finally:
            self._running.discard(context.job.id)


def _unreachable(problem: ConnectorException) -> Unavailable:
    return Unavailable(f"the task queue in PostgreSQL cannot be reached: {problem}; is the server up?")
