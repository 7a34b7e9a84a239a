"""Docstrings that a reader understands without their neighbours: none begins by pointing at something else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_layers import FILES, ROOT

POINTING = ("The same", "As ", "Of ", "Those", "It ")  # at the docstring before, or at nothing that was named
TO_MEND = {  # to be emptied; nothing may join it
    "bot/commands/naming.py near",
    "bot/commands/tracking.py _checked",
    "bot/delivery/delivery_ids.py stamped",
    "bot/delivery/delivery_ids.py stamped_list",
    "bot/delivery/outbox_worker.py Postponed",
    "bot/delivery/outbox_worker.py Refused",
    "bot/discord/markdown.py _fit",
    "bot/render/operations.py feeds_json",
    "bot/terminal/stdin.py _own",
    "watchers/archive/actor_keys.py Numbers",
    "watchers/archive/article_rows.py appearing",
    "watchers/archive/article_rows.py identified",
    "watchers/archive/articles.py copies_of",
    "watchers/archive/articles.py of_feeds",
    "watchers/archive/cooccurrence.py _known",
    "watchers/archive/dialect.py texts",
    "watchers/archive/json_values.py _plain",
    "watchers/archive/mention_rows.py findings",
    "watchers/archive/outbox.py lost",
    "watchers/archive/outbox.py postpone",
    "watchers/archive/outbox.py repeated",
    "watchers/archive/outbox.py retry",
    "watchers/archive/public_ids.py stories_of",
    "watchers/archive/recorder.py before",
    "watchers/archive/recorder.py candidates",
    "watchers/archive/report_rows.py candidates",
    "watchers/archive/search.py _holding",
    "watchers/archive/word_counts.py WordCounts",
    "watchers/archive/word_counts.py counts",
    "watchers/archive/word_counts.py of",
    "watchers/comparing/recurrence.py before",
    "watchers/comparing/recurrence.py evident",
    "watchers/dates/tokens.py _has_hyphened_suffix",
    "watchers/lookups/background.py of_report",
    "watchers/lookups/visibility.py copies",
    "watchers/matching/index.py telling",
    "watchers/matching/neighbours.py _bound",
    "watchers/parsing/entries.py unknown",
    "watchers/parsing/entry_dates.py clamped",
    "watchers/telling/route.py explain",
}

Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def docstrings(path: Path) -> Iterator[tuple[str, str]]:
    """Every docstring of a file, with what it documents: `bot/message.py Span`."""
    here = path.relative_to(ROOT).as_posix()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, Documented) and (text := ast.get_docstring(node)):
            yield f"{here} {getattr(node, 'name', '')}".rstrip(), text


def test_no_docstring_points_at_its_neighbour() -> None:
    pointing = {thing for path in FILES for thing, text in docstrings(path) if text.startswith(POINTING)}
    assert not pointing - TO_MEND


@pytest.mark.parametrize(
    "path",
    [path for path in FILES if path.name == "__init__.py"],
    ids=lambda path: path.parent.relative_to(ROOT).as_posix(),
)
def test_a_package_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))
