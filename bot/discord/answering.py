"""An answer in time: made in a thread, sent at once, or announced before Discord's three seconds are over.

asked -> thread -> within 2 s:  the answer
                -> later:       "is thinking" (Discord then waits for 15 minutes) -> the answer
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import discord

from bot.commands.context import Requester
from bot.discord.client import Interaction, explain
from bot.discord.sender import NEEDED_PERMISSIONS, Parts, missing, parts
from bot.message import Message

ANNOUNCE_AFTER_SECONDS = 2.0  # Discord waits three, the way there and back included
COMPLETE_WITHIN_SECONDS = 2.0


def requester(interaction: Interaction) -> Requester:
    """Who asks, as far as rights and visibility go."""
    user, permissions = interaction.user, interaction.permissions
    roles = frozenset(str(role.id) for role in user.roles) if isinstance(user, discord.Member) else frozenset()
    return Requester(
        user=str(user.id),
        name=user.display_name,
        guild=str(interaction.guild_id),
        channel=str(interaction.channel_id),
        roles=roles,
        manager=permissions.manage_guild or permissions.administrator,
        lacking=lambda channel: missing(interaction.client.get_channel(int(channel)), NEEDED_PERMISSIONS),
    )


async def answer(interaction: Interaction, make: Callable[[], Message], *, private: bool) -> bool:
    """Make an answer in a thread and send it; whether there was one, and not an error.

    `private`: whether an answer that takes its time is announced so.
    """
    task = asyncio.create_task(_message_and_payload(make))
    done, _ = await asyncio.wait({task}, timeout=ANNOUNCE_AFTER_SECONDS)
    if not done:
        await interaction.response.defer(ephemeral=private, thinking=True)
    try:
        message, payload = await task
    except Exception as error:
        if not done and not private:
            await interaction.delete_original_response()  # it was announced to all; what went wrong is the requester's
        await explain(interaction, error)
        return False
    await _send(interaction, payload, ephemeral=private or message.private)
    return True


async def _message_and_payload(make: Callable[[], Message]) -> tuple[Message, Parts]:
    """The answer, and as Discord takes it: charts drawn."""
    message = await asyncio.to_thread(make)
    return message, await parts(message)


async def _send(interaction: Interaction, payload: Parts, *, ephemeral: bool) -> None:
    if interaction.response.is_done():
        await interaction.followup.send(**_arguments(payload), ephemeral=ephemeral)
    else:
        await interaction.response.send_message(**_arguments(payload), ephemeral=ephemeral)


def _arguments(payload: Parts) -> dict[str, Any]:
    files = payload.files()
    return payload.arguments() | ({"files": files} if files else {})
