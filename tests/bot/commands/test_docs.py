"""docs/commands.md says what the table of commands says: every command, every value, nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.commands.context import Command, Parameter
from bot.commands.table import COMMANDS

DOCUMENT = (Path(__file__).parents[3] / "docs" / "commands.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^### `/([a-z ]+)`\n(.*?)(?=^##|\Z)", DOCUMENT, re.MULTILINE | re.DOTALL))


def row(parameter: Parameter) -> str:
    name = f"`{parameter.name}`" + ("" if parameter.required else " (optional)")
    choices = f": {', '.join(f'`{choice}`' for choice in parameter.choices)}" if parameter.choices else ""
    return f"| {name} | {parameter.says}{choices} |"


def test_the_document_has_the_commands_of_the_table_and_no_others() -> None:
    assert set(SECTIONS) == {command.path for command in COMMANDS}


@pytest.mark.parametrize("command", [pytest.param(command, id=command.path) for command in COMMANDS])
def test_a_command_is_documented_with_its_values(command: Command) -> None:
    text = SECTIONS[command.path]
    assert command.says in text
    assert re.findall(r"^\| `.*", text, re.MULTILINE) == [row(parameter) for parameter in command.parameters]
    assert ("Shown only to the person who asked" in text) is command.private
