"""Commands about digests: one at once for the requester, and the hours at which a team gets its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.commands import access, changing
from bot.commands.context import Command, CommandContext, Parameter, Requester
from bot.commands.teams import digest_schedule
from bot.commands.watching import TEAM
from bot.delivery import compose
from bot.message import Message
from bot.render import manage
from bot.render.phrases import asides_go
from watchers.archive import catalogue, changes
from watchers.archive.visible import seen_by
from watchers.telling.schedule import next_digest

ON_DEMAND_PERIOD = timedelta(days=1)


def now(context: CommandContext, requester: Requester, team: str | None = None) -> Message:
    """The digest of the last day, for the requester alone; the schedule goes on as if it had not been asked for."""
    end = context.clock()
    with context.database.read() as archive:
        chosen = access.shown(requester, catalogue.teams(archive), team)
        with seen_by(archive, chosen.guild):
            return replace(compose.digest_of(archive, chosen, (end - ON_DEMAND_PERIOD, end)), private=True)


def schedule(context: CommandContext, requester: Requester, when: str, team: str | None = None) -> Message:
    """Send a team its digest at certain hours of its own time zone, across clock changes."""
    with context.database.write() as archive:
        chosen = access.changeable(requester, catalogue.teams(archive), team)
        digest = digest_schedule(when)
        catalogue.save_team(archive, replace(chosen, digest=digest), context.clock())
    due = next_digest(digest, chosen.timezone, context.clock())
    return manage.digest_scheduled(chosen, digest, due)


def off(context: CommandContext, requester: Requester, team: str | None = None) -> Message:
    """Send a team no digest any more."""
    with context.database.write() as archive:
        chosen = access.changeable(requester, catalogue.teams(archive), team)
        snapshot = changes.snapshot(archive)
        without = replace(chosen, digest=None)
        catalogue.save_team(archive, without, context.clock())
        sentence = f"Team {chosen.name} gets no digest any more."
        undo = changing.record(archive, requester, snapshot, sentence, context.clock())
    asides = f"Passing mentions, opinion, round-ups and live blogs {asides_go(without)}."
    return manage.done(sentence, "/digest now answers at any time.", asides, undo=undo)


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
