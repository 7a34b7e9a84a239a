"""The batch verb `timeline --from-stdin NAME`: JSON lines in, rows by date out.

With the name `*` every date expression is a row of its own, document after document; with a name, the documents'
events about that actor are merged by date once all were read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime

from watchers import dates
from watchers.batch import json_lines
from watchers.batch.document_archive import DocumentArchive, document_archive
from watchers.batch.json_lines import Document, Row
from watchers.errors import UnknownActor
from watchers.events import events
from watchers.events.merge import EventRow, merge
from watchers.matching import lookup
from watchers.model import Actor, Article, Event, Mention, PartialDate, Published
from watchers.pipeline.prepare import Prepared, prepare_matched
from watchers.plaintext import page
from watchers.text import urls

ALL_ACTORS = "*"
REPEATED_DATE_FACTOR = 0.25  # of the weight of a date that its article has stated before
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # batch documents are seen at no particular time

Mentions = Callable[[Article], Sequence[Mention]]


def timeline_lines(lines: Iterable[str], name: str, actors: Sequence[Actor], mentions: Mentions) -> Iterator[Row]:
    """Rows `{"date", "precision", "basis", "text", "articles", "score"}`; a bad line gives `{"id"|"line", "error"}`.

    Raises UnknownActor for a name that no given actor bears.
    """
    if name == ALL_ACTORS:
        yield from json_lines.answers(lines, _expressions)
        return
    actor_id = _actor(name, actors)
    with document_archive() as archive:
        history = _History(archive, actor_id, mentions)
        yield from json_lines.answers(lines, history.take)
        yield from map(as_row, merge(history.events, history.copies))


def _expressions(document: Document) -> Iterator[Row]:
    article = article_of(document)
    if isinstance(article, dict):
        yield article
    else:
        yield from map(as_row, _rows(article))


class _History:
    """The events about one actor so far, and which of their articles are copies of an earlier one."""

    def __init__(self, archive: DocumentArchive, actor: str, mentions: Mentions) -> None:
        self.events: list[Event] = []
        self.copies: dict[str, str] = {}
        self._archive, self._actor, self._mentions = archive, actor, mentions

    def take(self, document: Document) -> Iterator[Row]:
        """Take in a document that has an event about the actor; gives a row where something is wrong with it."""
        article = article_of(document)
        if isinstance(article, dict):
            yield article
            return
        prepared = prepare_matched(article, tuple(self._mentions(article)))
        events = [event for event in prepared.events if self._actor in event.actors]
        if events and article.id not in self._archive:
            self.events += events
            self._compare(prepared)

    def _compare(self, prepared: Prepared) -> None:
        copy_of = self._archive.take(prepared, EPOCH).comparison.copy_of
        if copy_of is not None:
            self.copies[prepared.article.id] = self.copies.get(copy_of, copy_of)


def _actor(name: str, actors: Sequence[Actor]) -> str:
    candidates = lookup.find_actors(name, actors)
    if not candidates:
        raise UnknownActor(f"nobody called {name!r} is tracked; add them to actors.toml or correct the name")
    return candidates[0].id


def _rows(article: Article) -> Iterator[EventRow]:
    """One row an expression; what an article repeats is no second report and weighs less."""
    article_dates: set[PartialDate] = set()
    for event in events.events(article, ()):
        weight = round(event.weight * (REPEATED_DATE_FACTOR if event.date in article_dates else 1), 3)
        article_dates.add(event.date)
        yield EventRow(event.date, event.date.precision, event.basis, event.text, (event.article,), weight)


def as_row(row: EventRow) -> Row:
    return {
        "date": str(row.date),
        "precision": row.precision,
        "basis": row.basis,
        "text": row.text,
        "articles": list(row.articles),
        "score": row.score,
    }


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
