"""The batch verb `compare`: JSON lines in, a verdict each out, in order, with an archive in memory.

    line -> article -> match (by the caller) -> sign -> candidates -> compare -> record -> answer

Streams: nothing is read ahead. The clock is the documents' own, since they arrive in time order; one without a
plausible date is taken to come when the one before it came. A bad line gives an error in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from watchers.batch import json_lines
from watchers.batch.json_lines import Document, Row
from watchers.batch.memory_archive import MemoryArchive
from watchers.batch.timeline import EPOCH, Mentions, article_of
from watchers.comparing import compare
from watchers.comparing import signature as sign
from watchers.model import CERTAIN, Article, Comparison
from watchers.plaintext import page as body

_PLAUSIBLE = range(1900, 2101)  # years; anything else is a slip and moves no clock


def compare_lines(
    lines: Iterable[str], mentions: Mentions, baseline: Sequence[Article] = (), now: datetime = EPOCH
) -> Iterator[Row]:
    """An answer per line: the verdict, or `error` with the line's id (or its number).

    `mentions` finds actors in an article; `baseline` are seed documents, oldest first, compared but not answered;
    `now` is the time of documents that come before any date is known.
    """
    desk = _Desk(mentions, now)
    for seed in baseline:
        desk.take(seed)
    yield from json_lines.answers(lines, lambda document: (_answer(desk, document),))


def _answer(desk: _Desk, document: Document) -> Row:
    article = article_of(document, _page_text)
    if isinstance(article, dict):
        return article
    if desk.knows(article.id):
        return document.refused(f"the id {article.id!r} was used before; give each its own")
    return {"id": document.id, **as_json(article, desk.take(article))}


def _page_text(text: str) -> str:
    """The article of a plain-text page. A text without a page around it stays as it is: its short lines and its
    dateline say something too."""
    page = body.article_span(text)
    return page.text if page.is_page else text


class _Desk:
    """Takes one document after the other and remembers them."""

    def __init__(self, mentions: Mentions, now: datetime) -> None:
        self._mentions = mentions
        self._archive = MemoryArchive()
        self._now = now

    def knows(self, article: str) -> bool:
        return article in self._archive

    def take(self, article: Article) -> Comparison:
        """Compare and record."""
        self._now = _clock(article, self._now)
        certain = (m.actor for m in self._mentions(article) if m.confidence >= CERTAIN)
        actors = tuple(dict.fromkeys(certain))
        signature = sign.sign(article)
        frequencies = self._archive.frequencies(signature.words)
        keys = sign.keys(signature, frequencies)
        since = self._now - compare.WINDOW
        candidates = self._archive.candidates(signature, keys, actors, since, compare.CANDIDATES)
        comparison = compare.compare(article, signature, actors, candidates, frequencies, self._now)
        self._archive.record(article, signature, keys, actors, comparison, self._now)
        return comparison


def _clock(article: Article, before: datetime) -> datetime:
    published = article.published
    if published is None or published.date.year not in _PLAUSIBLE:
        return before
    day = published.date.first_day
    return published.at or datetime(day.year, day.month, day.day, tzinfo=UTC)


def as_json(article: Article, comparison: Comparison) -> Row:
    """A verdict as the batch verb prints it, without the document's id."""
    adds = comparison.adds
    return {
        "story": comparison.story or article.id,
        "copy_of": comparison.copy_of,
        "containment": comparison.containment,
        "novelty": str(comparison.novelty),
        "reason": comparison.reason,
        "nearest": comparison.nearest,
        "adds": {
            "sentences": [{"text": s.text, "score": s.score} for s in adds.sentences],
            "actors": list(adds.actors),
            "dates": list(adds.dates),
            "figures": list(adds.figures),
        },
    }
