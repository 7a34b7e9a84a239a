"""Our messages on Discord: Message -> discord.py, and Discord's answers -> Postponed or Refused.

Every text goes through `bot.discord.markdown`. Nothing can be notified but the one role that a message names.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import aiohttp
import discord

from bot.delivery.delivery_numbers import is_list, numbers_in
from bot.delivery.outbox_worker import PostedMessage, Postponed, Refused
from bot.discord import chart_png, markdown, markdown_lines
from bot.discord.markdown import ButtonText, EmbedText
from bot.message import Chart, Message
from bot.render.sanitise import clean

log = logging.getLogger(__name__)

EXCHANGE_LIMIT_SECONDS = 60.0  # for one exchange, the library's own repetitions included
LONGEST_LOOK_BACK = timedelta(days=1)  # how far back a message in doubt is looked for
MOST_MESSAGES_SEARCHED = 200

TOO_MANY_EDITS_CODE = 30046  # of a message older than an hour
UNKNOWN_CHANNEL_CODE = 10003
UNKNOWN_MESSAGE_CODE = 10008
OLD_EDIT_WAIT_SECONDS = 900.0  # used where Discord does not say how long to wait

PERMISSION_LABELS = {"read_messages": "View Channel"}  # where the library names them otherwise than Discord's settings
LONGEST_PICTURE_TEXT_UNITS = 1024
NEEDED_PERMISSIONS = discord.Permissions(view_channel=True, send_messages=True, embed_links=True)


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG that goes with the message; `says` is its text for those who cannot see it."""

    name: str
    png: bytes
    says: str


@dataclass(frozen=True, slots=True)
class Parts:
    """A message in discord.py's words, for a channel as for an answer to an interaction."""

    content: str
    embeds: list[discord.Embed]
    view: discord.ui.View | None
    allowed: discord.AllowedMentions
    pictures: tuple[Picture, ...]

    def arguments(self) -> dict[str, Any]:
        """What sending, editing and answering have in common."""
        buttons = {} if self.view is None else {"view": self.view}
        return {"content": self.content or None, "embeds": self.embeds, "allowed_mentions": self.allowed} | buttons

    def files(self) -> list[discord.File]:
        """The pictures as files; new ones each time, since sending consumes them."""
        return [discord.File(BytesIO(picture.png), picture.name, description=picture.says) for picture in self.pictures]


async def parts(message: Message) -> Parts:
    """Build the parts of a message; charts are drawn in threads meanwhile."""
    text = markdown.write(message)
    pictures = await asyncio.gather(
        *(_picture(place, embed_text.chart) for place, embed_text in enumerate(text.embeds))
    )
    embeds = [_embed(embed_text, picture) for embed_text, picture in zip(text.embeds, pictures, strict=True)]
    view, allowed = _view(text.buttons), _allowed(text.role)
    return Parts(text.content, embeds, view, allowed, tuple(picture for picture in pictures if picture is not None))


async def _picture(place: int, chart: Chart | None) -> Picture | None:
    """The chart drawn; a message does without it when that fails, since it says the same in words."""
    if chart is None:
        return None
    try:
        png = await asyncio.to_thread(chart_png.png, chart)
    except Exception:
        log.exception("a chart could not be drawn; the message goes without it")
        return None
    return Picture(f"chart-{place + 1}.png", png, markdown_lines.clip(clean(chart.says), LONGEST_PICTURE_TEXT_UNITS))


