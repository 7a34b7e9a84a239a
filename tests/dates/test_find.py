from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import case_files
from watchers import dates
from watchers.dates.vocabulary import LANGUAGES, UNITS, load
from watchers.model import PartialDate, Published

CASES = case_files.load("dates.toml")["case"]
MONDAY = "2017-08-28"


def _language_cases() -> list[Any]:
    return [
        pytest.param(case, language, id=f"{language}: {case['why']}")
        for case in CASES
        for language in LANGUAGES
        if language in case
    ]


def _published(text: str) -> Published | None:
    return Published(PartialDate.parse(text)) if text else None


@pytest.mark.parametrize(("case", "language"), _language_cases())
def test_a_sentence_states_these_dates(case: dict[str, Any], language: str) -> None:
    text, expected = case[language]
    antecedent = PartialDate.parse(case["said"]) if "said" in case else None
    expressions = dates.find(text, _published(case.get("published", MONDAY)), language, antecedent)
    assert list(dict.fromkeys(str(expression.date) for expression in expressions)) == expected.split()


@pytest.mark.parametrize(("case", "language"), _language_cases())
def test_an_expression_is_where_it_is_said_to_be(case: dict[str, Any], language: str) -> None:
    text = case[language][0]
    for expression in dates.find(text, _published(MONDAY), language):
        assert text[expression.start : expression.end] == expression.surface
        assert expression.surface.strip() == expression.surface


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_knows_all_months_weekdays_and_units(language: str) -> None:
    phrase_meanings = [set(phrase.items()) for phrase in load(language).lexicon.values()]
    meanings = set().union(*phrase_meanings)
    assert {("month", number) for number in range(1, 13)} <= meanings
    assert {("weekday", number) for number in range(7)} <= meanings
    assert {UNITS[number] for category, number in meanings if category == "unit"} >= {"day", "week", "month", "year"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Er kam am 14. August in Moskau an.", None),
        ("Il est arrivé le 14 août à Moscou.", None),
        ("وصل إلى موسكو في 14 أغسطس", None),
        ("Он прибыл в Москву 14 августа.", None),
        ("He arrived in Moscow on August 14.", "xx"),
        ("He arrived in Moscow on August 14.", "en-GB"),
    ],
)
def test_an_unknown_language_is_told_by_its_words(text: str, language: str | None) -> None:
    assert [str(expression.date) for expression in dates.find(text, _published(MONDAY), language)] == ["2017-08-14"]


@pytest.mark.parametrize("text", ["El general llegó a Moscú.", "bakolor menazan tiverku " * 40])
def test_a_declared_language_holds_where_nothing_speaks_against_it(text: str) -> None:
    assert dates.words_of(text, "es").language == "es"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("It rained. He came on Sunday, they say.", ["Sunday"]),
        ("Nothing happened to the 40 men of week 7.", ["week"]),
        ("On 3/4 and on 20170814 2016", ["3", "20170814", "2016"]),
        ("", []),
    ],
)
def test_the_words_that_a_date_needs_are_found_first(text: str, places: list[str]) -> None:
    offsets = dates.places(text, "en")
    assert [next(place for place in places if text.startswith(place, at)) for at in offsets] == places


def test_an_instant_counts_by_its_day() -> None:
    at = Published.instant(datetime(2017, 8, 28, 23, 30, tzinfo=UTC))
    assert [str(expression.date) for expression in dates.find("He left yesterday.", at, "en")] == ["2017-08-27"]


@pytest.mark.parametrize("year", [1, 9999])
def test_an_article_of_an_impossible_year_dates_nothing_by_its_day(year: int) -> None:
    expressions = dates.find(
        "He left yesterday, on Sunday, after 14 August 2017.", Published(PartialDate(year, 1, 1)), "en"
    )
    assert [str(expression.date) for expression in expressions] == ["2017-08-14"]


def test_what_is_no_sentence_takes_no_time() -> None:
    assert dates.find("1" * 2_000_000, _published(MONDAY), "en") == ()
    assert dates.find("May " * 500_000, _published(MONDAY), "en") == ()
    assert dates.find("", None) == ()


def test_the_same_sentence_with_other_dates_gives_the_other_dates() -> None:
    text = "Shoigu hosted him in Moscow {day}. They had met in {month}."
    expressions = dates.find(text.format(day="Oct. 3", month="May 2011"), Published(PartialDate(2013, 10)), "en")
    assert [str(expression.date) for expression in expressions] == ["2013-10-03", "2011-05"]


def _words(language: str) -> st.SearchStrategy[str]:
    phrases = sorted({" ".join(phrase) for phrase in load(language).lexicon})
    signs = [",", ".", "-", "/", "(", ")", "'", "2017", "31", "4", "12/5", "2017-02-30", "5.12.", "$", "x", "9999"]
    return st.lists(st.sampled_from([*phrases, *signs]), max_size=12).map(" ".join)


@given(st.sampled_from(LANGUAGES).flatmap(lambda code: st.tuples(st.just(code), _words(code))), st.booleans())
def test_any_row_of_date_words_is_read_without_a_fault(language_and_text: tuple[str, str], dated: bool) -> None:
    language, text = language_and_text
    for capital in (text, text.title()):
        expressions = dates.find(capital, _published(MONDAY) if dated else None, language, PartialDate(2017, 8, 14))
        assert all(capital[expression.start : expression.end] == expression.surface for expression in expressions)
        assert all(PartialDate.parse(str(expression.date)) == expression.date for expression in expressions)


def test_counting_on_for_ever_ends_with_the_calendar() -> None:
    """However often a text says "later", no date is beyond the years that news is about."""
    antecedent: PartialDate | None = PartialDate(2017, 8, 14)
    for _ in range(3_000):
        expressions = dates.find("999 days later he came back.", _published(MONDAY), "en", antecedent)
        antecedent = expressions[-1].date if expressions else antecedent
    assert antecedent is not None and 2190 < antecedent.year < 2200


@pytest.mark.parametrize(
    "text", ["9999999999", "2017-²", "1_0", "+5", "", "2017-1-1-1", "二〇一七", "2017-02-30", "0000"]
)
def test_what_is_no_date_is_refused_in_one_way(text: str) -> None:
    with pytest.raises(ValueError):
        PartialDate.parse(text)
