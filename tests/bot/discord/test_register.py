"""The table of commands on Discord: registered within its limits, completed, answered in time, to the right people."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.commands.table import BUTTONS, BY_PATH, COMMANDS, GROUPS
from bot.delivery.outbox_store import OutboxStore
from bot.delivery.outbox_worker import OutboxWorker
from bot.discord import answering
from bot.discord.client import App, Bot
from bot.discord.register import register
from tests.support.commanding import NOW, WIRE, Office
from tests.support.discord_client import Notes, connected
from tests.support.discord_double import Channel, Discord, Guild, Member, Posted, Role
from watchers.archive import feeds, variants
from watchers.model import Actor, Alias, FeedState, Variant
from watchers.reasons import Matching, Reason

VISIT = "Khalifa Haftar opened the lighthouse museum of Zafira Bay on Monday, its keeper said. He stayed an hour."
SALMA = "The keeper, Salma Idris, opened the museum of Zafira Bay on Monday. Forty lamps are shown there."

TYPES = {"text": 3, "number": 4, "user": 6, "channel": 7, "role": 8, "file": 11}

SEEN = (Reason(Matching.SPELLING_SEEN, mentions=1, in_articles=1, percent=83, name="Khalifa Haftar"),)


# ---------------------------------------------------------------- what Discord is told


@pytest.fixture
async def payloads(office: Office) -> dict[str, dict[str, Any]]:
    """What Discord is told, by name."""
    bot = Bot(lambda bot: register(bot, office.context), Notes())
    return {command.name: command.to_dict(bot.tree) for command in bot.tree.get_commands()}


def leaf(payloads: dict[str, dict[str, Any]], path: str) -> dict[str, Any]:
    group, _, name = path.rpartition(" ")
    if not group:
        return payloads[name]
    option: dict[str, Any] = next(option for option in payloads[group]["options"] if option["name"] == name)
    return option


async def test_every_command_of_the_table_is_registered_with_its_options(payloads: dict[str, dict[str, Any]]) -> None:
    for command in COMMANDS:
        options = leaf(payloads, command.path)["options"]
        assert [option["name"] for option in options] == [
            parameter.name for parameter in sorted(command.parameters, key=lambda parameter: not parameter.required)
        ]
        by_name = {parameter.name: parameter for parameter in command.parameters}
        for option in options:
            parameter = by_name[option["name"]]
            assert option["type"] == TYPES[parameter.kind]
            assert option["description"] == parameter.says
            assert option["required"] is parameter.required
            assert bool(option.get("autocomplete")) is (parameter.completes is not None)
            assert [choice["value"] for choice in option.get("choices") or ()] == list(parameter.choices)


async def test_commands_keep_discords_limits(payloads: dict[str, dict[str, Any]]) -> None:
    def every(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield node
        for option in node.get("options") or ():
            yield from every(option)

    assert len(payloads) <= 100
    for command in payloads.values():
        if command["type"] != 1:
            continue
        nodes = list(every(command))
        for node in nodes:
            assert node["name"] == node["name"].lower() and 1 <= len(node["name"]) <= 32
            assert 1 <= len(node["description"]) <= 100, f"{node['name']}: {node['description']}"
            assert len(node.get("options") or ()) <= 25 and len(node.get("choices") or ()) <= 25
        assert sum(len(node["name"]) + len(node["description"]) for node in nodes) <= 8000


async def test_commands_work_in_servers_alone(payloads: dict[str, dict[str, Any]]) -> None:
    assert all(command["contexts"] == [0] and command["integration_types"] == [0] for command in payloads.values())


def test_required_values_come_first_in_the_table() -> None:
    for command in COMMANDS:
        needed = [parameter.required for parameter in command.parameters]
        assert needed == sorted(needed, reverse=True), command.path


def test_every_group_of_the_table_is_described() -> None:
    assert {path.partition(" ")[0] for path in BY_PATH if " " in path} == set(GROUPS)


# ---------------------------------------------------------------- on a loopback Discord


@dataclass
class DiscordServer:
    """A server with a channel, a manager, an analyst who bears the team's role, and a stranger."""

    app: App
    discord: Discord
    office: Office
    guild: Guild
    news: Channel
    role: Role
    boss: Member
    ann: Member
    stranger: Member

    async def slash(self, who: Member, command: str, /, **options: Any) -> Any:
        return await self.discord.slash(self.guild, self.news, who, command, **options)

    async def complete(self, who: Member, command: str, /, **options: Any) -> list[tuple[str, str]]:
        return await self.discord.autocomplete(self.guild, self.news, who, command, **options)


