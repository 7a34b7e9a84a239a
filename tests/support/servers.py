"""Several Discord servers on one archive, and steps of theirs that can be done again without those of one server.

A step has its time whether it is done or left out, and what is due is delivered at that time: so all that a server is
told, answered and completed can be compared word for word between two days that differ in another server's steps alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.commands.completion import complete
from bot.commands.context import CommandService, Completes, Parameter, Requester
from bot.commands.table import BUTTONS, BY_PATH
from bot.delivery.outbox_store import OutboxStore
from bot.delivery.outbox_worker import OutboxWorker, PostedMessage
from bot.message import Message
from bot.terminal import console
from watchers.archive import Database, catalogue, stories
from watchers.comparing.article_profile import ProfileCache
from watchers.errors import ActorwatchError, UnknownThing
from watchers.model import Actor, Article, Feed, Published, Team
from watchers.polling import intake
from watchers.polling.prepare_workers import Preparer
from watchers.polling.probe import Checked

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
GROUP_WAIT = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article of a feed: of everybody's, or of the server's own, where that follows the feed at the time."""

    feed: str
    title: str
    text: str
    url: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that the server takes from what it is offered: the completion of that kind with this number, or none."""

    kind: Completes
    number: int


@dataclass(frozen=True, slots=True)
class Command:
    """A command that a manager of the server gives, and then presses a button of the answer: the one so numbered
    among those whose action begins with `press`.
    """

    path: str
    values: Mapping[str, str | int | Choice] = field(default_factory=dict)
    press: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Split:
    """The newest article of a story, which is chosen among those offered, is split from it."""

    story: int


@dataclass(frozen=True, slots=True)
class Declaration:
    """What the files declare from now on."""

    actors: tuple[Actor, ...]
    feeds: tuple[Feed, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What happens at a time on a server; without one, to everybody."""

    at: datetime
    server: str | None
    what: Arrival | Command | Split | Declaration


@dataclass
class Channels:
    """What was posted and edited, channel by channel, in order and in full."""

    said: dict[str, list[str]] = field(default_factory=dict)

    async def send(self, channel: str, message: Message, nonce: str) -> str:
        said = self.said.setdefault(channel, [])
        reply = f" to {message.reply_to}" if message.reply_to else ""
        said.append(f"posted{reply}, pings {message.ping}: {console.plain(message)}")
        return f"{channel}-{len(said)}"

    async def edit(self, channel: str, message_id: str, message: Message) -> None:
        self.said[channel].append(f"edited {message_id}: {console.plain(message)}")

    async def find(self, channel: str, delivery_id: int) -> PostedMessage | None:
        return None


