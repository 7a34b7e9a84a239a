"""What deletes or merges asks first, and what was done can be undone for a day. One way for Discord and the terminal.

ask     says what would be lost; its button does what the same command with confirm:yes does
keep    remembers a change together with how the catalogue was before; gives its number
undo    /undo, and the button below what was done
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.commands import access, visible
from bot.commands.context import Command, CommandContext, Parameter, Requester
from bot.message import Message
from bot.render import manage
from watchers.archive import Connection, catalogue, changes
from watchers.archive.changes import UNDO_WITHIN, Change, Made, Snapshot
from watchers.errors import NotAllowed, UnknownThing
from watchers.model import Actor, StoryDecision, Team
from watchers.pipeline import rematch, undo
from watchers.text.folding import plain

YES = "yes"
CONFIRM = Parameter("confirm", "does it; left out, it only says what would be lost", required=False, choices=(YES,))

RIGHT_TO_UNDO = "undoing a change"
_NO_CHANGE = "no change {typed!r} of the last day is here; /undo lists those that you can undo"


def keep(
    archive: Connection,
    requester: Requester,
    before: Snapshot,
    said: str,
    now: datetime,
    story: StoryDecision | None = None,
) -> int:
    """Remember what a requester changed; `before` is the catalogue as it was. Gives the number that undoes it."""
    return changes.record(archive, Made(said, requester.user, requester.guild, now, story), before)


def undo_change(context: CommandContext, requester: Requester, change: str | None = None) -> Message:
    """Undo one change of the last day, or list those that the requester may undo."""
    if change is None:
        with context.database.read() as archive:
            return manage.undoable(
                [(one.id, one.said, one.at) for one in _recent(archive, context) if _may(archive, requester, one)]
            )
    with context.database.write() as archive:
        meant = _meant(archive, requester, change, context.clock())
        undo.undo(archive, meant, requester.signature, requester.guild, context.clock())
        _must_fit(archive, meant)
    rematch.run(context.database)
    return manage.done(f"Undone: {meant.said}", "What was changed since stays as it is now." if meant.rows else "")


def undo_pressed(context: CommandContext, requester: Requester, about: str) -> Message:
    return undo_change(context, requester, about)


# ---------------------------------------------------------------- parts


def _recent(archive: Connection, context: CommandContext) -> tuple[Change, ...]:
    return changes.since(archive, context.clock() - UNDO_WITHIN)


def _meant(archive: Connection, requester: Requester, typed: str, now: datetime) -> Change:
    digits = typed.strip().lstrip("c#")
    found = changes.get(archive, int(digits)) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else None
    if found is None or requester.guild not in (None, found.guild):
        raise UnknownThing(_NO_CHANGE.format(typed=typed))
    if found.undone_at is not None:
        raise NotAllowed(f"that was undone already: {found.said}")
    if not timedelta() <= now - found.at <= UNDO_WITHIN:
        raise NotAllowed(f"that is more than a day ago and can be undone no more: {found.said}")
    if not _may(archive, requester, found):
        raise NotAllowed(f"{RIGHT_TO_UNDO} is for whoever made it and still has a say, and for those who might make it")
    return found


def _may(archive: Connection, requester: Requester, change: Change) -> bool:
    """Whoever made it and still has a say here, or who may change all that it changed."""
    if requester.guild is None or (requester.manager and change.guild == requester.guild):
        return True
    teams = visible.teams(archive, requester)
    mine = {team.id for team in teams if access.belongs(requester, team)}
    if change.guild != requester.guild or not mine:
        return False
    changed = {row.name[1] for row in change.rows if row.name[0] == "team"}
    return change.by == requester.user or changed <= mine


def _must_fit(archive: Connection, change: Change) -> None:
    """NotAllowed where what comes back would have a name or channel that somebody else has by now."""
    ids = {row.name[1] for row in change.rows}
    for actor in catalogue.actors(archive, everyone=True):
        if actor.id in ids:
            _must_be_apart(actor, catalogue.actors(archive, actor.guild))
    for team in catalogue.teams(archive):
        if team.id in ids:
            _must_be_another(team, catalogue.teams(archive, team.guild))


def _must_be_apart(actor: Actor, others: Iterable[Actor]) -> None:
    names = {plain(alias.text) for alias in actor.aliases}
    for other in others:
        if other.id != actor.id and names & {plain(alias.text) for alias in other.aliases}:
            raise NotAllowed(f"{other.name} has a name of {actor.name} by now; take it away there first (/track edit)")


def _must_be_another(team: Team, others: Iterable[Team]) -> None:
    for other in others:
        same = other.name.casefold() == team.name.casefold() or team.channel == other.channel != team.guild
        if other.id != team.id and same:
            raise NotAllowed(f"team {other.name} has the name or channel of team {team.name} by now; change that first")


COMMANDS = (
    Command(
        "undo",
        "Take back a change of the last day",
        undo_change,
        (Parameter("change", "its number; left out, those that you can undo are listed", required=False),),
    ),
)
