"""`run` and `worker`: which parts run, where messages go, and when the program ends.

a token                    the Discord bot on the configured feeds
--console, or a config     the configured feeds, told in this terminal
neither                    the embedded default: samples served by the program itself
--once, or piped input     one round; then the commands on the input, if any; then the end
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.commands.context import TERMINAL
from bot.render import operations
from bot.run import open_archive, shutdown
from bot.run.open_archive import utc_now
from bot.run.summary import summary
from bot.run.system import System, assembled, ticking
from bot.terminal import command_line, console
from bot.terminal.console import ConsoleSender
from config.settings import Settings
from watchers.archive import catalogue
from watchers.catalogue import files
from watchers.catalogue.files import Catalogue
from watchers.errors import ConfigError
from watchers.model import Team, Watchlist
from watchers.pipeline import digests
from watchers.sample.server import SampleServer

WELCOME_BY_SAMPLES = {
    True: "Invented sample news (every headline says SAMPLE) is polled from this machine; the first alerts come in half"
    " a minute, more within three. /actor Haftar asks what is known, /help lists the commands, Ctrl-D ends.",
    False: "The configured feeds are polled; what they held before is known and not told, unless ACTORWATCH_BACKLOG"
    " says so. /help lists the commands, Ctrl-D ends.",
}
MOST_TERMINAL_STORIES_AT_ONCE = 40  # a terminal rings nobody, and whoever looks at it wants to see the sentences


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Watch and tell, until told to stop."""
    if options.server and not options.console:
        raise ConfigError("--server is for the console: give --console as well")
    if settings.discord_token and not options.console:
        from bot.run.live import serve  # the only path on which discord is imported

        return asyncio.run(serve(settings, once=options.once))
    samples = settings.embedded and not options.console
    return asyncio.run(_until_told(_in_terminal(settings, options.server, samples=samples, once=options.once)))


def worker(options: argparse.Namespace, settings: Settings) -> int:
    """Poll on one more machine: jobs from the queue in PostgreSQL, no messages."""
    from bot.run.worker import work

    return asyncio.run(work(settings))


async def _until_told(work: Coroutine[object, object, int]) -> int:
    """Do the work, or as much of it as there is time for until SIGTERM or SIGINT."""
    task = asyncio.ensure_future(work)
    shutdown.when_told(task.cancel)
    try:
        return await task
    except asyncio.CancelledError:
        return 0


async def _in_terminal(settings: Settings, server: str | None, *, samples: bool, once: bool) -> int:
    interactive = sys.stdin.isatty() and not once
    async with _watching(settings, samples=samples, interactive=interactive) as system:
        await asyncio.to_thread(open_archive.seen_by, system.database, server)
        if interactive:
            console.show(operations.note(WELCOME_BY_SAMPLES[samples]))
            async with ticking(system, follow_files=not samples):
                await _converse(system, server)
            return 0
        polled = await system.round()
        if samples:
            await _digest_now(system)
        if once:
            sys.stdout.write(summary(polled) + "\n")
        if not sys.stdin.isatty() and not once:
            await _converse(system, server)
    return 0


@asynccontextmanager
async def _watching(settings: Settings, *, samples: bool, interactive: bool) -> AsyncIterator[System]:
    """The system whose messages go to this terminal. Without a live clock the group wait ends with the round."""
    group_wait = settings.group_wait if interactive else timedelta()
    if not samples:
        declared = _with_a_team(files.load(settings.config_dir))
        async with _opened(settings, declared, group_wait, settings.allow_hosts) as system:
            yield system
        return
    settings = settings.for_samples()
    with SampleServer(settings.seeds_dir / "sample", utc_now, live=interactive) as server:
        declared = replace(files.load(settings.config_dir), feeds=server.feeds, teams=())
        async with _opened(settings, declared, group_wait, server.allow_hosts, anew=True) as system:
            await asyncio.to_thread(_make_team, system, declared)
            yield system


@asynccontextmanager
async def _opened(
    settings: Settings, declared: Catalogue, group_wait: timedelta, allow_hosts: frozenset[str], *, anew: bool = False
) -> AsyncIterator[System]:
    database = await asyncio.to_thread(partial(open_archive.open_to_tell, settings, declared, anew=anew))
    sender = ConsoleSender(channels={team.channel: team.name for team in declared.teams if len(declared.teams) > 1})
    try:
        async with assembled(
            settings,
            database,
            sender,
            group_wait=group_wait,
            allow_hosts=allow_hosts,
            most_at_once=MOST_TERMINAL_STORIES_AT_ONCE,
        ) as system:
            yield system
    finally:
        database.close()


def _with_a_team(declared: Catalogue) -> Catalogue:
    """Where no team is declared, whoever sits at the terminal follows every actor."""
    return declared if declared.teams else replace(declared, teams=(_everything(declared),))


def _make_team(system: System, declared: Catalogue) -> None:
    """The samples' team is made as by a command, so that commands can change it."""
    with system.database.write() as archive:
        catalogue.save_team(archive, _everything(declared), utc_now())


def _everything(declared: Catalogue) -> Team:
    everyone = Watchlist(actors=tuple(actor.id for actor in declared.actors))
    return Team(id=TERMINAL, name="Terminal", guild=TERMINAL, channel=TERMINAL, watchlist=everyone)


async def _digest_now(system: System) -> None:
    """A digest of the whole round for every team, so that a first look shows one."""
    now = utc_now()

    def queue() -> None:
        with system.database.write() as archive:
            for team in catalogue.teams(archive):
                digests.queue_now(archive, team, now, now - timedelta(days=1))

    await asyncio.to_thread(queue)
    await system.deliver()


async def _converse(system: System, server: str | None) -> None:
    service, requester = system.service(), command_line.asker(server)
    await console.converse(
        partial(command_line.answer, service, requester=requester),
        command_line.commands(),
        partial(command_line.completions, service, requester=requester),
    )
