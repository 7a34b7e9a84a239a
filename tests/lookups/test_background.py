"""What was known before a story, in its message, in /why and in /compare."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.message import Message
from bot.render import alerts
from bot.terminal.console import plain
from tests.bot.render.test_alerts import DELIVERY, section_of
from tests.support.commanding import ANALYST, HAFTAR, Office
from tests.support.telling import NAMES, TEAM, report, story
from watchers.archive import catalogue, stories
from watchers.lookups import background
from watchers.lookups.answers import Background, Claim, EncounterView, Occasion, Recurrence
from watchers.model import Actor, Alias, PartialDate, Source

SHOIGU = Actor("sergei-shoigu", "Sergei Shoigu", "person", (Alias("Sergei Shoigu"),))
FIRST = "Khalifa Haftar flew to Moscow on 27 November 2016 for talks on grain, his office said. Bakers were glad."
AGAIN = "Khalifa Haftar opened a bridge in Moscow on Monday beside Sergei Shoigu. Nine engineers had built it."
AL_MONITOR = Source("9", "A visit", "Al-Monitor", "https://al.example/9", "2017-08", "en")
WIRE = Source("7", "Talks", "The Wire", "https://wire.example/7", "2016-11-28", "en")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office.at(tmp_path, actors=(HAFTAR, SHOIGU))
    yield office
    office.database.close()


def background_of(office: Office, story_id: str) -> Background:
    with office.database.read() as archive:
        story = stories.get(archive, story_id)
        assert story is not None
        return background.of_story(archive, story, catalogue.actor_names(archive))


def test_a_story_knows_the_earlier_dates_of_its_places(office: Office) -> None:
    office.article("Grain talks", FIRST)
    office.now += timedelta(days=30)
    before = background_of(office, office.article("A bridge", AGAIN).article.id)
    ((occasion,),) = [recurrence.occasions for recurrence in before.recurrences]
    assert (before.recurrences[0].actor, before.recurrences[0].place) == ("Khalifa Haftar", "Moscow")
    assert (str(occasion.date), [source.title for source in occasion.sources]) == ("2016-11-27", ["Grain talks"])


def test_a_place_where_he_usually_is_is_not_listed(office: Office) -> None:
    for month in range(1, 11):
        when = f"{date(2015, month, 1):%B} 2015"
        office.article(
            f"Stay {month}", f"Khalifa Haftar stayed in Moscow in {when}, his office said. Visit {month} was short."
        )
    office.now += timedelta(days=30)
    before = background_of(office, office.article("A bridge", AGAIN).article.id)
    assert before.recurrences == ()
    assert [encounter.last is not None for encounter in before.met if encounter.kind == "place"] == [True]


def test_a_first_co_mention_is_one_in_the_whole_archive_however_long_ago_the_last_was(office: Office) -> None:
    office.article("Grain talks", FIRST)
    new = office.article("A bridge", AGAIN).article.id
    assert [
        (encounter.actor, encounter.other, encounter.last)
        for encounter in background_of(office, new).met
        if encounter.kind == "actor"
    ] == [("Khalifa Haftar", "Sergei Shoigu", None)]
    office.now += timedelta(days=400)
    later = office.article("Olives", "Khalifa Haftar and Sergei Shoigu ate olives, a waiter said.").article.id
    (again,) = (encounter for encounter in background_of(office, later).met if encounter.kind == "actor")
    assert again.last is not None
    assert again.last.title == "A bridge"


def test_why_tells_what_is_first_and_what_was_known(office: Office) -> None:
    office.article("Grain talks", FIRST)
    office.now += timedelta(days=30)
    shown = office.ask(ANALYST, "why", id=office.article("A bridge", AGAIN).article.id)
    assert "with Sergei Shoigu: first co-mention (Khalifa Haftar) (in this archive, kept since 2026-03-02)" in shown
    assert "earlier with Moscow: 27 November 2016 <https://wire.example/Grain-talks> [one source]" in shown


def test_two_figures_of_a_story_stand_side_by_side(office: Office) -> None:
    text = "A boat with Khalifa Haftar's coats sank off Cape Zafira at dawn, and {} sailors were rescued by fishermen."
    office.article("Boat", text.format(12))
    second = office.article("Boat again", text.format(20)).article.id
    for command in ("why", "story"):
        shown = office.ask(ANALYST, command, id=second)
        assert "figures differ: 12 sailors (The Wire <https://wire.example/Boat>) — 20 sailors (The Wire" in shown


def test_an_actor_and_a_place_are_compared_in_either_order_and_any_script(office: Office) -> None:
    office.article("Grain talks", FIRST)
    shown = office.ask(ANALYST, "compare", first="Haftar", second="Moscow")
    assert shown.startswith("Khalifa Haftar and Moscow")
    assert "2016-11-27 (day) Khalifa Haftar flew to Moscow" in shown
    assert office.ask(ANALYST, "compare", first="Москва", second="Haftar") == shown
    assert "No article in the archive names both." in office.ask(ANALYST, "compare", first="Haftar", second="Rome")


def test_an_actor_who_is_called_like_a_place_is_meant_first(tmp_path: Path) -> None:
    paris = Actor("paris", "Paris", "organisation", (Alias("Paris"),))
    office = Office.at(tmp_path, actors=(HAFTAR, paris))
    assert office.ask(ANALYST, "compare", first="Haftar", second="Paris").rstrip().endswith("khalifa-haftar, paris")
    office.database.close()


# ---------------------------------------------------------------- in words

KNOWN = Background(
    met=(
        EncounterView("Khalifa Haftar", "Sergey Naryshkin", "actor", None),
        EncounterView("Sergei Shoigu", "Sergey Naryshkin", "actor", None),
        EncounterView("Khalifa Haftar", "Paris", "place", None),
        EncounterView("Khalifa Haftar", "Sergei Shoigu", "actor", AL_MONITOR),
        EncounterView("Khalifa Haftar", "Aguila Saleh", "actor", AL_MONITOR),
        EncounterView("Khalifa Haftar", "Moscow", "place", AL_MONITOR),
        EncounterView("Khalifa Haftar", "The Wire", "outlet", None),
        EncounterView("", "ar", "language", None),
    ),
    recurrences=(
        Recurrence(
            "Khalifa Haftar",
            "Moscow",
            (
                Occasion(PartialDate(2016, 6), "month", (WIRE, AL_MONITOR)),
                Occasion(PartialDate(2016, 11, 27), "day", (WIRE,)),
                Occasion(PartialDate(2017), "year", (AL_MONITOR,), ("Russia",)),
            ),
        ),
    ),
    figures=((Claim("12 killed", WIRE), Claim("20 killed", AL_MONITOR)),),
    begun=date(2026, 3, 1),
)


def message() -> Message:
    return alerts.alert(story(report("a1", quotes=["One."])), TEAM, DELIVERY, NAMES, KNOWN)


def test_the_story_message_says_what_is_first_and_what_differs() -> None:
    assert section_of(message(), "What is new")[1:] == [
        "with Sergey Naryshkin: first co-mention (Khalifa Haftar, Sergei Shoigu)",
        "with Paris: first time in one dated sentence (Khalifa Haftar) (in this archive, kept since 2026-03-01)",
        "figures differ: 12 killed (The Wire <https://wire.example/7>) — 20 killed (Al-Monitor <https://al.example/9>)",
    ]


def test_recurrence_lists_its_evidence_and_counts_no_further() -> None:
    assert section_of(message(), "What was known") == [
        "Khalifa Haftar earlier with Moscow: June 2016 <https://wire.example/7> [two sources], "
        "27 November 2016 <https://wire.example/7> [one], 2017 <https://al.example/9> [one, as Russia]",
        "Khalifa Haftar with Sergei Shoigu, Aguila Saleh: "
        "last in A visit <https://al.example/9> (Al-Monitor, 2017-08 (month))",
    ]


def test_a_message_about_which_nothing_was_known_is_as_short_as_before() -> None:
    quiet = alerts.alert(story(report("a1")), TEAM, DELIVERY, NAMES)
    assert "What was known" not in plain(quiet)
