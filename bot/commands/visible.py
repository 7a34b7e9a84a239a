"""What a requester may see: the teams, actors and feeds of the files and of the own server; the operator sees all."""

from __future__ import annotations

from bot.commands.context import Requester
from watchers.archive import Connection, catalogue, feed_owners, feeds
from watchers.model import Actor, Feed, FeedState, Team


def teams(archive: Connection, requester: Requester) -> tuple[Team, ...]:
    return catalogue.teams(archive, requester.guild)


def actors(archive: Connection, requester: Requester) -> tuple[Actor, ...]:
    return catalogue.actors(archive, requester.guild, everyone=requester.guild is None)


def names(archive: Connection, guild: str | None) -> dict[str, str]:
    """Actors' names by id."""
    return {actor.id: actor.name for actor in catalogue.actors(archive, guild, everyone=guild is None)}


def feed_states(archive: Connection, guild: str | None) -> tuple[FeedState, ...]:
    """The feeds of the files and those that the server added, alone or as one of several."""
    states = feeds.states(archive)
    if guild is None:
        return states
    guilds_by_url = feed_owners.of(archive)
    return tuple(state for state in states if state.origin == "file" or guild in guilds_by_url.get(state.feed.url, ()))


def feeds_of(archive: Connection, guild: str | None) -> tuple[Feed, ...]:
    return tuple(state.feed for state in feed_states(archive, guild))
