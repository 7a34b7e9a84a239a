"""Matching while servers follow actors of their own, against matching for everybody alone.

    python -m benchmarks.servers

The seed corpus and the actors of config/actors.toml; beside them 0, 1 and 10 servers follow an actor of their own: one
who is in no article, another bearer of the surname of an actor of the files (a different one each), or one whom every
article names. CPU an article of all that is prepared, the best of several rounds side by side, once the words are known
and the first time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from watchers.catalogue import files, seeds
from watchers.matching.name_parts import names_of
from watchers.matching.overlay import Layers, ScopedIndex
from watchers.model import Actor, ActorsByScope, Article
from watchers.pipeline.prepare import prepare_by_scope

ROOT = Path(__file__).resolve().parents[1]
SERVERS = (0, 1, 10)
ROUNDS = 7
GIVEN_NAMES = ("Vadok", "Zumar", "Belik", "Tharon", "Quenna", "Ostrin", "Milvar", "Karesh", "Dolvin", "Yarsek")
SURNAMES = ("Thornvale", "Quellmare", "Zubrovnik", "Bastovar", "Kelmindra", "Orvassen", "Wendrukh", "Pralgomir",
            "Jhandovar", "Yttersund")  # fmt: skip


def elsewhere(number: int, actors: Sequence[Actor]) -> str:
    """A name that is in no article."""
    return f"{GIVEN_NAMES[number]} {SURNAMES[number]}"


def namesake(number: int, actors: Sequence[Actor]) -> str:
    """Another bearer of the surname of an actor of the files."""
    person = [actor for actor in actors if actor.kind == "person"][number]
    name = names_of(person)[0]
    return f"{GIVEN_NAMES[number]} {name.words[name.anchor].title()}"


def everywhere(number: int, actors: Sequence[Actor]) -> str:
    """The name that every article is given."""
    return "Vadok Thornvale"


def index(servers: int, actors: Sequence[Actor], name: Callable[[int, Sequence[Actor]], str]) -> ScopedIndex:
    """An index of everybody's actors, and of one more for each of so many servers."""
    own = {str(n): Actor(f"{n}-own", name(n, actors), "person", (), guild=str(n)) for n in range(servers)}
    by_server = {guild: (*actors, actor) for guild, actor in own.items()}
    return ScopedIndex(Layers.of(ActorsByScope(tuple(actors), by_server)))


def milliseconds(articles: Sequence[Article], scoped: ScopedIndex) -> tuple[float, int]:
    """CPU an article, and how many readings of servers there are."""
    start = time.process_time()
    readings = sum(len(prepare_by_scope(article, scoped).readings) for article in articles)
    return 1000 * (time.process_time() - start) / len(articles), readings


def main() -> None:
    """Measure and print."""
    actors = files.load(ROOT / "config").actors
    corpus = seeds.load(ROOT / "seeds")
    for name in (elsewhere, namesake, everywhere):
        ending = f"\n\n{name(0, actors)} spoke." if name is everywhere else ""
        named = [replace(article, text=article.text + ending) for article in corpus]
        indexes = {servers: index(servers, actors, name) for servers in SERVERS}
        first = {servers: milliseconds(named, scoped)[0] for servers, scoped in indexes.items()}
        rounds = [{servers: milliseconds(named, scoped) for servers, scoped in indexes.items()} for _ in range(ROUNDS)]
        print(f"own actors {name.__name__}:")
        for servers in SERVERS:
            best, readings = min(measured[servers] for measured in rounds)
            alone, _ = min(measured[0] for measured in rounds)
            print(
                f"  {servers:2} servers: {best:.2f} ms an article ({best / alone:.2f} of none), the first time "
                f"{first[servers]:.2f} ms, with {readings / len(named):.1f} readings of their own"
            )


if __name__ == "__main__":
    main()
