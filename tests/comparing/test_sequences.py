"""What articles are told to be, one after the other; the sequences are in data/compare.toml."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.support import case_files
from tests.support.comparing import Desk, article

CASES: dict[str, Any] = case_files.load("compare.toml")
TEXTS: dict[str, str] = CASES["texts"]


def filled(text: str) -> str:
    """`{name}` becomes that text, `{name:3}` its first three lines."""

    def part(match: re.Match[str]) -> str:
        lines = TEXTS[match[1]].strip().splitlines(keepends=True)
        return "".join(lines[: int(match[2])] if match[2] else lines).rstrip("\n") + "\n"

    return re.sub(r"\{(\w+)(?::(\d+))?\}", part, text)


@pytest.mark.parametrize("sequence", CASES["sequence"], ids=[each["name"] for each in CASES["sequence"]])
def test_each_article_is_told_for_what_it_is(sequence: dict[str, Any]) -> None:
    desk = Desk()
    for given in sequence["articles"]:
        text = filled(given["text"])
        now = desk.wait(1)
        told = desk.take(article(given["id"], given["title"], text, at=now, seed=given.get("seed", False)))
        assert str(told.novelty) == given["novelty"], told
        assert told.story == given.get("story") or given.get("copied")
        assert told.copy_of == given.get("copy_of") or (given.get("copied") and told.copy_of)
        assert list(told.adds.quoted) == given.get("quoted", list(told.adds.quoted))
        assert list(told.adds.figures) == given.get("figures", list(told.adds.figures))
        assert told.reason
