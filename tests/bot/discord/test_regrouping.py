"""Stories merged and split on a loopback Discord: every message about them is put right, and nothing is told twice."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.delivery.outbox_store import OutboxStore
from bot.delivery.outbox_worker import OutboxWorker
from tests.bot.commands.test_regrouping import CRANES, LOAN, MORE, MUSEUM
from tests.bot.discord.test_register import Scene, on
from tests.support.commanding import Office
from tests.support.discord_double import Posted


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.at(tmp_path, teams=())
    yield made
    made.database.close()


@pytest.fixture
async def scene(office: Office) -> AsyncIterator[Scene]:
    """A desk that has been told of the museum (articles 1 and 2) and of the cranes (3)."""
    async with on(office) as made:
        await made.slash(made.boss, "team create", name="Desk", role=made.role)
        await made.slash(made.ann, "watch add", name="Haftar")
        for title, text in (("Museum opens", MUSEUM), ("Lamps in a museum", MORE), ("Cranes ordered", CRANES)):
            office.article(title, text)
        await deliver(made)
        yield made


def said_by(message: Posted) -> str:
    return message.text.replace("\\", "")


async def deliver(scene: Scene) -> list[Posted]:
    """Tell what is due a while later; gives the story messages in the channel."""
    scene.office.now += timedelta(minutes=20)
    courier = OutboxWorker(OutboxStore(scene.office.database), scene.app.sender, lambda: scene.office.now)
    await courier.tick()
    await courier.idle()
    return [each for each in scene.discord.messages(scene.news) if "Why?" in (one["label"] for one in each.buttons)]


async def test_after_a_merge_one_message_tells_the_story_and_the_other_says_where_it_went(scene: Scene) -> None:
    museum, cranes = await deliver(scene)
    merged = await scene.slash(scene.ann, "stories merge", first="1", second="3", confirm="yes")
    assert "2 messages will be edited" in merged.text
    assert await deliver(scene) == [museum, cranes]
    assert "3 articles" in said_by(museum) and "story 3 (1 article) was merged into this one" in said_by(museum)
    assert "An analyst merged this story into **[story 1]" in said_by(cranes)
    assert f"/{museum.channel.id}/{museum.id})" in said_by(cranes)
    assert "Cranes ordered" in said_by(cranes) and "story 3, now story 1" in said_by(cranes)

    edits = len(cranes.edits)
    scene.office.article("Loan for cranes", LOAN)
    assert await deliver(scene) == [museum, cranes], "what is like either story joins the one message"
    assert "4 articles" in said_by(museum) and len(cranes.edits) == edits
    why = await scene.discord.press(cranes, scene.ann, "Why?")
    assert "was merged into this one" in why.text


async def test_after_a_split_each_story_has_its_message(scene: Scene) -> None:
    museum, cranes = await deliver(scene)
    said = await scene.slash(scene.ann, "stories split", story="1", articles="2")
    assert "Told as a story of its own: Desk." in said.text
    before, after, lamps = await deliver(scene)
    assert (before, after) == (museum, cranes)
    assert "1 article," in said_by(museum) and "story 2 (1 article) was split from this one" in said_by(museum)
    assert "Lamps in a museum" in said_by(lamps) and "this story (1 article then) was split from story 1" in said_by(
        lamps
    )
    assert "an analyst split it from story 1; it names Khalifa Haftar" in said_by(lamps)

    scene.office.article("Lamps", MORE)
    assert await deliver(scene) == [museum, cranes, lamps], "its copy joins it"
    assert "2 articles" in said_by(lamps)


async def test_a_merge_that_is_taken_back_leaves_each_story_its_message(scene: Scene) -> None:
    museum, cranes = await deliver(scene)
    await scene.slash(scene.ann, "stories merge", first="1", second="3", confirm="yes")
    await deliver(scene)
    await scene.slash(scene.ann, "stories split", story="1", articles="3")
    assert await deliver(scene) == [museum, cranes]
    assert "2 articles" in said_by(museum)
    assert "Cranes ordered" in said_by(cranes) and "it names Khalifa Haftar" in said_by(cranes)
    assert "merged this story" not in said_by(cranes)

    scene.office.article("Loan for cranes", LOAN)
    assert await deliver(scene) == [museum, cranes]
    assert "2 articles" in said_by(cranes)


async def test_what_is_taken_back_before_it_was_told_edits_nothing_wrongly(scene: Scene) -> None:
    museum, cranes = await deliver(scene)
    await scene.slash(scene.ann, "stories merge", first="1", second="3", confirm="yes")
    await scene.slash(scene.ann, "stories split", story="1", articles="3")
    assert await deliver(scene) == [museum, cranes]
    assert "2 articles" in said_by(museum) and "merged this story" not in said_by(cranes)


async def test_stories_are_offered_by_their_headlines(scene: Scene) -> None:
    assert await scene.complete(scene.ann, "stories merge", second="crane") == [("3 · The Wire: Cranes ordered", "3")]


async def test_a_merge_is_asked_first_and_undone_by_a_button(scene: Scene) -> None:
    museum, cranes = await deliver(scene)
    asked = await scene.slash(scene.ann, "stories merge", first="1", second="3")
    assert asked.private and "a part of story 1" in asked.text and "message to Desk" in asked.text
    merged = await scene.discord.press(asked.messages[0], scene.ann, "Merge them")
    await deliver(scene)
    assert "3 articles" in said_by(museum) and not merged.private
    refused = await scene.discord.press(merged.messages[0], scene.stranger, "Undo")
    assert refused.private and "still has a say" in refused.text
    assert "Undone" in (await scene.discord.press(merged.messages[0], scene.boss, "Undo")).text
    assert await deliver(scene) == [museum, cranes]
    assert "2 articles" in said_by(museum) and "merged this story" not in said_by(cranes)


async def test_a_removal_is_asked_first_and_undone_by_a_button(scene: Scene) -> None:
    await scene.slash(scene.ann, "track add", name="Yolanda Haftar", team="Desk")
    asked = await scene.slash(scene.ann, "track remove", name="Yolanda Haftar")
    refused = await scene.discord.press(asked.messages[0], scene.stranger, "Remove Yolanda Haftar")
    assert refused.private and "roles and editors" in refused.text
    removed = await scene.discord.press(asked.messages[0], scene.ann, "Remove Yolanda Haftar")
    assert "is tracked no longer" in removed.text
    await scene.discord.press(removed.messages[0], scene.ann, "Undo")
    watched = scene.office.team(f"{scene.guild.id}-desk").watchlist.actors
    assert watched == ("khalifa-haftar", f"{scene.guild.id}-yolanda-haftar")
