"""Articles a second through parse, match, compare and record, and the memory that takes.

python -m benchmarks.throughput [ARTICLES]        1,000 of 5 kB by default, 40 a feed, on SQLite on disk
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from benchmarks.articles import START, rss, texts
from config.settings import CHECKOUT
from watchers import catalog, pipeline
from watchers.matching.index import AliasIndex
from watchers.model import Feed
from watchers.polling import entries, parse
from watchers.storage import Database, catalogue

A_FEED = 40
SIZE = 5_000  # characters


def main(count: int) -> None:
    """Print seconds for each stage and in all."""
    actors = catalog.load_actors(CHECKOUT / "config" / "actors.toml")
    names = [actor.name for actor in actors if actor.kind == "person"]
    material = list(texts(count, SIZE, names))
    documents = [(start, rss(material[start : start + A_FEED], start)) for start in range(0, count, A_FEED)]
    feed = Feed("https://example.org/feed", "Benchmark")
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'archive.sqlite3'}")
        database.upgrade()
        with database.write() as archive:
            catalogue.declare(archive, actors, (feed,), (), START)
        index = AliasIndex.build(actors)
        spent = {"parse": 0.0, "prepare": 0.0, "record": 0.0}
        for start, body in documents:
            now = START + timedelta(minutes=start + A_FEED)
            began = time.perf_counter()
            found = entries.articles(parse.parse_feed(body, url=feed.url), feed, now)
            spent["parse"] += (parsed := time.perf_counter()) - began
            prepared = [pipeline.prepare(article, index) for article in pipeline.in_order(found)]
            spent["prepare"] += (ready := time.perf_counter()) - parsed
            with database.write() as archive:
                pipeline.record(archive, prepared, pipeline.Telling(feed=feed), now)
            spent["record"] += time.perf_counter() - ready
        database.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    parts = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in spent.items())
    print(f"{count} articles of {SIZE} characters: {sum(spent.values()):.2f} s ({parts}), peak {memory:.0f} MiB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
