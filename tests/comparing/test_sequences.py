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
def test_each_article_is_told_for_what_it_is(desk: Desk, sequence: dict[str, Any]) -> None:
    for given in sequence["articles"]:
        text = filled(given["text"])
        now = desk.wait(1)
        told = desk.take(article(given["id"], given["title"], text, at=now, seed=given.get("seed", False)))
        assert str(told.novelty) == given["novelty"], told
        assert told.story in given.get("stories", [given.get("story")])
        assert told.copy_of in given.get("copy_of_any", [given.get("copy_of")])
        assert told.reason
        assert (0 < told.containment <= 1) if told.copy_of else told.containment == 0
        adds = {"quoted": list(told.adds.quoted), "figures": list(told.adds.figures)}
        assert {key: adds[key] for key in expected_additions(given)} == expected_additions(given)


def expected_additions(given: dict[str, Any]) -> dict[str, list[str]]:
    """What an article is to add: nothing where it repeats, else what the case states."""
    nothing: dict[str, list[str]] = (
        {"quoted": [], "figures": []} if given["novelty"] in ("repeat", "in-baseline") else {}
    )
    return nothing | {key: given[key] for key in ("quoted", "figures") if key in given}


def test_every_development_states_what_it_adds() -> None:
    developing = [one for each in CASES["sequence"] for one in each["articles"] if one["novelty"] == "developing"]
    assert developing
    assert all(expected_additions(given) for given in developing)
