"""TOML files that people write, read so that every fault is told with its file, line, key and value.

    Document.read(path) -> tables("actor", keys) -> Table.text(key), .texts(key), .fault(key, ...) -> Document.faults

tomllib tells no lines, so a fault finds its own: the n-th table of that name, then the key, then the value. That costs
time only where there is a fault; a sound file of a million names is not looked at again.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from watchers.errors import ActorwatchError
from watchers.text import credentials

T = TypeVar("T")
_HEADER = re.compile(r"^\s*\[\[?\s*(?P<name>[^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_NEXT_KEY = re.compile(r"^\s*(?:[\w\"'.-]+\s*=|\[\[?[\w.\s-]+\]|$)")
_MANY_LINES = re.compile(r'"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'')
_LINE = re.compile(r" \(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that cannot stand in a file. `minor`: what remains of its entry is used all the same."""

    file: str
    line: int  # from 1; 0: the file as a whole
    key: str
    value: str
    problem: str
    minor: bool = False

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" if self.line else self.file
        what = " = ".join(part for part in (self.key, self.value) if part)
        return f"{where}: {what}: {self.problem}" if what else f"{where}: {self.problem}"


@dataclass
class Document:
    """A parsed file with the faults found so far; a missing one holds nothing, a broken one only its fault."""

    file: str
    source: str = ""
    data: Mapping[str, object] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> Document:
        document = cls(str(path))
        try:
            document.source = path.read_text("utf-8-sig")
            document.data = tomllib.loads(document.source)
        except FileNotFoundError:
            pass
        except OSError as problem:
            document.add(f"it cannot be read ({problem.strerror})")
        except UnicodeDecodeError as problem:
            document.add(
                "this is not UTF-8; save the file as UTF-8", line=problem.object[: problem.start].count(b"\n") + 1
            )
        except tomllib.TOMLDecodeError as problem:
            match = _LINE.search(str(problem))
            line = int(match[1]) if match else document.source.count("\n") + 1
            document.add(f"this is no TOML: {_LINE.sub('', str(problem))}", line=line)
        except RecursionError:
            document.add("it is nested too deeply")
        return document

    def tables(self, name: str, keys: Collection[str]) -> Iterator[Table]:
        """Every `[[name]]`; anything else at the top of the file and every unknown key is a fault."""
        for key in sorted(self.data.keys() - {name}):
            self.add(f"only [[{name}]] may stand in this file", key=key, line=self.lines.top(key))
        rows = self.data.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.add(f"write [[{name}]], with two brackets", key=name, line=self.lines.top(name))
            return
        for number, row in enumerate(rows):
            table = Table(self, name, number, row)
            for key in sorted(row.keys() - set(keys)):
                table.fault(key, f"unknown key; known are {', '.join(keys)}")
            yield table

    def add(self, problem: str, *, line: int = 0, key: str = "", value: str = "", minor: bool = False) -> None:
        self.faults.append(Fault(self.file, line, key, value, problem, minor))

    @cached_property
    def lines(self) -> Lines:
        return Lines(self.source)


@dataclass(frozen=True, slots=True)
class Table:
    """One entry of a file. The readers report what does not fit and return what does."""

    document: Document
    name: str
    number: int
    row: Mapping[str, object]

    def fault(self, key: str, problem: str, value: object = None, *, minor: bool = False, last: bool = False) -> None:
        """Report a fault at the value's line; `last`: where it occurs for the last time under its key."""
        line = self.document.lines.find(self.name, self.number, key, value, last=last)
        shown = "" if value is None else credentials.redacted(json.dumps(value, ensure_ascii=False, default=str))
        self.document.add(problem, line=line, key=key, value=shown, minor=minor)

    def text(self, key: str, *, required: bool = False) -> str:
        """A string with its blanks tidied; "" where there is none."""
        value = self.row.get(key)
        if value is None or value == "":
            if required:
                self.fault(key, "it is missing")
            return ""
        if not isinstance(value, str):
            self.fault(key, "it has to be a text in quotation marks", value)
            return ""
        return " ".join(value.split())

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings with their blanks tidied, each once."""
        items = self.items(key)
        texts = [" ".join(item.split()) for item in items if isinstance(item, str) and item.strip()]
        for item in items:
            if not isinstance(item, str) or not item.strip():
                self.fault(key, "only texts in quotation marks may stand in this list", item)
        for text in sorted({text for text in texts if texts.count(text) > 1}):
            self.fault(key, "it is listed twice", text, minor=True, last=True)
        return tuple(dict.fromkeys(texts))

    def items(self, key: str) -> Sequence[object]:
        value = self.row.get(key)
        if isinstance(value, list):
            return value
        if value is not None:
            self.fault(key, "it has to be a list in square brackets", value)
        return ()

    def parsed(self, key: str, parse: Callable[[str], T]) -> T | None:
        """A string through a parser whose error says what is wrong; None where there is none."""
        text = self.text(key)
        if not text:
            return None
        try:
            return parse(text)
        except (ValueError, ActorwatchError) as problem:
            self.fault(key, str(problem), text)
            return None


@dataclass
class Lines:
    """Where things stand in the source of a TOML file. Lines count from 1."""

    source: str

    def top(self, key: str) -> int:
        """The line of a key or table outside any `[[table]]`; 1 where it cannot be found."""
        return (
            self._first(rf"^\s*(?:\[\[?\s*)?[\"']?{re.escape(key)}[\"']?\s*[]=.]", range(1, len(self._text) + 1)) or 1
        )

    def find(self, table: str, number: int, key: str, value: object, *, last: bool) -> int:
        """The line of a value in the n-th such table; else of its key, else of the table."""
        starts = self._headers.get(table, [])
        if number >= len(starts):  # written inline: table = [{...}, ...]
            return self.top(table)
        start = starts[number]
        end = starts[number + 1] if number + 1 < len(starts) else len(self._text) + 1
        name = re.escape(key)
        at = self._first(rf"^\s*(?:[\"']?{name}[\"']?\s*[=.]|\[\[?\s*{table}\.{name}\s*\])", range(start + 1, end))
        if at is None:
            return start
        until = next((line for line in range(at + 1, end) if _NEXT_KEY.search(self._text[line - 1])), end)
        written = "|".join(re.escape(form) for form in _written(value)) or "$^"
        return self._first(written, range(at, until)[:: -1 if last else 1]) or at

    @cached_property
    def _text(self) -> Sequence[str]:
        """The lines; those inside a string of many lines are blank, since they only look like tables and keys."""
        blanked = _MANY_LINES.sub(lambda match: '""' + "\n" * match[0].count("\n"), self.source)
        return blanked.split("\n")

    @cached_property
    def _headers(self) -> Mapping[str, Sequence[int]]:
        headers: dict[str, list[int]] = {}
        for number, line in enumerate(self._text, 1):
            if match := _HEADER.match(line):
                headers.setdefault(match["name"], []).append(number)
        return headers

    def _first(self, pattern: str, lines: Sequence[int]) -> int | None:
        find = re.compile(pattern).search
        return next((line for line in lines if find(self._text[line - 1])), None)


def _written(value: object) -> tuple[str, ...]:
    """How a value may stand in the file."""
    if value is None:
        return ()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False), f"'{value}'", json.dumps(value)
    if isinstance(value, dict):  # {text = "...", strength = "..."}: found by its first text
        return next((_written(item) for item in value.values() if isinstance(item, str)), ())
    return (str(value).lower() if isinstance(value, bool) else str(value),)
