"""The batch verb: lines in, verdicts out, in order. The texts are invented."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from typing import Any

import pytest

from tests.bot.commands.test_regrouping import CRANES, MUSEUM
from tests.comparing.test_sequences import TEXTS
from tests.pipeline.test_meetings import BOTH
from tests.support.comparing import article
from watchers.batch.compare import compare_lines
from watchers.comparing import meetings
from watchers.meaning.articles import Called, Meanings, unknown
from watchers.model import Mention
from watchers.reasons.name_rules import Rule

FLOOD = TEXTS["flood"].strip()


def line(id: str, text: str = FLOOD, **more: Any) -> str:
    return json.dumps({"id": id, "title": "Flood in Vellmar", "text": text, **more})


def test_a_verdict_a_line_in_the_public_form() -> None:
    first, second = compare_lines([line("a"), line("b")], lambda _: ())
    verdict = {"id", "story", "perhaps", "copy_of", "containment", "novelty", "reason", "nearest", "adds", "changes"}
    assert set(first) == verdict
    assert set(first["adds"]) == {"sentences", "actors", "dates", "figures"}
    assert (first["story"], first["copy_of"], first["novelty"]) == ("a", None, "new")
    assert (second["story"], second["copy_of"], second["containment"], second["novelty"]) == ("a", "a", 1.0, "repeat")
    assert len(second["adds"]["sentences"]) == 1 + len(FLOOD.splitlines())


def test_a_bad_line_costs_only_itself() -> None:
    rows = list(
        compare_lines(["{", line("a"), "", "[]", line("a"), line("b", published="soon"), line("c")], lambda _: ())
    )
    assert [row.get("id", row.get("line")) for row in rows] == [1, "a", 4, "a", "b", "c"]
    assert ["error" in row for row in rows] == [True, False, True, True, True, False]


def test_seed_documents_are_the_baseline_and_are_not_answered() -> None:
    seed = article("seed.txt", "Flood", FLOOD, seed=True)
    (row,) = compare_lines([line("a")], lambda _: (), [seed])
    assert (row["copy_of"], row["story"], row["novelty"]) == ("seed.txt", "seed.txt", "in-baseline")


def test_sure_mentions_take_part_and_doubtful_ones_do_not() -> None:
    def mentions(_: object) -> list[Mention]:
        return [
            Mention("kolbrandt", "text", 0, 1, "K", Rule.FULL_NAME, 0.9),
            Mention("stranger", "text", 0, 1, "K", Rule.FULL_NAME, 0.2),
        ]

    (row,) = compare_lines([line("a")], mentions)
    assert row["adds"]["actors"] == ["kolbrandt"]


def test_lines_are_answered_as_they_come() -> None:
    def lines() -> Any:
        yield line("a")
        raise AssertionError("read ahead")

    assert next(iter(compare_lines(lines(), lambda _: ())))["id"] == "a"


def test_every_document_is_encoded_whoever_it_is_about_and_a_fault_is_said_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    asked: list[str] = []

    def encode(articles: Sequence[Called]) -> Meanings:
        asked.extend(one.article.id for one in articles)
        return unknown(articles, "the weights are gone")

    seed = article("seed.txt", "Flood", FLOOD, seed=True)
    with caplog.at_level(logging.WARNING):
        rows = list(compare_lines([line("a"), "{", line("b")], lambda _: (), [seed], encode=encode))
    assert asked == ["seed.txt", "a", "b"]
    assert [record.message for record in caplog.records] == ["the weights are gone"]
    assert [row.get("copy_of") for row in rows] == ["seed.txt", None, "seed.txt"]


MEETING = (  # the third says what both before it say; the fourth is like the second
    ("museum", "Museum opens", MUSEUM),
    ("cranes", "Cranes ordered", CRANES),
    ("both", "Museum and cranes", BOTH),
    ("loan", "Cranes by loan", CRANES.replace("to be paid by loan", "for which a loan pays")),
)


def test_documents_after_two_stories_met_go_to_the_one_that_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meetings, "MERGING", 0.0)
    lines = [line(id, text, title=title) for id, title, text in MEETING]
    rows = list(compare_lines(lines, lambda _: ()))
    assert [row["story"] for row in rows] == ["museum", "cranes", "museum", "museum"]
