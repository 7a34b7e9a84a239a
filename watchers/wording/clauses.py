"""Puts reasons into words by the catalogues of the stages: one language today, a catalogue more for each other one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from watchers.reasons import NOT_RECORDED, Code, Reason, Unread
from watchers.wording import comparing, matching, telling
from watchers.wording.catalogue import Clause
from watchers.wording.names import Names

CLAUSES: Mapping[Code, Clause] = {
    code: wording
    for of_stage in ({Unread.NOT_RECORDED: "not recorded"}, matching.CLAUSES, comparing.CLAUSES, telling.CLAUSES)
    for code, wording in of_stage.items()
}


def in_words(reasons: Iterable[Reason], names: Names) -> str:
    """A sentence without a full stop: a clause for each reason. Empty without reasons."""
    sentence = ""
    for reason in reasons:
        between = "" if not sentence else " " if sentence.endswith(":") else "; "
        sentence += between + clause(reason, names)
    return sentence.removesuffix(":")


def clause(reason: Reason, names: Names) -> str:
    """One reason, as a part of a sentence. One that ends with a colon is a heading of the reason that follows it.

    A reason that lacks what its words need, as a damaged archive may hold it, is shown as not recorded.
    """
    try:
        return _worded(reason, names)
    except (KeyError, TypeError, ValueError):
        return _worded(NOT_RECORDED, names)


def _worded(reason: Reason, names: Names) -> str:
    wording = CLAUSES[reason.code]
    if not isinstance(wording, str):
        return wording(reason, names)
    return wording.format_map({name: _shown(name, value, names) for name, value in reason.parameters})


def _shown(parameter: str, value: Any, names: Names) -> Any:
    """A parameter as a clause has it: things by their names, lists with commas."""
    if parameter == "article":
        return names.article(value)
    if parameter == "articles":
        return ", ".join(map(names.article, value))
    if parameter == "feed":
        return names.feed(value)
    if parameter == "actors":
        return names.of_actors(value)
    return ", ".join(value) if isinstance(value, tuple) else value
