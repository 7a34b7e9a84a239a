"""Parsing in a process that can be killed: whatever happens there is one feed's failure."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import resource
import signal
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import pytest
import pytest_asyncio

from watchers.errors import NotAFeed, ParseError, Unavailable
from watchers.polling import worker_pool

RSS = b"<rss><channel><title>Site</title><item><title>One</title></item></channel></rss>"


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def workers() -> AsyncIterator[None]:
    yield
    await asyncio.to_thread(worker_pool.stop)


async def test_a_feed_comes_back_from_the_worker_as_it_was_read() -> None:
    feed = await worker_pool.parse_bounded(RSS, url="https://site.example/feed")
    assert [entry.title for entry in feed.entries] == ["One"]


async def test_what_the_parser_says_reaches_the_caller_with_its_offers() -> None:
    page = b'<html><link rel="alternate" type="application/rss+xml" href="/rss">'
    with pytest.raises(NotAFeed) as failure:
        await worker_pool.parse_bounded(page, url="https://site.example/")
    assert failure.value.offers == ("https://site.example/rss",)


@pytest.mark.parametrize(
    ("function", "value", "words"),
    [
        (time.sleep, 60, "within 0 s"),
        (os._exit, 3, "ended the process"),
        (bytes, 1 << 40, "more memory than is allowed"),
        (int, "x", "ValueError"),
    ],
)
async def test_whatever_happens_to_a_worker_is_that_feeds_failure_and_no_more(
    function: object, value: object, words: str
) -> None:
    with pytest.raises(ParseError, match=words):
        await worker_pool.run_bounded(function, value, seconds=0.3, what="it")  # type: ignore[arg-type]
    assert (await worker_pool.parse_bounded(RSS, url="https://site.example/feed")).title == "Site"


async def test_a_sick_document_does_not_hold_up_a_healthy_one() -> None:
    sick = asyncio.create_task(worker_pool.run_bounded(time.sleep, 60, seconds=50, what="sick"))
    assert (await worker_pool.parse_bounded(RSS, url="https://site.example/feed")).title == "Site"
    assert not sick.done()
    sick.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sick


def kill_workers() -> None:
    workers = multiprocessing.active_children()
    assert workers
    for worker in workers:
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGKILL)


async def test_workers_that_are_killed_while_they_have_nothing_to_do_are_replaced() -> None:
    for _ in range(3):
        assert (await worker_pool.parse_bounded(RSS, url="https://site.example/feed")).title == "Site"
        kill_workers()
    every = (worker_pool.parse_bounded(RSS, url=f"https://site.example/{n}") for n in range(10))
    assert [feed.title for feed in await asyncio.gather(*every)] == ["Site"] * 10


@contextmanager
def no_file_handle() -> Iterator[None]:
    """No file can be opened."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


async def test_without_file_handles_nothing_is_read_and_with_them_everything_is_again() -> None:
    await asyncio.to_thread(worker_pool.stop)
    with no_file_handle(), pytest.raises(Unavailable, match="lacks file handles or memory"):
        await worker_pool.parse_bounded(RSS, url="https://site.example/feed")
    assert (await worker_pool.parse_bounded(RSS, url="https://site.example/feed")).title == "Site"


async def test_a_moment_without_file_handles_is_waited_for() -> None:
    await asyncio.to_thread(worker_pool.stop)
    with no_file_handle():
        reading = asyncio.create_task(worker_pool.parse_bounded(RSS, url="https://site.example/feed"))
        await asyncio.sleep(0)
    assert (await reading).title == "Site"


async def test_workers_that_are_killed_for_want_of_handles_while_they_are_replaced_are_made_anew() -> None:
    assert (await worker_pool.parse_bounded(RSS, url="https://site.example/feed")).title == "Site"
    kill_workers()
    with no_file_handle():
        reading = asyncio.create_task(worker_pool.parse_bounded(RSS, url="https://site.example/feed"))
        await asyncio.wait([reading], timeout=0.3)
    assert (await reading).title == "Site"
