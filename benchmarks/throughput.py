"""Articles a second through parse, match, compare and record, and the memory that takes.

python -m benchmarks.throughput [ARTICLES]        1,000 of 5 kB by default, 40 a feed, on SQLite on disk

Twice: as the program does it, with its worker processes (all but the network), and stage by stage in one process.
"""

from __future__ import annotations

import asyncio
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from benchmarks.articles import START, rss, texts
from config.settings import CHECKOUT
from watchers.archive import Database, catalogue
from watchers.catalogue.files import load_actors
from watchers.comparing.article_profile import ProfileCache
from watchers.fetching.fetch import Fetcher, Resource
from watchers.fetching.headers import UNCONDITIONAL
from watchers.matching.index import AliasIndex
from watchers.model import Actor, Feed, Fetched, Validators
from watchers.parsing import entries, parse
from watchers.pipeline.prepare import prepare
from watchers.pipeline.record import RoutingContext, in_order, record
from watchers.polling import worker_pool
from watchers.polling.gc_tuning import collect_seldom
from watchers.polling.poller import Poller, Rules

A_FEED = 40
SIZE = 5_000  # characters
BOTH = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


class Documents(Fetcher):
    """Stands for the network: every address has its document."""

    def __init__(self, documents: dict[str, bytes]) -> None:
        super().__init__()
        self._documents = documents

    async def get(self, url: str, validators: Validators = UNCONDITIONAL, *, resource: Resource = "feed") -> Fetched:
        return Fetched(url, url, 200, self._documents[url], content_type="application/rss+xml")


def main(count: int) -> None:
    """Print seconds and memory of both ways."""
    actors = load_actors(CHECKOUT / "config" / "actors.toml")
    names = [actor.name for actor in actors if actor.kind == "person"]
    material = list(texts(count, SIZE, names))
    documents = {
        f"https://feed{start}.example/": rss(material[start : start + A_FEED], start)
        for start in range(0, count, A_FEED)
    }
    collect_seldom()  # as the program does at its start
    for encoder in (None, "use"):
        program(documents, actors, count, encoder)
    stages(documents, actors, count)


def program(documents: dict[str, bytes], actors: tuple[Actor, ...], count: int, encoder: str | None) -> None:
    """One round of all feeds by the program's own poller, whose workers have been started."""
    with archive(documents, actors) as database:
        rules = Rules(backlog=None, encoder=encoder)
        poller = Poller(database, Documents(documents), rules, lambda: START + timedelta(days=30))
        before, others_before = (resource.getrusage(who).ru_utime for who in BOTH)
        seconds, new = asyncio.run(timed_round(poller))
        assert new == count
    own, workers = (resource.getrusage(who) for who in BOTH)
    print(
        f"{count} articles of {SIZE} characters by the program, encoder {encoder or 'off'}: {seconds:.2f} s "
        f"({own.ru_utime - before:.1f} s of its own processor time, {workers.ru_utime - others_before:.1f} s of its "
        f"workers'), peak {own.ru_maxrss / 1024:.0f} MiB and {worker_pool.READERS.count} workers of at most "
        f"{workers.ru_maxrss / 1024:.0f} MiB"
    )


async def timed_round(poller: Poller) -> tuple[float, int]:
    """Seconds that a round takes, once the workers are there, and how many articles it brought."""
    warm = [
        worker_pool.parse_bounded(rss([], 0), url="https://warm.example/") for _ in range(worker_pool.READERS.count)
    ]
    await asyncio.gather(*warm)
    began = time.perf_counter()
    polled = await poller.poll_all()
    seconds = time.perf_counter() - began
    await asyncio.to_thread(worker_pool.stop)
    return seconds, sum(each.new for each in polled)


def stages(documents: dict[str, bytes], actors: tuple[Actor, ...], count: int) -> None:
    """The same work one after the other."""
    index, profiles = AliasIndex.build(actors), ProfileCache()
    spent = {"parse": 0.0, "prepare": 0.0, "record": 0.0}
    with archive(documents, actors) as database:
        for url, body in documents.items():
            now = START + timedelta(days=30)
            began = time.perf_counter()
            found = entries.articles(parse.parse_feed(body, url=url), Feed(url), now)
            spent["parse"] += (parsed := time.perf_counter()) - began
            prepared = [prepare(article, index) for article in in_order(found)]
            spent["prepare"] += (ready := time.perf_counter()) - parsed
            with database.write() as connection:
                record(connection, prepared, RoutingContext(feed=Feed(url)), profiles, now)
            spent["record"] += time.perf_counter() - ready
    parts = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in spent.items())
    print(f"the same in one process, stage by stage: {sum(spent.values()):.2f} s ({parts})")


@contextmanager
def archive(documents: dict[str, bytes], actors: tuple[Actor, ...]) -> Iterator[Database]:
    """An empty archive on disk with these feeds and actors."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'archive.sqlite3'}")
        database.upgrade()
        with database.write() as connection:
            catalogue.declare(connection, actors, [Feed(url, "Benchmark") for url in documents], (), START)
        yield database
        database.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
