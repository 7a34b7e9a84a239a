"""Reads and writes deliveries for the outbox worker: what is due, with team and message, and what became of it.

Synchronous, called from threads; each call is one transaction. Implements `bot.delivery.outbox_worker.Outbox`.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cached_property

from bot.delivery import compose
from bot.delivery.compose import OutgoingMessage
from bot.delivery.outbox_worker import PostedMessage
from bot.delivery.plan import Item, Step
from watchers.archive import Connection, Database, catalogue, outbox, status
from watchers.archive.visible import seen_by
from watchers.model import Delivery, Team, Told

MOST_DUE_AT_ONCE = 1000  # due deliveries read in one tick
NONCE_NAME_KEY = "name in nonces"


class OutboxStore:
    """The outbox of one archive."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, now: datetime, apart_from: Collection[str] = ()) -> tuple[Item, ...]:
        """What is due, each with its team (None: deleted) and what the team was told of the story.

        `apart_from`: the channels of teams whose deliveries are not looked at, since they are under way or waiting.
        """
        with self._database.read() as archive:
            deliveries = outbox.due(archive, now, MOST_DUE_AT_ONCE)
            if not deliveries:
                return ()
            teams = {team.id: team for team in catalogue.teams(archive)}
            both = ((delivery, teams.get(delivery.team)) for delivery in deliveries)
            admitted = [(delivery, team) for delivery, team in both if team is None or team.channel not in apart_from]
            return tuple(sorted(_items(archive, admitted), key=lambda item: (item.delivery.due, item.delivery.id)))

    def messages(self, step: Step) -> tuple[OutgoingMessage, ...]:
        """The messages of a step, written from the archive as the team's server sees it."""
        team = step.first.team
        with self._database.read(team.guild if team is not None else None) as archive:
            return compose.messages(archive, step)

    def nonce(self, outgoing: OutgoingMessage) -> str:
        """What makes posting a message unique; begins with a name of this archive, since ids start anew in another."""
        return f"{self._name}-{outgoing.mark}"

    def claim(self, ids: Sequence[int]) -> bool:
        """Mark deliveries as being sent, so that after a kill they are in doubt; False when none is left to send.

        They stay due, since only one process delivers: after a kill its next start looks for them at once.
        """
        with self._database.write() as archive:
            return bool(outbox.claim(archive, ids))

    def done(self, ids: Sequence[int], message: PostedMessage, channel: str, now: datetime) -> None:
        """Mark deliveries as sent: they are in the channel as the `message`."""
        with self._database.write() as archive:
            if message.listed:
                outbox.listed(archive, ids, message.id, channel, now)
            else:
                for delivery in ids:
                    outbox.done(archive, delivery, message.id, channel, now)

    def postpone(self, ids: Sequence[int], until: datetime, reason: str) -> None:
        """Make deliveries due only at `until`, for a pause or Discord's limit on edits; no failure is counted."""
        with self._database.write() as archive:
            for delivery in ids:
                outbox.postpone(archive, delivery, until, reason)

    def retry(self, ids: Sequence[int], at: datetime, reason: str) -> None:
        """Try deliveries that could not be sent again at `at`; they may so be counted as late."""
        with self._database.write() as archive:
            for delivery in ids:
                outbox.retry(archive, delivery, at, reason)

    def lost(self, ids: Sequence[int], reason: str, now: datetime) -> None:
        """Give deliveries up for good."""
        with self._database.write() as archive:
            for delivery in ids:
                outbox.lost(archive, delivery, reason, now)

    def repeated(self, ids: Sequence[int]) -> None:
        """Count deliveries that may have been sent twice."""
        with self._database.write() as archive:
            for delivery in ids:
                outbox.repeated(archive, delivery)

    @cached_property
    def _name(self) -> str:
        with self._database.write() as archive:
            name = status.meta(archive, NONCE_NAME_KEY)
            if name is None:
                name = secrets.token_hex(4)
                status.set_meta(archive, NONCE_NAME_KEY, name)
            return name


def _items(archive: Connection, deliveries: Iterable[tuple[Delivery, Team | None]]) -> Iterator[Item]:
    """The deliveries with what their teams were told, server by server: a story's number is the server's."""
    by_server: dict[str | None, list[tuple[Delivery, Team | None]]] = {}
    for delivery, team in deliveries:
        by_server.setdefault(team.guild if team is not None else None, []).append((delivery, team))
    for guild, group in by_server.items():
        with seen_by(archive, guild):
            notices = _NoticeReader(archive)
            yield from [Item(delivery, team, notices.of(delivery.team, delivery.story)) for delivery, team in group]


class _NoticeReader:
    """The notice that a team had of a story, read once for each; of a merged story, its message that is left over."""

    def __init__(self, archive: Connection) -> None:
        self._archive = archive
        self._notices: dict[tuple[str, str], Told | None] = {}

    def of(self, team: str, story: str | None) -> Told | None:
        if story is None:
            return None
        if (team, story) not in self._notices:
            self._notices[team, story] = outbox.told_as(self._archive, story).get(team)
        return self._notices[team, story]
