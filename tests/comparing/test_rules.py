"""Origins, windows, languages, figures and the words of a verdict. The texts are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.comparing.test_sequences import TEXTS
from tests.support.comparing import START, Desk, article
from watchers.batch.document_archive import document_archive
from watchers.comparing import attribution, figures
from watchers.model import Novelty, PartialDate, Published
from watchers.reasons import Comparing, Reason

FLOOD, WIRE = TEXTS["flood"].strip(), TEXTS["wire"].strip()
EARLIER = START - timedelta(hours=3)


def test_an_original_that_arrives_late_joins_as_the_origin_and_adds_nothing(desk: Desk) -> None:
    desk.take(article("copy", "Old ships banned", WIRE, outlet="Courier"))
    late = replace(article("original", "Straits close", WIRE, at=EARLIER, outlet="Gazette"), first_seen=desk.wait(1))
    comparison = desk.take(late)
    assert (comparison.origin, comparison.story, comparison.copy_of, comparison.nearest) == (True, "copy", None, "copy")
    assert comparison.novelty is Novelty.REPEAT
    assert comparison.reason == Reason(Comparing.ORIGINAL, article="copy", credit="")


def test_a_credit_tells_the_original_where_times_do_not(desk: Desk) -> None:
    desk.take(article("copy", "Old ships banned", f"{WIRE}\n\nSource: The Gazette", outlet="Courier", at=None))
    comparison = desk.take(article("original", "Straits close", WIRE, outlet="Gazette", at=None))
    assert comparison.origin
    assert any(step.code is Comparing.ORIGIN and step["credit"] for step in comparison.evidence)


def test_a_later_text_that_credits_an_earlier_one_is_its_copy(desk: Desk) -> None:
    desk.take(article("original", "Straits close", WIRE, outlet="Gazette"))
    comparison = desk.take(
        article("copy", "Old ships banned", f"{WIRE}\n\nSource: Gazette", at=EARLIER, outlet="Courier")
    )
    assert (comparison.origin, comparison.copy_of) == (False, "original")


def test_later_copies_name_the_origin_rather_than_a_copy(desk: Desk) -> None:
    desk.take(article("copy", "Old ships banned", WIRE))
    desk.take(replace(article("original", "Straits close", WIRE, at=EARLIER), first_seen=desk.wait(1)))
    comparison = desk.take(article("third", "Ships", WIRE, at=desk.wait(1)))
    assert (comparison.copy_of, comparison.story) == ("original", "copy")


@pytest.mark.parametrize(("days", "joins"), [(1, True), (40, False)])
def test_a_story_takes_in_reports_only_while_it_is_active(desk: Desk, days: int, joins: bool) -> None:
    desk.take(article("a", "Flood kills 12 in Vellmar", FLOOD))
    now = desk.wait(24 * days)
    comparison = desk.take(article("b", "12 killed in Vellmar flood", TEXTS["flood_rewritten"], at=now))
    assert (comparison.story == "a") is joins


def test_the_window_slides_with_the_story(desk: Desk) -> None:
    for number in range(6):
        now = desk.wait(24 * 6)
        toll = FLOOD.replace("12 people", f"{12 + number} people").replace("four", f"{number} and a half")
        desk.take(article(str(number), "Flood in Vellmar", "\n".join(toll.splitlines()[: 3 + number % 3]), at=now))
    comparison = desk.take(article("late", "12 killed in Vellmar flood", TEXTS["flood_rewritten"], at=desk.wait(24)))
    assert comparison.story == "0"


def test_a_copy_is_found_however_old_the_original(desk: Desk) -> None:
    desk.take(article("a", "Flood", FLOOD))
    assert desk.take(article("b", "Wasser", FLOOD, at=desk.wait(24 * 700))).copy_of == "a"


RUSSIAN = (
    "Мэр города Велльмар Инес Кольбрандт сообщила, что в ночь на вторник при наводнении погибли 12 человек. "
    "Более 400 жителей эвакуировали на лодках в спортивный зал. Река Оссель поднялась."
)


def test_tracked_actors_bridge_languages_where_names_and_figures_agree(desk: Desk) -> None:
    desk.take(article("en", "Flood kills 12 in Vellmar", FLOOD), actors=("ines-kolbrandt", "vellmar-council"))
    report = article("ru", "Наводнение в Велльмаре", RUSSIAN, language="ru", at=desk.wait(1))
    assert desk.take(report, actors=("ines-kolbrandt", "vellmar-council")).story == "en"


def test_a_story_told_in_another_language_is_no_news_for_its_words(desk: Desk) -> None:
    desk.take(article("en", "Flood kills 12 in Vellmar", FLOOD), actors=("ines-kolbrandt",))
    report = article("ru", "Наводнение в Велльмаре", RUSSIAN, language="ru", at=desk.wait(1))
    comparison = desk.take(report, actors=("ines-kolbrandt",))
    assert (comparison.story, comparison.novelty, comparison.adds.quoted) == ("en", Novelty.REPEAT, ())


def test_another_figure_is_news_in_any_language(desk: Desk) -> None:
    desk.take(article("en", "Flood kills 12 in Vellmar", FLOOD), actors=("ines-kolbrandt",))
    report = article("ru", "Наводнение", RUSSIAN.replace("12", "17"), language="ru", at=desk.wait(1))
    comparison = desk.take(report, actors=("ines-kolbrandt",))
    assert (comparison.story, comparison.novelty, len(comparison.adds.quoted)) == ("en", Novelty.DEVELOPING, 1)


def test_names_alone_bridge_languages_only_where_they_are_many(desk: Desk) -> None:
    desk.take(article("en", "Pottery", "Forty potters showed bowls in the square of Tamrin on Sunday."))
    report = article(
        "fr", "Fromages", "Vingt fromagers ont vendu leurs fromages dans le village de Tamrin.", language="fr"
    )
    assert desk.take(report).story is None


def test_one_shared_actor_alone_bridges_nothing(desk: Desk) -> None:
    desk.take(article("en", "Straits close to old ships", WIRE), actors=("ines-kolbrandt",))
    report = article("ru", "Наводнение в Велльмаре", RUSSIAN, language="ru", at=desk.wait(1))
    assert desk.take(report, actors=("ines-kolbrandt",)).story is None


def test_actors_new_to_the_story_are_named(desk: Desk) -> None:
    desk.take(article("a", "Flood", FLOOD), actors=("kolbrandt",))
    desk.take(article("b", "Straits", WIRE), actors=("okafor",))
    text = f"{FLOOD}\nLena Okafor, the minister from Port Salis, promised Kolbrandt nine new bridges for the valley."
    comparison = desk.take(article("c", "Flood", text), actors=("kolbrandt", "okafor"))
    assert comparison.adds.actors == ("okafor",)
    assert (comparison.reason.code, comparison.reason["sentences"]) == (Comparing.COPIES_AND_ADDS, 1)


def test_dates_that_quoted_sentences_add_are_given_in_iso(desk: Desk) -> None:
    desk.take(article("a", "Flood", FLOOD))
    text = f"{FLOOD}\nInspectors had warned of cracks in the railway bridge to Grenzach on 14 August 2017 already."
    assert desk.take(article("b", "Flood", text)).adds.dates == ("2017-08-14",)


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("A storm killed 12 people in Vellmar.", "The storm killed 17 people in Vellmar.", ["17 people"]),
        ("A storm killed 12 people in Vellmar.", "A storm killed 12 people in Vellmar.", []),
        ("A storm killed 12 people in Vellmar.", "The mayor handed 30 medals to divers.", []),
        ("В бою погибли 12 человек.", "В бою погибли 17 человек.", ["17 человек"]),
    ],
)
def test_a_figure_has_changed_only_where_it_counts_the_same(before: str, after: str, changed: list[str]) -> None:
    earlier = (article("a", text=before), figures.counted(before))
    fresh = figures.new(figures.counted(after), [earlier[1]])
    assert [change.after.surface for change in figures.changed(fresh, [earlier])] == changed


def test_a_number_of_thousands_of_digits_is_a_number_like_any() -> None:
    digits = "7" * 5_000
    assert [figure.number for figure in figures.counted(f"In 1999 it had {digits} ships.")] == [digits]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("PORT SALIS, Feb 3 (Seaborne) - Ministers agreed.", "seaborne"),
        ("Ministers agreed.\nSource: The Gazette", "the gazette"),
        ("Министры договорились.\nИсточник: Вестник", "вестник"),
        ("Ministers agreed with a source of the ministry.", None),
    ],
)
def test_credits_are_read_at_the_edges_of_a_text(text: str, name: str | None) -> None:
    assert attribution.credited(article("a", text=text)) == (() if name is None else (name,))


def test_an_outlet_whose_address_is_none_is_credited_by_its_name() -> None:
    other = replace(article("b", text=WIRE, outlet="The Gazette"), url="http://[::1", feed="https://[bad")
    assert attribution.credits(article("a", text="Ministers agreed.\nSource: The Gazette"), other) == "the gazette"


def test_a_date_nine_thousand_years_ahead_breaks_nothing(desk: Desk) -> None:
    desk.take(article("a", "Flood", FLOOD))
    odd = replace(article("b", "Straits", WIRE), published=Published(PartialDate(9999, 12)))
    assert desk.take(odd).novelty is Novelty.NEW


def test_the_same_order_gives_the_same_verdicts() -> None:
    def verdicts() -> list[object]:
        with document_archive() as archive:
            desk = Desk(archive)
            return [desk.take(article(name, name, text, at=desk.wait(1))) for name, text in TEXTS.items()]

    assert verdicts() == verdicts()