class Servers:
    """An archive with what files declare and one team on each server, made at the start of the day."""

    def __init__(self, database: Database, files: Declaration, teams: Sequence[Team]) -> None:
        self.database = database
        self.now = START
        self.channels = Channels()
        self.refused: list[str] = []  # what servers asked for and did not get, with the reason
        self._files = files
        self._teams = teams
        self._preparer = Preparer(database, _in_this_process)
        self._profiles = ProfileCache()
        self._context = CommandService(database, lambda: self.now, _checked)
        self._outbox = OutboxWorker(OutboxStore(database), self.channels, lambda: self.now)
        with database.write() as archive:
            catalogue.declare(archive, files.actors, files.feeds, (), START)
            for team in teams:
                catalogue.save_team(archive, team, START)

    def live(self, steps: Sequence[Step], until: datetime, without: str | None = None) -> None:
        """Let the steps happen apart from those of one server, and all that is due until then be told."""
        asyncio.run(self._live(steps, until, without))

    async def _live(self, steps: Sequence[Step], until: datetime, without: str | None) -> None:
        for step in steps:
            await self._deliver(step.at)
            if without is None or step.server != without:
                await self._do(step)
        for minutes in (1, 20, 60):  # what is edited, or is replied to, waits for its turn
            await self._deliver(until - timedelta(minutes=60) + timedelta(minutes=minutes))

    async def _deliver(self, at: datetime) -> None:
        self.now = at
        await self._outbox.tick()
        await self._outbox.idle()

    async def _do(self, step: Step) -> None:
        match step.what:
            case Arrival():
                await self._arrive(step.server, step.what)
            case Command():
                self._command(self.manager(step.server), step.what)
            case Split(story):
                self._split(self.manager(step.server), story)
            case Declaration(actors, feeds):
                with self.database.write() as archive:
                    catalogue.declare(archive, actors, feeds, (), step.at)
                self._files = step.what

    async def _arrive(self, server: str | None, arrival: Arrival) -> None:
        feed = self._feed(server, arrival.feed)
        if feed is None:
            return
        article = Article(
            arrival.title, arrival.text, self.now, url=arrival.url, feed=feed.url, outlet=feed.title,
            language=arrival.language, published=Published.instant(self.now), guild=server,
        )  # fmt: skip
        outcomes = await self._preparer.prepare([article])
        with self.database.write() as archive:
            intake.record(archive, feed, outcomes, GROUP_WAIT, self._profiles, self.now, backlog=False)

    def _feed(self, server: str | None, url: str) -> Feed | None:
        """The feed as everybody or the server follows it; None where it does not."""
        if server is None:
            return next((feed for feed in self._files.feeds if feed.url == url), None)
        followed = {choice.value for choice in self.completions(server, "own feed")}
        return Feed(url, _title(url), "en", guild=server) if url in followed else None

    def _command(self, requester: Requester, command: Command) -> None:
        chosen = {name: self._chosen(requester, value) for name, value in command.values.items()}
        values = {name: value for name, value in chosen.items() if value is not None}
        try:
            if len(values) < len(chosen):
                raise UnknownThing("what is to be chosen from is empty")
            answer = BY_PATH[command.path].answer(self._context, requester, **values)
            buttons = [button for button in answer.buttons if command.press and button.action.startswith(command.press)]
            if buttons:
                action, _, about = buttons[command.number % len(buttons)].action.partition(":")
                BUTTONS[action].answer(self._context, requester, about)
        except ActorwatchError as error:  # what was asked is not to be had here
            self.refused.append(f"{requester.guild}: {command.path}: {error}")

    def _chosen(self, requester: Requester, value: str | int | Choice) -> str | int | None:
        if not isinstance(value, Choice):
            return value
        offered = self.completions(requester.guild, value.kind)
        return offered[value.number % len(offered)].value if offered else None

    def _split(self, requester: Requester, number: int) -> None:
        story = self._chosen(requester, Choice("story", number))
        with self.database.read(requester.guild) as archive:
            whole = stories.get(archive, str(story)) if story is not None else None
        if whole is None:
            self.refused.append(f"{requester.guild}: there is no story to split")
        else:
            values = {"story": whole.id, "articles": whole.reports[-1].article.id}
            self._command(requester, Command("stories split", values))

    # ------------------------------------------------------------ what a server sees

    def manager(self, server: str | None) -> Requester:
        channel = next((team.channel for team in self._teams if team.guild == server), "")
        return Requester("1", server, channel, manager=True, name="Manager")

    def completions(self, server: str | None, kind: Completes, typed: str = "") -> Sequence[Any]:
        return complete(self._context, self.manager(server), Parameter("value", "", completes=kind), typed)

    def answer(self, server: str, path: str, **values: str | int) -> str:
        """The answer to a manager of the server, or why there is none, as a terminal shows it."""
        try:
            return console.plain(BY_PATH[path].answer(self._context, self.manager(server), **values))
        except ActorwatchError as error:
            return f"{type(error).__name__}: {error}"

    def told(self, server: str) -> list[str]:
        """All that was posted and edited in the channels of the server's teams."""
        channels = [team.channel for team in self._teams if team.guild == server]
        return [message for channel in channels for message in self.channels.said.get(channel, [])]


def _title(url: str) -> str:
    return f"Desk of {url.removeprefix('https://').partition('/')[0]}"


def _checked(url: str) -> Checked:
    return Checked(url, _title(url), "en", 3)


async def _in_this_process(function: Callable[..., Any], *values: Any, seconds: float, what: str) -> Any:
    return function(*values)
