"""The Discord client on a loopback Discord: commands, buttons, and a Discord that is away."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.delivery.outbox_worker import Postponed
from bot.discord.client import INVITE_PERMISSIONS, App, Bot, Interaction
from bot.message import Message, Span
from config.settings import CHECKOUT
from tests.support.discord_client import Notes, connected
from tests.support.discord_double import Discord
from watchers.errors import ActorwatchError, ConfigError


def register(bot: Bot) -> None:
    """A few commands of the kinds that the program has."""

    @bot.tree.command(name="echo", description="Says it again")
    async def echo(interaction: Interaction, text: str) -> None:
        await interaction.response.send_message(text)

    @bot.tree.command(name="fail", description="Fails as it is told")
    async def fail(interaction: Interaction, how: str) -> None:
        raise ActorwatchError(how) if how != "badly" else ValueError("a secret of the program")

    async def why(interaction: Interaction, about: str) -> None:
        await interaction.response.send_message(f"because of {about}", ephemeral=True)

    bot.buttons["why"] = why


@pytest.fixture
async def discord() -> AsyncIterator[Discord]:
    async with Discord() as double:
        guild = double.add_guild()
        guild.add_channel("news")
        yield double
        assert not double.complaints


async def test_a_command_is_answered(discord: Discord) -> None:
    guild = discord.guilds[0]
    async with connected(discord, register):
        answer = await discord.slash(guild, guild.channels[0], guild.member("ann"), "echo", text="hello")
    assert answer.text == "hello"


async def test_commands_are_told_to_discord_only_when_they_changed(discord: Discord) -> None:
    notes = Notes()
    for _ in range(2):
        async with connected(discord, register, notes):
            pass
    assert discord.times_told_commands == 1


async def test_it_says_where_it_is_added_to_a_server(discord: Discord, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "bot.discord.client"):
        async with connected(discord, register):
            pass
    (address,) = re.findall(r"https://\S+", caplog.text)
    assert address.startswith("https://discord.com/oauth2/authorize?")
    query = parse_qs(urlsplit(address).query)
    assert query["client_id"] == [discord.application]
    assert set(query["scope"][0].split()) == {"bot", "applications.commands"}
    assert query["permissions"] == [str(INVITE_PERMISSIONS.value)]


def test_the_readme_lists_the_permissions_that_are_asked_for() -> None:
    steps = (CHECKOUT / "README.md").read_text("utf-8").split("## Going live on Discord")[1].split("\n## ")[0]
    sentence = " ".join(steps[steps.index("the permissions") :].split(".")[0].split())
    names = {name.replace("_", " ").title() for name, is_set in INVITE_PERMISSIONS if is_set}
    assert set(re.findall(r"\*([^*]+)\*", sentence)) == names - {"Read Messages"} | {"View Channels"}


async def test_what_went_wrong_is_said_to_the_requester_alone(discord: Discord) -> None:
    guild = discord.guilds[0]
    async with connected(discord, register):
        answer = await discord.slash(guild, guild.channels[0], guild.member("ann"), "fail", how="nobody is called that")
        assert (answer.text, answer.private) == ("nobody is called that", True)


async def test_a_fault_of_the_program_is_not_shown_in_its_words(discord: Discord) -> None:
    guild = discord.guilds[0]
    async with connected(discord, register):
        answer = await discord.slash(guild, guild.channels[0], guild.member("ann"), "fail", how="badly")
    assert answer.private and "secret" not in answer.text and "log" in answer.text


async def test_a_wrong_token_ends_it_with_one_clear_sentence(discord: Discord) -> None:
    with pytest.raises(ConfigError, match="DISCORD_TOKEN"):
        async with connected(discord, register, token="wrong"):
            pass


async def test_a_token_that_is_revoked_ends_it_too(discord: Discord) -> None:
    app = App(discord.token, register, Notes())
    with discord.here():
        serving = asyncio.create_task(app.serve(asyncio.Event()))
        await discord.until(lambda: discord.gateway.connected)
        await discord.revoke_token()
        with pytest.raises(ConfigError, match="DISCORD_TOKEN"):
            await serving


async def test_an_absent_discord_is_waited_for(discord: Discord) -> None:
    await discord.go_away()
    app, stop = App(discord.token, register, Notes()), asyncio.Event()
    with discord.here():
        serving = asyncio.create_task(app.serve(stop))
        assert not app.ready()
        await discord.come_back()
        await discord.until(lambda: discord.gateway.connected)
        assert app.ready()
        stop.set()
        await serving


async def test_a_dropped_gateway_is_resumed_and_nothing_asked_meanwhile_is_missed(discord: Discord) -> None:
    guild = discord.guilds[0]
    async with connected(discord, register):
        await discord.gateway.drop()
        await discord.until(lambda: discord.gateway.resumed)
        answer = await discord.slash(guild, guild.channels[0], guild.member("ann"), "echo", text="still here")
    assert answer.text == "still here"
    assert discord.gateway.identified == 1


async def test_a_discord_that_never_answers_does_not_keep_the_program_from_ending(discord: Discord) -> None:
    news = discord.guilds[0].channels[0]
    discord.hold(news)
    async with connected(discord, register) as app:
        sending = asyncio.create_task(app.sender.send(news.id, Message(lines=((Span("hello"),),)), "n-1"))
        await discord.until(lambda: any(call.method == "POST" for call in discord.rest.calls))
    with pytest.raises(Postponed, match=r"closed|reached"):
        await sending


async def test_what_is_under_way_may_arrive_before_the_connection_is_closed(discord: Discord) -> None:
    news = discord.guilds[0].channels[0]
    app, stop = App(discord.token, register, Notes()), asyncio.Event()

    async def last() -> None:
        await app.sender.send(news.id, Message(lines=((Span("goodbye"),),)), "n-1")

    with discord.here():
        serving = asyncio.create_task(app.serve(stop, last))
        await discord.until(lambda: discord.gateway.connected)
        stop.set()
        await serving
    assert [posted.text for posted in discord.messages(news)] == ["goodbye"]
