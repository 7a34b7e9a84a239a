"""The Discord client: logs in, keeps its commands known, answers buttons, and outlives an absent Discord.

    serve: log in -> tell Discord the commands if they changed -> gateway until `stop` -> close
           (Discord cannot be reached: wait and begin again; the token is wrong: ConfigError)

Holds no rules. What the commands are is `register`'s business (`bot.discord`); reconnecting to the gateway is
discord.py's. No privileged intent is asked for.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Collection, Coroutine, Iterable
from contextlib import suppress
from re import Match
from typing import Any, Protocol, TypeVar

import aiohttp
import discord
from discord import app_commands

from bot.discord.sender import DiscordSender
from bot.render.unsure import pressed_label
from watchers.errors import ActorwatchError, ConfigError, Unavailable

log = logging.getLogger(__name__)

Interaction = discord.Interaction["Bot"]
Pressed = Callable[[Interaction, str], Awaitable[None]]
Step = Callable[[], Awaitable[None]]
T = TypeVar("T")

FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 1.0, 60.0  # between attempts to reach Discord
CLOSE_WITHIN_SECONDS = 2.0
INVITE_SCOPES = ("bot", "applications.commands")
INVITE_PERMISSIONS = discord.Permissions(
    view_channel=True, send_messages=True, embed_links=True, attach_files=True, read_message_history=True
)
NOT_AUTHENTICATED_CODE = 4004  # the gateway's code for a wrong token
LONGEST_RATE_LIMIT_SECONDS = 30.0  # that discord.py waits out by itself; longer ones postpone the delivery

WRONG_TOKEN_SENTENCE = (
    "Discord refuses the token in DISCORD_TOKEN; copy it anew from the Developer Portal"
    " (your application, Bot, Reset Token)"
)
FAULT_SENTENCE = "Something went wrong here; it is in the log, and trying again may help."
OLD_BUTTON_SENTENCE = "This button belongs to an older version and does nothing any more."


def _nothing(servers: object) -> None:
    return


class KeyValueStore(Protocol):
    """Where the fingerprint of the commands that Discord knows is kept between starts; called from a thread."""

    def read(self, key: str) -> str | None: ...
    def write(self, key: str, value: str) -> None: ...


class Tree(app_commands.CommandTree["Bot"]):
    """The commands; what a command raises becomes one sentence for the requester alone."""

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        await explain(interaction, cause)


class Bot(discord.AutoShardedClient):
    """One connection to Discord, with the commands and buttons that `register` gave it."""

    def __init__(self, register: Callable[[Bot], None], memory: KeyValueStore) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            max_ratelimit_timeout=LONGEST_RATE_LIMIT_SECONDS,
            member_cache_flags=discord.MemberCacheFlags.none(),
        )
        self.tree = Tree(self)
        self.buttons: dict[str, Pressed] = {}
        self.left: Callable[[str], None] = _nothing  # told of a server that the bot was removed from
        self.present: Callable[[Collection[str]], None] = _nothing  # and of those in which it is
        self._memory = memory
        register(self)

    async def setup_hook(self) -> None:
        """Once, between the login and the gateway."""
        self.add_dynamic_items(ActionButton)
        log.info("to add this bot to a server, open %s", self.invite_address())
        await self._tell_commands()

    def invite_address(self) -> str:
        """The address at which the manager of a server adds the bot to it, with the permissions that it uses."""
        assert self.application_id is not None, "known from the login on"
        return discord.utils.oauth_url(self.application_id, permissions=INVITE_PERMISSIONS, scopes=INVITE_SCOPES)

    async def _tell_commands(self) -> None:
        """Discord limits how often commands may be written, so it is told only what has changed."""
        payload = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        fingerprint = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
        key = f"commands of {self.application_id}"
        try:
            if await asyncio.to_thread(self._memory.read, key) != fingerprint:
                await self.tree.sync()
                await asyncio.to_thread(self._memory.write, key, fingerprint)
                log.info("Discord now knows %d commands", len(payload))
        except (discord.HTTPException, discord.RateLimited, app_commands.AppCommandError, Unavailable) as fault:
            log.error("Discord was not told the commands, which is tried again at the next start: %s", fault)

    async def close(self) -> None:
        """Close within seconds, also when nobody answers any more."""
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_WITHIN_SECONDS):
                await super().close()

    async def on_ready(self) -> None:
        log.info("on Discord as %s, in %d servers", self.user, len(self.guilds))
        await self._tell(self.present, [str(guild.id) for guild in self.guilds])

    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self._tell(self.present, [str(guild.id)])

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A server is there: one that was added may be announced like this, as one is after Discord had lost it."""
        if self.is_ready():
            await self.on_guild_join(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self._tell(self.left, str(guild.id))

    async def _tell(self, told: Callable[[T], None], servers: T) -> None:
        try:
            await asyncio.to_thread(told, servers)
        except Unavailable as fault:
            log.error("the archive does not know in which servers the bot is: %s", fault)


class ActionButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=r"(?P<action>[a-z]+):(?P<about>.+)"
):
    """Every button of ours, however old its message: `why:17` is the action `why` about 17."""

    def __init__(self, custom_id: str, action: str, about: str) -> None:
        super().__init__(discord.ui.Button(custom_id=custom_id))
        self._action = action
        self._about = about

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: Match[str], /
    ) -> ActionButton:
        return cls(match[0], match["action"], match["about"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        pressed = interaction.client.buttons.get(self._action)
        try:
            if pressed is None:
                raise ActorwatchError(OLD_BUTTON_SENTENCE)
            await pressed(interaction, self._about)
        except Exception as error:
            await explain(interaction, error)


async def explain(interaction: Interaction, error: Exception) -> None:
    """Tell the requester alone what went wrong: our own errors in their words, others as a fault that is in the log."""
    if isinstance(error, ActorwatchError):
        sentence = str(error)
    else:
        sentence = FAULT_SENTENCE
        log.error("answering %s failed", interaction.id, exc_info=error)
    try:
        if interaction.response.is_done():
            await interaction.followup.send(sentence[:2000], ephemeral=True)
        else:
            await interaction.response.send_message(sentence[:2000], ephemeral=True)
    except (discord.HTTPException, aiohttp.ClientError, OSError) as fault:
        log.warning("the requester of %s could not be told: %s", interaction.id, fault)


async def disable_pressed(interaction: Interaction, name: str) -> None:
    """Disable the button that was pressed, and let it say who did; the outbox writes the whole message anew later."""
    assert interaction.message is not None and interaction.data is not None, "a button stands below a message"
    view = discord.ui.View.from_message(interaction.message, timeout=None)
    for item in view.children:
        if isinstance(item, discord.ui.Button) and item.custom_id == interaction.data.get("custom_id"):
            item.disabled, item.label = True, pressed_label(item.label or "", name)
    view.stop()
    try:
        await interaction.message.edit(view=view)
    except (discord.HTTPException, aiohttp.ClientError, OSError) as fault:
        log.warning("a pressed button could not be disabled at once: %s", fault)


class App:
    """Keeps one Bot connected until told to stop. `sender` delivers through it; `ready` says whether it can."""

    def __init__(self, token: str, register: Callable[[Bot], None], memory: KeyValueStore) -> None:
        self._token = token
        self._register = register
        self._memory = memory
        self._bot: Bot | None = None
        self.sender = DiscordSender(lambda: self._bot)
        for name in ("discord.client", "discord.shard"):
            logging.getLogger(name).addFilter(_SHORT_TRACEBACKS)

    def ready(self) -> bool:
        """Logged in, so that messages can be sent; the gateway may be away."""
        return self._bot is not None and self._bot.user is not None and not self._bot.is_closed()

    async def serve(self, stop: asyncio.Event, *last: Step) -> None:
        """Stay on Discord until `stop` is set; `last` is what still needs the connection then.

        Raises ConfigError when Discord refuses the token.
        """
        wait, loop = FIRST_WAIT_SECONDS, asyncio.get_running_loop()
        while not stop.is_set():
            since = loop.time()
            async with Bot(self._register, self._memory) as bot:
                self._bot = bot
                try:
                    absent = await self._connect(bot, stop, last)
                finally:
                    self._bot = None
            if absent:
                wait = FIRST_WAIT_SECONDS if loop.time() - since > LONGEST_WAIT_SECONDS else wait
                log.warning("Discord cannot be reached (%s); trying again in %.0f s", absent, wait)
                await _until(stop, asyncio.sleep(wait))
                wait = min(2 * wait, LONGEST_WAIT_SECONDS)

    async def _connect(self, bot: Bot, stop: asyncio.Event, last: Iterable[Step]) -> str:
        """One connection, until it ends; gives why Discord was absent, or nothing when `stop` ended it."""
        try:
            await _until(stop, bot.start(self._token), (*last, bot.close))
        except discord.LoginFailure:
            raise ConfigError(WRONG_TOKEN_SENTENCE) from None
        except discord.ConnectionClosed as closed:
            if closed.code == NOT_AUTHENTICATED_CODE:
                raise ConfigError(WRONG_TOKEN_SENTENCE) from None
            return f"the gateway closed the connection with code {closed.code}"
        except (discord.DiscordException, aiohttp.ClientError, OSError) as fault:
            return " ".join(str(fault).split()) or type(fault).__name__
        return "" if stop.is_set() else "the connection was closed"


async def _until(stop: asyncio.Event, work: Coroutine[Any, Any, None], end: Iterable[Step] = ()) -> None:
    """Let work go on until it ends or `stop` is set; then `end` it and cut it off. Raises what it raised by itself."""
    stop_task, work_task = asyncio.create_task(stop.wait()), asyncio.create_task(work)
    await asyncio.wait((stop_task, work_task), return_when=asyncio.FIRST_COMPLETED)
    if work_task.done():
        stop_task.cancel()
        return await work_task
    for step in end:
        await step()
    work_task.cancel()  # the library swallows this while it reconnects, so that it is not waited for without limit
    await asyncio.wait((work_task,), timeout=CLOSE_WITHIN_SECONDS)
    if work_task.done() and not work_task.cancelled():
        work_task.exception()  # how it ended after being told to is of no interest
    return None


class _ShortTracebacks(logging.Filter):
    """discord.py logs a whole traceback for each attempt to reach Discord, where its last line is enough, and tells
    at every start that voice is not installed."""

    def filter(self, record: logging.LogRecord) -> bool:
        if "voice will NOT be supported" in record.getMessage():
            return False
        if record.exc_info and record.exc_info[1] is not None:
            record.msg = f"{record.getMessage()} ({record.exc_info[1]})"
            record.args, record.exc_info = None, None
        return True


_SHORT_TRACEBACKS = _ShortTracebacks()
