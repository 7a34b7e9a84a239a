"""The rules of the languages, by the cases beside them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import case_files
from watchers.matching.inflection import arabic, bases, east_slavic, turkish, west_slavic, western
from watchers.matching.inflection.paradigm import Paradigm
from watchers.text.folding import fold, plain
from watchers.text.scripts import script_of

CASES = case_files.load("inflections.toml")
TABLES = (*east_slavic.PARADIGMS, *west_slavic.PARADIGMS, *turkish.PARADIGMS, *western.PARADIGMS, *arabic.PARADIGMS)
NAMES = st.sampled_from(["haftar", "merkel", "kilicdaroglu", "sarkozy", "хафтар", "захарова", "сергеи", "шевченко"])


def forms_of(group: str) -> list[tuple[str, str, str]]:
    return [(row["code"], form, name) for row in CASES[group] for form, name in row["forms"]]


def forms_by_rule(name: str, code: str) -> Iterator[str]:
    """What the tables of a language make of a folded name in their script."""
    for row in TABLES:
        base, endings = plain(row.base), [plain(ending) for ending in row.endings]
        stem = name.removesuffix(base)
        if code in row.languages and script_of(endings[0].strip("'")) == script_of(name) and name.endswith(base):
            yield from (stem + ending for ending in endings if ending != base and row.fits(stem))


def names_of(form: str, code: str | None) -> set[str]:
    word = fold(form).text.rstrip("'")
    return {word, *(base.text for base in bases(word, code))}


@pytest.mark.parametrize(("code", "form", "name"), forms_of("language"))
def test_an_inflected_form_is_read_as_its_name(code: str, form: str, name: str) -> None:
    assert fold(name).text in names_of(form, code)


@pytest.mark.parametrize(("code", "form", "name"), forms_of("language"))
def test_so_it_is_where_the_language_is_unknown(code: str, form: str, name: str) -> None:
    assert fold(name).text in names_of(form, None)


@pytest.mark.parametrize(("code", "form", "name"), forms_of("not"))
def test_another_name_is_not_taken_for_an_inflected_form(code: str, form: str, name: str) -> None:
    assert fold(name).text not in names_of(form, code)


@given(NAMES, st.sampled_from(sorted({code for row in TABLES for code in row.languages})))
@settings(max_examples=60, deadline=None)
def test_whatever_form_a_rule_makes_is_read_back(name: str, code: str) -> None:
    for form in forms_by_rule(name, code):
        assert name in {base.text for base in bases(form, code)}


@pytest.mark.parametrize("row", TABLES, ids=lambda row: f"{row.rule} {row.base}")
def test_every_rule_has_a_name_and_languages(row: Paradigm) -> None:
    assert row.rule and row.languages and row.endings
    assert all(len(code) == 2 and code.islower() for code in row.languages)