class DiscordSender:
    """Posts, edits and finds messages through whichever client is at work; None: Discord has not been reached yet."""

    def __init__(self, client: Callable[[], discord.Client | None]) -> None:
        self._client = client

    async def send(self, channel: str, message: Message, nonce: str) -> str:
        """Post a message; the nonce is enforced, so a repetition within minutes gives the first one's id."""
        async with self._in_our_words(channel):
            payload = await parts(message)
            arguments = payload.arguments() | {"nonce": nonce}
            if message.reply_to is not None:
                arguments["reference"] = _reference(channel, message.reply_to)
            if files := payload.files():
                arguments["files"] = files
            posted = await self._channel(channel).send(**arguments)
        return str(posted.id)

    async def edit(self, channel: str, message_id: str, message: Message) -> None:
        """Replace content, embeds, buttons and pictures of one of our messages."""
        async with self._in_our_words(channel):
            payload = await parts(message)
            arguments = payload.arguments() | {"view": payload.view}
            if files := payload.files():
                arguments["attachments"] = files
            await self._channel(channel).get_partial_message(int(message_id)).edit(**arguments)

    async def find(self, channel: str, delivery: int) -> PostedMessage | None:
        """Our message of the last day that bears the delivery's number, read from its content: history has no nonce."""
        async with self._in_our_words(channel):
            client = self._connected_client()
            self._may_read(client, channel)
            recent = self._channel(channel).history(
                limit=MOST_MESSAGES_SEARCHED, after=datetime.now(UTC) - LONGEST_LOOK_BACK, oldest_first=False
            )
            async for message in recent:
                footers = [embed.footer.text or "" for embed in message.embeds]
                if message.author == client.user and delivery in numbers_in(_actions(message), footers):
                    return PostedMessage(str(message.id), listed=is_list(footers))
        return None

    def _connected_client(self) -> discord.Client:
        client = self._client()
        if client is None or client.user is None:
            raise Postponed("Discord has not been reached yet")
        return client

    def _channel(self, channel: str) -> discord.PartialMessageable:
        if not channel.isdecimal():
            raise Refused(f"{channel!r} is no id of a Discord channel; correct the team's channel")
        return self._connected_client().get_partial_messageable(int(channel))

    def _may_read(self, client: discord.Client, channel: str) -> None:
        """Without the permission Discord gives an empty history instead of an error."""
        lacking = missing(client.get_channel(int(channel)), discord.Permissions(read_message_history=True))
        if lacking:
            raise Refused(f"the bot lacks {lacking} in channel {channel}", mendable=True)

    @asynccontextmanager
    async def _in_our_words(self, channel: str) -> AsyncIterator[None]:
        """Whatever the library raises becomes Postponed or Refused; bounded in time."""
        try:
            async with asyncio.timeout(EXCHANGE_LIMIT_SECONDS):
                yield
        except TimeoutError:
            raise Postponed(f"Discord did not answer within {EXCHANGE_LIMIT_SECONDS:.0f} seconds") from None
        except discord.RateLimited as limit:
            raise Postponed(f"Discord asks to wait {limit.retry_after:.0f} seconds", limit.retry_after) from None
        except discord.HTTPException as answer:
            raise self._failure(channel, answer) from answer
        except KeyError as key:  # the library finds no `retry_after` in Discord's answer to too many edits
            if key.args != ("retry_after",):
                raise
            raise _too_many_edits(None) from None
        except (aiohttp.ClientError, OSError) as fault:
            raise Postponed(f"Discord could not be reached ({type(fault).__name__})") from fault
        except RuntimeError as fault:  # what aiohttp raises while the client is being replaced or ended
            if "closed" not in str(fault):
                raise
            raise Postponed("the connection to Discord is being closed") from fault

    def _failure(self, channel: str, answer: discord.HTTPException) -> Postponed | Refused:
        if answer.code == TOO_MANY_EDITS_CODE:
            return _too_many_edits(_retry_after(answer))
        if answer.status == 429:
            return Postponed("Discord asks to wait", _retry_after(answer))
        if answer.status >= 500:
            return Postponed(f"Discord answered {answer.status}")
        if answer.status == 401:
            return Postponed("Discord refuses the token in DISCORD_TOKEN; copy it anew from the Developer Portal")
        if isinstance(answer, discord.Forbidden):
            return self._forbidden(channel)
        if answer.code == UNKNOWN_CHANNEL_CODE:
            return Refused(f"channel {channel} was deleted; give the team another one")
        if answer.code == UNKNOWN_MESSAGE_CODE:
            return Refused(f"the message was deleted from channel {channel}")
        return Refused(f"Discord did not accept the message for channel {channel}: {_one_line(answer.text)}")

    def _forbidden(self, channel: str) -> Refused:
        client = self._client()
        cached_channel = client.get_channel(int(channel)) if client is not None else None
        lacking = missing(cached_channel, NEEDED_PERMISSIONS) or _words_of(NEEDED_PERMISSIONS)
        return Refused(
            f"the bot needs {lacking} in channel {channel}; grant it in the channel's settings", mendable=True
        )


def _too_many_edits(retry_after: float | None) -> Postponed:
    why = "Discord takes no more edits of a message older than an hour for now"
    return Postponed(why, retry_after or OLD_EDIT_WAIT_SECONDS, whole_channel=False)


def _retry_after(answer: discord.HTTPException) -> float | None:
    """Seconds, from the header, which the proxies before Discord send too."""
    try:
        return float(answer.response.headers.get("Retry-After", ""))
    except ValueError:
        return None


def missing(channel: object, needed: discord.Permissions) -> str:
    """The needed permissions that the bot lacks in a channel, in words; empty if none, or the channel is not known."""
    if not isinstance(channel, discord.abc.GuildChannel | discord.Thread) or channel.guild.me is None:
        return ""
    permissions = channel.permissions_for(channel.guild.me)
    return _words_of(discord.Permissions(needed.value & ~permissions.value))


def _words_of(permissions: discord.Permissions) -> str:
    names = [PERMISSION_LABELS.get(name, name.replace("_", " ").title()) for name, is_set in permissions if is_set]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _reference(channel: str, message_id: str) -> discord.MessageReference:
    """A reply to a message that was deleted meanwhile is posted all the same, without its reference."""
    return discord.MessageReference(message_id=int(message_id), channel_id=int(channel), fail_if_not_exists=False)


def _actions(message: discord.Message) -> Iterator[str]:
    for row in message.components:
        if isinstance(row, discord.ActionRow):
            yield from (item.custom_id for item in row.children if item.custom_id is not None)


def _allowed(role: str | None) -> discord.AllowedMentions:
    roles: list[discord.abc.Snowflake] = [discord.Object(int(role))] if role is not None else []
    return discord.AllowedMentions(everyone=False, users=False, roles=roles, replied_user=False)


def _embed(text: EmbedText, picture: Picture | None) -> discord.Embed:
    embed = discord.Embed(
        title=text.title or None,
        url=text.url or None,
        description=text.description or None,
        colour=text.colour,
    )
    for field in text.fields:
        embed.add_field(name=field.name, value=field.value, inline=False)
    if picture is not None:
        embed.set_image(url=f"attachment://{picture.name}")
    return embed.set_footer(text=text.footer) if text.footer else embed


def _view(buttons: tuple[ButtonText, ...]) -> discord.ui.View | None:
    """Buttons without a stored view: their custom ids are answered by `bot.discord.client` after any restart."""
    if not buttons:
        return None
    view = discord.ui.View(timeout=None)
    for button in buttons:
        style = discord.ButtonStyle.secondary
        item: discord.ui.Button[discord.ui.View] = discord.ui.Button(
            label=button.label, custom_id=button.action, style=style, disabled=button.disabled
        )
        view.add_item(item)
    view.stop()
    return view


def _one_line(text: str) -> str:
    return " ".join(text.split())
