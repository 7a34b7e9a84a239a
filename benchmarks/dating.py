"""What dating costs: the events of articles of 5 kB, some of their sentences with a date.

    python -m benchmarks.dating [ARTICLES]

Prints milliseconds of CPU an article at the median of five rounds, for text without any date and for text in which
every tenth sentence states one, after a first round that fills what is remembered of words.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from datetime import timedelta
from statistics import median
from time import process_time

from benchmarks.articles import START, texts, vocabulary
from watchers.events import events
from watchers.model import Article, Mention, Published
from watchers.reasons.name_rules import Rule

SIZE = 5_000  # characters
NAMES = [f"{one} {other}".title() for one, other in zip(vocabulary(40, 11), vocabulary(40, 12), strict=True)]
DATES = ("on Sunday", "on 14 August 2017", "last month", "in June", "two days ago", "in 2016", "by the end of the year")
ROUNDS = 5


def main(count: int = 200) -> None:
    for name, every in (("no dates", 0), ("a date in every tenth sentence", 10)):
        made = [_article(number, title, text, every) for number, (title, text) in enumerate(texts(count, SIZE, NAMES))]
        _round(made)
        print(f"{name:32} {median(_round(made) for _ in range(ROUNDS)):.2f} ms an article")


def _article(number: int, title: str, text: str, every: int) -> tuple[Article, tuple[Mention, ...]]:
    rng = random.Random(number)
    sentences = text.split(". ")
    for n in range(0, len(sentences), every) if every else ():
        sentences[n] += " arrived " + rng.choice(DATES)
    text = ".\n\n".join(sentences)
    at = START + timedelta(minutes=10 * number)
    article = Article(title, text, at, id=str(number), language="en", published=Published.instant(at))
    return article, tuple(_mentions(text))


def _mentions(text: str) -> Sequence[Mention]:
    found = [(name, text.find(name.split()[0].lower())) for name in NAMES]
    return [Mention(name, "text", at, at + 4, text[at : at + 4], Rule.FULL_NAME, 0.9) for name, at in found if at >= 0]


def _round(made: Sequence[tuple[Article, Sequence[Mention]]]) -> float:
    """Milliseconds an article."""
    began = process_time()
    for article, mentions in made:
        events.events(article, mentions)
    return 1000 * (process_time() - began) / len(made)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
