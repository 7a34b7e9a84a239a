"""The batch verb `compare`: JSON lines in, a verdict each out, in order, with a real archive in a temporary file.

    line -> article -> match (by the caller) -> prepare -> decide -> answer

Streams: nothing is read ahead. The clock is the documents' own, since they arrive in time order; one without a
plausible date is taken to come when the one before it came. A bad line gives an error in its place.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from watchers.batch import json_lines
from watchers.batch.document_archive import DocumentArchive, document_archive
from watchers.batch.json_lines import Document, Row
from watchers.batch.timeline import EPOCH, Mentions, article_of
from watchers.meaning.articles import Encode, unknown
from watchers.model import Article, Comparison, Meaning
from watchers.pipeline.prepare import prepare_matched
from watchers.plaintext import page
from watchers.wording.clauses import in_words
from watchers.wording.names import Names, label

log = logging.getLogger(__name__)

_PLAUSIBLE_YEARS = range(1900, 2101)  # anything else is a slip and moves no clock


def compare_lines(
    lines: Iterable[str],
    mentions: Mentions,
    baseline: Sequence[Article] = (),
    now: datetime = EPOCH,
    encode: Encode = unknown,
) -> Iterator[Row]:
    """An answer per line: the verdict, or `error` with the line's id (or its number).

    `mentions` finds actors in an article; `baseline` are seed documents, oldest first, compared but not answered;
    `now` is the time of documents that come before any date is known; `encode` says what documents mean, whoever they
    are about.
    """
    with document_archive() as archive:
        desk = _Desk(archive, mentions, encode, now)
        for seed in baseline:
            desk.take(seed)
        yield from json_lines.answers(lines, lambda document: (_answer(desk, document),))


def _answer(desk: _Desk, document: Document) -> Row:
    article = article_of(document, _page_text)
    if isinstance(article, dict):
        return article
    if desk.knows(article.id):
        return document.refused(f"the id {article.id!r} was used before; give each its own")
    return {"id": document.id, **as_json(article, desk.take(article), desk.names)}


def _page_text(text: str) -> str:
    """The article of a plain-text page. A text without a page around it stays as it is: its short lines and its
    dateline say something too."""
    span = page.article_span(text)
    return span.text if span.is_page else text


class _Desk:
    """Takes one document after the other; the clock is the documents' own."""

    def __init__(self, archive: DocumentArchive, mentions: Mentions, encode: Encode, now: datetime) -> None:
        self._archive, self._mentions, self._encode, self._now = archive, mentions, encode, now
        self._labels: dict[str, str] = {}
        self._said = ""  # why nothing has a meaning, once

    def knows(self, document: str) -> bool:
        return document in self._archive

    @property
    def names(self) -> Names:
        """What the documents are called that were taken so far."""
        return Names(articles=self._labels)

    def take(self, article: Article) -> Comparison:
        """Compare and record."""
        self._now = _clock(article, self._now)
        self._labels[article.id] = label(article)
        prepared = replace(prepare_matched(article, tuple(self._mentions(article))), meaning=self._meaning(article))
        return self._archive.take(prepared, self._now).comparison

    def _meaning(self, article: Article) -> Meaning | None:
        made = self._encode([article])
        if made.fault and not self._said:
            log.warning("%s", made.fault)
        self._said = made.fault
        return made.of_articles[0]


def _clock(article: Article, before: datetime) -> datetime:
    published = article.published
    if published is None or published.date.year not in _PLAUSIBLE_YEARS:
        return before
    day = published.date.first_day
    return published.at or datetime(day.year, day.month, day.day, tzinfo=UTC)


def as_json(article: Article, comparison: Comparison, names: Names) -> Row:
    """A verdict as the batch verb prints it, without the document's id; `names` are those of earlier documents."""
    adds = comparison.adds
    return {
        "story": comparison.story or article.id,
        "copy_of": comparison.copy_of,
        "containment": comparison.containment,
        "novelty": str(comparison.novelty),
        "reason": in_words([comparison.reason], names),
        "nearest": comparison.nearest,
        "adds": {
            "sentences": [{"text": s.text, "score": s.score} for s in adds.sentences],
            "actors": list(adds.actors),
            "dates": list(adds.dates),
            "figures": list(adds.figures),
        },
        "perhaps": comparison.perhaps,
    }
