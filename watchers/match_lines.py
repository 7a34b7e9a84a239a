"""The batch verb `match`: JSON lines in, JSON lines out, one at a time and in order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from watchers.index import AliasIndex
from watchers.match import match
from watchers.model import Mention


def match_lines(lines: Iterable[str], index: AliasIndex) -> Iterator[dict[str, Any]]:
    """For each line `{"id", "title", "text", "lang"?}` an answer `{"id", "mentions": [...]}`.

    A bad line gives `{"line": N, "error": sentence}`, with `"id"` instead of `"line"` where it has one; empty lines
    give nothing.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _answer(number, line, index)


def _answer(number: int, line: str, index: AliasIndex) -> dict[str, Any]:
    try:
        document = json.loads(line)
    except ValueError as problem:
        return {"line": number, "error": f"line {number} is not JSON ({problem}); write one document a line"}
    if not isinstance(document, dict):
        return {"line": number, "error": f"line {number} is no JSON object; write one document a line"}
    place = {"id": document["id"]} if isinstance(document.get("id"), str | int) else {"line": number}
    for key in ("title", "text", "lang"):
        if not isinstance(document.get(key) or "", str):
            return {**place, "error": f"line {number}: {key!r} is no text; write a string"}
    if "line" in place:
        return {**place, "error": f'line {number} has no "id"; give each document one'}
    title, text = document.get("title") or "", document.get("text") or ""
    mentions = match(title, text, index, document.get("lang") or None)
    return {**place, "mentions": [_row(mention) for mention in mentions]}


def _row(mention: Mention) -> dict[str, Any]:
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
