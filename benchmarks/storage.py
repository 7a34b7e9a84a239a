"""The archive at size: what the signature index costs and how fast it answers, and how fast `/actor` reads.

    python -m benchmarks.storage [--articles 1000000] [--mentions 100000] [--runs 1000] [--url URL | --postgres]

Fills an archive with invented articles (a fifth of them copies of earlier ones), then asks. Without an address it is
SQLite in a temporary folder; `--postgres` starts a PostgreSQL from the wheel, which does wait for the disk.
"""

from __future__ import annotations

import argparse
import gc
import random
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import count, islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, text

from watchers.archive import Database, actor_keys, actors, aggregates, candidates, catalogue, mention_rows, schema
from watchers.archive.aggregates import ArticleFacts, Dated
from watchers.archive.article_cache import ArticleCache
from watchers.archive.dialect import dialect
from watchers.comparing.article_profile import read
from watchers.comparing.signature import keys, sign
from watchers.lookups.actor import actor_answer
from watchers.model import Actor, Alias, Article, Frequencies, Signature
from watchers.reasons import Comparing, Reason, as_json

NOW = datetime(2026, 3, 1, tzinfo=UTC)
DAYS = 720  # over which the articles were seen
VOCABULARY = 300_000
TEXT = "The commander met the envoy in the capital and spoke about the roads. "
BATCH = 40  # articles a transaction, as the poller records them


