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


@pytest.mark.parametrize("sequence", CASES["sequence"], ids=[sequence["name"] for sequence in CASES["sequence"]])
def test_each_article_is_told_for_what_it_is(desk: Desk, sequence: dict[str, Any]) -> None:
    for case in sequence["articles"]:
        text = filled(case["text"])
        now = desk.wait(1)
        comparison = desk.take(article(case["id"], case["title"], text, at=now, seed=case.get("seed", False)))
        assert str(comparison.novelty) == case["novelty"], comparison
        assert comparison.story in case.get("stories", [case.get("story")])
        assert comparison.copy_of in case.get("copy_of_any", [case.get("copy_of")])
        assert comparison.reason
        assert (0 < comparison.containment <= 1) if comparison.copy_of else comparison.containment == 0
        adds = {"quoted": list(comparison.adds.quoted), "figures": list(comparison.adds.figures)}
        assert {key: adds[key] for key in expected_additions(case)} == expected_additions(case)


def expected_additions(case: dict[str, Any]) -> dict[str, list[str]]:
    """What an article is to add: nothing where it repeats, else what the case states."""
    nothing: dict[str, list[str]] = (
        {"quoted": [], "figures": []} if case["novelty"] in ("repeat", "in-baseline") else {}
    )
    return nothing | {key: case[key] for key in ("quoted", "figures") if key in case}


def test_every_development_states_what_it_adds() -> None:
    cases = [case for sequence in CASES["sequence"] for case in sequence["articles"]]
    developing = [case for case in cases if case["novelty"] == "developing"]
    assert developing
    assert all(expected_additions(case) for case in developing)
