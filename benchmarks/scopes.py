"""What it costs to record a public article where servers have feeds and actors of their own, and where none has.

    python -m benchmarks.scopes [--articles 400] [--before CHECKOUT]

Statements and milliseconds of the processor an article, on SQLite. Each of these has a process and an archive of its
own, and they record the same articles in turn, a batch each:

    before    as `nobody`, by the code of another checkout, where one is given
    nobody    100 servers with a team each; none has anything of its own
    servers   the same, but ten of them have a feed and an actor of their own: every 20th public article names one of
              these actors, and after every 50th each of these feeds brings a report on it, which is not counted here
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from statistics import mean
from typing import Any

from sqlalchemy import event

from benchmarks.articles import START, texts
from watchers.archive import Database, catalogue
from watchers.comparing.article_profile import ProfileCache
from watchers.model import Actor, Alias, Article, Feed, Published, Team, Watchlist
from watchers.polling import intake
from watchers.polling.prepare_workers import Preparer

BATCH = 20  # articles of a feed that are recorded together
SERVERS = 100
BUSY_SERVERS = 10
NAMES_OWN_ACTOR = 20  # every so many public articles, one names an actor of a server's own
OWN_REPORT_AFTER = 50  # every so many public articles, each own feed brings a report on the last
CHARACTERS = 3_000
GROUP_WAIT = timedelta(seconds=15)
PUBLIC = Feed("https://wire.example/feed", "The Wire", "en")

_SURNAMES = (
    "Abelung", "Brodvar", "Cestelli", "Drumond", "Erkalan", "Fosgrave", "Gintoro", "Halverk", "Istvany", "Jorulf",
    "Kastanes", "Lindqual", "Morovets", "Nestrade", "Okarian", "Pelouze", "Quarrin", "Rostokin", "Sulimar",
    "Tavener", "Ubaldi", "Vescovar", "Wintrup", "Xanthes", "Yorbrand", "Zelmann", "Ashgrove", "Bukowan", "Carravel",
    "Dzhemal", "Eskildo", "Frugard", "Gorlitzer", "Hamdoun", "Ilvarez", "Jankulis", "Krestan", "Lombardou",
    "Mirzaghi", "Norquist", "Ostrava", "Pridham", "Rustemli", "Szekelan", "Thorvane", "Umarkhel", "Vogelin",
    "Wachira", "Yamazov", "Zubrowit",
)  # fmt: skip
_GIVEN_NAMES = (
    "Adrian",
    "Beate",
    "Cosimo",
    "Dagny",
    "Emeric",
    "Fatiha",
    "Gaspard",
    "Hedda",
    "Ilias",
    "Jovanka",
    "Kasimir",
)
_NAMES = [f"{_GIVEN_NAMES[n % len(_GIVEN_NAMES)]} {surname}" for n, surname in enumerate(_SURNAMES)]
ACTORS = tuple(Actor(f"actor-{n}", name, "person", ()) for n, name in enumerate(_NAMES[BUSY_SERVERS:]))
OWN_ACTORS = tuple(Actor(f"{n}-own", name, "person", (), guild=str(n)) for n, name in enumerate(_NAMES[:BUSY_SERVERS]))
OWN_FEEDS = tuple(Feed(f"https://own{n}.example/feed", f"Own {n}", "en", guild=str(n)) for n in range(BUSY_SERVERS))


def named(actor: Actor) -> Actor:
    return Actor(actor.id, actor.name, actor.kind, (Alias(actor.name),), guild=actor.guild)


def teams() -> tuple[Team, ...]:
    """One on each server, with three actors on its watchlist."""
    return tuple(
        Team(f"team-{n}", f"Team {n}", str(n), f"channel-{n}", watchlist=Watchlist(actors=tuple(
            ACTORS[(n * 3 + k) % len(ACTORS)].id for k in range(3)
        )))
        for n in range(SERVERS)
    )  # fmt: skip


def public_articles(count: int) -> Iterator[Article]:
    """Articles as news is: rewrites and copies among them."""
    names = [actor.name for actor in ACTORS]
    for number, (title, text) in enumerate(texts(count, CHARACTERS, names)):
        if number % NAMES_OWN_ACTOR == 0:
            text += f" {OWN_ACTORS[number // NAMES_OWN_ACTOR % BUSY_SERVERS].name} was there too."
        yield article(number, title, text, PUBLIC)


def article(number: int, title: str, text: str, feed: Feed, **more: Any) -> Article:
    at = START + timedelta(minutes=number)
    return Article(
        title, text, at, url=f"{feed.url}/{number}", feed=feed.url, outlet=feed.title, language="en",
        published=Published.instant(at), **more,
    )  # fmt: skip


# ---------------------------------------------------------------- one archive


class Site:
    """An archive in which articles are prepared and recorded as the poller does it."""

    def __init__(self, folder: Path, *, own: bool) -> None:
        self._database = Database(f"sqlite:///{folder / 'archive.db'}")
        self._database.upgrade()
        self._own = own
        self._preparer = Preparer(self._database, _in_this_process)
        self._profiles = ProfileCache()
        self.statements = 0
        with self._database.write() as archive:
            catalogue.declare(archive, tuple(map(named, ACTORS)), (PUBLIC,), teams(), START)
            for actor, feed in zip(OWN_ACTORS, OWN_FEEDS, strict=True) if own else ():
                catalogue.save_actor(archive, named(actor), START)
                catalogue.save_feed(archive, feed, "discord", START)
            event.listen(archive.engine, "before_cursor_execute", self._count)

    def record(self, articles: Sequence[Article]) -> dict[str, float]:
        """Record a batch of public articles; what an article cost on average."""
        statements, start = self.statements, time.process_time()
        outcomes = asyncio.run(self._preparer.prepare(articles))
        prepared = time.process_time()
        self._record(PUBLIC, outcomes, articles[-1])
        recorded = time.process_time()
        cost = {
            "statements": (self.statements - statements) / len(articles),
            "prepare ms": 1000 * (prepared - start) / len(articles),
            "record ms": 1000 * (recorded - prepared) / len(articles),
        }
        self._record_own(articles)
        return cost

    def _record_own(self, articles: Sequence[Article]) -> None:
        """What the servers' own feeds bring meanwhile."""
        for public in articles if self._own else ():
            number = int(public.url.rpartition("/")[2])
            if number % OWN_REPORT_AFTER == 0:
                for feed in OWN_FEEDS:
                    report = article(number, public.title, public.text[: CHARACTERS // 2], feed, guild=feed.guild)
                    self._record(feed, asyncio.run(self._preparer.prepare([report])), report)

    def _record(self, feed: Feed, outcomes: Any, last: Article) -> None:
        with self._database.write() as archive:
            now = last.first_seen + timedelta(minutes=1)
            intake.record(archive, feed, outcomes, GROUP_WAIT, self._profiles, now, backlog=False)

    def _count(self, *_: Any) -> None:
        self.statements += 1


async def _in_this_process(function: Any, *values: Any, seconds: float, what: str) -> Any:
    return function(*values)


def serve(articles: int, *, own: bool) -> None:
    """Record a batch for each line of the input, and write what it cost."""
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder), own=own)
        public = list(public_articles(articles))
        for start, _ in zip(range(0, articles, BATCH), sys.stdin, strict=False):
            print(json.dumps(site.record(public[start : start + BATCH])), flush=True)


