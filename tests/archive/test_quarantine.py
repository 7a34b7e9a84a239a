"""An article that cannot be recorded takes neither batch nor feed along, and is tried again after an upgrade."""

from __future__ import annotations

import asyncio
import html
import logging
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from tests.support.recording import FEED, NOW, article, later
from watchers.archive import Connection, Database, articles, catalogue, feeds, outbox, quarantine, schema
from watchers.comparing.article_profile import ProfileCache
from watchers.errors import Unavailable
from watchers.fetching.fetch import Fetcher
from watchers.fetching.host_slots import HostSlots
from watchers.lookups.status import status_answer
from watchers.lookups.why_not import why_not_answer
from watchers.matching.index import AliasIndex
from watchers.model import Actor, Alias, ArticleFailure, Feed, FeedState, PartialDate, Published, Team, Watchlist
from watchers.pipeline.prepare import prepare
from watchers.pipeline.record import RoutingContext, record_sound
from watchers.polling import intake, worker_pool
from watchers.polling.poller import Poller, Rules
from watchers.polling.prepare_workers import Preparer

ADA = Actor("ada-venn", "Ada Venn", "person", (Alias("Ada Venn"),))
DESK = Team("desk", "Desk", "1", "2", watchlist=Watchlist(actors=("ada-venn",)))
SOUND, SICK = "Ada Venn leaves the capital", "Ada Venn is cursed"


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def workers() -> AsyncIterator[None]:
    yield
    await asyncio.to_thread(worker_pool.stop)


@pytest.fixture
def newsroom(archive: Database) -> Iterator[Database]:
    """An archive with a feed and a team, that refuses every article whose headline has the word cursed."""
    with archive.write() as connection:
        catalogue.declare(connection, (ADA,), (Feed(FEED, "News Example", pages=False),), (DESK,), NOW)
        forbid(connection)
    yield archive
    with archive.write() as connection:
        allow(connection)


