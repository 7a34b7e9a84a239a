"""Commands about digests: one at once for the asker, and the hours at which a team gets its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.commands import access, changing, visible
from bot.commands.context import Asker, Command, Desk, Parameter
from bot.commands.teams import digest_schedule
from bot.commands.watching import TEAM
from bot.delivery import compose
from bot.message import Message
from bot.render import manage
from watchers.archive import catalogue, changes
from watchers.telling import schedule as clock

NOW = timedelta(days=1)  # what a digest on demand looks back


def now(desk: Desk, asker: Asker, team: str | None = None) -> Message:
    """The digest of the last day, for the asker alone; the schedule goes on as if it had not been asked for."""
    end = desk.clock()
    with desk.database.read() as archive:
        chosen = access.shown(asker, visible.teams(archive, asker), team)
        return replace(compose.digest_of(archive, chosen, (end - NOW, end)), private=True)


def schedule(desk: Desk, asker: Asker, when: str, team: str | None = None) -> Message:
    """Send a team its digest at certain hours of its own time zone, across clock changes."""
    with desk.database.write() as archive:
        chosen = access.changeable(asker, visible.teams(archive, asker), team)
        digest = digest_schedule(when)
        catalogue.save_team(archive, replace(chosen, digest=digest), desk.clock())
    due = clock.next_digest(digest, chosen.timezone, desk.clock())
    return manage.digest_scheduled(chosen, digest, due)


def off(desk: Desk, asker: Asker, team: str | None = None) -> Message:
    """Send a team no digest any more."""
    with desk.database.write() as archive:
        chosen = access.changeable(asker, visible.teams(archive, asker), team)
        before = changes.snapshot(archive, asker.guild)
        catalogue.save_team(archive, replace(chosen, digest=None), desk.clock())
        said = f"Team {chosen.name} gets no digest any more."
        undo = changing.keep(archive, asker, before, said, desk.clock())
    return manage.done(said, "/digest now answers at any time.", undo=undo)


COMMANDS = (
    Command("digest now", "What happened in the last 24 hours, for you alone", now, (TEAM,), private=True),
    Command(
        "digest schedule",
        "Send a team its digest at certain hours",
        schedule,
        (
            Parameter("when", "daily 08:00, weekdays 08:00, weekly mon 08:00 or cron 0 8 * * 1, in the team's time"),
            TEAM,
        ),
    ),
    Command("digest off", "Send a team no digest any more", off, (TEAM,)),
)
