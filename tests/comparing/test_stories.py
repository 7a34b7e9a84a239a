"""Which story an article joins: what speaks for one development, and what against. The texts are invented."""

from __future__ import annotations

import re

import pytest

from tests.support.comparing import Desk, article
from watchers.comparing import article_profile
from watchers.comparing.likeness import ONE_LANGUAGE, Likeness
from watchers.comparing.relative import Relative
from watchers.comparing.stories import Place, linked
from watchers.model import Candidate, Comparison, Meaning, Novelty
from watchers.wording.clauses import clause
from watchers.wording.names import Names

NAMES = Names()
ODUYA = ("samuel-oduya",)
READOUT = (
    "President Oduya receives the envoy of Norland",
    "President Samuel Oduya received the Norland envoy Ida Brekke at the palace and spoke with her about fisheries. "
    "The two sides praised the friendship of their peoples.",
)
NEXT_READOUT = (
    "President Oduya receives the envoy of Sudmark",
    "At the palace President Samuel Oduya met Sudmark's envoy Karl Thorn, and the talks were about a railway. "
    "Both praised how close their peoples are.",
)
RETOLD_READOUT = (
    "Oduya and Norland's envoy talk about fisheries",
    "Fisheries were what President Samuel Oduya and Norland's envoy Ida Brekke discussed when he received her at the "
    "palace.",
)
QUAKE = (
    "Earthquake of 4.1 shakes Ankara",
    "An earthquake of magnitude 4.1 was felt in Ankara, Turkey, in the morning. People ran into the streets; nobody "
    "was hurt, the disaster office said.",
)
QUAKE_ELSEWHERE = (
    "Earthquake of 4.3 shakes Lima",
    "The ground trembled in Lima, Peru: an earthquake of magnitude 4.3, by the seismological institute. Nobody was "
    "injured and people went home after an hour.",
)
QUAKE_RETOLD = (
    "Quake in Ankara: people run into the streets",
    "In Ankara many ran into the streets when an earthquake of magnitude 4.1 was felt. The disaster office of Turkey "
    "knows of nobody hurt.",
)


def meaning(*components: int) -> Meaning:
    """A direction for the lead and for the only sentence alike."""
    return Meaning(bytes(components * 256), (bytes(components * 256),))


FISH = meaning(100, 0)
FISH_IN_FRENCH = meaning(100, 60)  # at a cosine of .86, as translations are
FISH_AGAIN = meaning(80, 90)  # .66: of the same matter
STRIKE = meaning(40, 120)  # .32
FISH_OR_SHIPS = meaning(48, 120)  # .37
FRENCH = (
    "Oduya parle de pêche avec l'émissaire du Norland",
    "Le président Samuel Oduya a reçu lundi l'émissaire Ida Brekke. Ils ont parlé de la pêche et de leur amitié.",
)
CZECH = ("Oduya jednal o rybolovu", "Prezident Samuel Oduya přijal v paláci velvyslankyni. Mluvili o rybolovu.")


def told_after(
    desk: Desk, first: tuple[str, str], second: tuple[str, str], hours: float, actors: tuple[str, ...] = ODUYA
) -> Comparison:
    """The verdict on the second article, so many hours after the first, whose id is `first`."""
    desk.take(article("first", *first), actors)
    return desk.take(article("second", *second, at=desk.wait(hours)), actors)


def test_a_report_in_other_words_joins_on_its_day(desk: Desk) -> None:
    assert told_after(desk, READOUT, RETOLD_READOUT, 3).story == "first"


def test_one_template_filled_in_six_days_apart_tells_of_two_developments(desk: Desk) -> None:
    assert told_after(desk, READOUT, NEXT_READOUT, 6 * 24).story is None


@pytest.mark.parametrize("days", [7, 13])
def test_the_same_news_days_later_is_another_development(desk: Desk, days: int) -> None:
    told = told_after(desk, READOUT, RETOLD_READOUT, 24 * days)
    assert told.story is None
    assert f"{days}.0 days apart" in clause(told.evidence[0], NAMES)


@pytest.mark.parametrize(
    ("days", "others", "joins"),
    [(1.0, 0.8, False), (0.2, 0.8, True), (1.0, 0.2, True)],
    ids=["about others on the next day", "about others within hours", "about the same on the next day"],
)
def test_the_same_words_about_others_have_to_be_likelier_on_the_next_day(
    days: float, others: float, joins: bool
) -> None:
    first = article("first", *READOUT)
    nearest = Relative(Candidate(first, (), "first", None, first.first_seen), article_profile.read(first))
    place = Place(nearest, Likeness(ONE_LANGUAGE, days=days, other_names=others), odds=1.0)
    assert (place.story, place.perhaps) == (("first", None) if joins else (None, "first"))


@pytest.mark.parametrize(("second", "story"), [(QUAKE_RETOLD, "first"), (QUAKE_ELSEWHERE, None)])
def test_look_alikes_of_one_day_are_told_apart_by_place_and_magnitude(
    desk: Desk, second: tuple[str, str], story: str | None
) -> None:
    assert told_after(desk, QUAKE, second, 5, actors=()).story == story


@pytest.mark.parametrize(
    ("first", "second", "actor"),
    [
        (
            ("Ines Varga opens a bakery", "The minister cut a ribbon, and loaves were handed out to neighbours."),
            ("Judge fines Ines Varga", "Papers on taxes came eleven weeks late, the chamber found."),
            "Ines Varga",
        ),
        (
            ("Инес Варга открыла пекарню", "Министр перерезала ленту, соседям раздали хлеб."),
            ("Суд оштрафовал Инес Варгу", "Налоговые бумаги пришли на одиннадцать недель позже срока."),
            "Инес Варга",
        ),
        (("Varga in Lisbon", ""), ("Varga signs the budget", ""), "Varga"),
    ],
    ids=["en", "ru", "headlines alone"],
)
def test_two_short_reports_of_one_actor_and_day_that_share_his_name_are_two_stories(
    desk: Desk, first: tuple[str, str], second: tuple[str, str], actor: str
) -> None:
    language = "ru" if actor == "Инес Варга" else "en"
    desk.take(article("first", *first, language=language), {"ines-varga": actor})
    told = desk.take(article("second", *second, at=desk.wait(2), language=language), {"ines-varga": actor})
    assert told.story is None


