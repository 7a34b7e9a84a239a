"""The table's parameters as discord.py's: types, choices and limits, made from data."""

from __future__ import annotations

import inspect
from typing import Any, Literal

import discord
from discord import app_commands

from bot.commands.context import LONGEST_VALUE_CHARACTERS, Parameter
from watchers.errors import ConfigError

LARGEST_FILE_BYTES = 10_000_000

Value = str | int | bytes


class Place(app_commands.Transformer):
    """A channel that messages can be sent to, as its id; no cache is asked, which may be empty after a start."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        kinds = discord.ChannelType
        return [kinds.text, kinds.news, kinds.public_thread, kinds.private_thread]

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> str:
        return str(value.id)


def argument(parameter: Parameter) -> inspect.Parameter:
    """One argument of a command's callback, annotated as discord.py reads it."""
    default = inspect.Parameter.empty if parameter.required else None
    return inspect.Parameter(
        parameter.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=_annotation(parameter)
    )


def _annotation(parameter: Parameter) -> Any:
    if parameter.choices:
        return Literal[parameter.choices]
    match parameter.kind:
        case "number":
            return app_commands.Range[int, parameter.least, parameter.most]
        case "channel":
            return app_commands.Transform[str, Place]
        case "role":
            return discord.Role
        case "user":
            return discord.User
        case "file":
            return discord.Attachment
        case "text":
            return app_commands.Range[str, 1, LONGEST_VALUE_CHARACTERS]


async def plain(value: Any) -> Value:
    """A value as answers take it: ids for things of Discord's, bytes for a file. ConfigError for a file too large."""
    if isinstance(value, discord.Attachment):
        if value.size > LARGEST_FILE_BYTES:
            raise ConfigError(f"{value.filename} is larger than {LARGEST_FILE_BYTES // 1_000_000} MB; split it")
        return await value.read()
    if isinstance(value, discord.Role | discord.User | discord.Member):
        return str(value.id)
    own_value: Value = value
    return own_value
