"""What deletes or merges asks first, and what was done can be undone for a day. One way for Discord and the terminal.

CONFIRM       the parameter of what asks first: left out, the answer says what would be lost
record        remembers a change together with the catalogue before it; gives the number that undoes it
undo_change   /undo, and the button below what was done
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.commands import access
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
_NO_CHANGE_HERE = "no change {typed!r} of the last day is here; /undo lists those that you can undo"


def record(
    archive: Connection,
    requester: Requester,
    snapshot: Snapshot,
    sentence: str,
    now: datetime,
    story: StoryDecision | None = None,
) -> int:
    """Remember a change, said in a `sentence`, with the catalogue before it (`snapshot`); the number that undoes it."""
    return changes.record(archive, Made(sentence, requester.user, now, story), snapshot)


def undo_change(context: CommandContext, requester: Requester, change: str | None = None) -> Message:
    """Undo one change of the last day, or list those that the requester may undo."""
    if change is None:
        with context.database.read() as archive:
            return manage.undoable(
                [
                    (undoable.id, undoable.said, undoable.at)
                    for undoable in _undoable(archive, requester, context.clock())
                ]
            )
    with context.database.write() as archive:
        chosen = _by_number(archive, requester, change, context.clock())
        undo.undo(archive, chosen, requester.signature, context.clock())
        _must_fit(archive, chosen)
    rematch.run(context.whole_database)
    return manage.done(f"Undone: {chosen.said}", "What was changed since stays as it is now." if chosen.rows else "")


def undo_pressed(context: CommandContext, requester: Requester, about: str) -> Message:
    return undo_change(context, requester, about)


# ---------------------------------------------------------------- parts


def _undoable(archive: Connection, requester: Requester, now: datetime) -> list[Change]:
    """The changes of the last day that the requester may undo."""
    return [change for change in changes.since(archive, now - UNDO_WITHIN) if _may_undo(archive, requester, change)]


def _by_number(archive: Connection, requester: Requester, typed: str, now: datetime) -> Change:
    """The change with a typed number. UnknownThing where none is here, NotAllowed where it cannot be undone."""
    digits = typed.strip().lstrip("c#")
    change = changes.get(archive, int(digits)) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else None
    if change is None:
        raise UnknownThing(_NO_CHANGE_HERE.format(typed=typed))
    if change.undone_at is not None:
        raise NotAllowed(f"that was undone already: {change.said}")
    if not timedelta() <= now - change.at <= UNDO_WITHIN:
        raise NotAllowed(f"that is more than a day ago and can be undone no more: {change.said}")
    if not _may_undo(archive, requester, change):
        raise NotAllowed(f"{RIGHT_TO_UNDO} is for whoever made it and still has a say, and for those who might make it")
    return change


def _may_undo(archive: Connection, requester: Requester, change: Change) -> bool:
    """Whether the requester made the change and still has a say here, or may change all that it changed."""
    if requester.guild is None or requester.manager:
        return True
    own_ids = {team.id for team in catalogue.teams(archive) if access.belongs(requester, team)}
    if not own_ids:
        return False
    changed_ids = {row.name[1] for row in change.rows if row.name[0] == "team"}
    return change.by == requester.user or changed_ids <= own_ids


def _must_fit(archive: Connection, change: Change) -> None:
    """NotAllowed where what comes back would have a name or channel that somebody else has by now."""
    ids = {row.name[1] for row in change.rows}
    actors, teams = catalogue.actors(archive), catalogue.teams(archive)
    for actor in actors:
        if actor.id in ids:
            _must_share_no_name(actor, actors)
    for team in teams:
        if team.id in ids:
            _must_share_no_name_or_channel(team, (other for other in teams if other.guild == team.guild))


def _must_share_no_name(actor: Actor, others: Iterable[Actor]) -> None:
    names = {plain(alias.text) for alias in actor.aliases}
    for other in others:
        if other.id != actor.id and names & {plain(alias.text) for alias in other.aliases}:
            raise NotAllowed(f"{other.name} has a name of {actor.name} by now; take it away there first (/track edit)")


def _must_share_no_name_or_channel(team: Team, others: Iterable[Team]) -> None:
    for other in others:
        clashes = other.name.casefold() == team.name.casefold() or team.channel == other.channel != team.guild
        if other.id != team.id and clashes:
            raise NotAllowed(f"team {other.name} has the name or channel of team {team.name} by now; change that first")


COMMANDS = (
    Command(
        "undo",
        "Take back a change of the last day",
        undo_change,
        (Parameter("change", "its number; left out, those that you can undo are listed", required=False),),
    ),
)
