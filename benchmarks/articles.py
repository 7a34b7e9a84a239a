"""Articles for measurements: made up from a vocabulary, so that they behave like news and belong to nobody."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape

SYLLABLES = ("ba", "den", "ki", "lor", "mu", "na", "per", "ro", "sal", "ti", "ver", "zan", "gre", "fol", "hin", "cas")
START = datetime(2026, 1, 1, tzinfo=UTC)


def vocabulary(words: int, seed: int = 5) -> list[str]:
    """Distinct made-up words of two to four syllables."""
    rng = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < words:
        found["".join(rng.choices(SYLLABLES, k=rng.randint(2, 4)))] = None
    return list(found)


def texts(count: int, size: int, names: list[str], seed: int = 7) -> Iterator[tuple[str, str]]:
    """(title, text) pairs of about `size` characters; every fifth rewrites the one before, every tenth copies it."""
    rng = random.Random(seed)
    words = vocabulary(8_000)
    weights = [1 / (rank + 10) for rank in range(len(words))]  # Zipf: common and rare words as in any language
    title, text = "", ""
    for number in range(count):
        if number % 10 != 9 or not text:
            title, text = _text(rng, words, weights, names, size, keep=text if number % 5 == 4 else "")
        yield f"{title} {number}", text


def _text(
    rng: random.Random, words: list[str], weights: list[float], names: list[str], size: int, keep: str
) -> tuple[str, str]:
    about = rng.sample(names, rng.randint(1, 3))  # news is about a few
    sentences = keep.split(". ")[: len(keep) // 160] if keep else []
    while sum(map(len, sentences)) < size:
        chosen = rng.choices(words, weights, k=rng.randint(9, 24))
        if rng.random() < 0.3:
            chosen.insert(rng.randrange(len(chosen)), rng.choice(about))
        sentences.append(" ".join(chosen).capitalize())
    title = " ".join([about[0], *rng.choices(words, weights, k=7)])
    return title, ". ".join(sentences)[:size] + "."


def rss(entries: list[tuple[str, str]], first: int) -> bytes:
    """One RSS 2.0 document with these entries, numbered from `first` on."""
    items = "".join(
        f"<item><title>{escape(title)}</title><link>https://example.org/{first + n}</link><guid>{first + n}</guid>"
        f"<pubDate>{format_datetime(START + timedelta(minutes=first + n))}</pubDate>"
        f"<description>{escape('<p>' + text.replace('. ', '.</p><p>') + '</p>')}</description></item>"
        for n, (title, text) in enumerate(entries)
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Benchmark</title>'
    return f"{head}<link>https://example.org/</link><language>en</language>{items}</channel></rss>".encode()
