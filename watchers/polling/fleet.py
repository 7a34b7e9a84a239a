"""Polling spread over any number of machines: Procrastinate on the archive's own PostgreSQL.

A job is a *shard*: all feeds of one host (name and port). Its lock lets one worker in the fleet poll a host at a time,
its queueing lock keeps it from being queued twice. Due times live in the feeds' own rows: a job only says "look at
this host", so a job that is lost or runs twice costs nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from types import TracebackType
from typing import Self

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException

from watchers.errors import Unavailable

log = logging.getLogger(__name__)

QUEUE = "feeds"
JOBS_AT_ONCE = 16
GRACE = 5.0  # seconds for the jobs in hand when the worker is told to stop


class Fleet:
    """One member of the fleet. `due` names the shards that have due feeds; `poll` polls those of one shard.

    `async with` opens the connection (and makes Procrastinate's tables where they are missing); raises Unavailable.
    """

    def __init__(
        self,
        database_url: str,
        due: Callable[[], Awaitable[Sequence[str]]],
        poll: Callable[[str], Awaitable[None]],
    ) -> None:
        scheme, _, rest = database_url.partition("://")
        self._app = App(connector=PsycopgConnector(conninfo=f"{scheme.partition('+')[0]}://{rest}"))
        self._due = due
        self._task = self._app.task(name="poll shard", queue=QUEUE)(poll)

    async def __aenter__(self) -> Self:
        try:
            await self._app.open_async()
            await self._make_tables()
        except ConnectorException as problem:
            raise Unavailable(f"the task queue in PostgreSQL cannot be reached: {problem}; is the server up?") from None
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
        for shard in await self._due():
            try:
                await self._task.configure(lock=shard, queueing_lock=shard).defer_async(shard=shard)
            except AlreadyEnqueued:
                log.debug("the feeds of %s wait for a worker already", shard)

    async def work(self) -> None:
        """Do jobs until cancelled."""
        await self._app.run_worker_async(
            queues=[QUEUE],
            concurrency=JOBS_AT_ONCE,
            delete_jobs="always",
            shutdown_graceful_timeout=GRACE,
            install_signal_handlers=False,
            fetch_job_polling_interval=1.0,
        )
