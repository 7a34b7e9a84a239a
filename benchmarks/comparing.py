"""What preparing and deciding cost: articles of 5 kB with copies and rewrites among them, an archive on SQLite.

    python -m benchmarks.comparing [ARTICLES]

Prints milliseconds of CPU at the median and at p99: for preparing (read, sign, date, place) and for
deciding (candidates, compare, record).
"""

from __future__ import annotations

import sys
from datetime import timedelta
from statistics import median, quantiles
from time import process_time

from benchmarks.articles import START, texts, vocabulary
from watchers.batch.document_archive import document_archive
from watchers.model import Article, Published
from watchers.pipeline.prepare import prepare_matched

SIZE = 5_000  # characters
NAMES = [f"{one} {other}".title() for one, other in zip(vocabulary(40, 11), vocabulary(40, 12), strict=True)]


def main(count: int = 1000) -> None:
    preparing, deciding = measure(articles(count))
    for name, times in (("prepare", preparing), ("decide", deciding)):
        print(f"{name:8} median {median(times):6.2f} ms   p99 {quantiles(times, n=100)[98]:6.2f} ms")
    print(f"{count} articles in {sum(preparing + deciding) / 1000:.1f} s")


def articles(count: int) -> list[Article]:
    """In order of time, ten minutes apart."""
    made = []
    for number, (title, text) in enumerate(texts(count, SIZE, NAMES)):
        at = START + timedelta(minutes=10 * number)
        made.append(Article(title, text, at, id=str(number), language="en", published=Published.instant(at)))
    return made


def measure(made: list[Article]) -> tuple[list[float], list[float]]:
    """Milliseconds for preparing (reading, signing, dating) and for deciding (comparing, recording) each article."""
    preparing, deciding = list[float](), list[float]()
    with document_archive() as archive:
        for article in made:
            start = process_time()
            prepared = prepare_matched(article, ())
            preparing.append(1000 * (process_time() - start))
            start = process_time()
            archive.take(prepared, article.first_seen)
            deciding.append(1000 * (process_time() - start))
    return preparing, deciding


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
