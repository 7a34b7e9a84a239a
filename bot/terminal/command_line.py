"""A typed line becomes a command: `/actor Haftar`, `/timeline Haftar since:2017`, `/compare Haftar, Lavrov`.

Values may be named (`since:2017`); what is not named fills the required parameters in order, or the first one where
none is required. The last of them takes the rest of the line, commas part several.

Whoever sits there is the operator, who sees and changes what is everybody's, and any team; or, with `--server`, a
manager of that Discord server, who sees and changes what is its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bot.commands.completion import complete
from bot.commands.context import LONGEST_VALUE_CHARACTERS, TERMINAL, Command, CommandService, Parameter, Requester
from bot.commands.table import BY_PATH, COMMANDS
from bot.message import Message
from watchers.errors import ActorwatchError
from watchers.lookups.answers import Choice

OPERATOR = Requester(user=TERMINAL, channel=TERMINAL, manager=True)


def asker(server: str | None) -> Requester:
    """Who types: the operator, or as a manager of that server. Such a one has no channel to be told in."""
    return OPERATOR if server is None else replace(OPERATOR, guild=server, channel="")


def answer(service: CommandService, line: str, requester: Requester = OPERATOR) -> Message:
    """The answer to one line; ActorwatchError says what is wrong with it."""
    command, rest = _command(line)
    return command.answer(service, requester, **_values(command, rest))


def commands() -> Mapping[str, str]:
    """Every command with what it does."""
    return {command.path: command.says for command in COMMANDS}


def completions(service: CommandService, command: str, typed: str, requester: Requester = OPERATOR) -> Sequence[Choice]:
    """What the value at the end of the line may become; each choice holds all that was typed behind the command."""
    before, parameter, part = _at_the_end(BY_PATH[command], typed)
    if parameter is None or not part:
        return ()
    return [Choice(choice.label, before + choice.value) for choice in complete(service, requester, parameter, part)]


def _command(line: str) -> tuple[Command, str]:
    words = line.strip().removeprefix("/").split(maxsplit=2)
    for length in (2, 1):
        command = BY_PATH.get(" ".join(words[:length]))
        if command is not None and len(words) >= length:
            return command, " ".join(words[length:])
    raise ActorwatchError(f"there is no command {line.strip().partition(' ')[0] or '/'}; /help lists them")


def _values(command: Command, text: str) -> dict[str, str | int | bytes]:
    named, rest = _named(command, text)
    unnamed = [parameter for parameter in command.parameters if parameter.name not in named]
    unfilled = [parameter for parameter in unnamed if parameter.required] or unnamed[:1]
    parts = [part.strip() for part in rest.split(",", max(len(unfilled) - 1, 0))] if rest else []
    if len(parts) == 1 and len(unfilled) > 1:
        parts = rest.split(maxsplit=len(unfilled) - 1)
    texts = named | {parameter.name: part for parameter, part in zip(unfilled, parts, strict=False) if part}
    missing = [parameter for parameter in unnamed if parameter.required and parameter.name not in texts]
    if missing:
        raise ActorwatchError(f"/{command.path} needs {missing[0].name}: {missing[0].says}")
    if len(parts) > len(unfilled):
        raise ActorwatchError(f"/{command.path} takes no {rest!r}; name the value, as in {_example(command)}")
    filled = (parameter for parameter in command.parameters if parameter.name in texts)
    return {parameter.name: _typed(parameter, texts[parameter.name]) for parameter in filled}


def _named(command: Command, text: str) -> tuple[dict[str, str], str]:
    """The values given as `name:value`, and what is left of the text."""
    names = "|".join(parameter.name for parameter in command.parameters)
    if not names:
        return {}, text.strip()
    named = re.compile(rf"(?:^|\s)({names}):\s*(.*?)(?=\s(?:{names}):|$)")
    values = {match[1]: match[2].strip(" ,") for match in named.finditer(text)}
    return {name: value for name, value in values.items() if value}, named.sub("", text).strip()


def _at_the_end(command: Command, text: str) -> tuple[str, Parameter | None, str]:
    """The value that is being typed: what stands before it, whose value it is, and as much of it as is there."""
    by_name = {parameter.name: parameter for parameter in command.parameters}
    matches = [match for match in re.finditer(r"(?:^|\s)(\w+):\s*", text) if match[1] in by_name]
    if matches:
        last = matches[-1]
        return text[: last.end()], by_name[last[1]], text[last.end() :]
    unfilled = [parameter for parameter in command.parameters if parameter.required] or list(command.parameters[:1])
    parts = text.split(",", max(len(unfilled) - 1, 0))
    part = parts[-1].lstrip()
    return text[: len(text) - len(part)], unfilled[len(parts) - 1] if unfilled else None, part


def _typed(parameter: Parameter, text: str) -> str | int | bytes:
    """A value of the parameter's kind; ActorwatchError says what it takes."""
    if len(text) > LONGEST_VALUE_CHARACTERS:
        raise ActorwatchError(f"{parameter.name} is longer than {LONGEST_VALUE_CHARACTERS} characters; shorten it")
    if parameter.choices and text not in parameter.choices:
        raise ActorwatchError(f"{parameter.name} is one of {', '.join(parameter.choices)}, not {text!r}")
    if parameter.kind == "number":
        return _number(parameter, text)
    if parameter.kind == "file":
        try:
            return Path(text).expanduser().read_bytes()
        except (OSError, ValueError, RuntimeError) as fault:  # absent; with a NUL; of a user who is none
            reason = getattr(fault, "strerror", None) or fault
            raise ActorwatchError(f"{text} cannot be read: {reason}; give the path of a file") from None
    return text


def _number(parameter: Parameter, text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
    if number is None or not (parameter.least or 0) <= number <= (parameter.most or number):
        raise ActorwatchError(f"{parameter.name} is a number from {parameter.least} to {parameter.most}, not {text!r}")
    return number


def _example(command: Command) -> str:
    optional = [parameter.name for parameter in command.parameters if not parameter.required]
    return f"{optional[0]}:..." if optional else f"/{command.path}"
