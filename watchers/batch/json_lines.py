"""The input of the batch verbs: a JSON document a line, streamed. What is wrong with a line is an answer of its own.

line -> document -> answer (by the caller) -> rows | line -> {"id" or "line", "error"}
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from watchers.text.languages import primary_code

log = logging.getLogger(__name__)

Row = dict[str, Any]

BOM = "\ufeff"
_TEXT_KEYS = ("title", "text", "lang", "published", "url", "feed")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Document:
    """What a line says, with the line's number from 1; a text that it leaves out is empty."""

    number: int
    id: str | int
    title: str = ""
    text: str = ""
    lang: str = ""
    published: str = ""
    url: str = ""
    feed: str = ""

    @property
    def language(self) -> str | None:
        """The primary language of `lang`; None where that is no language tag."""
        return primary_code(self.lang)

    def refused(self, sentence: str) -> Row:
        """The row that stands in the place of an answer."""
        return {"id": self.id, "error": f"line {self.number}: {sentence}"}


def answers(lines: Iterable[str], answer: Callable[[Document], Iterable[Row]]) -> Iterator[Row]:
    """The rows that `answer` gives for each document, in order, nothing read ahead; empty lines give nothing.

    A document that cannot be dealt with is answered with an error, so that it costs the others nothing.
    """
    for number, line in enumerate(lines, 1):
        line = line.removeprefix(BOM)
        if not line.strip():
            continue
        document = _read(line, number)
        if isinstance(document, Document):
            yield from _answered(document, answer)
        else:
            yield document


def _answered(document: Document, answer: Callable[[Document], Iterable[Row]]) -> Iterator[Row]:
    try:
        yield from answer(document)
    except Exception as fault:
        log.error("line %d: %r", document.number, fault, exc_info=log.isEnabledFor(logging.DEBUG))
        yield document.refused(
            f"it cannot be dealt with ({type(fault).__name__}), which is a fault of actorwatch's own"
        )


def _read(line: str, number: int) -> Document | Row:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as problem:
        return {"line": number, "error": f"line {number} is not JSON ({problem}); write one document a line"}
    id_ = values.get("id") if isinstance(values, dict) else None
    if not isinstance(id_, str | int) or isinstance(id_, bool):
        return {"line": number, "error": f'line {number} has no "id"; write {{"id", "title", "text"}} on each line'}
    document = Document(number, id_)
    for key in _TEXT_KEYS:
        if not isinstance(values.get(key), str | None):
            return document.refused(f"{key!r} is no text; write a string")
    return Document(number, id_, **{key: _sound(values.get(key) or "") for key in _TEXT_KEYS})


def _sound(text: str) -> str:
    """The text with half characters (lone surrogates, which no encoding can write) marked as unknown ones, so that
    offsets stay as they are."""
    return _LONE_SURROGATE.sub("\ufffd", text)
