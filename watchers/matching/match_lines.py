"""The batch verb `match`: JSON lines in, JSON lines out, one at a time and in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from watchers import document_lines
from watchers.document_lines import Document, Row
from watchers.matching.index import AliasIndex
from watchers.matching.match import match
from watchers.model import Mention
from watchers.reading import body


def match_lines(lines: Iterable[str], index: AliasIndex) -> Iterator[Row]:
    """For each line `{"id", "title", "text", "lang"?}` an answer `{"id", "mentions": [...]}`.

    What stands around the article of a plain-text page (reader comments, navigation, adverts) mentions nobody. A bad
    line gives `{"line": N, "error": sentence}`, with `"id"` instead of `"line"` where it has one; empty lines
    give nothing.
    """

    def answer(document: Document) -> Iterator[Row]:
        mentions = match(document.title, body.masked(document.text), index, document.language)
        yield {"id": document.id, "mentions": [_row(mention) for mention in mentions]}

    return document_lines.answers(lines, answer)


def _row(mention: Mention) -> Row:
    return {
        "actor": mention.actor,
        "field": mention.field,
        "start": mention.start,
        "end": mention.end,
        "surface": mention.surface,
        "rule": mention.rule,
        "confidence": mention.confidence,
        "evidence": mention.evidence,
    }
