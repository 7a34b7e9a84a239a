"""The batch verb `match`: JSON lines in, JSON lines out, one at a time and in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from watchers.batch import json_lines
from watchers.batch.json_lines import Document, Row
from watchers.matching.index import AliasIndex
from watchers.matching.match import match
from watchers.model import Mention
from watchers.plaintext import page


def match_lines(lines: Iterable[str], index: AliasIndex) -> Iterator[Row]:
    """For each line `{"id", "title", "text", "lang"?}` an answer `{"id", "mentions": [...]}`.

    What stands around the article of a plain-text page (reader comments, navigation, adverts) mentions nobody. A bad
    line gives `{"line": N, "error": sentence}`, with `"id"` instead of `"line"` where it has one; empty lines
    give nothing.
    """

    def answer(document: Document) -> Iterator[Row]:
        mentions = match(document.title, page.masked(document.text), index, document.language)
        yield {"id": document.id, "mentions": [_row(mention) for mention in mentions]}

    return json_lines.answers(lines, answer)


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
