"""The Discord bot over the configured feeds: this module starts it and ends it, within seconds of being told to."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial

from bot.commands.context import TERMINAL
from bot.discord.client import App
from bot.discord.register import register
from bot.run import open_archive, shutdown
from bot.run.open_archive import utc_now
from bot.run.summary import summary
from bot.run.system import System, assembled, ticking
from config.settings import Settings
from watchers.archive import Database, catalogue, status
from watchers.catalogue import files
from watchers.errors import Unavailable

LAST_DELIVERIES_SECONDS = 3.0  # for what is on its way to Discord when the program is told to end
log = logging.getLogger(__name__)

DISCORD_WITHIN_SECONDS = 60.0  # to reach Discord in a single round, which nobody watches


@dataclass(frozen=True, slots=True)
class KeyValueStore:
    """What the client remembers between starts, kept in the archive."""

    database: Database

    def read(self, key: str) -> str | None:
        with self.database.read() as archive:
            return status.meta(archive, key)

    def write(self, key: str, value: str) -> None:
        with self.database.write() as archive:
            status.set_meta(archive, key, value)


async def serve(settings: Settings, *, once: bool) -> int:
    """Stay on Discord until SIGTERM or SIGINT; with `once`, poll and deliver one round and end."""
    assert settings.discord_token is not None
    stop = asyncio.Event()
    shutdown.when_told(stop.set)
    async with _archive(settings) as database:
        app = App(settings.discord_token, lambda bot: register(bot, service), KeyValueStore(database))
        group_wait = settings.group_wait * (not once)
        async with assembled(
            settings,
            database,
            app.sender,
            group_wait=group_wait,
            allow_hosts=settings.allow_hosts,
            ready=app.ready,
        ) as system:
            service = system.service()
            if once:
                await _one_round(app, system, stop)
            else:
                async with ticking(system):
                    await app.serve(stop, partial(system.outbox_worker.stop, LAST_DELIVERIES_SECONDS))
    return 0


async def _one_round(app: App, system: System, stop: asyncio.Event) -> None:
    task = asyncio.create_task(app.serve(stop))
    try:
        async with asyncio.timeout(DISCORD_WITHIN_SECONDS):
            while not app.ready() and not task.done():
                await asyncio.wait([task], timeout=0.1)
        if not task.done():
            sys.stdout.write(summary(await system.round()) + "\n")
    except TimeoutError:
        raise Unavailable("Discord cannot be reached; nothing was lost, try again later") from None
    finally:
        stop.set()
        await task


@asynccontextmanager
async def _archive(settings: Settings) -> AsyncIterator[Database]:
    declared = files.load(settings.config_dir)
    database = await asyncio.to_thread(open_archive.open_to_tell, settings, declared)
    await asyncio.to_thread(_leave_the_terminal, database)
    try:
        yield database
    finally:
        with suppress(Unavailable):
            database.close()


def _leave_the_terminal(database: Database) -> None:
    """Teams that were made at a terminal have no channel on Discord."""
    with database.read(TERMINAL) as archive:
        teams = catalogue.teams(archive)
    if teams:
        with database.write() as archive:
            for team in teams:
                catalogue.retire_team(archive, team.id, utc_now())
                log.warning(
                    "team %s was made at a terminal and is told nothing here; /team create makes one", team.name
                )
