"""The batch verb `timeline --from-stdin NAME`: JSON lines in, rows by date out.

With the name `*` every date expression is a row of its own, document after document; with a name, the documents'
events about that actor are merged by date once all were read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from watchers.batch import json_lines
from watchers.batch.desk import Desk, Mentions, article_of
from watchers.batch.document_archive import document_archive
from watchers.batch.json_lines import Document, Row
from watchers.errors import UnknownActor
from watchers.events import events
from watchers.events.merge import EventRow, merge
from watchers.matching import lookup
from watchers.meaning.articles import Encode, unknown
from watchers.model import Actor, Article, Comparison, Event, PartialDate, Telling
from watchers.pipeline.prepare import spoken

ALL_ACTORS = "*"
REPEATED_DATE_FACTOR = 0.25  # of the weight of a date that its article has stated before


def timeline_lines(
    lines: Iterable[str], name: str, actors: Sequence[Actor], mentions: Mentions, encode: Encode = unknown
) -> Iterator[Row]:
    """Rows `{"date", "precision", "basis", "text", "articles", "score"}`; a bad line gives `{"id"|"line", "error"}`.

    Raises UnknownActor for a name that no given actor bears.
    """
    if name == ALL_ACTORS:
        yield from json_lines.answers(lines, _expressions)
        return
    actor = _actor(name, actors)
    with document_archive() as archive:
        history = _History(Desk(archive, mentions, encode), actor.id)
        yield from json_lines.answers(lines, history.take)
        yield from map(as_row, merge(history.events, history.tellings, actor.spellings))


def _expressions(document: Document) -> Iterator[Row]:
    article = article_of(document)
    if isinstance(article, dict):
        yield article
    else:
        yield from map(as_row, _rows(spoken(article)))


class _History:
    """The events about one actor so far, and whose reports their articles are."""

    def __init__(self, desk: Desk, actor: str) -> None:
        self.events: list[Event] = []
        self.tellings: dict[str, Telling] = {}
        self._desk, self._actor = desk, actor

    def take(self, document: Document) -> Iterator[Row]:
        """Take in a document that has an event about the actor; gives a row where something is wrong with it."""
        article = article_of(document)
        if isinstance(article, dict):
            yield article
            return
        prepared = self._desk.prepare(article)
        events = [event for event in prepared.events if self._actor in event.actors]
        if events and not self._desk.knows(article.id):
            self.events += events
            self.tellings[article.id] = self._telling(prepared.article, self._desk.take(prepared))

    def _telling(self, article: Article, verdict: Comparison) -> Telling:
        original = self.tellings.get(verdict.copy_of or "")
        return Telling(
            story=verdict.story or article.id,
            reporter=original.reporter if original else article.outlet or article.id,
            published=None if article.published is None else article.published.date.first_day,
            language=article.language,
            copy=verdict.copy_of is not None,
        )


def _actor(name: str, actors: Sequence[Actor]) -> Actor:
    candidates = lookup.find_actors(name, actors)
    if not candidates:
        raise UnknownActor(f"nobody called {name!r} is tracked; add them to actors.toml or correct the name")
    return candidates[0]


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
