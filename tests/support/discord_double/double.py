"""A loopback Discord with verbs that a test reads like sentences.

    async with Discord() as discord:
        desk = discord.add_guild("Desk")
        news = desk.add_channel("news")
        ...                                       # start the program with discord.environment
        await discord.until(lambda: discord.messages(news))
        answer = await discord.slash(desk, news, ann, "actor", name="Haftar")

The program speaks to it with the unmodified discord.py; only the two addresses are set from outside (`point_at`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import TracebackType
from typing import Any, Self

import discord as library
import yarl
from aiohttp import web
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.support.discord_double.asked import Asked, Reply, Unanswered
from tests.support.discord_double.faults import TOO_MANY_EDITS, Fault, Faults, What, rate_limited
from tests.support.discord_double.gateway import NOT_AUTHENTICATED, Gateway
from tests.support.discord_double.published import Published
from tests.support.discord_double.rest import Rest
from tests.support.discord_double.world import ALL_BASIC, Channel, Clock, Guild, Json, Member, Posted, Role, User

TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAwMA.GloopB.back-only-not-a-secret"
APPLICATION = "1000000000000000000"
ANSWER_WITHIN = 3.0  # seconds that Discord gives a bot to answer an interaction
PATIENCE = 60.0  # seconds until `until` gives up
SUB_COMMAND, GROUP = 1, 2
MESSAGE_COMMAND = 3


class Discord:
    """The whole of it: REST and gateway on one loopback port, the world behind them, faults on demand."""

    def __init__(self, token: str = TOKEN, *, answer_within: float = ANSWER_WITHIN) -> None:
        self.token = token
        self._answer_within = answer_within
        self.application = APPLICATION
        self.clock = Clock()
        self.bot = User(APPLICATION, "actorwatch", bot=True)
        self.guilds: list[Guild] = []
        self.commands: list[Json] = []
        self.times_told_commands = 0
        self.asked: dict[str, Asked] = {}
        self.faults = Faults()
        self.published = Published.at_hand()
        self.gateway = Gateway(token, APPLICATION, self.bot, self.guilds, self.clock, self.happened)
        self.rest = Rest(self)
        self._changed = asyncio.Condition()
        self._runner: web.AppRunner | None = None
        self._port = 0

    # ------------------------------------------------------------ being there

    async def __aenter__(self) -> Self:
        await self.come_back()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.go_away()

    async def come_back(self) -> None:
        """Listen, on the same port as before if there was one."""
        app = web.Application(client_max_size=32 << 20)
        app.router.add_get("/gateway/", self.gateway.serve)
        app.router.add_route("*", "/api/v10/{rest:.*}", self.rest.serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.gateway.url = f"ws://127.0.0.1:{self._port}/gateway/"

    async def go_away(self) -> None:
        """Stop listening and cut every connection: an absent Discord."""
        if self._runner is not None:
            self.faults.end()
            await self.gateway.drop()
            await self._runner.cleanup()
            self._runner = None

    @property
    def environment(self) -> dict[str, str]:
        """What a program started by `tests.support.discord_double.launch` needs to find this Discord."""
        return {"DISCORD_TOKEN": self.token, "TEST_DISCORD": f"127.0.0.1:{self._port}"}

    @contextmanager
    def here(self) -> Iterator[None]:
        """discord.py in this process speaks to this Discord."""
        before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
        point_at(f"127.0.0.1:{self._port}")
        try:
            yield
        finally:
            Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before

    async def happened(self) -> None:
        """Wake whoever waits with `until`."""
        async with self._changed:
            self._changed.notify_all()

    async def until(self, condition: Callable[[], object], what: str = "it", seconds: float = PATIENCE) -> None:
        """Wait until something holds, looked at after every request; AssertionError after the deadline."""
        async with self._changed:
            try:
                await asyncio.wait_for(self._changed.wait_for(lambda: bool(condition())), seconds)
            except TimeoutError:
                raise AssertionError(f"{what} did not come true within {seconds:.0f} s") from None

    # ------------------------------------------------------------ the world

    def add_guild(self, name: str = "Desk") -> Guild:
        guild = Guild(self.clock.snowflake(), name, self.clock, self.bot)
        self.guilds.append(guild)
        return guild

    async def leave(self, guild: Guild) -> None:
        """Somebody removes the bot from a server."""
        self.guilds.remove(guild)
        await self.gateway.dispatch("GUILD_DELETE", {"id": guild.id})

    async def join(self, guild: Guild) -> None:
        """Somebody adds the bot to a server, in which it may have been before."""
        self.guilds.append(guild)
        await self.gateway.dispatch("GUILD_CREATE", guild.json())

    def channels(self) -> list[Channel]:
        return [channel for guild in self.guilds for channel in guild.channels]

    def messages(self, channel: Channel) -> list[Posted]:
        """What stands in a channel, oldest first."""
        return sorted(channel.messages.values(), key=lambda posted: int(posted.id))

    def pass_time(self, **period: float) -> None:
        """Let Discord's clock run ahead, for its windows and the ages of messages."""
        self.clock.ahead += timedelta(**period)

    @property
    def complaints(self) -> list[str]:
        """Everything in the requests so far that breaks a rule."""
        return self.rest.complaints

    # ------------------------------------------------------------ asking the bot

    async def slash(self, guild: Guild, channel: Channel, who: Member, command: str, /, **options: Any) -> Reply:
        """Type a slash command (`watch add`: a sub-command) and wait for the answer."""
        declared, data = self._command(command)
        data["options"] = _nest(command, [_option(declared, name, value) for name, value in options.items()])
        missing = [each["name"] for each in declared if each.get("required") and each["name"] not in options]
        assert not missing, f"/{command} needs {missing}"
        data["resolved"] = _resolved(options)
        return await self._answer(await self._ask(guild, channel, who, 2, data))

    async def autocomplete(
        self, guild: Guild, channel: Channel, who: Member, command: str, /, **options: Any
    ) -> list[tuple[str, str]]:
        """Type into the last of the options and give what is offered: (name, value)."""
        declared, data = self._command(command)
        given = [_option(declared, name, value) for name, value in options.items()]
        chosen = next(each for each in declared if each["name"] == given[-1]["name"])
        assert chosen.get("autocomplete"), f"/{command} does not complete {given[-1]['name']!r}"
        given[-1]["focused"] = True
        data["options"] = _nest(command, given)
        asked = await self._ask(guild, channel, who, 4, data)
        await self._in_time(asked, lambda: asked.acknowledged, asked.within)
        return [(choice["name"], choice["value"]) for choice in asked.choices]

    async def press(self, message: Posted, who: Member, label: str) -> Reply:
        """Press the button of that label below a message."""
        button = next((each for each in message.buttons if each.get("label") == label), None)
        assert button is not None, f"there is no button {label!r} among {message.buttons}"
        data = {"component_type": 2, "custom_id": button["custom_id"]}
        guild = message.channel.guild
        return await self._answer(await self._ask(guild, message.channel, who, 3, data, about=message))

    async def use_on(self, message: Posted, who: Member, command: str) -> Reply:
        """Use a message command (Apps in the message's menu)."""
        found = next(
            (each for each in self.commands if (each["type"], each["name"]) == (MESSAGE_COMMAND, command)), None
        )
        assert found is not None, f"no message command {command!r} is known"
        data = {"id": found["id"], "name": command, "type": MESSAGE_COMMAND, "target_id": message.id}
        data["resolved"] = {"messages": {message.id: message.json()}}
        return await self._answer(await self._ask(message.channel.guild, message.channel, who, 2, data))

    async def submit(self, guild: Guild, channel: Channel, who: Member, form: Json, **values: str) -> Reply:
        """Fill in a form that the bot answered with; values by the custom ids of its fields."""
        rows = [
            {"type": 1, "components": [{"type": 4, "custom_id": name, "value": value}]}
            for name, value in values.items()
        ]
        data = {"custom_id": form["custom_id"], "components": rows}
        return await self._answer(await self._ask(guild, channel, who, 5, data))

    # ------------------------------------------------------------ faults on demand

    def drop_next_answer(self, what: What = "post", channel: Channel | None = None) -> None:
        """Do what the next request asks and reset the connection before the answer."""
        self.faults.add(Fault(what, channel.id if channel else None, lost=True))

    def keep_silent_after_next(self, what: What = "post", channel: Channel | None = None) -> None:
        """Do what the next request asks and never answer it."""
        self.faults.add(Fault(what, channel.id if channel else None, silent=True))

    def fail_next(self, status: int = 503, what: What = "any", channel: Channel | None = None, times: int = 1) -> None:
        body = {"message": "an invented failure", "code": 0}
        self.faults.add(Fault(what, channel.id if channel else None, status=status, body=body), times)

    def rate_limit_next(self, retry_after: float, what: What = "post", channel: Channel | None = None) -> None:
        body, headers = rate_limited(retry_after)
        self.faults.add(Fault(what, channel.id if channel else None, status=429, body=body, headers=headers))

    def refuse_next_edit(self, *, by_a_proxy: bool = False) -> None:
        """30046: too many edits of an old message; with or without the header that discord.py takes for Discord's."""
        headers = {} if by_a_proxy else {"Via": "1.1 google"}
        self.faults.add(Fault("edit", status=429, body=TOO_MANY_EDITS, headers=headers))

    def hold(self, channel: Channel) -> None:
        """Answer nothing about a channel until it is released."""
        self.faults.hold(channel.id)

    def release(self, channel: Channel) -> None:
        self.faults.release(channel.id)

    async def revoke_token(self) -> None:
        """Make Discord refuse the token that the bot has."""
        self.token = self.gateway.token = "another"
        await self.gateway.close(NOT_AUTHENTICATED)

    async def forbid(self, channel: Channel, *permissions: str) -> None:
        """Take permissions from the bot in a channel, as they are named in Discord's documentation."""
        channel.denied |= set(permissions)
        await self._tell("CHANNEL_UPDATE", channel)

    async def allow(self, channel: Channel) -> None:
        """Give them back."""
        channel.denied.clear()
        await self._tell("CHANNEL_UPDATE", channel)

    async def delete(self, channel: Channel) -> None:
        channel.deleted = True
        await self._tell("CHANNEL_DELETE", channel)

    async def _tell(self, event: str, channel: Channel) -> None:
        await self.gateway.dispatch(event, channel.json())
        await self.gateway.caught_up()

    # ------------------------------------------------------------ inside

    async def _ask(
        self, guild: Guild, channel: Channel, who: Member, kind: int, data: Json, about: Posted | None = None
    ) -> Asked:
        token = f"token-{self.clock.snowflake()}"
        asked = Asked(self.clock.snowflake(), token, channel, self.bot, self.clock, self._answer_within, about)
        self.asked[asked.token] = asked
        payload = {
            "id": asked.id,
            "application_id": APPLICATION,
            "type": kind,
            "token": asked.token,
            "version": 1,
            "guild_id": guild.id,
            "guild": {"id": guild.id, "features": [], "locale": "en-US"},
            "channel": channel.json(),
            "channel_id": channel.id,
            "member": who.json(),
            "data": data,
            "locale": "en-US",
            "guild_locale": "en-US",
            "app_permissions": str(ALL_BASIC),
            "entitlements": [],
            "authorizing_integration_owners": {"0": guild.id},
            "context": 0,
            "attachment_size_limit": 10 << 20,
        }
        assert self.gateway.connected, "the bot is not connected to the gateway"
        await self.gateway.dispatch("INTERACTION_CREATE", payload | ({"message": about.json()} if about else {}))
        return asked

    async def _answer(self, asked: Asked) -> Reply:
        await self._in_time(asked, lambda: asked.acknowledged, asked.within)
        await self._in_time(asked, lambda: asked.answered, PATIENCE)
        return Reply(tuple(asked.messages), asked.private, asked.form)

    async def _in_time(self, asked: Asked, condition: Callable[[], bool], seconds: float) -> None:
        try:
            await self.until(condition, seconds=seconds)
        except AssertionError:
            raise Unanswered(f"The application did not respond within {seconds:g} s") from None

    def _command(self, command: str) -> tuple[list[Json], Json]:
        """The declared options of a (sub-)command and the start of an interaction's data."""
        name, *path = command.split()
        found = next((each for each in self.commands if (each["type"], each["name"]) == (1, name)), None)
        assert found is not None, f"/{name} is not among the commands {[each['name'] for each in self.commands]}"
        options: list[Json] = found.get("options") or []
        for step in path:
            inner = next((each for each in options if each["name"] == step), None)
            assert inner is not None, f"/{command}: there is no {step!r} among {[each['name'] for each in options]}"
            options = inner.get("options") or []
        return options, {"id": found["id"], "name": name, "type": 1}


