"""The REST side: every request is authorised, checked against the rules, and answered as Discord would."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.support.discord_double import rules
from tests.support.discord_double.asked import Asked
from tests.support.discord_double.faults import TOO_MANY_EDITS, What
from tests.support.discord_double.world import Channel, Posted

if TYPE_CHECKING:
    from tests.support.discord_double.double import Discord

Json = dict[str, Any]

NONCE_WINDOW = timedelta(minutes=5)  # Discord says "a few minutes"
OLD = timedelta(hours=1)
EDITS_OF_OLD, EDITS_WITHIN = 3, timedelta(minutes=15)  # Discord publishes no number; this is a strict one


class Answer(Exception):
    """An answer other than 200 with a body: status, Discord's error code, message, details."""

    def __init__(self, status: int, code: int = 0, message: str = "", **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.body: Json | None = {"code": code, "message": message, **more} if message else None


@dataclass(frozen=True)
class Call:
    """One request, decoded: multipart bodies are the JSON part and the files."""

    method: str
    path: str
    query: dict[str, str]
    body: Any
    files: tuple[tuple[str, bytes], ...] = ()


Handler = Callable[..., Awaitable[Any]]


class Rest:
    """Routes by method and path. `calls` holds every request in order, `complaints` every fault found in one."""

    def __init__(self, discord: Discord) -> None:
        self._discord = discord
        self.calls: list[Call] = []
        self.complaints: list[str] = []
        self._routes: list[tuple[str, re.Pattern[str], Handler]] = [
            (method, re.compile(pattern), handler)
            for method, pattern, handler in (
                ("GET", r"/users/@me", self._me),
                ("GET", r"/oauth2/applications/@me|/applications/@me", self._application),
                ("GET", r"/gateway/bot", self._gateway),
                ("PUT", r"/applications/(\d+)/commands", self._put_commands),
                ("GET", r"/channels/(\d+)/messages", self._history),
                ("POST", r"/channels/(\d+)/messages", self._post),
                ("PATCH", r"/channels/(\d+)/messages/(\d+)", self._edit),
                ("GET", r"/channels/(\d+)/messages/(\d+)", self._read),
                ("POST", r"/interactions/(\d+)/([^/]+)/callback", self._callback),
                ("POST", r"/webhooks/(\d+)/([^/]+)", self._follow_up),
                ("PATCH", r"/webhooks/(\d+)/([^/]+)/messages/(@original|\d+)", self._edit_answer),
                ("GET", r"/webhooks/(\d+)/([^/]+)/messages/(@original|\d+)", self._read_answer),
                ("DELETE", r"/webhooks/(\d+)/([^/]+)/messages/(@original|\d+)", self._delete_answer),
            )
        ]

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer one request, with the faults that a test asked for."""
        call = await _decode(request)
        self.calls.append(call)
        await self._discord.happened()
        channel = _channel_of(call.path)
        await self._discord.faults.wait(channel)
        fault = self._discord.faults.take(_what(call), channel)
        if fault is not None and not (fault.lost or fault.silent):
            return _json(fault.body, fault.status, fault.headers)
        try:
            self._authorise(request, call)
            answer = await self._handle(call)
        except Answer as refusal:
            status, answer = refusal.status, refusal.body
        else:
            status = 200
        await self._discord.happened()
        if fault is not None and fault.silent:
            await self._discord.faults.never()
        if fault is not None and request.transport is not None:
            request.transport.abort()
        return _json(answer, status, {"Via": "1.1 google"})

    async def _handle(self, call: Call) -> Any:
        for method, pattern, handler in self._routes:
            match = pattern.fullmatch(call.path)
            if match and method == call.method:
                self._discord.published.check(call.method, call.path, call.body, self.complaints)
                return await handler(call, *match.groups())
        self.complaints.append(f"{call.method} {call.path}: the double knows no such request")
        raise Answer(404, 0, "404: Not Found")

    def _authorise(self, request: web.Request, call: Call) -> None:
        """Interactions carry their own token in the path; all else needs the bot's."""
        if call.path.startswith(("/interactions/", "/webhooks/")):
            return
        if request.headers.get("Authorization") != f"Bot {self._discord.token}":
            raise Answer(401, 0, "401: Unauthorized")

    def refuse(self, call: Call, faults: Iterable[rules.Fault]) -> None:
        """400 Invalid Form Body with every fault, which the test sees as a complaint too."""
        found = list(faults)
        if found == [("", "Cannot send an empty message")]:
            self.complaints.append(f"{call.method} {call.path}: an empty message")
            raise Answer(400, 50006, "Cannot send an empty message")
        if found:
            self.complaints += [f"{call.method} {call.path}: {where}: {what}" for where, what in found]
            errors = {where or "body": {"_errors": [{"code": "INVALID", "message": what}]} for where, what in found}
            raise Answer(400, 50035, "Invalid Form Body", errors=errors)

    # ------------------------------------------------------------ the bot itself

    async def _me(self, call: Call) -> Json:
        return self._discord.bot.json()

    async def _application(self, call: Call) -> Json:
        return {
            "id": self._discord.application,
            "name": "actorwatch",
            "icon": None,
            "description": "",
            "bot_public": False,
            "bot_require_code_grant": False,
            "owner": self._discord.bot.json(),
            "verify_key": "0" * 64,
            "flags": 0,
            "team": None,
        }

    async def _gateway(self, call: Call) -> Json:
        limit = {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1}
        return {"url": self._discord.gateway.url, "shards": 1, "session_start_limit": limit}

    async def _put_commands(self, call: Call, application: str) -> list[Json]:
        self.refuse(call, rules.commands(call.body))
        given = {"application_id": application, "version": "1", "type": 1, "description": ""}
        self._discord.commands = [given | {"id": self._discord.clock.snowflake()} | each for each in call.body]
        self._discord.times_told_commands += 1
        return self._discord.commands

    # ------------------------------------------------------------ messages

    async def _history(self, call: Call, channel_id: str) -> list[Json]:
        channel = self._channel(channel_id, "VIEW_CHANNEL")
        if "READ_MESSAGE_HISTORY" in channel.denied:
            return []
        before = int(call.query.get("before", 1 << 63))
        after = int(call.query.get("after", 0))
        messages = [posted for posted in channel.messages.values() if after < int(posted.id) < before]
        newest = sorted(messages, key=lambda posted: -int(posted.id))
        return [posted.json() for posted in newest[: int(call.query.get("limit", 50))]]

    async def _post(self, call: Call, channel_id: str) -> Json:
        channel = self._channel(channel_id, "VIEW_CHANNEL", "SEND_MESSAGES", *_needed(call))
        self.refuse(call, rules.message(call.body))
        now = self._discord.clock.now()
        nonce = call.body.get("nonce")
        if nonce and call.body.get("enforce_nonce"):
            for posted in channel.messages.values():
                if posted.nonce == nonce and now - posted.at < NONCE_WINDOW:
                    return posted.json(with_nonce=True)
        self._check_reference(channel, call.body)
        posted = Posted(self._discord.clock.snowflake(), channel, self._discord.bot, call.body, now, nonce)
        posted.files = list(call.files)
        channel.messages[posted.id] = posted
        return posted.json(with_nonce=True)

    async def _edit(self, call: Call, channel_id: str, message_id: str) -> Json:
        posted = self._message(self._channel(channel_id, "VIEW_CHANNEL"), message_id)
        self.refuse(call, rules.message(call.body, edit=True))
        now = self._discord.clock.now()
        if now - posted.at > OLD and sum(now - at < EDITS_WITHIN for at in posted.edits) >= EDITS_OF_OLD:
            raise Answer(429, 30046, str(TOO_MANY_EDITS["message"]))
        posted.body = posted.body | call.body
        if "attachments" in call.body:  # those to keep, and new ones
            posted.files = list(call.files)
        posted.edits.append(now)
        return posted.json()

    async def _read(self, call: Call, channel_id: str, message_id: str) -> Json:
        return self._message(self._channel(channel_id, "VIEW_CHANNEL"), message_id).json()

    def _channel(self, channel_id: str, *permissions: str) -> Channel:
        channel = next((each for each in self._discord.channels() if each.id == channel_id), None)
        if channel is None or channel.deleted:
            raise Answer(404, 10003, "Unknown Channel")
        if "VIEW_CHANNEL" in channel.denied:
            raise Answer(403, 50001, "Missing Access")
        if channel.denied & set(permissions):
            raise Answer(403, 50013, "Missing Permissions")
        return channel

    def _message(self, channel: Channel, message_id: str) -> Posted:
        if message_id not in channel.messages:
            raise Answer(404, 10008, "Unknown Message")
        return channel.messages[message_id]

    def _check_reference(self, channel: Channel, body: Json) -> None:
        """A reply to what is not there is an error, or becomes a plain message where the sender says so."""
        reference = body.get("message_reference")
        if reference and reference["message_id"] not in channel.messages:
            if reference.get("fail_if_not_exists", True):
                errors = {"message_reference": {"_errors": [{"code": "MESSAGE_REFERENCE_UNKNOWN_MESSAGE"}]}}
                raise Answer(400, 50035, "Invalid Form Body", errors=errors)
            del body["message_reference"]

    # ------------------------------------------------------------ interactions

    async def _callback(self, call: Call, interaction_id: str, token: str) -> Json:
        asked = self._discord.asked.get(token)
        if asked is None or asked.id != interaction_id or asked.late():
            raise Answer(404, 10062, "Unknown interaction")
        if asked.acknowledged:
            raise Answer(400, 40060, "Interaction has already been acknowledged.")
        self.refuse(call, rules.callback(call.body))
        return await asked.acknowledge(call.body, call.files)

    async def _follow_up(self, call: Call, application: str, token: str) -> Json:
        asked = self._asked(token)
        self.refuse(call, rules.message(call.body))
        return (await asked.say(call.body, call.files)).json()

    async def _edit_answer(self, call: Call, application: str, token: str, message_id: str) -> Json:
        self.refuse(call, rules.message(call.body, edit=True))
        return (await self._asked(token).change(message_id, call.body, call.files)).json()

    async def _read_answer(self, call: Call, application: str, token: str, message_id: str) -> Json:
        return self._asked(token).answer(message_id).json()

    async def _delete_answer(self, call: Call, application: str, token: str, message_id: str) -> None:
        self._asked(token).withdraw(message_id)

    def _asked(self, token: str) -> Asked:
        asked = self._discord.asked.get(token)
        if asked is None or not asked.acknowledged:
            raise Answer(404, 10015, "Unknown Webhook")
        return asked


def _json(body: Any, status: int, headers: dict[str, str]) -> web.Response:
    """Without a charset in the content type, as Discord answers: the client looks for exactly that."""
    text = json.dumps(body).encode()
    return web.Response(body=text, status=status, headers=headers, content_type="application/json")


async def _decode(request: web.Request) -> Call:
    path = request.path.removeprefix("/api/v10")
    query = dict(request.query)
    if request.content_type == "multipart/form-data":
        body: Any = None
        files: list[tuple[str, bytes]] = []
        form = await request.post()
        for name, part in form.items():
            if isinstance(part, web.FileField):
                files.append((part.filename, part.file.read()))
            elif name == "payload_json" and isinstance(part, str):
                body = json.loads(part)
        return Call(request.method, path, query, _ids_as_text(body), tuple(files))
    text = await request.text()
    return Call(request.method, path, query, _ids_as_text(json.loads(text)) if text else None)


def _ids_as_text(body: Any, key: str = "") -> Any:
    """Discord takes ids as numbers too, and discord.py sends them so; its published schema and answers have text."""
    if isinstance(body, dict):
        return {name: _ids_as_text(value, name) for name, value in body.items()}
    if isinstance(body, list):
        return [_ids_as_text(value, key) for value in body]
    is_id = key in ("id", "roles", "users") or key.endswith("_id")
    return str(body) if is_id and type(body) is int else body


def _what(call: Call) -> What:
    """What kind of request it is to the faults."""
    if call.method == "POST" and re.fullmatch(r"/channels/\d+/messages", call.path):
        return "post"
    if call.method == "PATCH" and call.path.startswith("/channels/"):
        return "edit"
    if call.method == "GET" and re.fullmatch(r"/channels/\d+/messages", call.path):
        return "history"
    return "any"


def _channel_of(path: str) -> str | None:
    match = re.match(r"/channels/(\d+)", path)
    return match[1] if match else None


def _needed(call: Call) -> tuple[str, ...]:
    embeds = ("EMBED_LINKS",) if call.body.get("embeds") else ()
    return (*embeds, "ATTACH_FILES") if call.files else embeds
