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
from watchers.wording import matching as wording
from watchers.wording.clauses import in_words
from watchers.wording.names import Names

INDEX = AliasIndex.build(
    [
        Actor(
            "vel", "Anton Vellmarov", "person", (), ("admiral of the lake",), ("fleet",), exclude=("Vellmarov Street",)
        ),
        Actor("ost", "Boris Ostrenko", "person", ()),
        Actor("ost2", "Denis Ostrenko", "person", ()),
        Actor("ost3", "Emil Ostrenko", "person", ()),
        Actor("mid", "Gleb Midovan", "person", (Alias("Глеб Мидован"),)),
        Actor("lum", "Vera Lumik", "person", (Alias("Vera Quorrin", "context"),)),
        Actor("xo", "Wen Xo", "person", ()),
        Actor("nov", "Ada November", "person", ()),
        Actor("dex", "Ilya Dexamber", "person", ()),
        Actor("bcc", "BCC", "organisation", ()),
        Actor(
            "nlp",
            "National Lake Party",
            "organisation",
            (Alias("NLP", "context"), Alias("Приозёрная партия")),
            (),
            ("lakeside",),
        ),
        Actor("lrc", "Lake Rowing Club", "organisation", (Alias("LRC"),)),
        Actor("xqz", "XQZ", "organisation", (), (), ("harbour",)),
        Actor("bank", "Lake Bank", "organisation", (Alias("Lake Bank of Vellmar"),)),
    ]
)

NAMES = Names(actors={actor: actor for actor in INDEX.actor_ids})
FULL_NAME = "the article has the full name"
ALONE = "the only tracked bearer, nothing against it"
CONTEXTLESS = "needs context, and the article has none"
COMMON_WORD = "the article has it as a common word"

