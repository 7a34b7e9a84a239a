"""All commands, in the order of `/help`, and what their buttons do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from bot.commands import changing, digests, feeds, look_ups, regrouping, reviewing, teams, tracking, watching
from bot.commands.changing import CONFIRM, YES
from bot.commands.context import Command, CommandContext, CommandService, Parameter, Requester
from bot.message import Message
from bot.render import manage, operations
from watchers.errors import UnknownThing


@dataclass(frozen=True, slots=True)
class ButtonAction:
    """What pressing a button does. `function` gets the request's context, the requester and `17` of the button's id
    `why:17`. One that `settles` something is disabled once it was pressed, and says who pressed it.
    """

    function: Callable[[CommandContext, Requester, str], Message]
    private: bool = False
    settles: bool = False

    def answer(self, service: CommandService, requester: Requester, about: str) -> Message:
        """The answer to a requester, from the archive as that one may see it."""
        return self.function(service.seen_by(requester), requester, about)


def confirmed(context: CommandContext, requester: Requester, about: str) -> Message:
    """The button below what would be lost: `about` is the command (`track-remove`) and its required values."""
    path, *values = about.split(":")
    command = BY_PATH.get(path.replace("-", " "))
    if command is None or CONFIRM not in command.parameters:
        raise UnknownThing("this button belongs to an older version; ask anew")
    names = (parameter.name for parameter in command.parameters if parameter.required)
    return command.function(context, requester, **dict(zip(names, values, strict=False)), confirm=YES)


def help_(context: CommandContext, requester: Requester, command: str | None = None) -> Message:
    """Every command, or the values that one of them takes."""
    if not command:
        return operations.help_([(listed.path, listed.says) for listed in COMMANDS])
    chosen = BY_PATH.get(" ".join(command.removeprefix("/").split()))
    if chosen is None:
        raise UnknownThing(f"there is no command {command!r}; /help lists them")
    return manage.usage(
        chosen.path, chosen.says, [(value.name, value.says, value.required) for value in chosen.parameters]
    )


COMMANDS: tuple[Command, ...] = (
    *look_ups.COMMANDS,
    *tracking.COMMANDS,
    *watching.COMMANDS,
    *teams.COMMANDS,
    *digests.COMMANDS,
    *feeds.COMMANDS,
    *reviewing.COMMANDS,
    *regrouping.COMMANDS,
    *changing.COMMANDS,
    Command(
        "help",
        "All commands, or one with its values",
        help_,
        (Parameter("command", "one of them, with the values that it takes", required=False),),
        private=True,
    ),
)

BY_PATH = {command.path: command for command in COMMANDS}

GROUPS: Mapping[str, str] = {
    "track": "Who is tracked, by which names",
    "watch": "What a team follows",
    "team": "Who is told, and where",
    "digest": "What happened in a period",
    "feeds": "What is polled",
    "variants": "Spellings that nobody listed",
    "stories": "Which articles make one story",
}

BUTTONS: Mapping[str, ButtonAction] = {
    "why": ButtonAction(look_ups.why_delivery, private=True),
    **{kind: ButtonAction(partial(tracking.track_pressed, kind=kind)) for kind in tracking.KINDS},
    "watch": ButtonAction(watching.watch_pressed),
    "yes": ButtonAction(confirmed),
    "undo": ButtonAction(changing.undo_pressed),
    "same": ButtonAction(regrouping.same_pressed, settles=True),
    "different": ButtonAction(regrouping.different_pressed, settles=True),
    "confirm": ButtonAction(reviewing.confirm_pressed, private=True),
    "reject": ButtonAction(reviewing.reject_pressed, private=True),
}
