"""What an article brings together, first or again, and on which dates it was so before."""

from __future__ import annotations

from datetime import UTC, date, datetime

from watchers.comparing import encounters, recurrence
from watchers.model import Article, Basis, DatedSentence, Encounter, EncounterHistory, Event, Mention, PartialDate
from watchers.reasons.name_rules import Rule

ARTICLE = Article("Title", "Text", datetime(2020, 2, 1, tzinfo=UTC), outlet="The Wire", language="en")
SENTENCE = Event(PartialDate(2020, 1, 13), Basis.STATED, "Haftar left Moscow.", ("haftar",), "a", "text", 0, 19)


def mention(actor: str, start: int = 0) -> Mention:
    return Mention(actor, "text", start, start + 6, actor, Rule.FULL_NAME, 0.9)


def placed(*places: str) -> Event:
    return Event(
        SENTENCE.date,
        Basis.STATED,
        SENTENCE.text,
        SENTENCE.actors,
        "a",
        "text",
        SENTENCE.start,
        SENTENCE.end,
        0.8,
        places,
    )


def encountered(before: EncounterHistory, *actors: str, event: Event = SENTENCE) -> list[tuple[str, str, str | None]]:
    article = Article("Title", "Text", ARTICLE.first_seen)
    query = encounters.ask(article, actors, [event], [mention("haftar")])
    return [(encounter.actor, encounter.other, encounter.last) for encounter in encounters.encounters(query, before)]


def test_who_was_never_named_with_somebody_known_is_a_first_co_mention_with_him() -> None:
    assert encountered(EncounterHistory(seen=frozenset(("haftar",))), "naryshkin", "haftar") == [
        ("haftar", "naryshkin", None)
    ]


def test_of_two_whom_nobody_ever_mentioned_nothing_is_said() -> None:
    assert encountered(EncounterHistory(), "naryshkin", "haftar") == []


def test_who_was_named_together_before_is_linked_to_the_last_time() -> None:
    history = EncounterHistory(frozenset(("haftar", "shoigu")), {("haftar", "shoigu"): "17"})
    assert encountered(history, "haftar", "shoigu") == [("haftar", "shoigu", "17")]


def test_what_only_the_own_story_has_said_is_not_said_again() -> None:
    history = EncounterHistory(
        frozenset(("haftar", "shoigu")), {("haftar", "shoigu"): None}, {("haftar", "RU/Moscow"): None}
    )
    assert encountered(history, "haftar", "shoigu", event=placed("RU/Moscow")) == []


def test_a_first_place_is_one_that_no_sentence_has_named_with_the_actor() -> None:
    assert encountered(EncounterHistory(frozenset(("haftar",))), "haftar", event=placed("FR/Paris")) == [
        ("haftar", "FR/Paris", None)
    ]
    assert encountered(EncounterHistory(), "haftar", event=placed("FR/Paris")) == []


def test_a_country_is_known_where_its_capital_is_and_is_not_told_beside_its_town() -> None:
    history = EncounterHistory(frozenset(("haftar",)), there={("haftar", "RU"): "17"})
    assert encountered(history, "haftar", event=placed("RU/Moscow")) == [("haftar", "RU/Moscow", "17")]
    assert encountered(EncounterHistory(frozenset(("haftar",))), "haftar", event=placed("RU", "RU/Sochi")) == [
        ("haftar", "RU/Sochi", None)
    ]


def test_a_place_counts_only_for_actors_whom_the_sentence_names() -> None:
    assert encountered(EncounterHistory(frozenset(("haftar", "saleh"))), "saleh", event=placed("FR/Paris")) == []


def test_a_language_and_an_outlet_that_report_first_are_known_as_such() -> None:
    query = encounters.ask(ARTICLE, ("haftar", "saleh"), (), ())
    history = EncounterHistory(
        frozenset(("haftar", "saleh")), {("haftar", "saleh"): None}, outlets=frozenset(("saleh",))
    )
    assert encounters.encounters(query, history) == (
        Encounter("haftar", "en", "language"),
        Encounter("saleh", "en", "language"),
        Encounter("haftar", "The Wire", "outlet"),
    )
    (encounter,) = encounters.encounters(query, EncounterHistory(story_language=False))
    assert encounter == Encounter("", "en", "language")


# ---------------------------------------------------------------- recurrence


def dated(
    day: str, original: str, *places: str, on: str = "2020-02-01", start: int = 0, stated: bool = True
) -> DatedSentence:
    basis = Basis.STATED if stated else Basis.PUBLISHED
    event = Event(PartialDate.parse(day), basis, "…", ("haftar",), f"in {original}", "text", start, 9, 1.0, places)
    return DatedSentence(event, original, date.fromisoformat(on))


def listed(*sentences: DatedSentence, place: str = "RU/Moscow") -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    occasions = recurrence.occasions(sentences, place)
    return [(str(occasion.date), occasion.reports, occasion.places) for occasion in occasions]


def test_every_date_stands_with_its_independent_reports() -> None:
    assert listed(
        dated("2016-11-27", "a", "RU/Moscow"), dated("2016-06", "b", "RU/Moscow"), dated("2016-06", "a", "RU")
    ) == [
        ("2016-06", ("b", "a"), ("RU/Moscow", "RU")),
        ("2016-11-27", ("a",), ("RU/Moscow",)),
    ]


def test_copies_are_one_report() -> None:
    assert listed(dated("2016-06", "a", "RU"), dated("2016-06", "a", "RU", start=9)) == [("2016-06", ("a",), ("RU",))]


def test_a_plan_for_a_day_ahead_is_no_evidence_and_neither_is_a_day_of_publication() -> None:
    assert listed(dated("2020-03", "a", "RU"), dated("2020-02-01", "a", "RU", stated=False)) == []


def test_a_year_is_left_out_where_the_same_sentence_states_the_month() -> None:
    both = dated("2016", "a", "RU"), dated("2016-06", "a", "RU"), dated("2016", "a", "RU", start=50)
    assert [day for day, *_ in listed(*both)] == ["2016", "2016-06"]
    assert [day for day, *_ in listed(*both[:2])] == ["2016-06"]


def test_a_country_has_the_dates_of_its_towns_and_a_capital_no_other_towns() -> None:
    sochi = dated("2019", "a", "RU/Sochi")
    assert listed(sochi, place="RU") == [("2019", ("a",), ("RU/Sochi",))]
    assert listed(sochi) == []


def test_before_a_day_are_the_dates_that_were_over_by_then() -> None:
    occasions = recurrence.occasions([dated(day, "a", "RU") for day in ("2018", "2019", "2020-01", "2020-01-31")], "RU")
    assert [str(occasion.date) for occasion in recurrence.before(occasions, date(2020, 1, 31))] == ["2018", "2019"]
