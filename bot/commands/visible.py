"""The feeds that a server may see: those of the files and those that it added; the operator sees all."""

from __future__ import annotations

from watchers.archive import Connection, feed_owners, feeds
from watchers.model import Feed, FeedState


def feed_states(archive: Connection, guild: str | None) -> tuple[FeedState, ...]:
    """The feeds of the files and those that the server added, alone or as one of several."""
    states = feeds.states(archive)
    if guild is None:
        return states
    guilds_by_url = feed_owners.of(archive)
    return tuple(state for state in states if state.origin == "file" or guild in guilds_by_url.get(state.feed.url, ()))


def feeds_of(archive: Connection, guild: str | None) -> tuple[Feed, ...]:
    return tuple(state.feed for state in feed_states(archive, guild))
