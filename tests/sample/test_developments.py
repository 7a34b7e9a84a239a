"""The sample news through the program's own path, started on each day of the week: a message each, dated alike."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from config.settings import CHECKOUT
from tests.support.archives import new_sqlite
from watchers.archive import decisions
from watchers.catalogue import files
from watchers.comparing.article_profile import ProfileCache
from watchers.events.merge import EventRow
from watchers.lookups.actor import timeline_answer
from watchers.matching.index import AliasIndex
from watchers.meaning.articles import meanings
from watchers.model import Report, Team, Watchlist
from watchers.parsing import entries
from watchers.parsing.parse import parse_feed
from watchers.pipeline import baseline
from watchers.pipeline.meaning import given, wanting
from watchers.pipeline.prepare import Outcome, Prepared, prepare
from watchers.pipeline.record import RoutingContext, in_order, record
from watchers.sample.server import SampleServer

FOLDER = CHECKOUT / "seeds" / "sample"
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
TEAM = Team("desk", "Desk", guild="1", channel="10", watchlist=Watchlist(tags=("sample",)))
DEVELOPMENTS = {  # told by feeds of several languages: how the addresses of its reports end
    "visit": (
        "wire.sample.example/haftar-lighthouse-museum",
        "gazette.sample.example/museum",
        "sahifa.sample.example/lighthouse",
        "vestnik.sample.example/mayak",
        "haber.sample.example/fener",
        "pages/musee-du-phare.html",
    ),
    "bridges": (
        "wire.sample.example/lavrov-salame-bridges",
        "sahifa.sample.example/bridges",
        "vestnik.sample.example/mosty",
    ),
    "harbours": (
        "wire.sample.example/salame-harbour-masters",
        "gazette.sample.example/harbour-masters",
        "sahifa.sample.example/harbours",
        "pages/capitaines-de-port.html",
    ),
}


@dataclass(frozen=True)
class Told:
    """The reports that the sample has at its start, the ids of the stories that were told, and the rows by date."""

    reports: list[Report]
    stories: list[str]
    rows: tuple[EventRow, ...]


def told(folder: Path, start: datetime) -> Told:
    catalogue = files.load(CHECKOUT / "config")
    index = AliasIndex.build(catalogue.actors)
    database = new_sqlite(folder / "archive.sqlite3")
    reports: list[Report] = []
    with SampleServer(FOLDER, lambda: start, live=True) as server, closing(database):
        baseline.declare(database, replace(catalogue, feeds=server.feeds, teams=(TEAM,)), "files", start)
        for feed in server.feeds:
            served = server.answer(feed.url.removeprefix(server.base))
            assert served is not None
            parsed = parse_feed(served.body, url=feed.url, content_type=served.content_type)
            outcomes: list[Outcome] = [prepare(a, index) for a in in_order(entries.articles(parsed, feed, start))]
            encoded = given(outcomes, meanings(wanting(outcomes), "use").of_articles)
            prepared = [outcome for outcome in encoded if isinstance(outcome, Prepared)]
            context = RoutingContext((TEAM,), timedelta(seconds=15), feed, backlog=False)
            with database.write() as archive:
                reports += record(archive, prepared, context, ProfileCache(), start)
        with database.read() as archive:
            stories = [
                report.comparison.story or report.article.id
                for report in reports
                if any(ruling.outcome == "story" for ruling in decisions.of_article(archive, report.article.id))
            ]
            return Told(reports, stories, timeline_answer(archive, "Khalifa Haftar").events)


@pytest.mark.parametrize("weekday", range(7))
def test_the_sample_is_told_once_in_all_languages_and_dated_without_contradiction(weekday: int, tmp_path: Path) -> None:
    hour = 3 if weekday % 2 else 14  # what happened eight hours ago was yesterday, or today
    start = MONDAY + timedelta(days=weekday, hours=hour)
    sample = told(tmp_path, start)
    for ends in DEVELOPMENTS.values():
        reports = [report for report in sample.reports if report.article.url.endswith(ends)]
        assert len(reports) == len(ends)
        (story,) = {report.comparison.story or report.article.id for report in reports}
        assert sample.stories.count(story) == 1
    visit = {report.article.id for report in sample.reports if report.article.url.endswith(DEVELOPMENTS["visit"])}
    days = {str(row.date) for row in sample.rows if visit.intersection(row.articles)}
    assert days == {str((start - timedelta(hours=8)).date())}
