"""Our messages on a loopback Discord, through the unmodified discord.py client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date

import pytest

from bot.delivery.delivery_numbers import stamped, stamped_list
from bot.delivery.outbox_worker import PostedMessage, Postponed, Refused
from bot.discord.client import Bot, Interaction
from bot.discord.sender import DiscordSender
from bot.message import Bar, Button, Card, Chart, Message, Section, Span
from tests.support.discord_client import connected
from tests.support.discord_double import Channel, Discord
from tests.support.discord_double.published import path as published_path

PNG = b"\x89PNG\r\n\x1a\n"
STORY = Message(
    cards=(
        Card(
            "Envoy meets @everyone",
            url="https://example.org/a",
            lines=((Span("new", bold=True), Span(" · 2 articles")),),
            sections=(Section("Articles", ((Span("Outlet", url="https://example.org/a"),),)),),
            footer="story 7",
            tone="new",
        ),
    ),
    buttons=(Button("Why?", action="why:17", typed="/why 17"),),
    ping="4242",
)


def register(bot: Bot) -> None:
    async def why(interaction: Interaction, about: str) -> None:
        await interaction.response.send_message(f"because of {about}", ephemeral=True)

    bot.buttons["why"] = why


@pytest.fixture
async def discord() -> AsyncIterator[Discord]:
    async with Discord() as double:
        double.add_guild().add_channel("news")
        yield double


@pytest.fixture
def news(discord: Discord) -> Channel:
    return discord.guilds[0].channels[0]


@pytest.fixture
async def sender(discord: Discord) -> AsyncIterator[DiscordSender]:
    async with connected(discord, register) as app:
        yield app.sender


async def test_a_message_stands_in_the_channel_and_breaks_no_rule(
    discord: Discord, news: Channel, sender: DiscordSender
) -> None:
    message = await sender.send(news.id, STORY, "n-1")
    (posted,) = discord.messages(news)
    assert posted.id == message
    assert posted.embeds[0]["url"] == "https://example.org/a"
    assert [button.get("custom_id") for button in posted.buttons] == ["why:17"]
    assert discord.complaints == []


async def test_only_the_given_role_is_notified(discord: Discord, news: Channel, sender: DiscordSender) -> None:
    await sender.send(news.id, STORY, "n-1")
    await sender.send(news.id, Message(lines=((Span("@everyone @here <@1> <@&4242>"),),)), "n-2")
    first, second = discord.messages(news)
    assert (first.pings, first.content) == (("4242",), "<@&4242>")
    assert second.pings == ()


async def test_the_same_nonce_within_minutes_posts_once(discord: Discord, news: Channel, sender: DiscordSender) -> None:
    ids = {await sender.send(news.id, STORY, "n-1") for _ in range(2)}
    assert len(ids) == len(discord.messages(news)) == 1


async def test_an_edit_replaces_what_the_message_says(discord: Discord, news: Channel, sender: DiscordSender) -> None:
    message = await sender.send(news.id, STORY, "n-1")
    await sender.edit(news.id, message, Message(cards=(Card("Envoy resigns"),)))
    (posted,) = discord.messages(news)
    assert "Envoy resigns" in posted.text and "meets" not in posted.text
    assert posted.buttons == []
    assert discord.complaints == []


async def test_a_reply_refers_to_its_message_and_is_posted_also_when_that_is_gone(
    discord: Discord, news: Channel, sender: DiscordSender
) -> None:
    first = await sender.send(news.id, STORY, "n-1")
    await sender.send(news.id, Message(lines=((Span("third report"),),), reply_to=first), "n-2")
    await sender.send(news.id, Message(lines=((Span("fourth report"),),), reply_to="123"), "n-3")
    assert [posted.replies_to for posted in discord.messages(news)] == [None, first, None]


def charted(*heights: int) -> Message:
    """A message of two cards, the second with a chart."""
    bars = tuple(Bar(date(2026, 3, day + 1), height) for day, height in enumerate(heights))
    return Message(cards=(Card("before"), Card("a chart", chart=Chart("Haftar", "articles", bars, "in words"))))


async def test_a_chart_goes_with_its_card_as_a_picture(discord: Discord, news: Channel, sender: DiscordSender) -> None:
    message = charted(1, 2, 3)
    posted_id = await sender.send(news.id, message, "n-1")
    (posted,) = discord.messages(news)
    ((name, png),) = posted.files
    assert png.startswith(PNG)
    assert "image" not in posted.embeds[0]
    assert posted.embeds[1]["image"]["url"] == f"attachment://{name}"
    assert posted.body["attachments"][0]["description"] == "in words"
    await sender.edit(news.id, posted_id, charted(3, 2, 1))
    assert posted.files[0][1] != png
    assert discord.complaints == []


async def test_a_message_whose_chart_cannot_be_drawn_goes_without_it(
    discord: Discord, news: Channel, sender: DiscordSender, caplog: pytest.LogCaptureFixture
) -> None:
    await sender.send(news.id, charted(), "n-1")
    (posted,) = discord.messages(news)
    assert posted.embeds[1]["title"] == "a chart" and posted.files == []
    assert "goes without it" in caplog.text
    assert discord.complaints == []


async def test_a_message_is_found_by_its_delivery_and_not_by_its_nonce(
    discord: Discord, news: Channel, sender: DiscordSender
) -> None:
    story = await sender.send(news.id, STORY, "n-1")
    digest = await sender.send(news.id, stamped(Message(cards=(Card("Digest"),)), 18), "n-2")
    listing = await sender.send(news.id, stamped_list(Message(cards=(Card("Many"),)), (19, 20, 21)), "n-3")
    messages = [await sender.find(news.id, delivery) for delivery in (17, 18, 20, 99)]
    assert messages == [PostedMessage(story), PostedMessage(digest), PostedMessage(listing, listed=True), None]


async def test_what_others_wrote_is_not_taken_for_ours(discord: Discord, news: Channel, sender: DiscordSender) -> None:
    await sender.send(news.id, STORY, "n-1")
    discord.messages(news)[0].author = discord.guilds[0].member("mallory").user
    assert await sender.find(news.id, 17) is None


async def test_a_button_is_answered_however_old_its_message_is(
    discord: Discord, news: Channel, sender: DiscordSender
) -> None:
    """The client that answers knows nothing of the message: it was posted past it."""
    await sender.send(news.id, STORY, "n-1")
    (posted,) = discord.messages(news)
    posted.buttons[0]["custom_id"] = "why:3"
    answer = await discord.press(posted, discord.guilds[0].member("ann"), "Why?")
    assert (answer.text, answer.private) == ("because of 3", True)


async def test_a_button_that_nobody_knows_any_more_says_so(
    discord: Discord, news: Channel, sender: DiscordSender
) -> None:
    await sender.send(
        news.id, Message(lines=((Span("old"),),), buttons=(Button("Gone", action="gone:1", typed="/gone 1"),)), "n-1"
    )
    answer = await discord.press(discord.messages(news)[0], discord.guilds[0].member("ann"), "Gone")
    assert "older version" in answer.text


# ---------------------------------------------------------------- when Discord says no, or nothing


async def test_a_short_rate_limit_is_waited_for(discord: Discord, news: Channel, sender: DiscordSender) -> None:
    discord.rate_limit_next(0.01)
    await sender.send(news.id, STORY, "n-1")
    assert len(discord.messages(news)) == 1


async def test_a_long_rate_limit_postpones(discord: Discord, news: Channel, sender: DiscordSender) -> None:
    discord.rate_limit_next(600)
    with pytest.raises(Postponed) as caught:
        await sender.send(news.id, STORY, "n-1")
    assert caught.value.retry_after == 600


async def test_an_answer_that_is_lost_postpones_and_the_message_is_found(
    discord: Discord, news: Channel, sender: DiscordSender
) -> None:
    discord.drop_next_answer()
    with pytest.raises(Postponed, match="could not be reached"):
        await sender.send(news.id, STORY, "n-1")
    assert await sender.find(news.id, 17) == PostedMessage(discord.messages(news)[0].id)


async def test_a_failing_discord_postpones(discord: Discord, news: Channel, sender: DiscordSender) -> None:
    discord.fail_next(503)
    with pytest.raises(Postponed, match="503"):
        await sender.send(news.id, STORY, "n-1")


@pytest.mark.parametrize("by_a_proxy", [False, True])
async def test_too_many_edits_of_an_old_message_postpone_that_edit_alone(
    discord: Discord, news: Channel, sender: DiscordSender, by_a_proxy: bool
) -> None:
    message = await sender.send(news.id, STORY, "n-1")
    discord.refuse_next_edit(by_a_proxy=by_a_proxy)
    with pytest.raises(Postponed, match="older than an hour") as caught:
        await sender.edit(news.id, message, STORY)
    assert not caught.value.whole_channel


async def test_discord_itself_refuses_to_edit_an_old_message_too_often(
    discord: Discord, news: Channel, sender: DiscordSender
) -> None:
    message = await sender.send(news.id, STORY, "n-1")
    discord.pass_time(hours=2)
    for _ in range(3):
        await sender.edit(news.id, message, STORY)
    with pytest.raises(Postponed):
        await sender.edit(news.id, message, STORY)
    discord.pass_time(minutes=16)
    await sender.edit(news.id, message, STORY)


@pytest.mark.parametrize(
    ("denied", "sentence"),
    [
        (["SEND_MESSAGES"], "needs Send Messages"),
        (["VIEW_CHANNEL"], "needs View Channel"),
        (["EMBED_LINKS"], "needs Embed Links in"),
    ],
)
async def test_a_missing_permission_is_named_and_can_be_mended(
    discord: Discord, news: Channel, sender: DiscordSender, denied: list[str], sentence: str
) -> None:
    await discord.forbid(news, *denied)
    with pytest.raises(Refused, match=sentence) as caught:
        await sender.send(news.id, STORY, "n-1")
    assert caught.value.mendable and news.id in str(caught.value)


async def test_a_history_that_may_not_be_read_is_not_taken_for_an_empty_one(
    discord: Discord, news: Channel, sender: DiscordSender
) -> None:
    await sender.send(news.id, STORY, "n-1")
    await discord.forbid(news, "READ_MESSAGE_HISTORY")
    with pytest.raises(Refused, match="Read Message History"):
        await sender.find(news.id, 17)


async def test_a_deleted_channel_is_refused_for_good(discord: Discord, news: Channel, sender: DiscordSender) -> None:
    await discord.delete(news)
    with pytest.raises(Refused, match="was deleted") as caught:
        await sender.send(news.id, STORY, "n-1")
    assert not caught.value.mendable


async def test_a_deleted_message_cannot_be_edited(discord: Discord, news: Channel, sender: DiscordSender) -> None:
    with pytest.raises(Refused, match="the message was deleted"):
        await sender.edit(news.id, "123", STORY)


async def test_a_channel_that_is_no_id_is_refused(sender: DiscordSender) -> None:
    with pytest.raises(Refused, match="'general' is no id"):
        await sender.send("general", STORY, "n-1")


async def test_before_discord_was_reached_everything_is_postponed() -> None:
    with pytest.raises(Postponed, match="not been reached"):
        await DiscordSender(lambda: None).send("1", STORY, "n-1")


@pytest.mark.skipif(
    not published_path().is_file(),
    reason="Discord's published description is not at hand; give its path in DISCORD_API_SPEC",
)
async def test_what_is_sent_fits_discords_published_description(
    discord: Discord, news: Channel, sender: DiscordSender
) -> None:
    message = await sender.send(news.id, STORY, "n-1")
    await sender.edit(news.id, message, STORY)
    await sender.send(news.id, Message(lines=((Span("more"),),), reply_to=message), "n-2")
    assert discord.published.checked == 4  # the commands among them
    assert discord.complaints == []