def point_at(address: str) -> None:
    """Make the unmodified discord.py of this process speak to a loopback Discord at host:port."""
    Route.BASE = f"http://{address}/api/v{library.http.INTERNAL_API_VERSION}"
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"ws://{address}/gateway/")


def _option(declared: list[Json], name: str, value: Any) -> Json:
    found = next((each for each in declared if each["name"] == name), None)
    assert found is not None, f"there is no option {name!r} among {[each['name'] for each in declared]}"
    sent = value.id if isinstance(value, Role | Channel) else value.user.id if isinstance(value, Member) else value
    return {"name": name, "type": found["type"], "value": sent}


def _nest(command: str, options: list[Json]) -> list[Json]:
    """Options within their sub-command, and that within its group."""
    path = command.split()[1:]
    for place, step in reversed(list(enumerate(path))):
        kind = GROUP if place == 0 and len(path) == 2 else SUB_COMMAND
        options = [{"name": step, "type": kind, "options": options}]
    return options


def _resolved(options: dict[str, Any]) -> Json:
    """What Discord sends along for options that are roles, channels or people."""
    found: Json = {}
    for value in options.values():
        if isinstance(value, Role):
            found.setdefault("roles", {})[value.id] = value.json()
        elif isinstance(value, Channel):
            found.setdefault("channels", {})[value.id] = value.json() | {"permissions": str(ALL_BASIC)}
        elif isinstance(value, Member):
            found.setdefault("users", {})[value.user.id] = value.user.json()
            found.setdefault("members", {})[value.user.id] = value.json()
    return found
