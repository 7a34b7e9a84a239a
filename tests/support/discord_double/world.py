"""What exists on the loopback Discord: servers, channels, roles, people, messages, and the JSON made of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

Json = dict[str, Any]

EPOCH_MS = 1420070400000  # Discord's ids count milliseconds from 2015-01-01
MANAGE_GUILD = 1 << 5
BASIC = {  # the permissions that the bot has in a channel unless they are taken away
    "VIEW_CHANNEL": 1 << 10,
    "SEND_MESSAGES": 1 << 11,
    "EMBED_LINKS": 1 << 14,
    "ATTACH_FILES": 1 << 15,
    "READ_MESSAGE_HISTORY": 1 << 16,
    "USE_APPLICATION_COMMANDS": 1 << 31,
}
ALL_BASIC = sum(BASIC.values())


class Clock:
    """The double's own time: real time plus what a test lets pass. Ids are snowflakes of it, unique and rising."""

    def __init__(self) -> None:
        self.ahead = timedelta()
        self._numbers = count()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def snowflake(self) -> str:
        milliseconds = int(self.now().timestamp() * 1000) - EPOCH_MS
        return str((milliseconds << 22) | (next(self._numbers) & 0x3FFFFF))


@dataclass
class User:
    id: str
    name: str
    bot: bool = False

    def json(self) -> Json:
        return {
            "id": self.id,
            "username": self.name,
            "discriminator": "0",
            "global_name": self.name,
            "avatar": None,
            "bot": self.bot,
        }


@dataclass
class Role:
    id: str
    name: str
    permissions: int = 0

    def json(self) -> Json:
        return {
            "id": self.id,
            "name": self.name,
            "permissions": str(self.permissions),
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "position": 1,
            "managed": False,
            "mentionable": True,
            "flags": 0,
        }


@dataclass
class Member:
    user: User
    roles: tuple[Role, ...] = ()
    permissions: int = ALL_BASIC

    def json(self) -> Json:
        return {
            "user": self.user.json(),
            "roles": [role.id for role in self.roles],
            "joined_at": "2024-01-01T00:00:00+00:00",
            "deaf": False,
            "mute": False,
            "flags": 0,
            "permissions": str(self.permissions),
        }


@dataclass
class Channel:
    id: str
    name: str
    guild: Guild
    denied: set[str] = field(default_factory=set)  # names in BASIC that the bot lacks here
    messages: dict[str, Posted] = field(default_factory=dict)
    deleted: bool = False

    def json(self) -> Json:
        denied = sum(BASIC[name] for name in self.denied)
        everyone = {"id": self.guild.id, "type": 0, "allow": "0", "deny": str(denied)}
        return {
            "id": self.id,
            "guild_id": self.guild.id,
            "type": 0,
            "name": self.name,
            "position": 0,
            "parent_id": None,
            "topic": None,
            "nsfw": False,
            "permission_overwrites": [everyone] if denied else [],
        }


@dataclass
class Guild:
    """A server; what is added to it takes its ids from the clock."""

    id: str
    name: str
    clock: Clock
    bot: User
    roles: list[Role] = field(default_factory=list)
    channels: list[Channel] = field(default_factory=list)

    def add_channel(self, name: str) -> Channel:
        channel = Channel(self.clock.snowflake(), name, self)
        self.channels.append(channel)
        return channel

    def add_role(self, name: str) -> Role:
        role = Role(self.clock.snowflake(), name)
        self.roles.append(role)
        return role

    def member(self, name: str, *roles: Role, manager: bool = False) -> Member:
        """Somebody of the server; a manager may manage the server."""
        permissions = ALL_BASIC | (MANAGE_GUILD if manager else 0)
        return Member(User(self.clock.snowflake(), name), roles, permissions)

    def json(self) -> Json:
        everyone = Role(self.id, "@everyone", ALL_BASIC)
        return {
            "id": self.id,
            "name": self.name,
            "owner_id": "1",
            "unavailable": False,
            "member_count": 2,
            "features": [],
            "emojis": [],
            "stickers": [],
            "roles": [role.json() for role in (everyone, *self.roles)],
            "channels": [channel.json() for channel in self.channels if not channel.deleted],
            "threads": [],
            "members": [Member(self.bot).json()],
            "presences": [],
            "voice_states": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
        }


@dataclass
class Posted:
    """A message as Discord keeps it. The nonce is not part of what history gives."""

    id: str
    channel: Channel
    author: User
    body: Json
    at: datetime
    nonce: str | None = None
    edits: list[datetime] = field(default_factory=list)
    files: list[tuple[str, bytes]] = field(default_factory=list)
    ephemeral: bool = False

    @property
    def content(self) -> str:
        return self.body.get("content") or ""

    @property
    def embeds(self) -> list[Json]:
        return list(self.body.get("embeds") or [])

    @property
    def buttons(self) -> list[Json]:
        return [button for row in self.body.get("components") or [] for button in row["components"]]

    @property
    def replies_to(self) -> str | None:
        return (self.body.get("message_reference") or {}).get("message_id")

    @property
    def pings(self) -> tuple[str, ...]:
        """The ids of the roles and users that this message notified."""
        allowed = self.body.get("allowed_mentions") or {}
        return (*allowed.get("roles", ()), *allowed.get("users", ()), *allowed.get("parse", ()))

    @property
    def text(self) -> str:
        """All that a reader sees, in order."""
        parts = [self.content]
        for embed in self.embeds:
            parts += [embed.get("title", ""), embed.get("description", "")]
            parts += [text for each in embed.get("fields", ()) for text in (each["name"], each["value"])]
            parts.append(embed.get("footer", {}).get("text", ""))
        return "\n".join(part for part in parts if part)

    def json(self, *, with_nonce: bool = False) -> Json:
        answer = {
            "id": self.id,
            "channel_id": self.channel.id,
            "author": self.author.json(),
            "content": self.content,
            "timestamp": self.at.isoformat(),
            "edited_timestamp": self.edits[-1].isoformat() if self.edits else None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [self._attachment(*file) for file in self.files],
            "embeds": [{"type": "rich", **embed} for embed in self.embeds],
            "components": self.body.get("components") or [],
            "pinned": False,
            "type": 19 if self.replies_to else 0,
            "flags": 64 if self.ephemeral else 0,
        }
        return answer | ({"nonce": self.nonce} if with_nonce and self.nonce else {})

    def _attachment(self, name: str, content: bytes) -> Json:
        url = f"https://cdn.discordapp.com/attachments/{self.channel.id}/{self.id}/{name}"
        return {"id": self.id, "filename": name, "size": len(content), "url": url, "proxy_url": url}
