"""Docstrings that a reader understands without their neighbours: none begins by pointing at something else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_layers import FILES, ROOT

POINTING = ("The same", "As ", "Of ", "Those", "It ")  # at the docstring before, or at nothing that was named
Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def docstrings(path: Path) -> Iterator[tuple[str, str]]:
    """Every docstring of a file, with what it documents: `bot/message.py Span`."""
    here = path.relative_to(ROOT).as_posix()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, Documented) and (text := ast.get_docstring(node)):
            yield f"{here} {getattr(node, 'name', '')}".rstrip(), text


def test_no_docstring_points_at_its_neighbour() -> None:
    pointing = {thing for path in FILES for thing, text in docstrings(path) if text.startswith(POINTING)}
    assert not pointing


@pytest.mark.parametrize(
    "path",
    [path for path in FILES if path.name == "__init__.py"],
    ids=lambda path: path.parent.relative_to(ROOT).as_posix(),
)
def test_a_package_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))
