"""An archive with feeds, actors and two servers, and people who type commands to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.commands.context import CommandService, Requester
from bot.commands.table import BUTTONS, BY_PATH
from bot.message import Button, Message
from bot.terminal import console
from tests.support.archives import new_sqlite
from watchers.archive import Database, catalogue, feeds, outbox
from watchers.comparing.article_profile import ProfileCache
from watchers.errors import FeedError
from watchers.matching.overlay import Layers, ScopedIndex
from watchers.model import Actor, Alias, Article, Feed, Published, Report, Team
from watchers.pipeline.prepare import prepare_by_scope
from watchers.pipeline.record import RoutingContext, record
from watchers.polling.probe import Checked

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
HERE, ELSEWHERE = "100", "999"

BOSS = Requester("1", HERE, "200", manager=True)
ANALYST = Requester("2", HERE, "200", frozenset({"300"}))
STRANGER = Requester("3", HERE, "200")
FOREIGNER = Requester("4", ELSEWHERE, "900", manager=True)

_NAMES = (Alias("Khalifa Haftar"), Alias("خليفة حفتر"), Alias("Haftar", "context"), Alias("حفتر", "context"))
HAFTAR = Actor("khalifa-haftar", "Khalifa Haftar", "person", _NAMES)
WIRE = Feed("https://wire.example/feed", "The Wire", "en", ("libya",))
FILED = Team("100-filed", "Filed", HERE, "201", role="300")


@dataclass
class Office:
    """Commands are asked as `office.ask(BOSS, "watch add", name="Haftar")` and give what a terminal would show."""

    database: Database
    now: datetime = NOW
    addresses: dict[str, Checked | FeedError] = field(default_factory=dict)

    @classmethod
    def at(cls, folder: Path, actors: Sequence[Actor] = (HAFTAR,), teams: Sequence[Team] = (FILED,)) -> Office:
        return cls.over(new_sqlite(folder / "archive.sqlite3"), actors, teams)

    @classmethod
    def over(cls, database: Database, actors: Sequence[Actor] = (HAFTAR,), teams: Sequence[Team] = (FILED,)) -> Office:
        with database.write() as archive:
            catalogue.declare(archive, actors, (WIRE,), teams, NOW)
        return cls(database)

    @property
    def context(self) -> CommandService:
        return CommandService(self.database, lambda: self.now, self._check)

    def answer(self, requester: Requester, command: str, **values: str | int | bytes) -> Message:
        return BY_PATH[command].answer(self.context, requester, **values)

    def ask(self, requester: Requester, command: str, **values: str | int | bytes) -> str:
        return console.plain(self.answer(requester, command, **values))

    def press(self, requester: Requester, button: Button) -> str:
        action, _, about = button.action.partition(":")
        return console.plain(BUTTONS[action].answer(self.context, requester, about))

    def article(self, title: str, text: str, feed: Feed = WIRE, wait: timedelta = timedelta()) -> Report:
        """Match, compare, record and route an article, as the poller does."""
        url = f"https://wire.example/{title.replace(' ', '-')}"
        article = Article(
            title, text, self.now, "", url, feed.url, "The Wire", feed.language, Published.instant(self.now)
        )
        article = replace(article, guild=feed.guild)
        with self.database.write() as archive:
            index = ScopedIndex(Layers.of(catalogue.actors_by_scope(archive)))
            telling = RoutingContext(catalogue.teams(archive), wait, feed)
            (report,) = record(archive, [prepare_by_scope(article, index)], telling, ProfileCache(), self.now)
        self.now += timedelta(minutes=1)
        return report

    def due(self, team: str) -> list[datetime]:
        """When the story messages of a team are due."""
        with self.database.read() as archive:
            deliveries = outbox.due(archive, NOW + timedelta(days=400), 100)
        return [delivery.due for delivery in deliveries if delivery.team == team]

    def team(self, team_id: str) -> Team:
        with self.database.read() as archive:
            team = catalogue.team(archive, team_id)
        assert team is not None, f"there is no team {team_id}"
        return team

    def feed_urls(self) -> list[str]:
        with self.database.read() as archive:
            return [state.feed.url for state in feeds.of_all(archive)]

    def _check(self, address: str) -> Checked:
        outcome = self.addresses.get(address, FeedError(f"{address} does not answer"))
        if isinstance(outcome, FeedError):
            raise outcome
        return outcome
