"""What a requester may see: the teams, actors and feeds of the files and of the own server; the operator sees all."""

from __future__ import annotations

from bot.commands.context import Requester
from watchers.archive import Connection, catalogue, feeds
from watchers.archive.visible import seen_by
from watchers.model import Actor, Feed, FeedState, Team


def teams(archive: Connection, requester: Requester) -> tuple[Team, ...]:
    return catalogue.teams(archive, requester.guild)


def actors(archive: Connection, requester: Requester) -> tuple[Actor, ...]:
    return catalogue.actors(archive, requester.guild, everyone=requester.guild is None)


def names(archive: Connection, guild: str | None) -> dict[str, str]:
    """Actors' names by id."""
    return {actor.id: actor.name for actor in catalogue.actors(archive, guild, everyone=guild is None)}


def feed_states(archive: Connection, guild: str | None) -> tuple[FeedState, ...]:
    """Everybody's feeds and the server's own."""
    with seen_by(archive, guild):
        return feeds.states(archive)


def feeds_of(archive: Connection, guild: str | None) -> tuple[Feed, ...]:
    return tuple(state.feed for state in feed_states(archive, guild))