CASES = [  # row, text, the surface that it decides, the rule, the evidence
    (Confidence.WHOLE_NAME, "Anton Vellmarov left.", "Anton Vellmarov", "full name", "Anton Vellmarov"),
    (
        Confidence.WHOLE_NAME,
        "говорил с Приозёрной партией",
        "Приозёрной партией",
        "full name, Russian case, women's adjectival names",
        "Приозёрная партия",
    ),
    (
        Confidence.WHOLE_NAME_AFTER_GIVEN,
        "Igor Anton Vellmarov left.",
        "Anton Vellmarov",
        "full name",
        "Anton Vellmarov",
    ),
    (
        Confidence.GIVEN_AND_SURNAME,
        "Anton Petrovich Vellmarov left.",
        "Anton Petrovich Vellmarov",
        "full name, name",
        "with anton",
    ),
    (Confidence.INITIAL, "Then G. Midovan left.", "G. Midovan", "initial, name", "initial: g"),
    (
        Confidence.FULL_NAME_ELSEWHERE,
        "Anton Vellmarov came. Then Vellmarov left.",
        "Vellmarov",
        "surname, name",
        FULL_NAME,
    ),
    (
        Confidence.FULL_NAME_ELSEWHERE,
        "Gleb Midovan saw a midovan. Then Midovan left.",
        "Midovan",
        "surname, name",
        FULL_NAME,
    ),
    (Confidence.FULL_NAME_ELSEWHERE, "The National Lake Party met. The NLP won.", "NLP", "acronym", FULL_NAME),
    (Confidence.DESCRIBED, "Then Vellmarov and the fleet left.", "Vellmarov", "surname, name", "described: fleet"),
    (Confidence.DESCRIBED, "The NLP met at the lakeside.", "NLP", "acronym", "described: lakeside"),
    (Confidence.TITLE, "Then President Midovan left.", "Midovan", "surname, name", "title: president"),
    (Confidence.ONLY_BEARER, "Then Midovan left.", "Midovan", "surname, name", ALONE),
    (Confidence.ONLY_BEARER, "Then November left.", "November", "surname, name", ALONE),
    (Confidence.RESPELT, "Then Midowan left.", "Midowan", "surname, transliteration", ALONE),
    (
        Confidence.RESPELT_TITLE,
        "Then President Midowan left.",
        "Midowan",
        "surname, transliteration",
        "title: president",
    ),
    (Confidence.AMBIGUOUS, "Then Ostrenko left.", "Ostrenko", "ambiguous surname, name", "also borne by ost2, ost3"),
    (Confidence.ONLY_ACRONYM, "The BCC met.", "BCC", "acronym", "the actor has neither a longer name nor a descriptor"),
    (Confidence.WITHOUT_CONTEXT, "The NLP met.", "NLP", "acronym", CONTEXTLESS),
    (Confidence.WITHOUT_CONTEXT, "The LRC met.", "LRC", "acronym", CONTEXTLESS),
    (Confidence.WITHOUT_CONTEXT, "The XQZ met.", "XQZ", "acronym", CONTEXTLESS),
    (Confidence.WITHOUT_CONTEXT, "Vera Quorrin left.", "Vera Quorrin", "name in context", CONTEXTLESS),
    (Confidence.WITHOUT_CONTEXT, "Then Quorrin left.", "Quorrin", "surname, name", CONTEXTLESS),
    (Confidence.WITHOUT_CONTEXT, "Then Xo left.", "Xo", "surname, name", CONTEXTLESS),
    (
        Confidence.NAMESAKE_ELSEWHERE,
        "Then Igor Midovan came. Then Midovan left.",
        "Midovan",
        "surname, name",
        "the article has a namesake: igor",
    ),
    (
        Confidence.PERHAPS_GIVEN,
        "Then Xarrowin Midovan left.",
        "Midovan",
        "namesake",
        "perhaps another given name: xarrowin",
    ),
    (Confidence.NO_SURNAME, "Then Midovan & Sons left.", "Midovan", "surname, name", "part of a company's name"),
    (Confidence.NO_SURNAME, "Then LUMIK left.", "LUMIK", "surname, name", "written as an acronym"),
    (Confidence.NO_SURNAME, "Then Midovan saw a midovan.", "Midovan", "surname, name", COMMON_WORD),
    (
        Confidence.NO_SURNAME,
        "Gleb Midovan saw a midowan. Then Midowan left.",
        "Midowan",
        "surname, transliteration",
        COMMON_WORD,
    ),
    (Confidence.NAMESAKE, "Then Igor Midovan left.", "Midovan", "namesake", "another given name: igor"),
    (
        Confidence.EXCLUDED,
        "The shop on Vellmarov Street burnt.",
        "Vellmarov",
        "exclusion",
        "excluded: Vellmarov Street",
    ),
    (Confidence.EXCLUDED, "Vellmarov Street burnt.", "Vellmarov", "exclusion", "excluded: Vellmarov Street"),
]


@pytest.mark.parametrize(
    ("row", "text", "surface", "rule", "evidence"),
    CASES,
    ids=[row.name for row, *_ in CASES],
)
def test_a_row_decides_the_confidence_of_its_text(
    row: Confidence, text: str, surface: str, rule: str, evidence: str
) -> None:
    mentions = match("", text, INDEX, "en")
    confidences = {(m.surface, wording.rule(m), in_words(m.evidence, NAMES)): m.confidence for m in mentions}
    confidence = confidences[surface, rule, evidence]
    assert 0.85 * row.level <= confidence <= row.level


RESPELT = [  # row, text with a name that is spelt as the catalogue has it not
    (Confidence.INITIAL, "Then G. Midowan left."),
    (Confidence.FULL_NAME_ELSEWHERE, "Then Midowan left. Gleb Midovan came."),
    (Confidence.DESCRIBED, "Then Vellmarow and the fleet left."),
    (Confidence.RESPELT_TITLE, "Then President Midowan left."),
    (Confidence.RESPELT, "Then Midowan left."),
    (Confidence.AMBIGUOUS, "Then Ostrenco left."),
    (Confidence.WITHOUT_CONTEXT, "Then Quorin left."),
    (Confidence.NAMESAKE_ELSEWHERE, "Then Midowan left. Then Igor Midovan came."),
    (Confidence.PERHAPS_GIVEN, "Then Xarrowin Midowan left."),
    (Confidence.NO_SURNAME, "Then Midowan & Sons left."),
    (Confidence.NAMESAKE, "Then Igor Midowan left."),
]


