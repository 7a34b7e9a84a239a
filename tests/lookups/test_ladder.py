"""Who had a story first, in which language, and how far ahead: by when it was published, else first seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.message import Message
from bot.render.first_movers import first_mover, ladder_row, spell
from bot.terminal.console import plain
from tests.support.telling import NOW, minutes, report, story
from watchers.lookups.ladder import ladder, openings
from watchers.model import PartialDate, Published, Report, Source
from watchers.reasons import Reason, Telling


def told(id: str, language: str | None, ago: float, **more: Any) -> Report:
    """A report published so many minutes before NOW, and seen at NOW."""
    return report(id, language=language, published=Published.instant(NOW - minutes(ago)), **more)


def said(*reports: Report) -> str:
    return plain(Message(lines=(first_mover(ladder(reports)),))).strip()


def test_the_first_mover_is_who_published_first_whatever_was_found_first() -> None:
    english, arabic = told("a1", "en", 20), told("a2", "ar", 240)
    assert [step.source.id for step in ladder([english, arabic])] == ["a2", "a1"]
    assert said(english, arabic) == "First: Outlet 2 <https://wire.example/a2> in Arabic, 3 h 40 min before English"


def test_the_lead_is_over_the_next_language_not_over_the_next_report() -> None:
    reports = told("a1", "ar", 90), told("a2", "ar", 80), told("a3", "ru", 30), told("a4", "en", 10)
    assert [step.source.id for step in openings(ladder(reports))] == ["a1", "a3", "a4"]
    assert said(*reports).endswith("in Arabic, 1 h before Russian")


def test_what_is_only_known_by_when_it_was_first_seen_says_so() -> None:
    undated = report("a2", language="ar", published=None, seen=30)
    assert [step.basis for step in ladder([told("a1", "en", 5), undated])] == ["seen", "published"]
    assert said(told("a1", "en", 5), undated).endswith("25 min before English (by when it was first seen here)")


@pytest.mark.parametrize(
    "published",
    [
        Published(PartialDate(2026, 3, 1)),
        replace(Published.instant(NOW - minutes(600)), zoned=False),
    ],
    ids=["a day", "a time without a zone"],
)
def test_a_date_that_may_be_hours_off_is_no_time(published: Published) -> None:
    (step,) = ladder([report("a1", published=published, seen=7)])
    assert (step.at, step.basis) == (NOW - minutes(7), "seen")


def test_an_article_dated_after_it_was_seen_appeared_when_it_was_seen() -> None:
    (step,) = ladder([report("a1", published=Published.instant(NOW), seen=7)])
    assert step.at == NOW - minutes(7)


NOBODY_FIRST = {
    "one language": [told("a1", "en", 90), told("a2", "en", 10)],
    "the same minute": [told("a1", "en", 10.5), told("a2", "ar", 10)],
    "the very first in an unknown language": [told("a1", None, 90), told("a2", "en", 30), told("a3", "ar", 10)],
    "one report": [told("a1", "en", 10)],
}


@pytest.mark.parametrize("reports", NOBODY_FIRST.values(), ids=NOBODY_FIRST)
def test_nobody_is_named_first_where_nobody_was(reports: list[Report]) -> None:
    assert said(*reports) == ""


def test_copies_seed_documents_and_opinion_had_nothing_first() -> None:
    opinion = Reason(Telling.OPINION, sign="address", words="opinion")
    steps = ladder(
        [
            told("seed", "en", 900, seed=True),
            told("a1", "fr", 500, genre=opinion),
            told("a2", "ar", 300, copy_of="a3"),
            told("a3", "ar", 200),
        ]
    )
    assert [(step.source.id, step.copied_by) for step in steps] == [("a3", ("a2",))]


def test_a_rung_says_when_in_which_language_who_and_who_copied_it() -> None:
    reports = [told("a1", "ar", 60), *(told(f"a{n}", "ar", 5, copy_of="a1") for n in range(2, 7)), told("a9", "ar", 1)]
    sources = {r.article.id: Source.of(r.article) for r in reports}
    rows = plain(Message(lines=tuple(ladder_row(step, sources) for step in ladder(reports)))).splitlines()
    assert [row.strip() for row in rows] == [
        "2026-03-02T13:00:00Z ar Outlet 1 <https://wire.example/a1> · first in Arabic"
        " · copied by Outlet 2, Outlet 3, Outlet 4 and 2 more",
        "2026-03-02T13:59:00Z ar Outlet 9 <https://wire.example/a9>",
    ]


def test_a_story_of_nothing_but_seeds_has_no_ladder() -> None:
    assert ladder(story(report("seed", seed=True)).reports) == ()


@pytest.mark.parametrize(
    ("lead", "spelt"),
    [
        (timedelta(minutes=1, seconds=50), "1 min"),
        (timedelta(hours=2), "2 h"),
        (timedelta(days=2, hours=5, minutes=7), "2 d 5 h"),
        (timedelta(days=1), "1 d"),
    ],
)
def test_a_lead_is_spelt_as_roughly_as_it_matters(lead: timedelta, spelt: str) -> None:
    assert spell(lead) == spelt
