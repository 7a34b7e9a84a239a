"""Commands about digests: one at once for the asker, and the hours at which a team gets its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot import access, compose
from bot.message import Message
from bot.replies.completion import visible_teams
from bot.replies.desk import Asker, Command, Desk
from bot.replies.watching import TEAM

NOW = timedelta(days=1)  # what a digest on demand looks back


def now(desk: Desk, asker: Asker, team: str | None = None) -> Message:
    """The digest of the last day, for the asker alone; the schedule goes on as if it had not been asked for."""
    end = desk.clock()
    with desk.database.read() as archive:
        chosen = access.shown(asker, visible_teams(archive, asker), team)
        return replace(compose.digest_of(archive, chosen, (end - NOW, end)), private=True)


COMMANDS = (Command("digest now", "What happened in the last 24 hours, for you alone", now, (TEAM,), private=True),)
