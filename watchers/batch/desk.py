"""What the batch verbs make of a line: its article, prepared and encoded, compared with the documents before it.

The clock is the documents' own, since they arrive in time order; one without a plausible date is taken to come when the
one before it came.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from watchers import dates
from watchers.batch.document_archive import DocumentArchive
from watchers.batch.json_lines import Document, Row
from watchers.meaning.articles import Encode
from watchers.model import Article, Comparison, Meaning, Mention, PartialDate, Published
from watchers.pipeline.meaning import called
from watchers.pipeline.prepare import Prepared, prepare_matched, spoken
from watchers.plaintext import page
from watchers.text import urls

log = logging.getLogger(__name__)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # batch documents are seen at no particular time
_PLAUSIBLE_YEARS = range(1900, 2101)  # anything else is a slip and moves no clock

Mentions = Callable[[Article], Sequence[Mention]]


class Desk:
    """Takes one document after the other.

    `mentions` finds actors in an article; `encode` says what articles mean; `now` is the time of documents that come
    before any date is known.
    """

    def __init__(self, archive: DocumentArchive, mentions: Mentions, encode: Encode, now: datetime = EPOCH) -> None:
        self._archive, self._mentions, self._encode, self._now = archive, mentions, encode, now
        self._said = ""  # why nothing has a meaning, once

    def knows(self, document: str) -> bool:
        return document in self._archive

    def prepare(self, article: Article) -> Prepared:
        article = spoken(article)
        return prepare_matched(article, tuple(self._mentions(article)))

    def take(self, prepared: Prepared) -> Comparison:
        """Encode, compare and record."""
        self._now = _clock(prepared.article, self._now)
        return self._archive.take(replace(prepared, meaning=self._meaning(prepared)), self._now).comparison

    def _meaning(self, prepared: Prepared) -> Meaning | None:
        made = self._encode([called(prepared)])
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


# ---------------------------------------------------------------- the article of a line


def article_of(document: Document, clean: Callable[[str], str] = page.clean) -> Article | Row:
    """The article of a line, its text cleaned, or the error row that says what is wrong with its time."""
    try:
        published = published_of(document.published)
    except (ValueError, OverflowError):
        return document.refused(f"{document.published!r} is no time; write ISO 8601")
    if published is not None and published.date.year not in dates.YEARS:
        return document.refused(f"no news is from {published}; correct or leave out the time")
    return Article(
        title=document.title,
        text=clean(document.text),
        first_seen=EPOCH,
        id=str(document.id),
        url=urls.absolute(document.url),
        outlet=document.feed,
        language=document.language,
        published=published,
    )


def published_of(text: str) -> Published | None:
    """`2017-08-14T10:00:00Z`, or a day, month or year; empty: unknown. Raises ValueError or OverflowError for
    anything else."""
    if not text:
        return None
    if len(text) <= 10:
        return Published(PartialDate.parse(text))
    at = datetime.fromisoformat(text)
    return Published.instant(at if at.tzinfo else at.replace(tzinfo=UTC))
