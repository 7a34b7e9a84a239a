"""What one more article costs in an archive of many, with a mention of a tracked actor and without.

    python -m benchmarks.one_more [--archive 100000] [--articles 400] [--before CHECKOUT]
                                  [--documents JSONL --actors TOML]

Milliseconds of the processor an article, on SQLite: prepared, encoded, recorded, in one process. The same articles
twice, each time in an archive of its own: with those followed whom they name, and with somebody else.
With another checkout its code does the same in turn, a batch each. The articles are made up (5 kB, by default), or
documents as the batch verbs take them.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import insert

from benchmarks import storage
from benchmarks.articles import texts, vocabulary
from benchmarks.scopes import ACTORS, batch, named
from benchmarks.storage import NOW, Corpus
from watchers import model
from watchers.archive import Database, actor_keys, catalogue, schema
from watchers.catalogue.files import load_actors
from watchers.comparing.article_profile import ProfileCache
from watchers.matching.index import AliasIndex
from watchers.model import Actor, Alias, Article, Feed, Published
from watchers.pipeline.prepare import prepare
from watchers.pipeline.record import RoutingContext, record

BATCH = 20
FILLED_AT_ONCE = 1_000  # nobody waits meanwhile
CHARACTERS = 5_000
VECTOR = 512
NOBODY = (Actor("nobody", "Zyxwvut Qponmlk", "person", (Alias("Zyxwvut Qponmlk"),)),)
FEED = Feed("https://wire.example/feed", "The Wire", "en")
KNOWS_MEANINGS = hasattr(model, "Meaning")  # the code of another checkout may not
STEPS = ("prepare", "encode", "record")


class Varied(Corpus):
    """Articles of a filled archive, no two of them alike, so that each is read when it is compared with."""

    def __init__(self, size: int) -> None:
        super().__init__(size, hashes=26, keys=16, characters=0)
        words = random.Random(3).choices(vocabulary(8_000), k=200_000)
        self._all = " ".join(words).replace("ro ", "ro. ")

    @property
    def text(self) -> str:
        start = random.randrange(len(self._all) - CHARACTERS)
        return self._all[start : start + CHARACTERS]

    @text.setter
    def text(self, _: str) -> None:
        """Made when it is asked for."""


class Site:
    """An archive, filled with articles that mention the actors in turn, in which one batch after the other comes."""

    def __init__(self, folder: Path, size: int, actors: Sequence[Actor]) -> None:
        self._database = Database(f"sqlite:///{folder / 'archive.db'}")
        self._database.upgrade()
        self._index, self._profiles = AliasIndex.build(actors), ProfileCache()
        with self._database.write() as archive:
            catalogue.declare(archive, actors, (FEED,), (), NOW)
        corpus = Varied(size)
        storage.BATCH = FILLED_AT_ONCE
        storage.fill(self._database, corpus)
        self._mention(corpus, actors)

    def _mention(self, corpus: Corpus, actors: Sequence[Actor]) -> None:
        """Each of the archive's articles mentions an actor, and the code that knows of meanings finds one."""
        chance = random.Random(5)
        with self._database.write() as archive:
            numbers = [*actor_keys.written_keys(archive, [actor.id for actor in actors]).values()]
            rows = [
                {"subject": numbers[key % len(numbers)], "seed": False, "article": key, "at": corpus.seen(key)}
                for key in range(1, corpus.size + 1)
            ]
            archive.execute(insert(schema.appearance), rows)
            if KNOWS_MEANINGS:
                newest = range(max(1, corpus.size - 50_000), corpus.size + 1)  # more than are active
                meanings = [
                    {"article": key, "lead": chance.randbytes(VECTOR), "sentences": chance.randbytes(10 * VECTOR)}
                    for key in newest
                ]
                archive.execute(insert(schema.vector), meanings)

    def record(self, articles: Sequence[Article]) -> dict[str, float]:
        """Record a batch; milliseconds an article, by step."""
        clock = [time.process_time()]
        outcomes = [prepare(article, self._index) for article in articles]
        clock.append(time.process_time())
        outcomes = encoded(outcomes)
        clock.append(time.process_time())
        with self._database.write() as archive:
            now = articles[-1].first_seen + timedelta(minutes=1)
            record(archive, outcomes, RoutingContext(feed=FEED), self._profiles, now)
        clock.append(time.process_time())
        spent = (end - start for start, end in pairwise(clock))
        return {step: 1000 * seconds / len(articles) for step, seconds in zip(STEPS, spent, strict=True)}


