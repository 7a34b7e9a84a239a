"""What signing and comparing cost: articles of 5 kB with copies and rewrites among them, an archive in memory.

    python -m benchmarks.comparing [ARTICLES]

Prints milliseconds of CPU at the median and at p99: for signing, and for comparing with up to 64 candidates.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from statistics import median, quantiles
from time import process_time

from benchmarks.articles import START, texts, vocabulary
from watchers.batch.memory_archive import MemoryArchive
from watchers.comparing import compare
from watchers.comparing import signature as sign
from watchers.model import Article, Published

SIZE = 5_000  # characters
NAMES = [f"{one} {other}".title() for one, other in zip(vocabulary(40, 11), vocabulary(40, 12), strict=True)]


def main(count: int = 1000) -> None:
    signing, comparing = measure(articles(count))
    for name, times in (("sign", signing), ("compare", comparing)):
        print(f"{name:8} median {median(times):6.2f} ms   p99 {quantiles(times, n=100)[98]:6.2f} ms")
    print(f"{count} articles in {sum(signing + comparing) / 1000:.1f} s")


def articles(count: int) -> list[Article]:
    """In order of time, ten minutes apart."""
    made = []
    for number, (title, text) in enumerate(texts(count, SIZE, NAMES)):
        at = START + timedelta(minutes=10 * number)
        made.append(Article(title, text, at, id=str(number), language="en", published=Published.instant(at)))
    return made


def measure(made: list[Article]) -> tuple[list[float], list[float]]:
    """Milliseconds for signing and for comparing each article; each is recorded before the next."""
    archive, signing, comparing = MemoryArchive(), list[float](), list[float]()
    for article in made:
        start = process_time()
        signature = sign.sign(article)
        signing.append(1000 * (process_time() - start))
        frequencies = archive.frequencies(signature.words)
        keys = sign.keys(signature, frequencies)
        now = article.first_seen
        candidates = archive.candidates(signature, keys, (), now - compare.WINDOW, compare.CANDIDATES)
        start = process_time()
        verdict = compare.compare(article, signature, (), candidates, frequencies, now)
        comparing.append(1000 * (process_time() - start))
        archive.record(article, signature, keys, (), verdict, now)
    return signing, comparing


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
