"""Stories merged and split on a loopback Discord: every message about them is put right, and nothing is told twice."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.delivery.outbox_store import OutboxStore
from bot.delivery.outbox_worker import OutboxWorker
from tests.bot.commands.test_regrouping import CRANES, LOAN, MORE, MUSEUM
from tests.bot.discord.test_register import DiscordServer, on
from tests.support.commanding import Office
from tests.support.discord_double import Posted


@pytest.fixture
async def server(office: Office) -> AsyncIterator[DiscordServer]:
    """A desk that has been told of the museum (articles 1 and 2) and of the cranes (3)."""
    async with on(office) as connected:
        await connected.slash(connected.boss, "team create", name="Desk", role=connected.role)
        await connected.slash(connected.ann, "watch add", name="Haftar")
        for title, text in (("Museum opens", MUSEUM), ("Lamps in a museum", MORE), ("Cranes ordered", CRANES)):
            office.article(title, text)
        await deliver(connected)
        yield connected


def said_by(message: Posted) -> str:
    return message.text.replace("\\", "")


async def deliver(server: DiscordServer) -> list[Posted]:
    """Tell what is due a while later; gives the story messages in the channel."""
    server.office.now += timedelta(minutes=20)
    worker = OutboxWorker(OutboxStore(server.office.database), server.app.sender, lambda: server.office.now)
    await worker.tick()
    await worker.idle()
    return [
        message
        for message in server.discord.messages(server.news)
        if "Why?" in (button["label"] for button in message.buttons)
    ]


async def test_after_a_merge_one_message_tells_the_story_and_the_other_says_where_it_went(
    server: DiscordServer,
) -> None:
    museum, cranes = await deliver(server)
    merged = await server.slash(server.ann, "stories merge", first="1", second="3", confirm="yes")
    assert "2 messages will be edited" in merged.text
    assert await deliver(server) == [museum, cranes]
    assert "3 articles" in said_by(museum) and "story 3 (1 article) was merged into this one" in said_by(museum)
    assert "An analyst merged this story into **[story 1]" in said_by(cranes)
    assert f"/{museum.channel.id}/{museum.id})" in said_by(cranes)
    assert "Cranes ordered" in said_by(cranes) and "story 3, now story 1" in said_by(cranes)

    edits = len(cranes.edits)
    server.office.article("Loan for cranes", LOAN)
    assert await deliver(server) == [museum, cranes], "what is like either story joins the one message"
    assert "4 articles" in said_by(museum) and len(cranes.edits) == edits
    why = await server.discord.press(cranes, server.ann, "Why?")
    assert "was merged into this one" in why.text


async def test_after_a_split_each_story_has_its_message(server: DiscordServer) -> None:
    museum, cranes = await deliver(server)
    answer = await server.slash(server.ann, "stories split", story="1", articles="2")
    assert "Told as a story of its own: Desk." in answer.text
    before, after, lamps = await deliver(server)
    assert (before, after) == (museum, cranes)
    assert "**new**\n" in said_by(museum) and "story 2 (1 article) was split from this one" in said_by(museum)
    assert "Lamps in a museum" in said_by(lamps) and "this story (1 article then) was split from story 1" in said_by(
        lamps
    )
    assert "an analyst split it from story 1; it names Khalifa Haftar" in said_by(lamps)

    server.office.article("Lamps", MORE)
    assert await deliver(server) == [museum, cranes, lamps], "its copy joins it"
    assert "2 articles" in said_by(lamps)


async def test_a_merge_that_is_taken_back_leaves_each_story_its_message(server: DiscordServer) -> None:
    museum, cranes = await deliver(server)
    await server.slash(server.ann, "stories merge", first="1", second="3", confirm="yes")
    await deliver(server)
    await server.slash(server.ann, "stories split", story="1", articles="3")
    assert await deliver(server) == [museum, cranes]
    assert "2 articles" in said_by(museum)
    assert "Cranes ordered" in said_by(cranes) and "it names Khalifa Haftar" in said_by(cranes)
    assert "merged this story" not in said_by(cranes)

    server.office.article("Loan for cranes", LOAN)
    assert await deliver(server) == [museum, cranes]
    assert "2 articles" in said_by(cranes)


async def test_what_is_taken_back_before_it_was_told_edits_nothing_wrongly(server: DiscordServer) -> None:
    museum, cranes = await deliver(server)
    await server.slash(server.ann, "stories merge", first="1", second="3", confirm="yes")
    await server.slash(server.ann, "stories split", story="1", articles="3")
    assert await deliver(server) == [museum, cranes]
    assert "2 articles" in said_by(museum) and "merged this story" not in said_by(cranes)


async def test_stories_are_offered_by_their_headlines(server: DiscordServer) -> None:
    assert await server.complete(server.ann, "stories merge", second="crane") == [("3 · The Wire: Cranes ordered", "3")]


async def test_a_merge_is_asked_first_and_undone_by_a_button(server: DiscordServer) -> None:
    museum, cranes = await deliver(server)
    question = await server.slash(server.ann, "stories merge", first="1", second="3")
    assert question.private and "a part of story 1" in question.text and "message to Desk" in question.text
    merged = await server.discord.press(question.messages[0], server.ann, "Merge them")
    await deliver(server)
    assert "3 articles" in said_by(museum) and not merged.private
    refused = await server.discord.press(merged.messages[0], server.stranger, "Undo")
    assert refused.private and "still has a say" in refused.text
    assert "Undone" in (await server.discord.press(merged.messages[0], server.boss, "Undo")).text
    assert await deliver(server) == [museum, cranes]
    assert "2 articles" in said_by(museum) and "merged this story" not in said_by(cranes)


async def test_a_removal_is_asked_first_and_undone_by_a_button(server: DiscordServer) -> None:
    await server.slash(server.ann, "track add", name="Yolanda Haftar", team="Desk")
    question = await server.slash(server.ann, "track remove", name="Yolanda Haftar")
    refused = await server.discord.press(question.messages[0], server.stranger, "Remove Yolanda Haftar")
    assert refused.private and "roles and editors" in refused.text
    removed = await server.discord.press(question.messages[0], server.ann, "Remove Yolanda Haftar")
    assert "is tracked no longer" in removed.text
    await server.discord.press(removed.messages[0], server.ann, "Undo")
    watched = server.office.team(f"{server.guild.id}-desk").watchlist.actors
    assert watched == ("khalifa-haftar", f"{server.guild.id}-yolanda-haftar")
