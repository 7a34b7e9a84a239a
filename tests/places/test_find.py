"""Which places a text names: every script, the forms of each language, and what is none."""

from __future__ import annotations

import pytest

from watchers.events.places import located
from watchers.model import Basis, Event, Mention, PartialDate
from watchers.places import find, gazetteer, towns
from watchers.reasons.name_rules import Rule
from watchers.text.folding import plain

NAMED = [
    ("en", "Haftar previously visited Moscow in June", ["RU/Moscow"]),
    ("en", "officials of the UAE and the U.S. met in New York", ["AE", "US", "US/New York"]),
    ("en", "Russia's envoy left Saint Petersburg for Sana'a", ["RU", "RU/Saint Petersburg", "YE/Sanaa"]),
    ("en", "talks in N'Djamena, the capital of Chad", ["TD/N'Djamena", "TD"]),
    ("en", "the parliament in Tobruk, east of Benghazi", ["LY/Tobruk", "LY/Benghazi"]),
    ("ru", "Хафтар прибыл в Москву из Бенгази", ["RU/Moscow", "LY/Benghazi"]),
    ("ru", "в Турции, Саудовской Аравии, Египте, Нью-Йорке и США", ["TR", "SA", "EG", "US/New York", "US"]),
    ("uk", "переговори в Москві та Києві", ["RU/Moscow", "UA/Kyiv"]),
    ("ar", "وصل حفتر إلى موسكو وبالقاهرة وللعراق", ["RU/Moscow", "EG/Cairo", "IQ"]),
    ("fr", "de Moscou, d'Ankara, aux Émirats arabes unis, en Côte d’Ivoire", ["RU/Moscow", "TR/Ankara", "AE", "CI"]),
    ("tr", "Moskova'da, Libya'nın doğusunda ve Türkiye'ye", ["RU/Moscow", "LY", "TR"]),
    ("de", "Moskaus Vertreter in Bengasi und Österreich", ["RU/Moscow", "LY/Benghazi", "AT"]),
    ("en", "Moscow¹ and the port of Benghazi② in Libya³", ["RU/Moscow", "LY/Benghazi", "LY"]),
    (None, "«Хафтар в Москве»", ["RU/Moscow"]),
    ("en", "talks in Reading, and on to Antananarivo", ["GB/Reading", "MG/Antananarivo"]),
    ("en", "from Cochabamba to Mombasa and Davao", ["BO/Cochabamba", "KE/Mombasa", "PH/Davao"]),
    ("ru", "поезд из Хабаровска в Пхеньян", ["RU/Khabarovsk", "KP/Pyongyang"]),
    ("ar", "وصلت الشحنة إلى بورتسودان من مومباسا", ["SD/Port Sudan", "KE/Mombasa"]),
    ("de", "Züge von Köln nach Lüttich", ["DE/Koln", "BE/Liege"]),
]  # fmt: skip
NONE = [
    pytest.param("en", "they told us to meet", id="a pronoun that an acronym looks like"),
    pytest.param("en", "a turkey in the oven", id="a common noun"),
    pytest.param("en", "the jacket that Michael Jordan wore", id="a person"),
    pytest.param("en", "according to The Moscow Times", id="a newspaper"),
    pytest.param("en", "her aunt Frances", id="a woman whose name looks like a plural"),
    pytest.param("tr", "Zafira Limanı'nda liman işçileri", id="a harbour that Lima looks like"),
    pytest.param("tr", "Libyalı general", id="a demonym"),
    pytest.param(
        "en", "Reading is taught at school", id="a word that is also a town, where nothing is said to be there"
    ),
    pytest.param("en", "back into her SUV", id="an acronym that a short town looks like"),
    pytest.param("ru", "Мартин уехал", id="a person whose name a town has"),
    pytest.param("ar", "اجتمعت لجنة في ميناء", id="Arabic words that towns abroad look like"),
    pytest.param("ru", "Того же дня", id="a Russian pronoun"),
    pytest.param("ar", "دعم مالي كبير", id="an Arabic adjective"),
    pytest.param("en", "the Libyan and Russian delegations", id="adjectives"),
    pytest.param("en", "", id="nothing"),
    pytest.param("pt_BR", "o porto", id="a language with its region"),
    pytest.param("xx", "12 345", id="numbers in an unknown language"),
    pytest.param("../../etc", "A hostile language and " + "Moscow" * 100_000, id="what a hostile feed may send"),
]


def places_in(text: str, language: str | None) -> list[str]:
    return [place.place for place in find.find(text, language)]


