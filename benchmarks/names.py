"""Folding, and matching with the catalogue of this checkout.

    python -m benchmarks.names

Microseconds of CPU to fold a text of 5,000 characters and a word, by what they are written in, and milliseconds to
match an article of 5 kB, once its words are known and the first time; the best of several rounds, in one process.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from benchmarks.articles import texts
from config.settings import CHECKOUT
from watchers.catalogue import files
from watchers.matching.index import AliasIndex
from watchers.matching.match import match
from watchers.text.folding import fold, plain

SIZE, ARTICLES, ROUNDS = 5_000, 300, 7
SENTENCES = {
    "ASCII": "The meeting near Tobruk began on Monday, he said - and was to go on. ",
    "curly quotes": "The general’s answer – if there was any – was a clear “no”. ",
    "French": "Le général a rencontré à Paris le ministre, où l’armée a été évoquée. ",
    "Turkish": "Başbakan İstanbul'da açıkladı: çatışmalar Trablus'ta şiddetlendi. ",
    "Czech": "Včera se ministři sešli v Praze a žádali „vysvětlení“ příštích kroků. ",
    "Russian": "Фельдмаршал вчера приехал в Москву, «ещё до переговоров» — об этом сообщили. ",
    "Arabic": "أعلن المشير أنّ قواته سيطرت على المدينة، وأضاف أن الحكومة لم تُجب بعد. ",
    "Russian, one in forty odd": "Фельдмаршал № 5 приехал в Москву, café «Ночь» — об этом. ",
}
WORDS = ("Tobruk", "ministère", "Хафтара", "المشير")


def best(work: Callable[[], object], times: int) -> float:
    """Microseconds of CPU a call, in the best round."""
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(times):
            work()
        rounds.append(time.process_time() - start)
    return min(rounds) / times * 1e6


def main() -> None:
    """Measure and print."""
    for name, sentence in SENTENCES.items():
        text = (sentence * (SIZE // len(sentence) + 1))[:SIZE]
        spent = best(partial(fold, text), 50)
        print(f"fold {SIZE} characters, {name}: {spent:.0f} us, {len(text.encode()) / spent:.0f} MB/s")
    for word in WORDS:
        print(f"fold {word}: {best(partial(fold, word), 5000):.1f} us, "
              f"without a way back {best(partial(plain, word), 5000):.1f} us")  # fmt: skip
    actors = files.load_actors(CHECKOUT / "config" / "actors.toml")
    index = AliasIndex.build(actors)
    people = [actor.name for actor in actors if actor.kind == "person"]
    articles = list(texts(ARTICLES, SIZE, people))
    start = time.process_time()
    found = sum(len(match(title, text, index, "en")) for title, text in articles)
    first = (time.process_time() - start) / ARTICLES * 1e3
    again = best(lambda: [match(title, text, index, "en") for title, text in articles], 1) / ARTICLES / 1e3
    print(f"match an article of {SIZE} characters, {len(actors)} actors: {again:.2f} ms "
          f"(the first time {first:.2f}), {found / ARTICLES:.1f} mentions")  # fmt: skip


if __name__ == "__main__":
    main()