class Corpus:
    """Invented articles, the same ones at each run."""

    def __init__(self, size: int, hashes: int, keys: int, characters: int) -> None:
        self._random = random.Random(7)
        self.size, self._hashes, self._keys = size, hashes, keys
        self.text = (TEXT * (1 + characters // len(TEXT)))[:characters]

    def seen(self, key: int) -> datetime:
        return NOW - timedelta(days=DAYS) + timedelta(days=DAYS) * (key / self.size)

    def signatures(self) -> Iterator[tuple[int, list[int], list[int]]]:
        """Number, shingle hashes and key words of each article; every fifth shares half its hashes with another."""
        recent: list[list[int]] = []
        for key in range(1, self.size + 1):
            hashes = [self._random.getrandbits(58) for _ in range(self._hashes)]
            if key % 5 == 0 and recent:
                half = self._hashes // 2
                hashes[:half] = self._random.choice(recent)[:half]
            recent = [*recent[-200:], hashes]
            yield key, hashes, self.words(self._keys)

    def words(self, count: int) -> list[int]:
        """Words as articles are keyed by: some common, most of them rare."""
        ranks = (int(VOCABULARY ** self._random.uniform(0.3, 1)) for _ in range(count * 2))
        return list(islice(dict.fromkeys(hash((rank, "word")) & ((1 << 63) - 1) for rank in ranks), count))


def fill(archive: Database, corpus: Corpus) -> None:
    """Articles, stories, signatures, without the full-text index and the mentions."""
    rows = corpus.signatures()
    while batch := list(islice(rows, BATCH)):
        with archive.write() as connection:
            if dialect(connection).name == "sqlite":
                connection.exec_driver_sql("PRAGMA cache_size = -2000000")  # for this once: 2 GB
            connection.execute(insert(schema.article), [_article(key, corpus) for key, _, _ in batch])
            seen = [{"key": key, "guild": "", "created": NOW, "last_activity": corpus.seen(key)} for key, _, _ in batch]
            connection.execute(insert(schema.story), seen)
            signatures = [Signature(tuple(hashes), len(hashes), {}) for _, hashes, _ in batch]
            for (key, _, words), signature in zip(batch, signatures, strict=True):
                candidates.store(connection, key, signature, words, seed=False)
            candidates.settle(connection, batch[-1][0], signatures, [words for *_, words in batch])


def mention(archive: Database, corpus: Corpus, mentions: int) -> None:
    """One actor in many articles, with twenty others in turn."""
    chosen = sorted(random.Random(8).sample(range(1, corpus.size + 1), min(mentions, corpus.size)))
    with archive.write() as connection:
        actors = [Actor(f"a{n}", f"Actor Number{n}", "person", (Alias(f"Actor Number{n}"),)) for n in range(21)]
        catalogue.declare(connection, actors, [], [], NOW)
        numbers = actor_keys.written_keys(connection, [actor.id for actor in actors])
        number = count(mention_rows.next_event(connection))
    chance = random.Random(9)
    entered = (
        _mention(corpus, key, [numbers["a0"], numbers[f"a{1 + place % 20}"]], number, chance)
        for place, key in enumerate(chosen)
    )
    while batch := list(islice(entered, BATCH)):
        with archive.write() as connection:
            connection.execute(insert(schema.event), [row for _, rows in batch for row in rows])
            aggregates.enter(connection, [appearing for appearing, _ in batch])


def _article(key: int, corpus: Corpus) -> dict[str, Any]:
    seen = corpus.seen(key)
    return {
        "key": key,
        "name": None,
        "story": key,
        "copy_of": key - 1 if key % 5 == 0 else None,
        "at": seen,
        "first_seen": seen,
        "seed": False,
        "url": f"https://outlet{key % 500}.example/{key}",
        "feed": f"https://outlet{key % 500}.example/feed",
        "outlet": f"Outlet {key % 500}",
        "language": "en",
        "published": str(seen.date()),
        "published_at": seen,
        "zoned": True,
        "identity": str(key),
        "note": "",
        "title": f"The commander met envoy {key}",
        "actors": [],
        "comparison": _VERDICT,
        "text": corpus.text,
    }


_VERDICT = {
    "novelty": "new",
    "reason": as_json([Reason(Comparing.NOTHING_LIKE_IT)]),
    "containment": 0.0,
    "nearest": None,
    "origin": False,
    "evidence": [],
    "sentences": [["The commander met the envoy in the capital.", 0.7]] * 10,
    "actors": [],
    "dates": [],
    "figures": [],
}


def _mention(
    corpus: Corpus, key: int, who: Sequence[int], number: Iterator[int], chance: random.Random
) -> tuple[ArticleFacts, list[dict[str, Any]]]:
    """An article as the totals see it, and the rows of its events."""
    seen = corpus.seen(key)
    spelt = ("Actor Number0", "Number0", "A. Number0", "актор", "الممثل")[min(int(chance.expovariate(1)), 4)]
    surfaces = {who[0]: frozenset((spelt,)), who[1]: frozenset(("Another",))}
    stated = date(2011, 2, 17) + timedelta(days=int(chance.expovariate(1 / 900)))
    events = [
        Dated(next(number), stated, stated, weight=0.8, subjects=tuple(who)),
        Dated(next(number), seen.date(), seen.date(), weight=0.4, subjects=tuple(who)),
    ]
    rows = [
        {
            "key": each.key,
            "article": key,
            "first_day": each.first_day,
            "last_day": each.last_day,
            "basis": "stated" if each is events[0] else "published",
            "field": "text",
            "start": 0,
            "stop": 70,
            "weight": each.weight,
            "actors": ["a0"],
            "text": f"On {each.first_day} the commander met envoy {key} in the capital.",
        }
        for each in events
    ]
    return ArticleFacts(key, seen, seen.date(), False, key % 5 == 0, surfaces, events), rows


class Clock:
    """Times what is asked over a connection, on the clock and of the processor.

    On a machine that is at work, the former says more of its neighbours. The latter is this process's and, where the
    database is one of its own on this machine, that one's.
    """

    def __init__(self, connection: Connection, runs: int) -> None:
        self.runs = runs
        self._server: Path | None = None
        if dialect(connection).name == "postgresql":
            pid = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
            self._server = Path(f"/proc/{pid}/schedstat")

    def report(self, name: str, measured: Callable[[], object]) -> None:
        """Print median and 99th percentile, in milliseconds."""
        clock, processor = [], []
        for _ in range(self.runs):
            start, used = time.perf_counter(), self._used()
            measured()
            clock.append(1000 * (time.perf_counter() - start))
            processor.append(1000 * (self._used() - used))
        last = int(0.99 * self.runs)
        shown = (
            f"median {times[self.runs // 2]:8.3f} ms   p99 {times[last]:8.3f} ms"
            for times in (sorted(clock), sorted(processor))
        )
        print(f"{name:32} " + "   processor: ".join(shown))

    def _used(self) -> float:
        """Seconds of the processor so far."""
        own = time.process_time()
        if self._server is None or not self._server.exists():
            return own
        return own + int(self._server.read_text().split()[0]) / 1e9


def look_up(archive: Database, corpus: Corpus, runs: int) -> None:
    """Sign an article of 5 kB and find its relatives."""
    rng = random.Random(3)
    held = list(islice(corpus.signatures(), 5_000))
    since = NOW - timedelta(days=14)
    frequencies = Frequencies(1, {})

    def query() -> tuple[Signature, list[int]]:
        _, hashes, _ = rng.choice(held)
        return Signature(tuple(hashes), len(hashes), {}), corpus.words(16)

    def fresh() -> Article:
        words = (f"w{int(VOCABULARY ** rng.random())}" for _ in range(830))
        return Article("title", " ".join(words), NOW)

    queries = iter([query() for _ in range(3 * runs)])
    papers = iter([fresh() for _ in range(2 * runs)])
    with archive.read() as connection:
        numbers = [number for own in actor_keys.keys_of(connection, ["a0", "a1"]).values() for number in own]
        floor = candidates.floor(connection, since)

        def find(subjects: Collection[int]) -> object:
            return candidates.find(connection, *next(queries), subjects, floor, 64)

        def found_and_read() -> object:
            keys_found = candidates.find(connection, *next(queries), numbers, floor, 64)
            return candidates.load(connection, keys_found, ArticleCache())

        def whole() -> object:
            signature = sign(read(next(papers)))
            return candidates.find(connection, signature, keys(signature, frequencies), (), floor, 64)

        clock = Clock(connection, runs)
        clock.report("sign", lambda: keys(sign(read(next(papers))), frequencies))
        clock.report("find: shingles and key words", lambda: find(()))
        clock.report("find: and actors", lambda: find(numbers))
        clock.report("candidates: found and read", found_and_read)
        clock.report("sign and find", whole)


def actor(archive: Database, runs: int) -> None:
    """What `/actor` reads, part by part and whole."""
    with archive.read() as connection:
        clock = Clock(connection, runs)
        clock.report("counts", lambda: actors.counts_of(connection, "a0"))
        clock.report("spellings", lambda: actors.spellings(connection, "a0"))
        clock.report("together", lambda: actors.together(connection, "a0"))
        clock.report("events", lambda: actors.events_of(connection, "a0"))
        clock.report("recent", lambda: actors.newest_of_stories(connection, "a0", stories=10, among=50))
        clock.report("copies", lambda: actors.copies_of_actor(connection, "a0"))
        clock.report("volume", lambda: actors.volume(connection, "a0", 90, NOW))
        clock.report("the whole answer", lambda: actor_answer(connection, "Actor Number0", NOW))


def sizes(archive: Database) -> dict[str, int]:
    """Bytes of each table with its indexes."""
    with archive.read() as connection:
        if dialect(connection).name == "sqlite":
            query = "SELECT name, pgsize FROM dbstat WHERE aggregate = 1"
        else:
            query = "SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relkind = 'r'"
        return {name: size for name, size in connection.execute(text(query))}


@contextmanager
def address(arguments: argparse.Namespace) -> Iterator[str]:
    if arguments.url:
        yield arguments.url
    elif arguments.postgres:
        from tests.support import postgres

        with postgres.server(durable=True) as server:
            yield server.url(server.create())
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{Path(folder)}/archive.db"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--mentions", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=1_000)
    parser.add_argument("--hashes", type=int, default=26, help="shingle hashes an article (5 kB: 26)")
    parser.add_argument("--keys", type=int, default=16, help="key words an article")
    parser.add_argument("--text", type=int, default=5_000, help="characters an article")
    parser.add_argument("--url", help="an empty archive to fill")
    parser.add_argument("--postgres", action="store_true")
    arguments = parser.parse_args()
    with address(arguments) as url:
        archive = Database(url)
        archive.upgrade()
        corpus = Corpus(arguments.articles, arguments.hashes, arguments.keys, arguments.text)
        start = time.perf_counter()
        fill(archive, corpus)
        print(f"{arguments.articles:,} articles filled in {time.perf_counter() - start:.0f} s")
        held = sizes(archive)
        for name in ("shingle", "keyword"):
            print(f"{name:48} {held[name] / arguments.articles:8.1f} bytes an article")
        mention(archive, corpus, arguments.mentions)
        print(f"{arguments.mentions:,} mentions after {time.perf_counter() - start:.0f} s")
        archive.close()
        archive = Database(url)
        gc.collect()
        gc.freeze()  # what the benchmark itself holds is not to be looked through again and again
        look_up(archive, corpus, arguments.runs)
        actor(archive, min(arguments.runs, 300))
        archive.close()


if __name__ == "__main__":
    main()
