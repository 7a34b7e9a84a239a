"""A server on the loopback with any manners, bad ones included: it answers each path with the bytes it was told to.

What real servers do wrong (drip, hang up, lie about lengths) cannot be shown by a fake transport, only by a socket.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

Script = tuple[bytes | float, ...]  # bytes to send, or seconds to wait before the next ones


@dataclass
class Loopback:
    """`asked` are the request heads, as they came, over so many `connections`."""

    port: int
    pages: dict[str, Script]
    asked: list[str] = field(default_factory=list)
    connections: int = 0

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"


def answer(status: str, body: bytes = b"", **fields: str) -> bytes:
    """A response with its true length, unless the fields say another."""
    lines = {"Content-Length": str(len(body)), **{name.replace("_", "-"): value for name, value in fields.items()}}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body


@asynccontextmanager
async def serving(pages: Mapping[str, Script], *, patient: bool = False) -> AsyncIterator[Loopback]:
    """Serve the scripts by path for the length of the block. Only a patient server takes a second request."""
    server, over, talks = Loopback(0, dict(pages)), asyncio.Event(), set[asyncio.Task[None] | None]()

    async def play(head: str, writer: asyncio.StreamWriter) -> None:
        for step in server.pages.get(head.split(" ", 2)[1], (answer("404 Not Found"),)):
            if isinstance(step, bytes):
                writer.write(step)
                await writer.drain()
            else:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(over.wait(), step)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talks.add(asyncio.current_task())
        server.connections += 1
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            for _ in range(1_000 if patient else 1):
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                server.asked.append(head)
                await play(head, writer)
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()

    listener = await asyncio.start_server(talk, "127.0.0.1", 0)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        over.set()
        listener.close()
        await listener.wait_closed()
        await asyncio.gather(*filter(None, talks))