def forbid(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        rule = "WHEN NEW.title LIKE '%cursed%' BEGIN SELECT RAISE(ABORT, 'a rule of the database'); END"
        connection.execute(text(f"CREATE TRIGGER no_curse BEFORE INSERT ON article {rule}"))
    else:
        rule = "CHECK (title NOT LIKE '%cursed%')"
        connection.execute(text(f'ALTER TABLE article ADD CONSTRAINT "a rule of the database" {rule}'))


def allow(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(text("DROP TRIGGER IF EXISTS no_curse"))
    else:
        connection.execute(text('ALTER TABLE article DROP CONSTRAINT IF EXISTS "a rule of the database"'))


def document(*titles: str) -> bytes:
    items = "".join(
        f"<item><title>{html.escape(title)}</title><guid isPermaLink='false'>{title}</guid>"
        f"<link>https://news.example/{title.replace(' ', '-')}</link>"
        f"<description>{html.escape(title)}, it was said on Sunday in {title[::-1]}.</description></item>"
        for title in titles
    )
    return f"<rss version='2.0'><channel><title>News</title>{items}</channel></rss>".encode()


async def poll(database: Database, *titles: str, minutes: float = 0) -> FeedState:
    """One poll of the feed, which has these items; its state afterwards."""
    body = document(*titles)
    transport = httpx.MockTransport(lambda request: httpx.Response(200, stream=httpx.ByteStream(body)))
    async with Fetcher(transport=transport, slots=HostSlots(gap=0)) as fetcher:
        poller = Poller(database, fetcher, Rules(backlog=None, group_wait=timedelta()), lambda: later(minutes))
        await poller.poll_all()
    with database.read() as connection:
        state = feeds.state(connection, FEED)
    assert state is not None
    return state


def recorded(database: Database) -> list[str]:
    with database.read() as connection:
        return [report.article.title for report in articles.after(connection, None, 99)]


def aside(database: Database) -> list[str]:
    with database.read() as connection:
        return [entry.failure.article.title for entry in quarantine.left_by_others(connection, "", 99)]


def upgraded(database: Database, *, mended: bool) -> None:
    """As if the program that runs were another one than that which failed."""
    with database.write() as connection:
        connection.execute(update(schema.quarantine).values(program="0.0.1"))
        if mended:
            allow(connection)


# ---------------------------------------------------------------- set aside


async def test_one_article_that_cannot_be_recorded_takes_neither_batch_nor_feed_along(
    newsroom: Database, caplog: pytest.LogCaptureFixture
) -> None:
    state = await poll(newsroom, "Rain", SICK, SOUND)
    assert recorded(newsroom) == ["Rain", SOUND]
    assert aside(newsroom) == [SICK]
    assert (state.error, state.failures, state.reached_at) == ("", 0, NOW)
    assert state.next_check is not None and state.next_check > NOW
    errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(errors) == 1
    assert "Ada-Venn-is-cursed of News Example is set aside: recording it made the program fail" in errors[0]
    assert "a rule of the database" in errors[0]
    assert "\n" not in errors[0]


async def test_what_is_set_aside_is_not_tried_at_every_poll(
    newsroom: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await poll(newsroom, SICK)
    caplog.clear()
    await poll(newsroom, "Rain", SICK, minutes=20)
    await poll(newsroom, "Rain", SICK, minutes=40)
    assert (recorded(newsroom), aside(newsroom)) == (["Rain"], [SICK])
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_what_is_set_aside_is_told_with_its_reason(newsroom: Database) -> None:
    await poll(newsroom, "Rain", SICK)
    with newsroom.read() as connection:
        why = why_not_answer(connection, "https://news.example/Ada-Venn-is-cursed")
        counted = status_answer(connection, NOW, "0.1.0").set_aside
        of_feed = quarantine.of_feeds(connection)
        elsewhere = why_not_answer(connection, "https://news.example/another")
    assert (why.stopped_at, counted, of_feed[FEED, None][0]) == ("set aside", 1, 1)
    assert why.explanation[0].startswith("on 2026-03-01T12:00:00Z: recording it made the program fail")
    assert of_feed[FEED, None][1] in why.explanation[0]
    assert elsewhere.stopped_at == "feed"


async def test_a_feed_that_is_followed_no_more_leaves_nothing_set_aside(newsroom: Database) -> None:
    await poll(newsroom, SICK)
    with newsroom.write() as connection:
        catalogue.declare(connection, (ADA,), (), (DESK,), NOW)
        assert (quarantine.count(connection), quarantine.of_feeds(connection)) == (0, {})
        assert quarantine.left_by_others(connection, "", 9) == ()


# ---------------------------------------------------------------- tried again


async def test_after_an_upgrade_it_is_recorded_and_told_though_it_has_left_the_feed(newsroom: Database) -> None:
    await poll(newsroom, SICK)
    upgraded(newsroom, mended=True)
    await poll(newsroom, "Rain", minutes=30)
    assert (recorded(newsroom), aside(newsroom)) == ([SICK, "Rain"], [])
    with newsroom.read() as connection:
        due = outbox.due(connection, later(60), 9)
        report = articles.get(connection, "1")
    assert [(delivery.team, delivery.kind, delivery.story) for delivery in due] == [("desk", "story", "1")]
    assert report is not None
    assert report.article.url == "https://news.example/Ada-Venn-is-cursed"


async def test_what_fails_after_an_upgrade_too_waits_for_the_next_one(
    newsroom: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await poll(newsroom, SICK)
    upgraded(newsroom, mended=False)
    caplog.clear()
    for minutes in (30, 60):
        await poll(newsroom, "Rain", minutes=minutes)
    assert (recorded(newsroom), aside(newsroom)) == (["Rain"], [SICK])
    assert len([record for record in caplog.records if record.levelno >= logging.ERROR]) == 1


async def test_what_was_known_from_the_start_is_recorded_and_not_told(newsroom: Database) -> None:
    with newsroom.write() as connection:
        failure = ArticleFailure(article(SOUND), "prepare", "it was given up")
        quarantine.add(connection, [failure], "0.0.1", NOW, backlog=True)
    await intake.retry(newsroom, Preparer(newsroom), timedelta(), lambda: later(9))
    with newsroom.read() as connection:
        assert outbox.due(connection, later(60), 9) == ()
    assert (recorded(newsroom), aside(newsroom)) == ([SOUND], [])


@pytest.mark.parametrize(
    "published",
    [None, Published.instant(NOW), Published(PartialDate(2026, 2), None, False)],
    ids=["unknown", "an instant", "a month"],
)
def test_an_article_is_kept_as_it_came(newsroom: Database, published: Published | None) -> None:
    odd = replace(
        article("Łódź \ud83d"), published=published, identity="guid:1", also=("link:1",), credit="Wire", note="teaser"
    )
    with newsroom.write() as connection:
        quarantine.add(connection, [ArticleFailure(odd, "record", "x" * 9_999)], "1", NOW)
        (entry,) = quarantine.by_url(connection, odd.url)
    assert entry.failure.article == replace(odd, title="Łódź \ufffd")
    assert len(entry.failure.reason) == 500


# ---------------------------------------------------------------- the archive's own trouble is nobody's fault


def test_an_archive_that_fails_meanwhile_sets_nothing_aside(newsroom: Database) -> None:
    batch = [prepare(article(title, text=title * 900), AliasIndex.build((ADA,))) for title in ("Rain", SOUND)]
    with pytest.raises(Unavailable), newsroom.write() as connection:
        end(connection, newsroom)
        with pytest.raises(DBAPIError):
            record_sound(connection, batch, RoutingContext(), ProfileCache(), NOW)
        raise Unavailable("as it would be told")
    assert (recorded(newsroom), aside(newsroom)) == ([], [])


def end(connection: Connection, database: Database) -> None:
    """Take the disk or the server away from under a transaction."""
    if connection.dialect.name == "sqlite":
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        return
    own = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with database.read() as other:
        other.execute(text("SELECT pg_terminate_backend(:own, 5000)"), {"own": own})
