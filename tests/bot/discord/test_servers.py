"""A server removes the bot and adds it again: what was added there rests meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

from bot.discord.client import Bot
from bot.discord.register import register
from tests.support.commanding import NOW, Office
from tests.support.discord_client import connected
from tests.support.discord_double import Discord
from watchers.archive import catalogue, feeds
from watchers.archive.visible import seen_by
from watchers.model import Feed

T = TypeVar("T")


async def test_what_a_server_added_rests_while_the_bot_is_not_there(tmp_path: Path) -> None:
    office, done = Office.at(tmp_path), SimpleQueue[str]()

    def registered(bot: Bot) -> None:
        register(bot, office.context)
        bot.left, bot.present = signalling(bot.left, "left"), signalling(bot.present, "present")

    def signalling(told: Callable[[T], None], name: str) -> Callable[[T], None]:
        def tell(servers: T) -> None:
            told(servers)
            done.put(name)

        return tell

    def own(guild: str) -> list[str]:
        with office.database.read() as archive, seen_by(archive, guild):
            return [state.feed.url for state in feeds.states(archive) if state.feed.guild]

    async def told() -> str:
        return await asyncio.to_thread(done.get, True, 30)

    async with Discord() as discord:
        here, there = discord.add_guild(), discord.add_guild("There")
        with office.database.write() as archive:
            for guild in (here, there):
                catalogue.save_feed(archive, Feed("https://a.example/", guild=guild.id), "discord", NOW)
        async with connected(discord, registered):
            assert await told() == "present"
            await discord.leave(here)
            assert await told() == "left"
            assert (own(here.id), own(there.id)) == ([], ["https://a.example/"])
            await discord.join(here)
            assert await told() == "present"
            assert own(here.id) == ["https://a.example/"]
            await discord.leave(here)
            assert await told() == "left"
        discord.guilds.append(here)
        async with connected(discord, registered):
            assert await told() == "present", "it may have come back while the program was down"
            assert own(here.id) == ["https://a.example/"]
    office.database.close()
