"""Origins, windows, languages, figures and the words of a verdict. The texts are invented."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.comparing.test_sequences import TEXTS
from tests.support.comparing import START, Desk, article
from watchers.batch.document_archive import document_archive
from watchers.comparing import attribution, figures
from watchers.model import Novelty, PartialDate, Published
from watchers.reasons import Comparing, Reason
from watchers.text import credits
from watchers.wording.clauses import clause
from watchers.wording.names import Names

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


@pytest.mark.parametrize(("days", "joins"), [(2, True), (20, False)])
def test_a_story_takes_in_a_report_that_was_published_before_it_but_not_long_before(
    desk: Desk, days: int, joins: bool
) -> None:
    desk.take(article("a", "Flood kills 12 in Vellmar", FLOOD))
    old = article("b", "12 killed in Vellmar flood", TEXTS["flood_rewritten"], at=START - timedelta(days=days))
    assert (desk.take(replace(old, first_seen=desk.wait(1))).story == "a") is joins


def test_a_copy_is_found_however_old_the_original(desk: Desk) -> None:
    desk.take(article("a", "Flood", FLOOD))
    assert desk.take(article("b", "Wasser", FLOOD, at=desk.wait(24 * 700))).copy_of == "a"


def test_a_copy_states_to_three_digits_how_much_of_the_shorter_text_it_shares(desk: Desk) -> None:
    desk.take(article("a", "Straits close to old ships", WIRE))
    told = desk.take(article("b", "", f"{WIRE.splitlines()[0]} {HEADLINE}."))
    assert told.copy_of == "a"
    assert 0.5 < told.containment < 0.9 and told.containment == round(told.containment, 3)


HEADLINE = "Seventeen antique cannons surface beneath the ruined brewery as archaeologists cheer loudly"


@pytest.mark.parametrize(
    ("title", "text", "novelty", "quoted"),
    [
        pytest.param(HEADLINE, FLOOD, Novelty.REPEAT, (), id="a copy's headline is no news"),
        pytest.param(HEADLINE, TEXTS["flood_rewritten"], Novelty.DEVELOPING, (HEADLINE,), id="a report's is"),
        pytest.param(
            f"{FLOOD.splitlines()[0]} {HEADLINE}.",
            "",
            Novelty.DEVELOPING,
            (f"{HEADLINE}.",),
            id="so is a copy's that is all its text",
        ),
        pytest.param(
            "Heavy rain flooded the harbour town on Tuesday night, and 17 people were killed",
            FLOOD,
            Novelty.DEVELOPING,
            (),
            id="a copy under a headline with another figure develops the story, and quotes nothing",
        ),
    ],
)
def test_headlines_are_news_where_no_text_is_copied_below_them(
    desk: Desk, title: str, text: str, novelty: Novelty, quoted: tuple[str, ...]
) -> None:
    desk.take(article("a", "Flood kills 12 in Vellmar", FLOOD))
    told = desk.take(article("b", title, text, at=desk.wait(1)))
    assert (told.story, told.novelty, told.adds.quoted) == ("a", novelty, quoted)


def test_a_reason_names_the_report_that_began_the_story_and_the_latest_figure_before(desk: Desk) -> None:
    toll = TEXTS["flood_toll"].strip()
    desk.take(article("a", "Flood kills 12 in Vellmar", FLOOD, outlet="Gazette"))
    desk.take(article("b", "Toll rises", toll, at=desk.wait(1), outlet="Courier"))
    told = desk.take(article("c", "Mayor speaks", SPOKEN.format(19), at=desk.wait(1), outlet="Herald"))
    assert told.adds.quoted == (SPOKEN.format(19),)
    names = Names(articles={"a": "Gazette", "b": "Courier"})
    assert clause(told.reason, names) == (
        "adds 1 sentence and a change (Dead: 17 → 19) to the story first reported by Gazette"
    )


SPOKEN = (
    "Mayor Ines Kolbrandt of the harbour town of Vellmar said that after heavy rain flooded it on Tuesday night "
    "{} people were killed by the flood."
)


@pytest.mark.parametrize(("text", "story"), [(TEXTS["flood_rewritten"], "a"), (TEXTS["trial"], None)])
def test_the_evidence_states_how_likely_the_nearest_story_is_whether_it_is_joined_or_not(
    desk: Desk, text: str, story: str | None
) -> None:
    desk.take(article("a", "Trial in Vellmar", f"{FLOOD}\n{TEXTS['other_trial']}", outlet="Gazette"))
    told = desk.take(article("b", "Varro on trial", text, at=desk.wait(1)))
    assert told.story == story
    step = clause(told.evidence[0], Names(articles={"a": "Gazette"}))
    assert re.match(r"story: \d+ % likely one development \(0.0 days apart, .*; nearest Gazette", step)


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
    assert (comparison.story, comparison.novelty, comparison.adds.figures) == (
        "en",
        Novelty.DEVELOPING,
        ("17 человек",),
    )
    (quoted,) = comparison.adds.quoted
    assert "17 человек" in quoted


def test_one_place_alone_bridges_no_languages(desk: Desk) -> None:
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


@pytest.mark.parametrize(
    ("language", "before", "added", "date"),
    [
        (
            "en",
            FLOOD,
            "Inspectors had warned of cracks in the bridge to Grenzach on 14 August 2017 already.",
            "2017-08-14",
        ),
        ("en", FLOOD, "Inspectors had warned of cracks in the railway bridge to Grenzach on Sunday.", "2024-03-03"),
        ("fr", "", "Orvex Quilmo, Serapunta Arrieta, Grenzach, Kolbrandt, Vellmar: 03/04/2017.", "2017-04-03"),
        ("fr", FLOOD, "Inspectors had warned of cracks in the bridge to Grenzach on 03/04/2017.", "2017-03-04"),
    ],
    ids=["written out", "seen from publication", "in the language that is stated", "in the language of the whole text"],
)
def test_dates_that_quoted_sentences_add_are_given_in_iso(
    desk: Desk, language: str, before: str, added: str, date: str
) -> None:
    desk.take(article("a", "Vellmar", before or "Vellmar, Grenzach.", language=language))
    told = desk.take(article("b", "Vellmar", f"{before}\n{added}".strip(), language=language))
    assert told.adds.quoted == (added,)
    assert told.adds.dates == (date,)


def test_a_date_that_an_earlier_article_has_is_not_added(desk: Desk) -> None:
    desk.take(article("a", "Flood", f"{FLOOD}\nA new bridge had been promised for 14 August 2017."))
    text = f"{FLOOD}\nInspectors had warned of cracks in the railway line to Grenzach on 14 August 2017."
    told = desk.take(article("b", "Flood", text, at=desk.wait(1)))
    assert told.adds.quoted and told.adds.dates == ()


def test_an_article_without_relatives_adds_no_figures(desk: Desk) -> None:
    told = desk.take(article("a", "Flood kills 12 in Vellmar", FLOOD))
    assert (told.novelty, told.adds.figures) == (Novelty.NEW, ())


@pytest.mark.parametrize(
    "space", [" ", "\N{NO-BREAK SPACE}", "\n"], ids=["a space", "a space that does not break", "a line's end"]
)
def test_a_changed_figure_is_quoted_whatever_stands_between_it_and_its_word(desk: Desk, space: str) -> None:
    desk.take(article("a", "Flood kills 12 in Vellmar", FLOOD))
    text = FLOOD.replace("12 people", f"17{space}people")
    told = desk.take(article("b", "Vellmar", text, at=desk.wait(1)))
    (quoted,) = told.adds.quoted
    assert f"17{space}people" in quoted


def test_a_sentence_is_not_quoted_for_a_number_that_ends_like_a_changed_one(desk: Desk) -> None:
    desk.take(article("a", "Flood kills 12 in Vellmar", f"{FLOOD}\nA boat brought 317 people to a school."))
    text = f"{FLOOD.replace('12 people', '17 people')}\nA boat brought 317 people to a school."
    told = desk.take(article("b", "Vellmar", text, at=desk.wait(1)))
    (quoted,) = told.adds.quoted
    assert " 17 people" in quoted


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
    assert credits.credited(text) == (() if name is None else (name,))


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
