"""How the dated sentences of many articles become the rows of a timeline: a row a development and day."""

from __future__ import annotations

from datetime import date

from watchers.events.merge import EventRow, merge, weightiest
from watchers.model import Basis, Event, PartialDate, Telling

DAY = PartialDate(2031, 5, 4)
NAMES = ("Marshal Orlan", "Орлан", "أورلان")


def said(
    article: str, text: str, *, weight: float = 0.65, places: tuple[str, ...] = (), day: PartialDate = DAY
) -> Event:
    return Event(day, Basis.STATED, text, ("orlan",), article, weight=weight, places=places)


def told(
    *events: Event,
    stories: dict[str, str] | None = None,
    outlets: dict[str, str] | None = None,
    published: dict[str, date] | None = None,
    languages: dict[str, str] | None = None,
) -> tuple[EventRow, ...]:
    tellings = {
        (name := event.article): Telling(
            (stories or {}).get(name, name),
            (outlets or {}).get(name, name),
            (published or {}).get(name, DAY.first_day),
            (languages or {}).get(name),
        )
        for event in events
    }
    return merge(events, tellings, NAMES)


def cited(rows: tuple[EventRow, ...]) -> list[tuple[str, ...]]:
    return sorted(row.articles for row in rows)


def test_a_day_has_a_row_for_each_development_which_cites_who_says_it() -> None:
    rows = told(
        said("a", "Orlan opened the fish market in Pera on 4 May 2031."),
        said("b", "The fish market in Pera was opened by Marshal Orlan on 4 May 2031, his office said."),
        said("c", "Troops of Orlan burnt the mill of Lume on 4 May 2031."),
        said("d", "On 4 May 2031 Orlan dismissed the head of customs."),
    )
    assert cited(rows) == [("a", "b"), ("c",), ("d",)]
    assert all(row.date == DAY for row in rows)


def test_the_actors_name_and_the_date_make_no_two_sentences_alike() -> None:
    rows = told(said("a", "Орлан открыл школу 4 мая."), said("b", "Орлан уволил министра 4 мая."))
    assert cited(rows) == [("a",), ("b",)]


def test_one_template_with_another_name_number_or_place_is_another_development() -> None:
    rows = told(
        said("a", "Orlan received the Lumian ambassador in his tent on Sunday."),
        said("b", "Orlan received the Zemblan ambassador in his tent on Sunday."),
        said("c", "استقبل أورلان السفير اللومي في خيمته يوم الأحد."),
        said("d", "استقبل أورلان السفير الزمبلي في خيمته يوم الأحد."),
        said("e", "Orlan inspected a mine on Sunday.", places=("LY/Sabha",)),
        said("f", "Orlan inspected a mine on Sunday.", places=("LY/Derna",)),
    )
    assert cited(rows) == [("a",), ("b",), ("c",), ("d",), ("e",), ("f",)]


def test_a_place_and_the_country_that_it_is_in_do_not_contradict() -> None:
    rows = told(
        said("a", "Orlan inspected a mine on Sunday.", places=("LY/Sabha",)),
        said("b", "Orlan inspected a mine on Sunday.", places=("LY",)),
    )
    assert cited(rows) == [("a", "b")]


def test_reports_of_one_story_need_less_in_common() -> None:
    one, other = (
        said("a", "Orlan left the hospital in the capital on Sunday after a week of treatment."),
        said("b", "After his treatment Orlan came home on Sunday, thin but in good spirits."),
    )
    assert cited(told(one, other)) == [("a",), ("b",)]
    assert cited(told(one, other, stories={"a": "s", "b": "s"})) == [("a", "b")]


def test_a_translation_is_told_by_the_story_and_only_on_its_own_day() -> None:
    english, arabic = (
        said("a", "Orlan opened the fish market on Sunday."),
        said("b", "افتتح أورلان سوق السمك يوم الأحد."),
    )
    languages, stories = {"a": "en", "b": "ar"}, {"a": "s", "b": "s"}
    assert cited(told(english, arabic, languages=languages, stories=stories)) == [("a", "b")]
    assert cited(told(english, arabic, languages=languages)) == [("a",), ("b",)]
    later = {"b": date(2031, 6, 1)}
    assert cited(told(english, arabic, languages=languages, stories=stories, published=later)) == [("a",), ("b",)]


def test_what_an_article_says_of_a_day_less_surely_is_no_row_beside_what_it_says_surely() -> None:
    (row,) = told(
        said("a", "Orlan opened the fish market on Sunday."),
        said("a", "A choir sang on Sunday.", weight=0.25),
    )
    assert row.text == "Orlan opened the fish market on Sunday."


def test_an_outlet_counts_once_and_a_copy_as_what_it_copies() -> None:
    text = "Orlan opened the fish market on Sunday."
    (row,) = told(said("a", text), said("b", text), said("c", text), outlets={"a": "Wire", "b": "Wire"})
    assert (row.articles, row.score) == (("a", "b", "c"), 1.3)


def test_the_sentence_that_is_shown_has_the_actor_as_its_subject() -> None:
    (row,) = told(
        said("a", "In the fish market that was opened in Pera on Sunday a choir sang for hours before Orlan."),
        said("b", "Orlan opened the fish market in Pera on Sunday, where a choir sang."),
    )
    assert row.text.startswith("Orlan opened")


def test_the_sentence_that_is_shown_is_central_among_those_that_tell_the_same() -> None:
    (row,) = told(
        said("a", "Orlan opened the new fish market in Pera on Sunday, as gulls circled and rain clouds came in."),
        said("b", "Orlan opened the new fish market in Pera on Sunday."),
        said("c", "Orlan opened Pera's new fish market on Sunday."),
    )
    assert row.text != "Orlan opened the new fish market in Pera on Sunday, as gulls circled and rain clouds came in."


def test_the_sentence_that_is_shown_was_written_near_the_day() -> None:
    (row,) = told(
        said("a", "Orlan had opened the fish market in Pera on Sunday."),
        said("b", "Orlan opened the fish market in Pera on Sunday, he said."),
        published={"a": date(2031, 6, 30)},
    )
    assert row.text == "Orlan opened the fish market in Pera on Sunday, he said."


def test_the_rows_that_matter_most_are_of_several_days_and_in_order() -> None:
    def row(day: int, score: float) -> EventRow:
        return EventRow(PartialDate(2031, 5, day), "day", Basis.STATED, f"{score}", ("a",), score)

    rows = (row(1, 0.2), row(2, 3.0), row(2, 2.0), row(2, 1.0), row(3, 0.5))
    assert [chosen.score for chosen in weightiest(rows, 3)] == [3.0, 2.0, 0.5]
    assert weightiest(rows[:2], 3) == rows[:2]
