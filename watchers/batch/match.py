"""The batch verb `match`: JSON lines in, JSON lines out, one at a time and in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from watchers.batch import json_lines
from watchers.batch.json_lines import Document, Row
from watchers.matching.index import AliasIndex
from watchers.matching.match import match
from watchers.matching.salience import of_actors
from watchers.model import Mention
from watchers.plaintext import page
from watchers.reasons import Matching, Reason
from watchers.text.spoken import language_of
from watchers.wording.clauses import clause, in_words
from watchers.wording.matching import rule
from watchers.wording.names import Names


def match_lines(lines: Iterable[str], index: AliasIndex) -> Iterator[Row]:
    """For each line `{"id", "title", "text", "lang"?}` an answer `{"id", "mentions": [...], "salience": {...}}`.

    The salience of an actor, by its id, says whether the document is about it; of those alone who surely are in it.

    What stands around the article of a plain-text page (reader comments, navigation, adverts) mentions nobody. A bad
    line gives `{"line": N, "error": sentence}`, with `"id"` instead of `"line"` where it has one; empty lines
    give nothing.
    """

    names = Names(actors={actor_id: actor_id for actor_id in index.actor_ids})

    def answer(document: Document) -> Iterator[Row]:
        text = page.masked(document.text)
        language = language_of(f"{document.title}\n{text}", document.language)
        mentions = match(document.title, text, index, language)
        salience = {actor: _salience(reason, names) for actor, reason in of_actors(mentions).items()}
        yield {"id": document.id, "mentions": [_row(mention, names) for mention in mentions], "salience": salience}

    return json_lines.answers(lines, answer)


def _salience(reason: Reason, names: Names) -> Row:
    return {"central": reason.code is Matching.CENTRAL, "reason": clause(reason, names)}


def _row(mention: Mention, names: Names) -> Row:
    return {
        "actor": mention.actor,
        "field": mention.field,
        "start": mention.start,
        "end": mention.end,
        "surface": mention.surface,
        "rule": rule(mention),
        "confidence": mention.confidence,
        "evidence": in_words(mention.evidence, names),
    }
