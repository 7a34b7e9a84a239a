"""The loopback Discord refuses what Discord refuses; a double that lets all pass would prove nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.discord.client import Bot, Interaction
from tests.support import case_files
from tests.support.discord_client import connected
from tests.support.discord_double import Channel, Discord, Unanswered, rules

CASES = case_files.load("discord_limits.toml")["refused"]


@pytest.fixture
async def discord() -> AsyncIterator[Discord]:
    async with Discord(answer_within=0.1) as double:
        double.add_guild().add_channel("news")
        yield double


@pytest.fixture
def news(discord: Discord) -> Channel:
    return discord.guilds[0].channels[0]


async def ask(discord: Discord, method: str, path: str, body: Any = None, token: str = "") -> tuple[int, Any]:
    """One request past discord.py."""
    address = f"http://{discord.environment['TEST_DISCORD']}/api/v10{path}"
    headers = {"Authorization": f"Bot {token or discord.token}"}
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, address, json=body, headers=headers) as answer,
    ):
        return answer.status, await answer.json()


def filled(body: Any, repeat: int) -> Any:
    if isinstance(body, dict):
        return {key: filled(value, repeat) for key, value in body.items()}
    if isinstance(body, list):
        return [filled(value, repeat) for value in body]
    return "x" * repeat if body == "..." else body


@pytest.mark.parametrize("case", [pytest.param(case, id=case["why"]) for case in CASES])
async def test_a_body_beyond_a_documented_limit_is_refused(discord: Discord, news: Channel, case: Any) -> None:
    body = filled(case["body"], case.get("repeat", 0))
    status, answer = await ask(discord, "POST", f"/channels/{news.id}/messages", body)
    assert (status, answer["code"]) == (400, 50035)
    assert case["names"] in answer["errors"]
    assert discord.messages(news) == []


@pytest.mark.parametrize("case", [pytest.param(case, id=case["why"]) for case in CASES if "repeat" in case])
async def test_a_body_at_the_limit_is_accepted(discord: Discord, news: Channel, case: Any) -> None:
    body = filled(case["body"], case["repeat"] - 1)
    status, _ = await ask(discord, "POST", f"/channels/{news.id}/messages", body)
    assert status == 200


async def test_a_message_that_says_nothing_is_refused(discord: Discord, news: Channel) -> None:
    status, answer = await ask(discord, "POST", f"/channels/{news.id}/messages", {"content": ""})
    assert (status, answer["code"]) == (400, 50006)


async def test_a_wrong_token_is_401(discord: Discord) -> None:
    status, _ = await ask(discord, "GET", "/users/@me", token="wrong")
    assert status == 401


async def test_a_nonce_counts_for_minutes_and_history_does_not_tell_it(discord: Discord, news: Channel) -> None:
    path, body = f"/channels/{news.id}/messages", {"content": "a", "nonce": "n", "enforce_nonce": True}
    first = (await ask(discord, "POST", path, body))[1]
    again = (await ask(discord, "POST", path, body))[1]
    discord.pass_time(minutes=10)
    later = (await ask(discord, "POST", path, body))[1]
    assert first["id"] == again["id"] != later["id"]
    history = (await ask(discord, "GET", path))[1]
    assert [message["id"] for message in history] == [later["id"], first["id"]]
    assert all("nonce" not in message for message in history)


def test_twenty_six_choices_are_too_many() -> None:
    choices = [{"name": str(number), "value": str(number)} for number in range(26)]
    assert list(rules.callback({"type": 8, "data": {"choices": choices[:25]}})) == []
    assert [where for where, _ in rules.callback({"type": 8, "data": {"choices": choices}})] == ["choices"]


async def test_an_answer_that_comes_too_late_is_none(discord: Discord, news: Channel) -> None:
    silent = asyncio.Event()

    def register(bot: Bot) -> None:
        @bot.tree.command(name="sleep", description="Answers when it is too late")
        async def sleep(interaction: Interaction) -> None:
            await silent.wait()
            await interaction.response.send_message("good morning")

    async with connected(discord, register):
        with pytest.raises(Unanswered, match="did not respond"):
            await discord.slash(discord.guilds[0], news, discord.guilds[0].member("ann"), "sleep")
        silent.set()
        await discord.until(lambda: any("callback" in call.path for call in discord.rest.calls))
    assert discord.messages(news) == []
