"""The table of confidences: every rule has a row, every row a meaning and a text that it decides."""

from __future__ import annotations

import ast
import inspect

import pytest

from watchers.matching import score
from watchers.matching.index import AliasIndex
from watchers.matching.match import match
from watchers.matching.score import Confidence
from watchers.model import CERTAIN, Actor, Alias
from watchers.wording.clauses import in_words
from watchers.wording.names import Names

INDEX = AliasIndex.build(
    [
        Actor(
            "vel", "Anton Vellmarov", "person", (), ("admiral of the lake",), ("fleet",), exclude=("Vellmarov Street",)
        ),
        Actor("ost", "Boris Ostrenko", "person", ()),
        Actor("ost2", "Denis Ostrenko", "person", ()),
        Actor("mid", "Gleb Midovan", "person", (Alias("Глеб Мидован"),)),
        Actor("bcc", "BCC", "organisation", ()),
        Actor("nlp", "National Lake Party", "organisation", (Alias("NLP", "context"),), (), ("lakeside",)),
    ]
)

NAMES = Names(actors={actor: actor for actor in INDEX.actors})

CASES = [  # row, text, what the evidence says
    (Confidence.WHOLE_NAME, "Anton Vellmarov left.", "Anton Vellmarov"),
    (Confidence.WHOLE_NAME_AFTER_GIVEN, "Igor Anton Vellmarov left.", "Anton Vellmarov"),
    (Confidence.GIVEN_AND_SURNAME, "Anton Petrovich Vellmarov left.", "with anton"),
    (Confidence.INITIAL, "Then G. Midovan left.", "initial: g"),
    (Confidence.FULL_NAME_ELSEWHERE, "Anton Vellmarov came. Then Vellmarov left.", "the article has the full name"),
    (Confidence.DESCRIBED, "Then Vellmarov and the fleet left.", "described: fleet"),
    (Confidence.TITLE, "Then President Midovan left.", "title: president"),
    (Confidence.ONLY_BEARER, "Then Midovan left.", "the only tracked bearer"),
    (Confidence.RESPELT, "Then Midowan left.", "the only tracked bearer"),
    (Confidence.RESPELT_TITLE, "Then President Midowan left.", "title: president"),
    (Confidence.AMBIGUOUS, "Then Ostrenko left.", "also borne by"),
    (Confidence.ONLY_ACRONYM, "The BCC met.", "neither a longer name nor a descriptor"),
    (Confidence.WITHOUT_CONTEXT, "The NLP met.", "needs context"),
    (Confidence.NAMESAKE_ELSEWHERE, "Then Igor Midovan came. Then Midovan left.", "has a namesake: igor"),
    (Confidence.PERHAPS_GIVEN, "Then Xarrowin Midovan left.", "perhaps another given name: xarrowin"),
    (Confidence.NO_SURNAME, "Then Midovan & Sons left.", "part of a company's name"),
    (Confidence.NAMESAKE, "Then Igor Midovan left.", "another given name: igor"),
    (Confidence.EXCLUDED, "The shop on Vellmarov Street burnt.", "excluded: Vellmarov Street"),
]


@pytest.mark.parametrize(("row", "text", "evidence"), CASES, ids=[row.name for row, *_ in CASES])
def test_a_row_decides_the_confidence_of_its_text(row: Confidence, text: str, evidence: str) -> None:
    mentions = [mention for mention in match("", text, INDEX, "en") if evidence in in_words(mention.evidence, NAMES)]
    assert mentions, [(m.surface, m.rule, m.evidence) for m in match("", text, INDEX, "en")]
    assert all(0.85 * row.level <= mention.confidence <= row.level for mention in mentions)


def test_every_row_has_a_text_that_it_decides() -> None:
    assert {row for row, *_ in CASES} == set(Confidence)


@pytest.mark.parametrize("row", Confidence, ids=lambda row: row.name)
def test_every_row_says_what_it_means(row: Confidence) -> None:
    assert len(row.meaning.split()) > 3 and 0 < row.level < 1


def test_the_table_is_ordered_and_what_is_doubted_is_not_told() -> None:
    assert [row.level for row in Confidence] == sorted((row.level for row in Confidence), reverse=True)
    doubted = {Confidence.AMBIGUOUS, Confidence.RESPELT, Confidence.NAMESAKE, Confidence.EXCLUDED}
    assert all(row.level < CERTAIN for row in doubted)


MAKERS = ("Verdict", "_surname", "_unwritten")


def test_no_confidence_is_written_beside_the_table() -> None:
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(score))) if isinstance(node, ast.Call)]
    verdicts = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in MAKERS]
    rows = {ast.unparse(call.args[0]).partition(".")[0] for call in verdicts}
    assert len(verdicts) > 10 and rows <= {"Confidence", "row"}
