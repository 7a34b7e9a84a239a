"""docs/architecture.md states what the code is: values, layers, tables. No paper names a file that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.support.followed import followed
from tests.test_layers import MAY_IMPORT, ROOT
from watchers.archive import schema

DOCUMENT = (ROOT / "docs" / "architecture.md").read_text("utf-8")
PAPERS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")), *sorted(ROOT.glob("*/README.md"))]
FOLDERS = {path.name for path in ROOT.iterdir() if path.is_dir()} - {"data"}
CODE, LINK = re.compile(r"`([\w./*-]+/[\w./*-]*)`"), re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
STORED = {name for tables in (schema.metadata, schema.in_rows, schema.in_chunks) for name in tables.tables}


def rows(header: str) -> Iterator[tuple[str, ...]]:
    """The cells of every table of the document whose first column is called so."""
    for table in re.findall(rf"^\| {header} \|.*\n\|[-|]+\n((?:\|.*\n)+)", DOCUMENT, re.MULTILINE):
        yield from (tuple(cell.strip() for cell in line.strip("|").split("|")) for line in table.splitlines())


def names(cell: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", cell))


WRITERS: Mapping[str, str] = {name.strip("`"): writers for name, _, writers in rows("table")}


def test_the_example_is_what_the_program_makes_of_the_article(tmp_path: Path) -> None:
    assert f"```text\n{followed(tmp_path)}```\n" in DOCUMENT


def test_every_package_stands_with_what_it_may_import() -> None:
    assert {name.strip("`"): names(may) for name, _, may in rows("package")} == MAY_IMPORT


def test_every_table_of_both_databases_stands_with_its_writers() -> None:
    assert WRITERS.keys() == STORED | {"full_text"}


@pytest.mark.parametrize("table", sorted(STORED - {"shingle", "keyword"}))  # these two go by `Postings`
def test_who_is_said_to_write_a_table_names_it(table: str) -> None:
    for writer in names(WRITERS[table]):
        assert re.search(rf"\b{table}\b", (ROOT / writer).read_text("utf-8")), f"{writer} does not name {table}"


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_a_paper_names_is_there(paper: Path) -> None:
    text = paper.read_text("utf-8")
    missing = [path for path in CODE.findall(text) if path.split("/")[0] in FOLDERS and not list(ROOT.glob(path))]
    missing += [path for path in LINK.findall(text) if not (paper.parent / path).exists()]
    assert not missing