@pytest.mark.parametrize(
    ("second", "story"),
    [
        pytest.param(("Taxes: Ines Varga fined by judge", "A judge fined her for late papers."), "first", id="retold"),
        pytest.param(("Ines Varga opens a bakery", "Loaves were handed out."), None, id="another"),
    ],
)
def test_what_a_report_says_beyond_the_name_of_its_actor_makes_it_join(
    desk: Desk, second: tuple[str, str], story: str | None
) -> None:
    first = ("Judge fines Ines Varga over taxes", "Ines Varga was fined by a judge since papers came late.")
    called = {"ines-varga": "Ines Varga"}
    desk.take(article("first", *first), called)
    assert desk.take(article("second", *second, at=desk.wait(2)), called).story == story


@pytest.mark.parametrize(("meaning", "story"), [(FISH_IN_FRENCH, "first"), (STRIKE, None)])
def test_a_report_in_another_language_joins_what_means_the_same_and_nothing_else(
    desk: Desk, meaning: Meaning, story: str | None
) -> None:
    desk.take(article("first", *READOUT), ODUYA, FISH)
    assert desk.take(article("fr", *FRENCH, at=desk.wait(2), language="fr"), ODUYA, meaning).story == story


def test_a_credit_in_common_tells_nothing(desk: Desk) -> None:
    credit, quay, choir = meaning(100, 0).lead, meaning(10, 120).lead, meaning(120, 10).lead
    first = article("first", "Oduya at the quay", "The president looked at forty new cranes there.\nNorland Wire")
    second = article("second", "Oduya hears a choir", "Children sang nine songs in the old theatre.\nNorland Wire")
    desk.take(first, ODUYA, Meaning(quay, (quay, quay, credit)))
    assert desk.take(second, ODUYA, Meaning(choir, (choir, choir, credit))).story is None


def test_an_unsure_report_is_told_as_a_story_of_its_own_that_may_be_the_other_one(desk: Desk) -> None:
    desk.take(article("first", *READOUT), ODUYA, FISH)
    told = desk.take(article("fr", *FRENCH, at=desk.wait(2), language="fr"), ODUYA, FISH_OR_SHIPS)
    assert (told.novelty, told.story, told.perhaps) == (Novelty.NEW, None, "first")
    assert clause(told.reason, Names(articles={"first": "Gazette"})) == (
        "perhaps the same as the story first reported by Gazette"
    )


@pytest.mark.parametrize("meaning", [FISH_IN_FRENCH, STRIKE], ids=["joins", "is another"])
def test_what_is_sure_is_not_told_as_perhaps(desk: Desk, meaning: Meaning) -> None:
    desk.take(article("first", *READOUT), ODUYA, FISH)
    assert desk.take(article("fr", *FRENCH, at=desk.wait(2), language="fr"), ODUYA, meaning).perhaps is None


def test_a_report_of_the_same_matter_in_another_language_and_week_is_another_development(desk: Desk) -> None:
    desk.take(article("first", *READOUT), ODUYA, FISH)
    now = desk.wait(24 * 8)
    assert desk.take(article("fr", *FRENCH, at=now, language="fr"), ODUYA, FISH_AGAIN).story is None


@pytest.mark.parametrize(
    ("added", "story"), [("", None), (" V Lagosu a Abuji: 1400 tun ryb, 36 lodí, 12 000 lidí.", "first")]
)
def test_where_no_meaning_is_known_figures_and_places_have_to_speak_for_one_development(
    desk: Desk, added: str, story: str | None
) -> None:
    title, text = READOUT
    facts = " It is about 36 boats and 1,400 tonnes for 12,000 people in Lagos and Abuja."
    desk.take(article("first", title, text + facts), ODUYA, FISH)
    told = desk.take(article("cs", CZECH[0], CZECH[1] + added, at=desk.wait(2), language="cs"), ODUYA)
    assert told.story == story


def test_the_evidence_says_what_the_two_have_in_common(desk: Desk) -> None:
    told = told_after(desk, QUAKE, QUAKE_RETOLD, 6, actors=())
    step = clause(told.evidence[0], NAMES)
    assert re.match(
        r"story: \d+ % likely one development \(0\.2 days apart, words of headline and lead 0\.\d\d, ", step
    )
    assert "in common: Ankara, Türkiye, 4.1)" in step


def test_the_evidence_says_how_near_the_meanings_are(desk: Desk) -> None:
    desk.take(article("first", *READOUT), ODUYA, FISH)
    told = desk.take(article("fr", *FRENCH, at=desk.wait(2), language="fr"), ODUYA, FISH_IN_FRENCH)
    assert "same meaning 0.86, same sentence 0.86, actors 1.00" in clause(told.evidence[0], NAMES)


@pytest.mark.parametrize(
    ("odds", "joins"),
    [([1.0], True), ([1.0, -0.5], True), ([1.0, -3.0, -4.0], False), ([-1.0, -1.0], False)],
    ids=["alone", "near enough on the whole", "near one, far from the rest", "far from all"],
)
def test_a_story_takes_in_what_is_near_one_of_its_articles_and_not_too_far_from_the_rest(
    odds: list[float], joins: bool
) -> None:
    assert (linked(odds) >= 0) is joins