# ---------------------------------------------------------------- side by side


def started(stack: ExitStack, checkout: Path, site: str, articles: int) -> subprocess.Popen[str]:
    command = (sys.executable, str(Path(__file__).resolve()), "--site", site, "--articles", str(articles))
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    process = subprocess.Popen(
        command, cwd=checkout, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    return stack.enter_context(process)


def batch(process: subprocess.Popen[str]) -> dict[str, float]:
    """Let a site record its next batch; what an article cost."""
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write("next\n")
    process.stdin.flush()
    cost: dict[str, float] = json.loads(process.stdout.readline())
    return cost


def compare(articles: int, before: Path | None) -> None:
    here = Path(__file__).resolve().parents[1]
    with ExitStack() as stack:
        sites = {"before": started(stack, before.resolve(), "nobody", articles)} if before else {}
        sites |= {site: started(stack, here, site, articles) for site in ("nobody", "servers")}
        costs: dict[str, list[dict[str, float]]] = {site: [] for site in sites}
        for _ in range(articles // BATCH):
            for site, process in sites.items():
                costs[site].append(batch(process))
    for site, batches in costs.items():
        shown = (f"{name} {mean(cost[name] for cost in batches):7.2f}" for name in batches[0])
        print(f"{site:8} {'   '.join(shown)}")
    for site, other in (("nobody", "before"), ("servers", "nobody")):
        if other in costs:
            print(f"{site} / {other}: {_whole(costs[site]) / _whole(costs[other]):.2f} of the processor's time")


def _whole(batches: Sequence[dict[str, float]]) -> float:
    return mean(cost["prepare ms"] + cost["record ms"] for cost in batches)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--before", type=Path, help="a checkout of the code to compare with")
    parser.add_argument("--site", choices=("nobody", "servers"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.site:
        serve(arguments.articles, own=arguments.site == "servers")
    else:
        compare(arguments.articles, arguments.before)


if __name__ == "__main__":
    main()
