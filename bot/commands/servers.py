"""Servers that the bot leaves and comes back to: what they added rests meanwhile."""

from __future__ import annotations

import logging
from collections.abc import Collection

from bot.commands.context import CommandService
from watchers.archive import catalogue, departures
from watchers.archive.visible import seen_by
from watchers.pipeline import rematch

log = logging.getLogger(__name__)


def left(service: CommandService, guild: str) -> None:
    """The bot was removed from a server."""
    with service.database.write() as archive:
        departures.leave(archive, guild, service.clock())
    log.info("the bot was removed from server %s; what was added there is kept, and followed no longer", guild)


def present(service: CommandService, guilds: Collection[str]) -> None:
    """The bot is in these servers, to some of which it may have come back."""
    with service.database.read() as archive:
        departed = departures.departed(archive)
    if departed.isdisjoint(guilds):
        return
    with service.database.write() as archive:
        for guild in sorted(departures.come_back(archive, guilds)):
            with seen_by(archive, guild):  # what came meanwhile was not matched with its actors
                own = [actor.id for actor in catalogue.actors(archive) if actor.guild == guild]
                rematch.want(archive, own)
            log.info("the bot is back in server %s; what was added there is followed again", guild)
    rematch.run(service.database)