@pytest.mark.parametrize(("row", "text"), RESPELT, ids=[row.name for row, _ in RESPELT])
def test_another_spelling_is_believed_a_little_less_than_its_row(row: Confidence, text: str) -> None:
    mention = match("", text, INDEX, "en")[0]
    assert 0.9 * row.level < mention.confidence < row.level - 0.0001


def test_the_full_name_elsewhere_makes_another_spelling_no_likelier() -> None:
    alone, beside = (match("", f"Then Midowan left.{more}", INDEX, "en")[0] for more in ("", " Gleb Midovan came."))
    share = alone.confidence / Confidence.RESPELT.level
    assert beside.confidence / Confidence.FULL_NAME_ELSEWHERE.level == pytest.approx(share, abs=0.001)


def test_of_full_names_the_better_spelt_are_believed_more() -> None:
    names = [
        "Anton Petrovich Vellmarov",
        "Antonn Petrovich Vellmarov",
        "Anton Petrovich Vellmarow",
        "Anton Petrovich Velmarow",
    ]
    confidences = [match("", f"{name} left.", INDEX, "en")[0].confidence for name in names]
    assert confidences == sorted(set(confidences), reverse=True)


@pytest.mark.parametrize(
    ("text", "evidence", "confidence"),
    [
        ("Xarrowin Midovan left.", ALONE, 0.525),  # 0.75 of a surname alone
        ("Xarrowin Midovan left. Gleb Midovan came.", FULL_NAME, 0.828),  # 0.9 of one whose full name the article has
        ("They met Xarrowin Midovan. Gleb Midovan left.", FULL_NAME, 0.552),  # 0.6 of it
    ],
)
def test_a_word_in_capitals_before_a_surname_counts_less_where_it_begins_the_sentence(
    text: str, evidence: str, confidence: float
) -> None:
    mention = match("", text, INDEX, "en")[0]
    assert in_words(mention.evidence, NAMES) == f"{evidence}; but before it stands xarrowin"
    assert mention.confidence == pytest.approx(confidence, abs=0.001)


@pytest.mark.parametrize(
    ("language", "row"), [("ru", Confidence.RESPELT), (None, Confidence.RESPELT), ("uk", Confidence.ONLY_BEARER)]
)
def test_a_spelling_in_the_catalogue_is_the_one_of_its_language_alone(language: str | None, row: Confidence) -> None:
    (mention,) = match("", "вчера Мидаван ушёл.", INDEX, language)
    assert 0.9 * row.level < mention.confidence < row.level


def test_a_word_that_opens_sentences_is_no_spelling_of_a_surname() -> None:
    (mention,) = match("", "December left.", INDEX, "en")
    assert in_words(mention.evidence, NAMES) == COMMON_WORD


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Vellmarov Street burnt. Then Vellmarov left.", ["exclusion", "surname, name"]),
        ("Then Vellmarov left. Vellmarov Street burnt.", ["surname, name", "exclusion"]),
    ],
)
def test_an_excluded_phrase_excludes_only_what_stands_in_it(text: str, rules: list[str]) -> None:
    assert [wording.rule(mention) for mention in match("", text, INDEX, "en")] == rules


def test_of_two_names_of_an_actor_in_one_place_the_longer_is_mentioned() -> None:
    assert [mention.surface for mention in match("", "The Lake Bank of Vellmar closed.", INDEX)] == [
        "Lake Bank of Vellmar"
    ]


def test_mentions_of_the_title_come_first_wherever_they_stand_in_it() -> None:
    mentions = match("Then came Anton Vellmarov", "Anton Vellmarov left.", INDEX)
    assert [mention.field for mention in mentions] == ["title", "text"]


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
