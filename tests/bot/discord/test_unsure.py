"""A story that may be the same as another says so on a loopback Discord, and two buttons decide it for good."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.bot.commands.test_regrouping import CRANES, MUSEUM
from tests.bot.discord.test_register import DiscordServer, on
from tests.bot.discord.test_regrouping import deliver, said_by
from tests.support.commanding import Office
from tests.support.discord_double import Posted, Reply
from tests.support.recording import article, record
from watchers.archive import labelled_pairs, outbox
from watchers.model import Comparison, Delivery, Novelty
from watchers.pipeline import regroup
from watchers.reasons import Comparing, Reason, Telling


@pytest.fixture
async def server(office: Office) -> AsyncIterator[DiscordServer]:
    """A desk that has been told of the museum (article 1), and of the cranes (2), which may be the same."""
    async with on(office) as connected:
        await connected.slash(connected.boss, "team create", name="Desk", role=connected.role)
        await connected.slash(connected.ann, "watch add", name="Haftar")
        office.article("Museum opens", MUSEUM)
        with office.database.write() as archive:
            unsure = Comparison(Novelty.NEW, Reason(Comparing.NOTHING_LIKE_IT), perhaps="1")
            record(archive, article("Cranes ordered", CRANES), unsure, actors=["khalifa-haftar"])
            why = (Reason(Telling.ACTORS_WATCHED, actors=("khalifa-haftar",)),)
            team = f"{connected.guild.id}-desk"
            outbox.enqueue(archive, [Delivery(team, "story", f"story:{team}:2", office.now, "2", "2", why)])
        await deliver(connected)
        yield connected


def labels(message: Posted) -> list[tuple[str, bool]]:
    return [(button["label"], button.get("disabled", False)) for button in message.buttons]


async def press(server: DiscordServer, message: Posted, label: str) -> Reply:
    """Ann presses a button, which then says so."""
    answer = await server.discord.press(message, server.ann, label)
    await server.discord.until(lambda: (f"{label} · ann", True) in labels(message), "a disabled button")
    return answer


def pairs(server: DiscordServer) -> list[tuple[str, str, bool, str]]:
    with server.office.database.read() as archive:
        return [(pair.first.id, pair.second.id, pair.same, pair.by) for pair in labelled_pairs.of_all(archive)]


async def test_an_unsure_story_is_told_and_links_to_what_it_may_be_the_same_as(server: DiscordServer) -> None:
    museum, cranes = await deliver(server)
    assert "Perhaps the same as" not in museum.text
    address = f"/{museum.channel.id}/{museum.id}"
    assert "Perhaps the same as [Museum opens](" in said_by(cranes) and f"{address}) (story 1)" in said_by(cranes)
    assert labels(museum) == [("Why?", False)]
    assert labels(cranes) == [("Why?", False), ("Same", False), ("Different", False)]


async def test_same_merges_the_two_and_puts_both_messages_right(server: DiscordServer) -> None:
    museum, cranes = await deliver(server)
    answer = await press(server, cranes, "Same")
    assert "Story 2 is part of story 1 now, which has 2 articles." in answer.text and not answer.private
    assert await deliver(server) == [museum, cranes]
    assert "2 articles" in said_by(museum) and "story 2 (1 article) was merged into this one" in said_by(museum)
    assert "An analyst merged this story into **[story 1]" in said_by(cranes)
    assert labels(cranes) == [("Why?", False), ("Same · ann", True), ("Different", False)]
    assert pairs(server) == [("1", "2", True, f"ann ({server.ann.user.id})")]


async def test_different_is_remembered_and_says_who(server: DiscordServer) -> None:
    museum, cranes = await deliver(server)
    answer = await press(server, cranes, "Different")
    assert "Stories 1 and 2 are different developments" in answer.text and not answer.private
    assert labels(cranes) == [("Why?", False), ("Same", False), ("Different · ann", True)], "at once"
    assert await deliver(server) == [museum, cranes]
    assert "Perhaps" not in cranes.text and "story 1 and this one are different developments" in said_by(cranes)
    assert labels(cranes) == [("Why?", False), ("Same", False), ("Different · ann", True)]
    assert pairs(server) == [("1", "2", False, f"ann ({server.ann.user.id})")]


async def test_a_mind_may_be_changed_either_way(server: DiscordServer) -> None:
    museum, cranes = await deliver(server)
    for label in ("Different", "Same", "Different"):
        await press(server, cranes, label)
        assert await deliver(server) == [museum, cranes]
    assert "2 articles" not in said_by(museum) and "Cranes ordered" in said_by(cranes)
    assert labels(cranes) == [("Why?", False), ("Same", False), ("Different · ann", True)]
    assert pairs(server) == [("1", "2", False, f"ann ({server.ann.user.id})")]


async def test_a_stranger_decides_nothing(server: DiscordServer) -> None:
    _, cranes = await deliver(server)
    for label in ("Same", "Different"):
        refused = await server.discord.press(cranes, server.stranger, label)
        assert refused.private and "roles and editors of teams here" in refused.text
    assert pairs(server) == [] and not any(disabled for _, disabled in labels(cranes))


async def test_who_comes_second_is_told_that_it_is_decided(server: DiscordServer) -> None:
    _, cranes = await deliver(server)
    buttons = cranes.buttons
    await press(server, cranes, "Same")
    cranes.body = cranes.body | {"components": [{"type": 1, "components": buttons}]}  # as the second one sees it still
    again = await server.discord.press(cranes, server.boss, "Same")
    assert again.private and "are one story already: 1" in again.text


async def test_the_buttons_work_after_a_restart(office: Office, server: DiscordServer) -> None:
    _, cranes = await deliver(server)
    actions = [button["custom_id"] for button in cranes.buttons]
    assert actions[1:] == ["same:2:1", "different:2:1"], "all that a button knows stands in it"


async def test_story_shows_it_with_the_same_buttons(server: DiscordServer) -> None:
    answer = await server.slash(server.stranger, "story", id="2")
    assert "Perhaps the same as" in answer.text
    assert [label for label, _ in labels(answer.messages[0])] == ["Same", "Different"]
    refused = await server.discord.press(answer.messages[0], server.stranger, "Same")
    assert "roles and editors" in refused.text
    await press(server, answer.messages[0], "Different")
    shown = await server.slash(server.stranger, "story", id="2")
    assert "Perhaps" not in shown.text and "different developments · by ann" in shown.text


async def test_what_the_program_merged_says_so_and_can_be_told_apart(server: DiscordServer) -> None:
    museum, cranes = await deliver(server)
    with server.office.database.write() as archive:
        why = Reason(
            Comparing.ONE_DEVELOPMENT, article="2", articles=("1", "2"), percent=61, least=50, pairs=2,
            in_common=("Marsa",), days=0.1, names=0.4,
        )  # fmt: skip
        regroup.merge(archive, "1", "2", "", server.office.now, [why])
    assert await deliver(server) == [museum, cranes]
    assert "The program merged this story into **[story 1]" in said_by(cranes)
    assert (
        "61 % likely one development, the mean of 2 pairs, merged if each pair is from 50 %; most alike are"
        in said_by(cranes)
    )
    assert labels(cranes) == [("Why?", False), ("Different", False)]
    answer = await press(server, cranes, "Different")
    assert "1 article of story 1 is story 2 now" in answer.text
    assert await deliver(server) == [museum, cranes]
    assert "2 articles" not in said_by(museum) and "Cranes ordered" in said_by(cranes)
    assert labels(cranes) == [("Why?", False), ("Same", False), ("Different · ann", True)]
