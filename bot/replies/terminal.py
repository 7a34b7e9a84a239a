"""A typed line becomes a command: `/actor Haftar`, `/timeline Haftar since:2017`, `/compare Haftar, Lavrov`.

Values may be named (`since:2017`); what is not named fills the required parameters in order. The last of them takes the
rest of the line, commas part several.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.message import Message
from bot.replies.desk import Asker, Command, Desk
from bot.replies.table import BY_PATH, COMMANDS
from watchers import lookups
from watchers.answers import Choice
from watchers.errors import ActorwatchError

OPERATOR = Asker(user="terminal", manager=True)


def answer(desk: Desk, line: str) -> Message:
    """The answer to one line; ActorwatchError says what is wrong with it."""
    command, rest = _command(line)
    return command.answer(desk, OPERATOR, **_values(command, rest))


def commands() -> Mapping[str, str]:
    """Every command with what it does."""
    return {command.path: command.says for command in COMMANDS}


def names(desk: Desk, prefix: str) -> Sequence[Choice]:
    """Completions of an actor's name."""
    with desk.database.read() as archive:
        return lookups.complete(archive, prefix, OPERATOR.guild)


def _command(line: str) -> tuple[Command, str]:
    words = line.strip().removeprefix("/").split(maxsplit=2)
    for length in (2, 1):
        command = BY_PATH.get(" ".join(words[:length]))
        if command is not None and len(words) >= length:
            return command, " ".join(words[length:])
    raise ActorwatchError(f"there is no command {line.strip().split()[0]}; /help lists them")


def _values(command: Command, text: str) -> dict[str, str]:
    values: dict[str, str] = {}
    known = "|".join(parameter.name for parameter in command.parameters)
    if known:
        named = re.compile(rf"(?:^|\s)({known}):\s*(.*?)(?=\s(?:{known}):|$)")
        values = {found[1]: found[2].strip(" ,") for found in named.finditer(text)}
        text = named.sub("", text).strip()
    waiting = [each for each in command.parameters if each.name not in values and each.required]
    parts = [part.strip() for part in text.split(",", max(len(waiting) - 1, 0))] if text else []
    if len(parts) == 1 and len(waiting) > 1:
        parts = text.split(maxsplit=len(waiting) - 1)
    values |= {parameter.name: part for parameter, part in zip(waiting, parts, strict=False) if part}
    missing = [parameter for parameter in waiting if parameter.name not in values]
    if missing:
        raise ActorwatchError(f"/{command.path} needs {missing[0].name}: {missing[0].says}")
    if len(parts) > len(waiting):
        raise ActorwatchError(f"/{command.path} takes no {text!r}; name the value, as in {_example(command)}")
    return values


def _example(command: Command) -> str:
    optional = [parameter.name for parameter in command.parameters if not parameter.required]
    return f"{optional[0]}:..." if optional else f"/{command.path}"
