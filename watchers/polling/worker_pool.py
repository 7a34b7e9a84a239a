"""Parsing in processes that can be killed, with a limit on time and memory.

Size is no guard: a few kilobytes can keep a parser busy for minutes. So whatever reads strangers' markup runs here, and
whatever happens to it (the limit, a crash of an extension module, no memory) is that feed's failure and no more.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import multiprocessing
import signal
import sys
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from watchers.errors import FeedError, GivenUp, ParseError, Unavailable
from watchers.parsing.entries import ParsedFeed
from watchers.polling.gc_tuning import collect_seldom
from watchers.text import credentials

T = TypeVar("T")

_PARSE_SECONDS = 5.0  # for any feed, and a second more for each of these:
_BYTES_A_SECOND = 500_000
_MOST_MEMORY_BYTES = 2_000_000_000  # of address space a worker; libraries alone take a quarter of it
_MOST_TASKS = 5_000  # then a worker is replaced, so that what a library leaks is given back

_MOST_ATTEMPTS = 3  # with new workers each
_PAUSE_SECONDS = 0.5  # and twice as long, for a machine that lacks file handles or memory for a moment
_LOOK_SECONDS = 0.2  # between two looks at a document that takes its time

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Workers:
    """How many processes there are of a kind, and what each does before any document's time runs."""

    count: int
    start: Callable[[], None]


def _read() -> None:
    from watchers.parsing import parse  # noqa: F401 - it takes a while on a busy machine

    _limit()


def _limit() -> None:
    """Take no interrupts and no more memory than allowed."""
    collect_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(ValueError, OSError):  # a stricter limit stands already
            resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY_BYTES, _MOST_MEMORY_BYTES))


# Two, so that one document which runs into its limit holds up half the parsing for a while, and not all.
READERS = Workers(2, _read)
ENCODERS = Workers(1, _limit)  # each holds a model
_pools: dict[Workers, ProcessPool] = {}  # those that were started


async def parse_bounded(body: bytes, *, url: str, content_type: str = "", memo: bytes | None = None) -> ParsedFeed:
    """`parse.parse_feed` in a worker; the time it may take grows with the document."""
    seconds = _PARSE_SECONDS + len(body) / _BYTES_A_SECOND
    return await run_bounded(_parse, body, url, content_type, memo, seconds=seconds, what=url)


async def run_bounded(
    function: Callable[..., T], *values: Any, seconds: float, what: str, workers: Workers = READERS
) -> T:
    """Run a module's function on plain values in one of the workers. Raises its FeedError, or ParseError for all else:
    GivenUp where the worker was killed or died. Unavailable when the machine has no room for one.

    `what` names the document in errors. A cancelled caller has its worker killed.
    """
    what = credentials.shown(what)
    try:
        return await _run(function, values, seconds, workers)
    except (FeedError, Unavailable):
        raise
    except TimeoutError as error:
        raise GivenUp(f"{what} could not be read within {seconds:.0f} s; it was given up") from error
    except (ProcessExpired, BrokenProcessPool) as error:
        raise GivenUp(f"{what} ended the process that read it ({error}); it was given up") from error
    except MemoryError as error:
        raise GivenUp(f"{what} takes more memory than is allowed; it was given up") from error
    except (asyncio.CancelledError, CancelledError):
        raise
    except Exception as error:
        raise ParseError(f"{what} could not be read: {type(error).__name__}: {error}") from error


async def _run(function: Callable[..., T], values: tuple[Any, ...], seconds: float, workers: Workers) -> T:
    """Run it in the workers; where these are broken (one was killed while it had nothing to do), in new ones."""
    for attempt in range(_MOST_ATTEMPTS):
        pool, last = _pool(workers), attempt == _MOST_ATTEMPTS - 1
        try:
            task: Future[T] = pool.schedule(function, args=values)
        except (RuntimeError, OSError) as error:  # of the pool: it is broken, or could not be started
            await _replace(workers, pool)
            if last:
                why = f"the processes that read documents cannot be started ({error.__cause__ or error})"
                raise Unavailable(f"{why}: the machine lacks file handles or memory") from error
            await asyncio.sleep(_PAUSE_SECONDS * attempt)
            continue
        try:
            return await _result(pool, task, seconds)
        except BrokenProcessPool:
            await _replace(workers, pool)
            if last:
                raise
    raise AssertionError("the last attempt returns or raises")


async def _result(pool: ProcessPool, task: Future[T], seconds: float) -> T:
    """What the worker gives back, within so many seconds from when it took the task up.

    They are counted here, since the pool counts them by the machine's clock, which may jump.
    """
    result, loop, begun = asyncio.wrap_future(task), asyncio.get_running_loop(), None
    try:
        while not (await asyncio.wait((result,), timeout=min(seconds, _LOOK_SECONDS)))[0]:
            if not pool.active:
                raise BrokenProcessPool("its worker was killed")
            begun = loop.time() if begun is None and task.running() else begun
            if begun is not None and loop.time() - begun > seconds:
                raise TimeoutError
        return await result
    finally:
        result.cancel()


async def _replace(workers: Workers, broken: ProcessPool) -> None:
    """Have the next document read by new workers."""
    if _pools.get(workers) is not broken:
        return  # somebody else has replaced it
    del _pools[workers]
    log.warning("the processes that read documents are broken; new ones are started")
    await asyncio.to_thread(_end, broken)


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


def stop() -> None:
    """End the workers, at once. The next document starts new ones."""
    for workers in tuple(_pools):
        _end(_pools.pop(workers))


def _parse(body: bytes, url: str, content_type: str, memo: bytes | None) -> ParsedFeed:
    from watchers.parsing import parse  # in the worker alone: the program itself needs no parser

    return parse.parse_feed(body, url=url, content_type=content_type, memo=memo)


def _pool(workers: Workers) -> ProcessPool:
    """The workers, started when first needed. They are spawned, not forked: the program has threads."""
    if workers not in _pools:
        _pools[workers] = ProcessPool(
            max_workers=workers.count,
            max_tasks=_MOST_TASKS,
            initializer=workers.start,
            context=multiprocessing.get_context("spawn"),
        )
    return _pools[workers]
