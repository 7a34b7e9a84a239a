"""The program as its users run it: a process of its own, told by its environment where Discord and the feeds are."""

from __future__ import annotations

import asyncio
import html
import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from config.settings import CHECKOUT

DEADLINE = 60.0  # seconds until a test gives up waiting


@dataclass(frozen=True)
class Entry:
    title: str
    text: str
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


class Feeds:
    """RSS feeds on a loopback port. Every request for one is counted, so that a test can wait for the next poll."""

    def __init__(self) -> None:
        self._entries: dict[str, list[Entry]] = {}
        self._polls: dict[str, int] = {}
        self._polled = asyncio.Condition()
        self._runner: web.AppRunner | None = None
        self.address = ""

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/{name}.xml", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.address = f"127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    def publish(self, feed: str, title: str, text: str) -> None:
        """Put an entry at the top of a feed."""
        self._entries.setdefault(feed, []).append(Entry(title, text))

    async def polled(self, feed: str, times: int = 1) -> None:
        """Wait until the feed has been asked for so many more times."""
        goal = self._polls.get(feed, 0) + times
        async with self._polled:
            await asyncio.wait_for(self._polled.wait_for(lambda: self._polls.get(feed, 0) >= goal), DEADLINE)

    async def _serve(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        body = self._rss(name)
        async with self._polled:
            self._polls[name] = self._polls.get(name, 0) + 1
            self._polled.notify_all()
        return web.Response(body=body.encode(), content_type="application/rss+xml")

    def _rss(self, name: str) -> str:
        items = "".join(
            f"<item><title>{html.escape(entry.title)}</title><guid>{name}-{number}</guid>"
            f"<link>http://{self.address}/{name}/{number}</link>"
            f"<description>{html.escape(entry.text)}</description>"
            f"<pubDate>{format_datetime(entry.at)}</pubDate></item>"
            for number, entry in reversed(list(enumerate(self._entries.get(name, ()))))
        )
        return f'<rss version="2.0"><channel><title>{name}</title>{items}</channel></rss>'


class Program:
    """`actorwatch run`, started on a loopback Discord by `tests.support.discord_double.launch`."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._environment = os.environ | environment | {"ACTORWATCH_DATA_DIR": str(folder / "data")}
        self._log = folder / "log.txt"
        self._process: asyncio.subprocess.Process | None = None

    @property
    def log(self) -> str:
        """What it wrote on stderr so far, over all its lives."""
        return self._log.read_text("utf-8")

    @property
    def over(self) -> bool:
        return self._process is not None and self._process.returncode is not None

    async def start(self) -> None:
        command = (sys.executable, "-m", "tests.support.discord_double.launch", "run")
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *command, cwd=CHECKOUT, env=self._environment, stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log
            )

    async def kill(self) -> None:
        """End the program like a power cut: nothing is said and nothing is saved."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """Ask it to end (SIGTERM), which it does within 10 s; the exit code."""
        return await self._end(signal.SIGTERM)

    async def ended(self) -> int:
        """Wait until it ends by itself; the exit code."""
        assert self._process is not None
        return await asyncio.wait_for(self._process.wait(), DEADLINE)

    async def status(self) -> Mapping[str, Any]:
        """`actorwatch status --json`, while it runs."""
        asked = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "status", "--json"),
            cwd=CHECKOUT,
            env=self._environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        answer, _ = await asyncio.wait_for(asked.communicate(), DEADLINE)
        found: Mapping[str, Any] = json.loads(answer)
        return found

    async def _end(self, with_signal: signal.Signals) -> int:
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(with_signal)
        return await asyncio.wait_for(self._process.wait(), 10)


async def eventually(condition: Callable[[], object], what: str) -> None:
    """Wait for something that announces itself to nobody, looked at ten times a second, up to the deadline."""
    try:
        async with asyncio.timeout(DEADLINE):
            while not await asyncio.to_thread(condition):  # noqa: ASYNC110 - nobody could set an event
                await asyncio.sleep(0.1)
    except TimeoutError:
        raise AssertionError(f"{what} did not come true within {DEADLINE:.0f} s") from None
