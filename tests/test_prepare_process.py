"""Articles prepared beside the program are what they would be in it."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from watchers.matching.index import AliasIndex
from watchers.model import Actor, Alias, Article
from watchers.polling import parse_process
from watchers.polling.prepare_process import Preparer
from watchers.prepare import Prepared, prepare
from watchers.storage import Database, catalogue

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
    await asyncio.to_thread(parse_process.stop)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'archive.sqlite3'}")
    database.upgrade()
    with database.write() as connection:
        catalogue.declare(connection, (ADA,), (), (), NOW)
    yield database
    database.close()


def said(prepared: list[Prepared]) -> list[object]:
    return [(each.article, each.mentions, each.signature, each.events) for each in prepared]


async def test_a_worker_says_what_the_program_would_say(archive: Database) -> None:
    index = AliasIndex.build((ADA,))
    found = await Preparer(archive).prepare(ARTICLES)
    assert said(found) == said([prepare(article, index) for article in ARTICLES])
    assert found[0].actors == ("ada-venn",)


async def test_an_actor_added_meanwhile_is_found_in_the_next_batch(archive: Database) -> None:
    preparer = Preparer(archive)
    await preparer.prepare(ARTICLES)
    with archive.write() as connection:
        catalogue.save_actor(connection, BELA, NOW)
    assert (await preparer.prepare(ARTICLES))[0].actors == ("ada-venn", "bela-orm")


async def test_what_no_worker_can_take_is_prepared_in_the_program(
    archive: Database, caplog: pytest.LogCaptureFixture
) -> None:
    class Local(str):
        """No other process knows this class."""

    odd = [replace(article, text=Local(article.text)) for article in ARTICLES]
    with caplog.at_level(logging.WARNING):
        assert (await Preparer(archive).prepare(odd))[0].actors == ("ada-venn",)
    assert "without a process of their own" in caplog.text


def test_a_process_that_only_prepares_stays_small() -> None:
    loaded = "import watchers.prepare, sys; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout.split()
    assert not {"sqlalchemy", "httpx", "discord", "trafilatura"} & set(modules)
