"""All commands, in the order of `/help`."""

from __future__ import annotations

from bot import render
from bot.message import Message
from bot.replies import look_ups
from bot.replies.desk import Asker, Command, Desk


def help_(desk: Desk, asker: Asker) -> Message:
    return render.help_([(command.path, command.says) for command in COMMANDS])


COMMANDS: tuple[Command, ...] = (
    *look_ups.COMMANDS,
    Command("help", "What can be asked", help_, private=True),
)

BY_PATH = {command.path: command for command in COMMANDS}