@asynccontextmanager
async def on(office: Office) -> AsyncIterator[DiscordServer]:
    async with Discord() as discord:
        guild = discord.add_guild()
        news, role = guild.add_channel("news"), guild.add_role("Analysts")
        people = guild.member("boss", manager=True), guild.member("ann", role), guild.member("stranger")
        discord.add_guild("Elsewhere").add_channel("general")
        async with connected(discord, lambda bot: register(bot, office.context)) as app:
            yield DiscordServer(app, discord, office, guild, news, role, *people)
        assert not discord.complaints


@pytest.fixture
async def server(office: Office) -> AsyncIterator[DiscordServer]:
    async with on(office) as connected:
        yield connected


async def test_a_team_is_made_and_its_role_changes_it(server: DiscordServer) -> None:
    answer = await server.slash(server.boss, "team create", name="Desk", role=server.role, channel=server.news)
    assert "Team Desk is told in channel" in answer.text and not answer.private
    added = await server.slash(server.ann, "watch add", name="حفتر")
    assert "Team Desk now watches Khalifa Haftar" in added.text
    refused = await server.slash(server.stranger, "watch remove", name="Haftar")
    assert "server managers, its role and its editors" in refused.text and refused.private
    team = server.office.team(f"{server.guild.id}-desk")
    assert (team.channel, team.role) == (server.news.id, server.role.id)


async def test_the_channel_that_is_asked_in_is_the_teams_where_none_is_named(server: DiscordServer) -> None:
    await server.slash(server.boss, "team create", name="Desk", editor=server.ann)
    team = server.office.team(f"{server.guild.id}-desk")
    assert (team.channel, team.editors) == (server.news.id, (server.ann.user.id,))


async def test_a_team_in_a_channel_where_the_bot_cannot_post_is_warned_of(server: DiscordServer) -> None:
    await server.discord.forbid(server.news, "SEND_MESSAGES")
    answer = await server.slash(server.boss, "team create", name="Desk")
    assert "cannot post there yet: grant it Send Messages" in answer.text
    edited = await server.slash(server.boss, "team edit", timezone="Europe/Berlin")
    assert "grant it Send Messages" in edited.text
    await server.discord.allow(server.news)
    assert "grant" not in (await server.slash(server.boss, "team edit", timezone="UTC")).text


async def test_only_managers_make_teams(server: DiscordServer) -> None:
    refused = await server.slash(server.ann, "team create", name="Desk")
    assert "Manage Server" in refused.text and refused.private


async def test_names_are_completed_in_any_script(server: DiscordServer) -> None:
    assert await server.complete(server.ann, "actor", name="khal") == [("Khalifa Haftar", "khalifa-haftar")]
    assert await server.complete(server.ann, "actor", name="خليفة") == [
        ("Khalifa Haftar (خليفة حفتر)", "khalifa-haftar")
    ]
    assert await server.complete(server.ann, "actor", name="nobody") == []


async def test_at_most_25_completions_are_offered(tmp_path: Path) -> None:
    many = [Actor(f"ali-{n}", f"Ali {n:03}", "person", (Alias(f"Ali {n:03}"),)) for n in range(60)]
    office = Office.at(tmp_path, actors=many, teams=())
    async with on(office) as server:
        assert len(await server.complete(server.ann, "actor", name="ali")) == 25
    office.database.close()


async def test_lists_are_completed_at_their_end(server: DiscordServer) -> None:
    assert await server.complete(server.ann, "watch add", languages="ar, ru") == [("ar, ru", "ar, ru")]


async def test_what_is_for_the_requester_alone_is_ephemeral(server: DiscordServer) -> None:
    await server.slash(server.boss, "team create", name="Desk")
    for command in ("help", "watch list", "team show", "digest now", "feeds list", "variants review"):
        assert (await server.slash(server.ann, command)).private, command
    assert not (await server.slash(server.ann, "actor", name="Haftar")).private


async def test_what_is_unknown_is_said_to_the_requester_alone(server: DiscordServer) -> None:
    answer = await server.slash(server.ann, "actor", name="Nobody At All")
    assert answer.private and "is tracked" in answer.text


async def test_an_unknown_name_is_tracked_by_a_button(server: DiscordServer) -> None:
    server.office.article("Lamps", SALMA)
    await server.slash(server.boss, "team create", name="Desk", role=server.role)
    offer = await server.slash(server.ann, "watch add", name="Salma Idris")
    assert offer.private and "Lamps" in offer.text
    pressed = await server.discord.press(offer.messages[0], server.ann, "Track as a person")
    assert "Team Desk now watches Salma Idris" in pressed.text
    assert server.office.team(f"{server.guild.id}-desk").watchlist.actors == (f"{server.guild.id}-salma-idris",)


