"""Commands in their groups, the message command and the buttons, all made from the table."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from inspect import Parameter as Argument
from inspect import Signature
from typing import Any

import discord
from discord import app_commands

from bot.commands.completion import complete
from bot.commands.context import Command, CommandContext, Parameter
from bot.commands.look_ups import why_message
from bot.commands.table import BUTTONS, COMMANDS, GROUPS, ButtonAction
from bot.delivery.delivery_ids import ids_in
from bot.discord.answering import COMPLETE_WITHIN, answer, requester
from bot.discord.client import Bot, Interaction, Pressed
from bot.discord.options import argument, plain

log = logging.getLogger(__name__)

INTERACTION = Argument("interaction", Argument.POSITIONAL_OR_KEYWORD, annotation=discord.Interaction)


def register(bot: Bot, context: CommandContext) -> None:
    """Give the bot every command of the table, the message command `Why?`, and what its buttons do."""
    groups = {name: app_commands.Group(name=name, description=says) for name, says in GROUPS.items()}
    for command in COMMANDS:
        group, _, name = command.path.rpartition(" ")
        made = _command(context, command, name)
        if group:
            groups[group].add_command(made)
        else:
            bot.tree.add_command(made)
    for each in groups.values():
        bot.tree.add_command(each)
    bot.tree.add_command(_why_of_a_message(context))
    for known in (*bot.tree.get_commands(), *bot.tree.get_commands(type=discord.AppCommandType.message)):
        known.guild_only = True
        known.allowed_contexts = app_commands.AppCommandContext(guild=True)
        known.allowed_installs = app_commands.AppInstallationType(guild=True)
    bot.buttons.update({action: _pressed(context, button) for action, button in BUTTONS.items()})


def _command(context: CommandContext, command: Command, name: str) -> app_commands.Command[Any, ..., Any]:
    """One slash command; its callback's signature, from which discord.py reads the options, is made from the table."""

    async def respond(interaction: Interaction, **given: Any) -> None:
        values = {key: await plain(value) for key, value in given.items() if value is not None}
        await answer(
            interaction, partial(command.answer, context, requester(interaction), **values), private=command.private
        )

    respond.__signature__ = Signature([INTERACTION, *map(argument, command.parameters)])  # type: ignore[attr-defined]
    app_commands.describe(**{each.name: each.says for each in command.parameters})(respond)
    made: app_commands.Command[Any, ..., Any] = app_commands.Command(
        name=name, description=command.says, callback=respond
    )
    for parameter in command.parameters:
        if parameter.completes is not None:
            made.autocomplete(parameter.name)(_completion(context, parameter))
    return made


def _completion(context: CommandContext, parameter: Parameter) -> Any:
    """Completions from the archive; none where they would come too late, since typing goes on without."""

    async def offer(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        try:
            async with asyncio.timeout(COMPLETE_WITHIN):
                found = await asyncio.to_thread(complete, context, requester(interaction), parameter, typed)
        except Exception as fault:
            log.warning("no completions of %r: %s", typed, fault or type(fault).__name__)
            return []
        return [app_commands.Choice(name=each.label, value=each.value) for each in found]

    return offer


def _why_of_a_message(context: CommandContext) -> app_commands.ContextMenu:
    async def why(interaction: Interaction, message: discord.Message) -> None:
        ours = message.author == interaction.client.user
        told = _deliveries(message) if ours else ()
        await answer(interaction, partial(why_message, context, requester(interaction), told), private=True)

    return app_commands.ContextMenu(name="Why?", callback=why)


def _deliveries(message: discord.Message) -> tuple[int, ...]:
    rows = (row for row in message.components if isinstance(row, discord.ActionRow))
    actions = [item.custom_id for row in rows for item in row.children if item.custom_id is not None]
    return tuple(sorted(ids_in(actions, [embed.footer.text or "" for embed in message.embeds])))


def _pressed(context: CommandContext, button: ButtonAction) -> Pressed:
    async def respond(interaction: Interaction, about: str) -> None:
        await answer(
            interaction, partial(button.answer, context, requester(interaction), about), private=button.private
        )

    return respond
