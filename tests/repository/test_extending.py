"""docs/extending.md lists what each language has: the tables are the measure, and a word in the list is recognised."""

from __future__ import annotations

import re

import pytest

from tests.test_layers import ROOT
from watchers.dates.vocabulary import LANGUAGES
from watchers.matching.inflection import arabic, east_slavic, turkish, west_slavic, western
from watchers.matching.vocabulary.given_names import is_given
from watchers.matching.vocabulary.titles import is_title
from watchers.plaintext.line_kinds import lines_of
from watchers.text.folding import plain

DOCUMENT = (ROOT / "docs" / "extending.md").read_text("utf-8")
STOPWORDS = (ROOT / "watchers" / "text" / "stopwords.txt").read_text("utf-8")
FAMILIES = (arabic, east_slavic, turkish, west_slavic, western)
HEADER = "| code | language | dates | inflection | common words | an office | a given name | a line around an article |"
LACKS = "—"


def listed() -> dict[str, tuple[str, ...]]:
    """The cells behind each language's code and name, without their backticks."""
    table = DOCUMENT.partition(HEADER)[2].partition("\n\n")[0]
    rows = ([cell.strip(" `") for cell in line.strip("|").split("|")] for line in table.splitlines()[2:])
    return {code: tuple(cells) for code, _, *cells in rows}


ROWS = listed()


def languages(column: int) -> set[str]:
    return {code for code, cells in ROWS.items() if cells[column] != LACKS}


def words(column: int) -> list[tuple[str, str]]:
    return [(code, cells[column]) for code, cells in ROWS.items() if cells[column] != LACKS]


def test_the_list_has_every_table_of_dates() -> None:
    assert languages(0) == set(LANGUAGES)


def test_the_list_has_every_language_with_rules_of_inflection() -> None:
    ruled = {code for family in FAMILIES for paradigm in family.PARADIGMS for code in paradigm.languages}
    assert languages(1) == ruled | ({"ar"} if arabic.CLITICS else set())


def test_the_list_has_every_language_with_common_words() -> None:
    assert languages(2) == set(re.findall(r"^# (\w\w)$", STOPWORDS, re.MULTILINE))


@pytest.mark.parametrize(("code", "word"), words(3))
def test_an_office_in_the_list_is_one(code: str, word: str) -> None:
    assert is_title(plain(word))


@pytest.mark.parametrize(("code", "word"), words(4))
def test_a_given_name_in_the_list_is_one(code: str, word: str) -> None:
    assert is_given(plain(word))


@pytest.mark.parametrize(("code", "line"), words(5))
def test_a_line_in_the_list_is_no_part_of_an_article(code: str, line: str) -> None:
    assert [read.kind for read in lines_of(line)] == ["navigation"]


def test_a_language_whose_dates_are_read_has_what_else_its_news_needs() -> None:
    lacking = {code for code in LANGUAGES if LACKS in ROWS[code]}
    assert lacking == {"pt"}  # offices and given names were not written yet; none may join it unseen
