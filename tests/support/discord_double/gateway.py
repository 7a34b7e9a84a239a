"""The gateway: HELLO, IDENTIFY or RESUME, READY and the servers, heartbeats, and events in their order.

Every session keeps what it was sent, so that a RESUME gets what it missed.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.support.discord_double.world import Clock, Guild, User

Json = dict[str, Any]
Happened = Callable[[], Awaitable[None]]

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 0, 1, 2, 6, 7, 9, 10, 11
HEARTBEAT_EVERY_MS = 41_250
NOT_AUTHENTICATED, DISALLOWED_INTENTS = 4004, 4014
PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15  # members, presences, message content


@dataclass
class Session:
    """One identified client: its open socket, if any, and all events sent to it, by sequence."""

    id: str
    socket: web.WebSocketResponse | None = None
    sent: list[Json] = field(default_factory=list)

    async def dispatch(self, event: str, data: Json) -> None:
        payload = {"op": DISPATCH, "t": event, "s": len(self.sent) + 1, "d": data}
        self.sent.append(payload)
        if self.socket is not None and not self.socket.closed:
            await self.socket.send_json(payload)


class Gateway:
    """Sessions by id. `resumed` and `identified` count how clients came."""

    def __init__(
        self, token: str, application: str, bot: User, guilds: list[Guild], clock: Clock, happened: Happened
    ) -> None:
        self.token = token
        self._application = application
        self._bot = bot
        self._guilds = guilds
        self._clock = clock
        self._happened = happened
        self._sessions: dict[str, Session] = {}
        self._awaited: asyncio.Future[None] | None = None
        self.url = ""
        self.identified = 0
        self.resumed = 0

    @property
    def connected(self) -> bool:
        return any(session.socket is not None and not session.socket.closed for session in self._sessions.values())

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """One connection, until either side closes it."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": HEARTBEAT_EVERY_MS}})
        async for frame in socket:
            if frame.type == WSMsgType.TEXT:
                await self._received(socket, json.loads(frame.data))
                await self._happened()
        return socket

    async def dispatch(self, event: str, data: Json) -> None:
        """Send an event to every session; one that is away gets it when it resumes."""
        for session in self._sessions.values():
            await session.dispatch(event, data)

    async def caught_up(self) -> None:
        """Ask every client for a heartbeat and wait for it: it has then seen all that was sent before."""
        for session in self._sessions.values():
            if session.socket is not None and not session.socket.closed:
                self._awaited = asyncio.get_running_loop().create_future()
                await session.socket.send_json({"op": HEARTBEAT, "d": None})
                await self._awaited

    async def drop(self, *, forget: bool = False) -> None:
        """Cut every connection without a word; `forget` the sessions too, so that they cannot be resumed."""
        for session in self._sessions.values():
            if session.socket is not None:
                transport = session.socket._req.transport if session.socket._req else None
                if transport is not None:
                    transport.abort()
                session.socket = None
        if forget:
            self._sessions.clear()

    async def close(self, code: int) -> None:
        """Close every connection with a code that says why."""
        sockets = [session.socket for session in self._sessions.values() if session.socket is not None]
        await asyncio.gather(*(socket.close(code=code) for socket in sockets))

    async def _received(self, socket: web.WebSocketResponse, frame: Json) -> None:
        op, data = frame["op"], frame.get("d")
        if op == HEARTBEAT:
            await socket.send_json({"op": HEARTBEAT_ACK})
            if self._awaited is not None and not self._awaited.done():
                self._awaited.set_result(None)
        elif op == IDENTIFY and data is not None:
            await self._identify(socket, data)
        elif op == RESUME and data is not None:
            await self._resume(socket, data)

    async def _identify(self, socket: web.WebSocketResponse, data: Json) -> None:
        if data["token"] != self.token:
            await socket.close(code=NOT_AUTHENTICATED)
        elif data["intents"] & PRIVILEGED:
            await socket.close(code=DISALLOWED_INTENTS)
        else:
            self.identified += 1
            session = Session(self._clock.snowflake(), socket)
            self._sessions[session.id] = session
            await session.dispatch("READY", self._ready(session, data.get("shard")))
            for guild in self._guilds:
                await session.dispatch("GUILD_CREATE", guild.json())

    async def _resume(self, socket: web.WebSocketResponse, data: Json) -> None:
        session = self._sessions.get(data["session_id"])
        if session is None or data["token"] != self.token:
            await socket.send_json({"op": INVALID_SESSION, "d": False})
            return
        self.resumed += 1
        session.socket = socket
        for payload in session.sent[data["seq"] :]:
            await socket.send_json(payload)
        await session.dispatch("RESUMED", {})

    def _ready(self, session: Session, shard: list[int] | None) -> Json:
        return {
            "v": 10,
            "user": self._bot.json(),
            "guilds": [{"id": guild.id, "unavailable": True} for guild in self._guilds],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "shard": shard or [0, 1],
            "application": {"id": self._application, "flags": 0},
        }
