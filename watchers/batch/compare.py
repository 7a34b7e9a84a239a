"""The batch verb `compare`: JSON lines in, a verdict each out, in order, with a real archive in a temporary file.

    line -> article -> match (by the caller) -> prepare -> decide -> answer

Streams: nothing is read ahead. A bad line gives an error in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from watchers.batch import json_lines
from watchers.batch.desk import EPOCH, Desk, Mentions, article_of
from watchers.batch.document_archive import document_archive
from watchers.batch.json_lines import Document, Row
from watchers.meaning.articles import Encode, unknown
from watchers.model import Article, Comparison
from watchers.plaintext import page
from watchers.wording.clauses import in_words
from watchers.wording.names import Names, label


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
        desk, labels = Desk(archive, mentions, encode, now), {seed.id: label(seed) for seed in baseline}
        for seed in baseline:
            desk.take(desk.prepare(seed))
        yield from json_lines.answers(lines, lambda document: (_answer(desk, document, labels),))


def _answer(desk: Desk, document: Document, labels: dict[str, str]) -> Row:
    """The verdict on a document; `labels` are what documents are called, this one from now on among them."""
    article = article_of(document, _page_text)
    if isinstance(article, dict):
        return article
    if desk.knows(article.id):
        return document.refused(f"the id {article.id!r} was used before; give each its own")
    labels[article.id] = label(article)
    return {"id": document.id, **as_json(article, desk.take(desk.prepare(article)), Names(articles=labels))}


def _page_text(text: str) -> str:
    """The article of a plain-text page. A text without a page around it stays as it is: its short lines and its
    dateline say something too."""
    span = page.article_span(text)
    return span.text if span.is_page else text


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
        "changes": [
            {"kind": c.kind, "thing": c.thing, "before": c.before, "after": c.after, "source": c.source}
            for c in comparison.changes
        ],
        "perhaps": comparison.perhaps,
    }
