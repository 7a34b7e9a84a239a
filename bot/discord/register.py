"""Commands in their groups, the message command and the buttons, all made from the table."""

from __future__ import annotations

import asyncio
import inspect
import logging
from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.commands import servers
from bot.commands.completion import complete
from bot.commands.context import Command, CommandService, Parameter
from bot.commands.look_ups import why_message
from bot.commands.table import BUTTONS, COMMANDS, GROUPS, ButtonAction
from bot.delivery.delivery_numbers import numbers_in
from bot.discord.answering import COMPLETE_WITHIN_SECONDS, answer, requester
from bot.discord.client import Bot, Interaction, Pressed, disable_pressed
from bot.discord.options import argument, plain

log = logging.getLogger(__name__)

INTERACTION = inspect.Parameter("interaction", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=discord.Interaction)


def register(bot: Bot, service: CommandService) -> None:
    """Give the bot every command of the table, the message command `Why?`, and what its buttons do."""
    groups = {name: app_commands.Group(name=name, description=says) for name, says in GROUPS.items()}
    for command in COMMANDS:
        group_name, _, name = command.path.rpartition(" ")
        app_command = _command(service, command, name)
        if group_name:
            groups[group_name].add_command(app_command)
        else:
            bot.tree.add_command(app_command)
    for group in groups.values():
        bot.tree.add_command(group)
    bot.tree.add_command(_why_of_a_message(service))
    for registered in (*bot.tree.get_commands(), *bot.tree.get_commands(type=discord.AppCommandType.message)):
        registered.guild_only = True
        registered.allowed_contexts = app_commands.AppCommandContext(guild=True)
        registered.allowed_installs = app_commands.AppInstallationType(guild=True)
    bot.buttons.update({action: _pressed(service, button) for action, button in BUTTONS.items()})
    bot.left, bot.present = partial(servers.left, service), partial(servers.present, service)


def _command(service: CommandService, command: Command, name: str) -> app_commands.Command[Any, ..., Any]:
    """One slash command; its callback's signature, from which discord.py reads the options, is made from the table."""

    async def respond(interaction: Interaction, **options: Any) -> None:
        values = {key: await plain(value) for key, value in options.items() if value is not None}
        await answer(
            interaction, partial(command.answer, service, requester(interaction), **values), private=command.private
        )

    respond.__signature__ = inspect.Signature([INTERACTION, *map(argument, command.parameters)])  # type: ignore[attr-defined]
    app_commands.describe(**{parameter.name: parameter.says for parameter in command.parameters})(respond)
    app_command: app_commands.Command[Any, ..., Any] = app_commands.Command(
        name=name, description=command.says, callback=respond
    )
    for parameter in command.parameters:
        if parameter.completes is not None:
            app_command.autocomplete(parameter.name)(_completion(service, parameter))
    return app_command


def _completion(service: CommandService, parameter: Parameter) -> Any:
    """Completions from the archive; none where they would come too late, since typing goes on without."""

    async def offer(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        try:
            async with asyncio.timeout(COMPLETE_WITHIN_SECONDS):
                choices = await asyncio.to_thread(complete, service, requester(interaction), parameter, typed)
        except Exception as fault:
            log.warning("no completions of %r: %s", typed, fault or type(fault).__name__)
            return []
        return [app_commands.Choice(name=choice.label, value=choice.value) for choice in choices]

    return offer


def _why_of_a_message(service: CommandService) -> app_commands.ContextMenu:
    async def why(interaction: Interaction, message: discord.Message) -> None:
        delivery_numbers = _deliveries(message) if message.author == interaction.client.user else ()
        asking = requester(interaction)
        make = partial(why_message, service.seen_by(asking), asking, delivery_numbers)
        await answer(interaction, make, private=True)

    return app_commands.ContextMenu(name="Why?", callback=why)


def _deliveries(message: discord.Message) -> tuple[int, ...]:
    rows = (row for row in message.components if isinstance(row, discord.ActionRow))
    actions = [item.custom_id for row in rows for item in row.children if item.custom_id is not None]
    return tuple(sorted(numbers_in(actions, [embed.footer.text or "" for embed in message.embeds])))


def _pressed(service: CommandService, button: ButtonAction) -> Pressed:
    async def respond(interaction: Interaction, about: str) -> None:
        asking = requester(interaction)
        done = await answer(interaction, partial(button.answer, service, asking, about), private=button.private)
        if done and button.settles:
            await disable_pressed(interaction, asking.name)

    return respond