def encoded(outcomes: list[Any]) -> list[Any]:
    """With the meanings of those that get one; by code that knows none, as they are."""
    if not KNOWS_MEANINGS:
        return outcomes
    from watchers.meaning.articles import meanings
    from watchers.pipeline.meaning import given, wanting

    wanted = wanting(outcomes)
    return given(outcomes, meanings(wanted, "use").of_articles if wanted else ())


def articles(count: int, documents: Path | None) -> list[Article]:
    """Made up, or those of the file, as if they had just appeared."""
    if documents is None:
        rows: list[dict[str, Any]] = [
            {"title": title, "text": text, "language": "en"}
            for title, text in texts(count, CHARACTERS, [actor.name for actor in ACTORS])
        ]
    else:
        rows = [json.loads(line) for line in documents.read_text("utf-8").splitlines()[:count]]
    times = [datetime.fromisoformat(row["published"]) if row.get("published") else None for row in rows]
    first = min((at for at in times if at), default=NOW)
    moments = [NOW + (at - first if at else timedelta(minutes=number)) for number, at in enumerate(times)]
    return [
        Article(
            row["title"], row["text"], at, url=f"{FEED.url}/{number}", feed=FEED.url,
            outlet=row.get("feed", FEED.title), language=row.get("language") or row.get("lang"),
            published=Published.instant(at),
        )
        for number, (row, at) in enumerate(zip(rows, moments, strict=True))
    ]  # fmt: skip


def serve(arguments: argparse.Namespace) -> None:
    """Record a batch for each line of the input, and write what it cost."""
    actors = load_actors(arguments.actors) if arguments.actors else tuple(map(named, ACTORS))
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder), arguments.archive, actors if arguments.site == "mention" else NOBODY)
        encoded([prepare(Article(actors[0].name, "", NOW), AliasIndex.build(actors[:1]))])  # loads the encoder
        material = articles(arguments.articles, arguments.documents)
        for start, _ in zip(range(0, len(material), BATCH), sys.stdin, strict=False):
            print(json.dumps(site.record(material[start : start + BATCH])), flush=True)


# ---------------------------------------------------------------- side by side


def started(stack: ExitStack, checkout: Path, site: str) -> subprocess.Popen[str]:
    """This program by the code of a checkout."""
    command = (sys.executable, str(Path(__file__).resolve()), *sys.argv[1:], "--site", site)
    environment = os.environ | {"PYTHONPATH": str(checkout), "OPENBLAS_NUM_THREADS": "1"}
    process = subprocess.Popen(command, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    return stack.enter_context(process)


def compare(arguments: argparse.Namespace) -> None:
    """Print what an article costs at each site, and the medians of the ratios of batches."""
    here, count = Path(__file__).resolve().parents[1], len(articles(arguments.articles, arguments.documents))
    checkouts = {"before": arguments.before.resolve()} if arguments.before else {}
    checkouts |= {"now": here}
    for site in ("mention", "none"):
        with ExitStack() as stack:
            processes = {name: started(stack, checkout, site) for name, checkout in checkouts.items()}
            costs: dict[str, list[dict[str, float]]] = {name: [] for name in processes}
            for _ in range(0, count, BATCH):
                for name, process in processes.items():
                    costs[name].append(batch(process))
        for name, batches in costs.items():
            parts = ", ".join(f"{step} {median(cost[step] for cost in batches):.1f}" for step in STEPS)
            whole = median(sum(cost.values()) for cost in batches)
            print(f"{site:8} {name:8} {whole:6.1f} ms of the processor an article ({parts})")
        if arguments.before:
            pairs = zip(costs["now"], costs["before"], strict=True)
            ratio = median(sum(now.values()) / sum(before.values()) for now, before in pairs)
            print(f"{site:8} now / before {ratio:.2f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archive", type=int, default=100_000, help="articles in the archive")
    parser.add_argument("--articles", type=int, default=400, help="articles that are measured, at most")
    parser.add_argument("--before", type=Path, help="a checkout of the code to compare with")
    parser.add_argument("--documents", type=Path, help="JSON lines, instead of articles that are made up")
    parser.add_argument("--actors", type=Path, help="whom the documents mention")
    parser.add_argument("--site", choices=("mention", "none"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.site:
        serve(arguments)
    else:
        compare(arguments)


if __name__ == "__main__":
    main()
