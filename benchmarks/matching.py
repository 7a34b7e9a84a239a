"""Matching with a large catalogue: folding and matching against the bare automaton and against an ordinary program.

    python -m benchmarks.matching [ACTORS]        # default 100,000 actors of ten names each

Articles are the seed corpus' sentences in random order, a tenth of them naming a tracked actor; names are made up.
They look like no word of the texts, so a second catalogue has every capitalised word of them as a surname of about ten.
Megabytes of UTF-8 a second of CPU, the best of several rounds, in one process: the automaton alone over text that is
already folded; `match` (fold, find, judge) once its words are known, and the first time; and, where pyahocorasick is
installed, the ordinary way: normalise, casefold, drop marks by a table, search, check the words' boundaries.
"""

from __future__ import annotations

import random
import re
import resource
import sys
import time
import unicodedata
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from itertools import product
from pathlib import Path

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from watchers.matching.index import AliasIndex
from watchers.matching.match import match
from watchers.model import Actor, Alias
from watchers.text.folding import fold
from watchers.text.sentences import split

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
ARTICLES, SENTENCES, NAMES, ROUNDS = 1000, 25, 10, 5
ONSETS = ("b", "d", "f", "gh", "h", "k", "kh", "l", "m", "n", "q", "r", "s", "sh", "t", "v", "z", "zh")


def made_up_names(rng: random.Random, count: int) -> list[str]:
    """Distinct words of three or four syllables."""
    syllables = ["".join(pair) for pair in product(ONSETS, "aeiou")]
    words: set[str] = set()
    while len(words) < count:
        words.add("".join(rng.choices(syllables, k=rng.choice((3, 4)))) + rng.choice("nrsv"))
    return [word.capitalize() for word in sorted(words)]


def catalogue(rng: random.Random, actors: int, surnames: Sequence[str] = ()) -> list[Actor]:
    """Actors with ten two-word names each; surnames repeat as they do in life, and `surnames` are among them."""
    given, family = made_up_names(rng, 5000), [*surnames, *made_up_names(rng, max(100, actors))]
    return [
        Actor(
            f"a{n}",
            f"{rng.choice(given)} {family[n]}",
            "person",
            tuple(Alias(f"{rng.choice(given)} {rng.choice(family)}") for _ in range(NAMES - 1)),
        )
        for n in range(actors)
    ]


def articles(rng: random.Random, actors: Sequence[Actor]) -> list[str]:
    """Texts of the seed corpus' sentences; every tenth is about a tracked actor."""
    sentences = [s.text for path in sorted(SEEDS.glob("*.txt")) for s in split(path.read_text("utf-8"))]
    texts = []
    for number in range(ARTICLES):
        chosen = rng.choices(sentences, k=SENTENCES)
        if number % 10 == 0:
            chosen.insert(3, f"The decision was announced by {rng.choice(actors).name} on Monday.")
        texts.append("\n".join(chosen))
    return texts


def speed(work: Callable[[], object], texts: Sequence[str], rounds: int = ROUNDS) -> float:
    """Megabytes of the texts a second of CPU time, in the best round."""
    size = sum(len(text.encode()) for text in texts)
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return size / best / 1e6


def ordinary(actors: Sequence[Actor], texts: Sequence[str]) -> float | None:
    """The speed of the ordinary way, or None where pyahocorasick is not installed."""
    if find_spec("ahocorasick") is None:
        return None
    automaton = import_module("ahocorasick").Automaton()
    for actor in actors:
        for alias in (actor.name, *(alias.text for alias in actor.aliases)):
            automaton.add_word(alias.casefold(), (actor.id, len(alias)))
    automaton.make_automaton()
    marks = {code: None for code in range(0x110000) if unicodedata.category(chr(code)) == "Mn"}

    def find(text: str) -> list[object]:
        plain = unicodedata.normalize("NFKD", text).casefold().translate(marks)
        return [hit for hit in automaton.iter(plain) if not plain[hit[0] + 1 : hit[0] + 2].isalnum()]

    return speed(lambda: [find(text) for text in texts], texts, rounds=2)


def crowded(rng: random.Random, actors: int, texts: Sequence[str]) -> None:
    """Measure where nearly every capitalised word may be a tracked actor."""
    words = sorted({word for text in texts for word in re.findall(r"\b[A-Z][a-z]{3,}\b", text)})
    index = AliasIndex.build(catalogue(rng, actors, words))
    found = sum(len(match("", text, index, "en")) for text in texts)
    matching = speed(lambda: [match("", text, index, "en") for text in texts], texts)
    size = sum(len(text.encode()) for text in texts) / 1e3
    print(
        f"with {len(words)} words of the texts as surnames: match {matching:.1f} MB/s, {found / size:.1f} mentions a kB"
    )


def main() -> None:
    """Measure and print."""
    rng = random.Random(1)
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    actors = catalogue(rng, count)
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    index = AliasIndex.build(actors)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"built {count} actors x {NAMES} names in {time.process_time() - start:.1f} s of CPU, "
          f"peak {after // 1024} MB ({before // 1024} MB before)")  # fmt: skip
    texts = articles(rng, actors)
    first = speed(lambda: [match("", text, index, "en") for text in texts], texts, rounds=1)
    matching = speed(lambda: [match("", text, index, "en") for text in texts], texts)
    patterns = dict.fromkeys(fold(name).text for a in actors for name in (a.name, *(alias.text for alias in a.aliases)))
    bare = AhoCorasick(list(patterns), MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA)
    folded = [fold(text).text for text in texts]
    scanning = speed(lambda: [bare.find_matches_as_indexes(text) for text in folded], texts)
    folding = speed(lambda: [fold(text) for text in texts], texts)
    naive = ordinary(actors, texts)
    print(
        f"match {matching:.1f} MB/s (the first time {first:.1f}), bare automaton {scanning:.1f}, folding {folding:.1f}"
    )
    print(f"match : bare automaton = {matching / scanning:.2f}")
    print(
        f"match : ordinary way = {matching / naive:.1f} ({naive:.1f} MB/s)" if naive else "pyahocorasick: not installed"
    )
    crowded(rng, count, texts)


if __name__ == "__main__":
    main()
