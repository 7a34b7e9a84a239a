"""The program's Discord client, connected to a loopback Discord for as long as a test wants."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.discord.client import App, Bot
from tests.support.discord_double import Discord


class Notes:
    """A memory that lasts as long as the test."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def read(self, key: str) -> str | None:
        return self.kept.get(key)

    def write(self, key: str, value: str) -> None:
        self.kept[key] = value


@asynccontextmanager
async def connected(
    discord: Discord, register: Callable[[Bot], None], notes: Notes | None = None, *, token: str = ""
) -> AsyncIterator[App]:
    """The client on the gateway; at the end it is told to stop, and what it raised is raised."""
    app, stop = App(token or discord.token, register, notes or Notes()), asyncio.Event()
    with discord.here():
        serving = asyncio.create_task(app.serve(stop))
        here = asyncio.create_task(discord.until(lambda: discord.gateway.connected))
        try:
            await asyncio.wait((here, serving), return_when=asyncio.FIRST_COMPLETED)
            yield app
        finally:
            here.cancel()
            stop.set()
            await serving
