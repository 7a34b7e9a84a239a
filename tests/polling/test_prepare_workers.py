"""Articles prepared beside the program are what they would be in it."""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from tests.support.archives import new_sqlite
from watchers.archive import Database, catalogue
from watchers.errors import GivenUp
from watchers.matching.index import AliasIndex
from watchers.model import Actor, Alias, Article, ArticleFailure
from watchers.pipeline.prepare import Outcome, Prepared, prepare
from watchers.polling import worker_pool
from watchers.polling.prepare_workers import MOST_ACTORS_SENT, Preparer

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ADA = Actor("ada-venn", "Ada Venn", "person", (Alias("Ada Venn"),))
BELA = Actor("bela-orm", "Bela Orm", "person", (Alias("Bela Orm"),))
ARTICLES = [
    Article("Envoy Ada Venn leaves", "Ada Venn left the capital on 3 February 2026. Bela Orm stays.", NOW),
    Article("Rain", "It rained all day in the valley.", NOW),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def workers() -> AsyncIterator[None]:
    yield
    await asyncio.to_thread(worker_pool.stop)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Database]:
    database = new_sqlite(tmp_path / "archive.sqlite3")
    with database.write() as connection:
        catalogue.declare(connection, (ADA,), (), (), NOW)
    yield database
    database.close()


def prepared(outcomes: Sequence[Outcome]) -> list[Prepared]:
    """The outcomes, all of which are sound."""
    sound = [outcome for outcome in outcomes if isinstance(outcome, Prepared)]
    assert len(sound) == len(outcomes)
    return sound


def contents(outcomes: Sequence[Outcome]) -> list[object]:
    return [(article.article, article.mentions, article.signature, article.events) for article in prepared(outcomes)]


class Odd(str):
    """A text that makes whoever reads it fail."""

    def isascii(self) -> bool:
        raise ZeroDivisionError("as if by chance")


class Deadly(str):
    """A text that ends the process in which it is read."""

    def isascii(self) -> bool:
        os._exit(3)


async def test_a_worker_says_what_the_program_would_say(archive: Database) -> None:
    index = AliasIndex.build((ADA,))
    articles = prepared(await Preparer(archive).prepare(ARTICLES))
    assert contents(articles) == contents([prepare(article, index) for article in ARTICLES])
    assert articles[0].actors == ("ada-venn",)


async def test_an_actor_added_meanwhile_is_found_in_the_next_batch(archive: Database) -> None:
    preparer = Preparer(archive)
    await preparer.prepare(ARTICLES)
    with archive.write() as connection:
        catalogue.declare(connection, (ADA, BELA), (), (), NOW)
    assert prepared(await preparer.prepare(ARTICLES))[0].actors == ("ada-venn", "bela-orm")


async def test_a_worker_reads_for_a_server_what_its_own_actors_change(archive: Database) -> None:
    with archive.write() as connection:
        catalogue.save_actor(connection, replace(BELA, guild="b"), NOW)
    outcomes = await Preparer(archive).prepare([*ARTICLES, replace(ARTICLES[0], guild="b")])
    public, rain, private = prepared(outcomes)
    assert public.actors == ("ada-venn",)
    assert public.read_by("b").actors == ("ada-venn", "bela-orm")
    assert public.read_by("c").actors == ("ada-venn",)
    assert rain.readings == {}
    assert (private.actors, private.readings) == (("ada-venn", "bela-orm"), {})


async def test_what_no_worker_can_take_is_prepared_in_the_program(
    archive: Database, caplog: pytest.LogCaptureFixture
) -> None:
    class Local(str):
        """No other process knows this class."""

    odd = [replace(article, text=Local(article.text)) for article in ARTICLES]
    with caplog.at_level(logging.WARNING):
        assert prepared(await Preparer(archive).prepare(odd))[0].actors == ("ada-venn",)
    assert "without a process of their own" in caplog.text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (Odd("It rained."), "preparing it made the program fail (ZeroDivisionError: as if by chance)"),
        (Deadly("It rained."), "preparing it was given up: Rain ended the process that read it"),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_an_article_that_no_worker_survives_takes_no_other_along(
    archive: Database, text: str, reason: str
) -> None:
    sick = replace(ARTICLES[1], text=text)
    first, failure, last = await Preparer(archive).prepare([ARTICLES[0], sick, ARTICLES[1]])
    assert isinstance(failure, ArticleFailure)
    assert (failure.article, failure.stage) == (sick, "prepare")
    assert failure.reason.startswith(reason)
    assert contents([first, last]) == contents([prepare(article, AliasIndex.build((ADA,))) for article in ARTICLES])


async def test_workers_that_can_do_nothing_are_no_articles_fault(archive: Database) -> None:
    async def none(*values: object, **limits: object) -> list[Outcome]:
        raise GivenUp("there is no memory for a worker")

    with pytest.raises(GivenUp, match="no memory for a worker"):
        await Preparer(archive, run=none).prepare(ARTICLES)


async def test_a_catalogue_too_large_for_workers_isolates_failures_too(archive: Database) -> None:
    many = [replace(ADA, id=f"actor-{number}") for number in range(MOST_ACTORS_SENT + 1)]
    with archive.write() as connection:
        catalogue.declare(connection, many, (), (), NOW)
    first, failure = await Preparer(archive).prepare([ARTICLES[0], replace(ARTICLES[1], text=Odd("It rained."))])
    assert isinstance(first, Prepared)
    assert isinstance(failure, ArticleFailure)


def test_a_process_that_only_prepares_stays_small() -> None:
    loaded = "import watchers.pipeline.prepare, sys; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout.split()
    assert not {"sqlalchemy", "httpx", "discord", "trafilatura"} & set(modules)
