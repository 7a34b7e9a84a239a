"""One interaction: what somebody asked of the bot, and what it answered."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from tests.support.discord_double.world import Channel, Clock, Posted, User

Json = dict[str, Any]

MESSAGE, DEFERRED, DEFERRED_EDIT, EDIT, CHOICES, FORM = 4, 5, 6, 7, 8, 9
EPHEMERAL = 64


class Unanswered(AssertionError):
    """The bot did not answer in time: the requester sees "The application did not respond"."""


@dataclass
class Asked:
    """An interaction under way. Its messages are those that the requester sees, the answer first."""

    id: str
    token: str
    channel: Channel
    bot: User
    clock: Clock
    within: float  # seconds for the first answer
    about: Posted | None = None  # the message whose button was pressed
    kind: int | None = None  # of the first answer; None: not yet
    messages: list[Posted] = field(default_factory=list)
    choices: list[Json] = field(default_factory=list)
    form: Json | None = None
    private: bool = False
    asked_at: float = field(default_factory=lambda: asyncio.get_running_loop().time())

    @property
    def acknowledged(self) -> bool:
        return self.kind is not None

    @property
    def answered(self) -> bool:
        """Whether the requester sees more than "is thinking"."""
        deferred = self.kind in (None, DEFERRED)
        return not deferred or bool(self.messages)

    def late(self) -> bool:
        return not self.acknowledged and asyncio.get_running_loop().time() - self.asked_at > self.within

    async def acknowledge(self, body: Json, files: tuple[tuple[str, bytes], ...]) -> Json:
        """The first answer, of any kind."""
        self.kind = body["type"]
        data = body.get("data") or {}
        self.private = bool(data.get("flags", 0) & EPHEMERAL)
        made: Posted | None = None
        if self.kind == MESSAGE:
            made = await self.say(data, files)
        elif self.kind == EDIT and self.about is not None:
            self.about.body = self.about.body | data
            made = self.about
        elif self.kind == CHOICES:
            self.choices = list(data.get("choices", ()))
        elif self.kind == FORM:
            self.form = data
        interaction = {"id": self.id, "type": 2, "response_message_ephemeral": self.private}
        if made is None:
            return {"interaction": interaction}
        resource = {"type": self.kind, "message": made.json()}
        return {"interaction": interaction | {"response_message_id": made.id}, "resource": resource}

    async def say(self, data: Json, files: tuple[tuple[str, bytes], ...] = ()) -> Posted:
        """A message in answer; one for the requester alone is not part of the channel."""
        posted = Posted(self.clock.snowflake(), self.channel, self.bot, data, self.clock.now(), files=list(files))
        posted.ephemeral = bool(data.get("flags", 0) & EPHEMERAL) or (self.private and not self.messages)
        self.messages.append(posted)
        if not posted.ephemeral:
            self.channel.messages[posted.id] = posted
        return posted

    async def change(self, message_id: str, data: Json, files: tuple[tuple[str, bytes], ...]) -> Posted:
        """Edit an answer; of a deferred one this is the answer itself."""
        if message_id == "@original" and not self.messages:
            return await self.say(data, files)
        posted = self.answer(message_id)
        posted.body = posted.body | data
        posted.edits.append(self.clock.now())
        return posted

    def withdraw(self, message_id: str) -> None:
        """Delete an answer; of a deferred one, what says "is thinking"."""
        self.private = False  # what follows is no longer the answer that was announced
        if self.messages:
            posted = self.answer(message_id)
            self.messages.remove(posted)
            self.channel.messages.pop(posted.id, None)

    def answer(self, message_id: str) -> Posted:
        if message_id == "@original":
            return self.messages[0]
        return next(posted for posted in self.messages if posted.id == message_id)


@dataclass(frozen=True)
class Reply:
    """What the requester sees in the end."""

    messages: tuple[Posted, ...]
    private: bool
    form: Json | None = None

    @property
    def text(self) -> str:
        return "\n".join(posted.text for posted in self.messages)

    @property
    def buttons(self) -> list[Json]:
        return [button for posted in self.messages for button in posted.buttons]