@pytest.mark.parametrize(("language", "text", "places"), NAMED)
def test_places_are_found_in_the_forms_of_the_language(language: str | None, text: str, places: list[str]) -> None:
    assert places_in(text, language) == places


@pytest.mark.parametrize(("language", "text"), NONE)
def test_what_only_looks_like_a_place_is_none(language: str, text: str) -> None:
    assert places_in(text, language) == []


def test_spans_are_those_of_the_text() -> None:
    text = "Er-Riad? Nein: Saudi-Arabien."
    assert [text[place.start : place.end] for place in find.find(text, "de")][-1] == "Saudi-Arabien"


def test_a_place_has_an_english_name_and_a_capital_stands_for_its_country() -> None:
    assert gazetteer.shown("RU/Moscow") == "Moscow"
    assert gazetteer.shown("LY") == "Libya"
    assert gazetteer.related("RU/Moscow") == ("RU/Moscow", "RU")
    assert gazetteer.related("RU") == ("RU", "RU/Moscow")
    assert gazetteer.related("LY/Benghazi") == ("LY/Benghazi",)


@pytest.mark.parametrize("typed", ["Moscow", "moscou", "МОСКВА", "موسكو", "Moskau"])
def test_a_typed_name_means_a_place_in_any_script(typed: str) -> None:
    assert gazetteer.named(typed) == "RU/Moscow"


@pytest.mark.parametrize("typed", ["", "12", "Haftar", "Moscow and Tripoli"])
def test_what_is_no_name_of_a_place_means_none(typed: str) -> None:
    assert gazetteer.named(typed) is None


def test_every_capital_is_a_place_unless_a_larger_town_has_its_name() -> None:
    capitals = gazetteer.capitals()
    nameless = {country for country, capital in capitals.items() if gazetteer.named(capital) is None}
    assert len(capitals) > 230
    assert nameless <= {"PM"}


COUNTRIES_OF_A_KIND = [
    "AO",
    "BO",
    "CM",
    "DE",
    "FR",
    "GH",
    "ID",
    "IN",
    "IQ",
    "LY",
    "MX",
    "PE",
    "PK",
    "TR",
    "UA",
    "VN",
    "YE",
    "ZM",
]


@pytest.mark.parametrize("country", COUNTRIES_OF_A_KIND)
def test_the_table_is_even_over_countries(country: str) -> None:
    ids = {place for place, *_ in towns.named("latin") if place.startswith(country + "/")}
    assert len(ids) >= 18
    assert country in towns.capitals()


def test_the_tables_names_are_folded_as_texts_are() -> None:
    for script in towns.SCRIPTS:
        for place, name, _ in towns.named(script):
            assert plain(name) == name, f"{place}: {name}"


def test_the_table_says_whose_data_it_is() -> None:
    head = towns.TOWNS.read_text("utf-8")[:500]
    assert "GeoNames" in head
    assert "CC BY 4.0" in head


# ---------------------------------------------------------------- events


def event(text: str) -> Event:
    return Event(PartialDate(2020, 1, 13), Basis.STATED, text, ("haftar",), "a", "text", 0, len(text))


def places(text: str, *mentions: Mention) -> tuple[str, ...]:
    """The places of a sentence about Haftar, whom it may name first."""
    named = [Mention("haftar", "text", 0, 6, "Haftar", Rule.SURNAME, 0.9)] if text.startswith("Haftar") else []
    (placed,) = located([event(text)], [*named, *mentions], "en")
    return placed.places


def test_an_event_has_the_places_of_its_sentence_each_once() -> None:
    assert places("Haftar left Moscow on 13 January; Moscow was silent.") == ("RU/Moscow",)


def test_the_name_of_an_actor_is_no_place_even_where_it_is_uncertain() -> None:
    text = "Haftar met Paris on 13 January in Berlin."
    assert places(text, Mention("paris", "text", 11, 16, "Paris", Rule.SURNAME, 0.1)) == ("DE/Berlin",)
    assert places(text, Mention("paris", "title", 11, 16, "Paris", Rule.SURNAME, 0.1)) == ("FR/Paris", "DE/Berlin")


def test_a_sentence_that_does_not_speak_of_the_actors_counts_only_for_where_something_was() -> None:
    assert places("Negotiations were held on 13 January in Moscow.") == ("RU/Moscow",)
    assert places("Moscow welcomed the talks on 13 January.") == ()
    assert places("He visited Moscow on 13 January.") == ("RU/Moscow",)