async def test_spellings_are_decided_by_buttons(server: DiscordServer) -> None:
    await server.slash(server.boss, "team create", name="Desk", role=server.role)
    await server.slash(server.ann, "watch add", name="Haftar")
    with server.office.database.write(str(server.guild.id)) as archive:
        variants.propose(archive, [Variant("khalifa-haftar", "Hiftarr", SEEN)], NOW)
    answer = await server.slash(server.ann, "variants review")
    pressed = await server.discord.press(answer.messages[0], server.ann, "Confirm 1")
    assert "is a name of Khalifa Haftar" in pressed.text and pressed.private


async def told_in_channel(server: DiscordServer) -> Posted:
    """A story message in the channel, posted by the outbox worker."""
    await server.slash(server.boss, "team create", name="Desk")
    await server.slash(server.boss, "watch add", name="Haftar")
    server.office.article("Visit", VISIT)
    worker = OutboxWorker(OutboxStore(server.office.database), server.app.sender, lambda: server.office.now)
    await worker.tick()
    await worker.idle()
    return server.discord.messages(server.news)[-1]


async def test_why_is_answered_by_the_button_and_in_the_messages_menu(server: DiscordServer) -> None:
    alert = await told_in_channel(server)
    for answer in (
        await server.discord.press(alert, server.ann, "Why?"),
        await server.discord.use_on(alert, server.ann, "Why?"),
        await server.slash(server.ann, "why", id="delivery 1"),
    ):
        assert answer.private and "Khalifa Haftar: “Khalifa Haftar” in the text" in answer.text


async def test_another_servers_alert_is_not_explained(server: DiscordServer) -> None:
    await told_in_channel(server)
    elsewhere = server.discord.guilds[1]
    requester = elsewhere.member("them", manager=True)
    answer = await server.discord.slash(elsewhere, elsewhere.channels[0], requester, "why", id="delivery 1")
    assert "no delivery" in answer.text


async def test_a_message_that_is_no_alert_says_so(server: DiscordServer) -> None:
    answer = await server.slash(server.ann, "actor", name="Haftar")
    response = await server.discord.use_on(answer.messages[0], server.ann, "Why?")
    assert "no alert" in response.text


def test_every_button_that_answers_offer_is_answered() -> None:
    assert {"why", "person", "organisation", "watch", "confirm", "reject", "yes", "undo", "same", "different"} == set(
        BUTTONS
    )


# ---------------------------------------------------------------- in time


@pytest.mark.parametrize("private", [True, False])
async def test_a_slow_answer_is_announced_within_three_seconds(
    office: Office, monkeypatch: pytest.MonkeyPatch, private: bool
) -> None:
    monkeypatch.setattr(answering, "ANNOUNCE_AFTER_SECONDS", 0.0)
    async with on(office) as server:
        answer = await server.slash(server.ann, "help" if private else "health")
        assert answer.text and answer.private is private


async def test_a_slow_failure_is_said_to_the_requester_alone(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "ANNOUNCE_AFTER_SECONDS", 0.0)
    async with on(office) as server:
        answer = await server.slash(server.ann, "actor", name="Nobody At All")
        assert answer.messages[-1].ephemeral and "is tracked" in answer.text


@pytest.mark.parametrize("announce_after", [0.0, 2.0])
async def test_the_chart_comes_with_the_answer_however_it_is_sent(
    office: Office, monkeypatch: pytest.MonkeyPatch, announce_after: float
) -> None:
    monkeypatch.setattr(answering, "ANNOUNCE_AFTER_SECONDS", announce_after)
    with office.database.write() as archive:
        feeds.save(archive, FeedState(WIRE, first_fetched=NOW - timedelta(days=20)))
    office.article("Visit", VISIT)
    async with on(office) as server:
        (answer,) = (await server.slash(server.ann, "actor", name="Haftar")).messages
    ((name, png),) = answer.files
    assert png.startswith(b"\x89PNG")
    assert answer.embeds[0]["image"]["url"] == f"attachment://{name}"
    assert "at most 1 (2026-03-02)" in answer.body["attachments"][0]["description"]


async def test_answers_are_made_apart_so_that_others_are_not_held_up(office: Office) -> None:
    async with on(office) as server:
        questions = [server.slash(server.ann, "actor", name="Haftar") for _ in range(8)]
        assert all("Khalifa Haftar" in answer.text for answer in await asyncio.gather(*questions))
