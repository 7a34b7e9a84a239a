"""What an article changes in its story, and what in a text alike says that it is another report. Texts are invented."""

from __future__ import annotations

import pytest

from tests.support.comparing import START, Desk, article
from watchers.comparing import compare, figures
from watchers.comparing.article_profile import read
from watchers.comparing.facts import changes, vocabulary
from watchers.comparing.facts.numbers import numbers
from watchers.comparing.relative import Relative
from watchers.model import Candidate, Change, Frequencies, Novelty


def changed(before: str, after: str, language: str = "en", before_language: str = "") -> tuple[Change, ...]:
    """What the second text changes in a story that is the first."""
    old = article("old", text=before, language=before_language or language)
    new = article("new", text=after, language=language)
    member = Relative(Candidate(old, (), "old", None, START), read(old))
    return changes.changes(new, read(new), (), [member])


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "twenty-five, two hundred and six, 12 billion, six thousand four hundred", [25, 206, 12e9, 6400]),
        ("fr", "quatre-vingt-dix-sept, soixante et onze, deux cent trois, mille deux cents", [97, 71, 203, 1200]),
        ("de", "einundzwanzig, dreihundert, 300 Millionen", [21, 300, 3e8]),
        ("es", "treinta y cinco, doscientos dos, veintiséis", [35, 202, 26]),
        ("it", "ventidue, trentuno, trentotto", [22, 31, 38]),
        ("pt", "vinte e cinco, cento e dois", [25, 102]),
        ("ru", "двадцать пять, ста тридцати двух, 2,5 млн", [25, 132, 2.5e6]),
        ("uk", "дев'ятнадцять, п'ятдесят один", [19, 51]),
        ("pl", "dwadzieścia pięć, sto dwie", [25, 102]),
        ("ar", "تسعة عشر، خمسة وعشرين، أحد عشر، ثلاثة آلاف", [19, 25, 11, 3000]),
        ("tr", "on dokuz, yüz yirmi üç, iki bin beş yüz", [19, 123, 2500]),
    ],
)
def test_numbers_are_read_in_words_as_in_digits(language: str, text: str, values: list[float]) -> None:
    found = numbers(vocabulary.tokens(text), vocabulary.load(language))
    assert [number.low for number in found] == values


@pytest.mark.parametrize(
    ("language", "before", "after", "toll"),
    [
        ("en", "Six miners died at Orsk Hill.", "The toll in the tunnel rose to 14, a nurse said.", ("Six", "14")),
        ("de", "Bei dem Brand in Velm starben drei Menschen.", "Elf Menschen wurden getötet.", ("drei", "Elf")),
        ("fr", "Trois pêcheurs sont morts en mer.", "Le bilan est monté à douze morts.", ("Trois", "douze")),
        ("ru", "При пожаре погибли двое.", "Число погибших при пожаре выросло до восьми.", ("двое", "восьми")),
        ("ar", "قتل ثلاثة أشخاص في حريق.", "ارتفعت حصيلة القتلى في الحريق إلى أحد عشر.", ("ثلاثة", "أحد عشر")),
        ("fr", "Neuf marins sont morts au large.", "Dix-neuf personnes ont péri.", ("Neuf", "Dix-neuf")),
        ("tr", "Yangında üç kişi hayatını kaybetti.", "Yangında can kaybı on bire yükseldi.", ("üç", "on bire")),
        ("pl", "W pożarze zginęły trzy osoby.", "Liczba ofiar pożaru wzrosła do dwunastu.", ("trzy", "dwunastu")),
        ("en", "Several divers were injured.", "Hundreds of divers were injured.", ("Several", "Hundreds")),
    ],
)  # fmt: skip
def test_a_toll_changes_in_words_as_in_digits(language: str, before: str, after: str, toll: tuple[str, str]) -> None:
    (change,) = changed(before, after, language)
    assert (change.kind, change.before, change.after, change.source) == ("figure", *toll, "old")


def test_a_denial_of_headline_and_text_is_one_change() -> None:
    old = article("old", text="Ada Moll ordered the barge at Tumen to be searched.")
    new = article("new", "Moll denies she had barge searched", "Ada Moll denied that she had the barge searched.")
    member = Relative(Candidate(old, (), "old", None, START), read(old))
    (change,) = changes.changes(new, read(new), (), [member])
    assert (change.kind, change.after, change.sentence) == ("denial", "denied", new.text)


@pytest.mark.parametrize(
    ("headline", "text", "language"),
    [
        ("Barge fire: eleven dead", "Eleven people were killed in the barge fire at Tumen.", "en"),
        ("Barge fire: 11 dead", "Eleven people were killed in the barge fire at Tumen.", "en"),
        ("Incendie : onze morts", "Onze personnes ont été tuées dans l'incendie de la péniche.", "fr"),
    ],
)
def test_a_toll_of_headline_and_text_is_one_change(headline: str, text: str, language: str) -> None:
    old = article("old", text="Three people were killed in the barge fire at Tumen.", language="en")
    new = article("new", headline, text, language=language)
    member = Relative(Candidate(old, (), "old", None, START), read(old))
    assert [(change.before, change.after) for change in changes.changes(new, read(new), (), [member])] == [
        ("Three", text.split()[0])
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A storm killed 12 people in Vellmar.", "A dozen people were killed by a storm in Vellmar."),
        ("A storm killed 12 people in Vellmar.", "A storm killed 12, two of them children, in Vellmar."),
        ("A storm killed 12 people in Vellmar.", "The storm killed 12. In 1998 another killed 300 people there."),
        ("A storm killed dozens of people in Vellmar.", "The storm killed 47 people in Vellmar."),
        ("A storm killed about 300 people in Vellmar.", "The storm killed 312 people in Vellmar."),
        ("A storm killed 12 people in Vellmar.", "The mayor of Vellmar handed 30 medals to divers."),
        ("A storm killed 12 people in Vellmar.", "A storm killed 12 people in Vellmar and injured 40."),
    ],
)
def test_a_figure_changes_only_where_it_counts_the_same_and_disagrees(before: str, after: str) -> None:
    assert not [change for change in changed(before, after) if change.kind == "figure"]


def test_a_toll_changes_across_languages() -> None:
    (change,) = changed("Six miners died in a tunnel.", "В туннеле погибли четырнадцать горняков.", "ru", "en")
    assert (change.kind, change.thing, change.before, change.after) == ("figure", "dead", "Six", "четырнадцать")


@pytest.mark.parametrize(
    ("language", "before", "after", "kind"),
    [
        ("en", "Rebels captured the port of Salis.", "Rebels lost the port of Salis.", "denial"),
        ("en", "Rebels captured the port of Salis.", "The port of Salis was not captured, the mayor says.", "denial"),
        ("en", "The mayor of Vellmar is said to be ill.", "Aides denied that the mayor is ill.", "denial"),
        ("en", "The council denied the loan.", "The council has confirmed the loan.", "confirmation"),
        ("en", "Police arrested the editor Lena Varro.", "Police released the editor Lena Varro.", "denial"),
        ("en", "Lena Varro will open the fair.", "The fair that Lena Varro opens is postponed.", "time"),
        ("de", "Der Minister hat dem Vertrag zugestimmt.", "Der Minister hat den Vertrag abgelehnt.", "denial"),
        ("fr", "Le maire a confirmé le prêt.", "Le maire dément le prêt.", "denial"),
        ("ru", "Совет подтвердил визит.", "Совет опроверг визит.", "denial"),
        ("ar", "سيطرت القوات على ميناء ساليس.", "انسحبت القوات من ميناء ساليس.", "denial"),
        ("es", "El alcalde aceptó la oferta.", "El alcalde rechazó la oferta.", "denial"),
        ("pl", "Rada potwierdziła wizytę.", "Rada zaprzeczyła wizycie.", "denial"),
    ],
)
def test_the_opposite_in_the_same_words_is_a_change(language: str, before: str, after: str, kind: str) -> None:
    (change,) = changed(before, after, language)
    assert (change.kind, change.sentence) == (kind, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Rebels captured the port of Salis.", "The port of Salis has been seized by rebels."),
        ("The mayor denied the loan.", "The mayor denies that he agreed to a loan."),
        ("The harbour was closed on Monday.", "Guards opened fire at the harbour, closed on Monday."),
    ],
)
def test_another_wording_of_what_is_known_changes_nothing(before: str, after: str) -> None:
    assert changed(before, after) == ()


def test_a_place_and_a_day_that_take_the_place_of_others_are_changes() -> None:
    before = "Lena Varro and Otto Brandt will meet in Palermo on 12 May to sign the ferry treaty."
    found = changed(before, before.replace("Palermo", "Genoa").replace("12 May", "19 May"))
    assert [(change.kind, change.before, change.after) for change in found] == [
        ("place", "Palermo", "Genoa"),
        ("time", "12 May", "19 May"),
    ]


def test_a_name_in_the_place_of_another_is_a_change() -> None:
    before = "A crane fell on a shed in the hamlet of Upper Velm and two dockers were hurt, the mayor said."
    (change,) = changed(before, before.replace("Upper Velm", "Nether Orsk"))
    assert (change.thing, change.before, change.after) == ("name", "Upper Velm", "Nether Orsk")


def test_another_label_of_a_section_before_the_headline_is_no_change(desk: Desk) -> None:
    text = "A crane fell on a shed in Upper Velm and two dockers were hurt, the mayor said."
    desk.take(article("first", "Velm: Why the crane of the old harbour fell on the shed", text))
    told = desk.take(article("second", "Orsk: Why the crane of the old harbour fell on the shed", text))
    assert (told.story, told.changes) == ("first", ())


RECEPTION = (
    "The harbour master Lena Varro received the {} consul at the old customs house in Tolmin. "
    "During the meeting they discussed ways to strengthen the ties between both ports in many fields."
)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(("Danish", "Varro receives Danish consul"), ("Korean", "Varro receives Korean consul"), id="name"),
        pytest.param(("Italy's", "Varro receives consul"), ("Japan's", "Varro receives consul"), id="place"),
    ],
)
def test_a_template_filled_in_anew_is_no_copy(desk: Desk, first: tuple[str, str], second: tuple[str, str]) -> None:
    desk.take(article("a", first[1], RECEPTION.format(first[0])))
    told = desk.take(article("b", second[1], RECEPTION.format(second[0]), at=desk.wait(24 * 6)))
    assert (told.copy_of, told.novelty) == (None, told.novelty)
    assert told.novelty >= Novelty.DEVELOPING


def test_the_same_visit_a_month_on_is_no_copy(desk: Desk) -> None:
    text = (
        "Lena Varro, head of the ferry board, arrived in Genoa on {} for talks with port officials. "
        "She was met at the pier by the deputy mayor. They will talk about timetables."
    )
    desk.take(article("a", "Varro in Genoa", text.format("Wednesday")))
    told = desk.take(article("b", "Varro in Genoa", text.format("Friday"), at=desk.wait(24 * 30)))
    assert told.copy_of is None


@pytest.mark.parametrize(
    "text",
    [
        RECEPTION.format("Danish").replace("Lena Varro", "Lena Warro"),
        RECEPTION.format("Danish").replace("The harbour master", "Harbour master"),
        RECEPTION.format("Danish").replace("discussed ways", "talked about ways"),
        RECEPTION.format("Danish").replace("received", "welcomed"),
        f"Editor's note: the headline was changed.\n\n{RECEPTION.format('Danish')}",
    ],
)
def test_a_copy_with_edited_words_stays_a_copy(desk: Desk, text: str) -> None:
    desk.take(article("a", "Varro receives Danish consul", RECEPTION.format("Danish")))
    assert desk.take(article("b", "A consul in Tolmin", text, at=desk.wait(1))).copy_of == "a"


def test_a_wire_with_a_corrected_figure_is_told_with_the_sentence(desk: Desk) -> None:
    text = (
        "A crane fell on a quay in Tolmin and killed {} dockers, the harbour master said. "
        "Work stopped at noon. Ships were sent to Genoa and the quay stays shut until Sunday."
    )
    desk.take(article("a", "Crane falls in Tolmin", text.format("nine")))
    told = desk.take(article("b", "Crane falls in Tolmin", text.format("three"), at=desk.wait(2)))
    assert (told.novelty, told.story) == (Novelty.DEVELOPING, "a")
    assert [(change.before, change.after) for change in told.changes] == [("nine", "three")]
    assert any("three dockers" in sentence for sentence in told.adds.quoted)


def test_the_thing_that_is_counted_is_found_on_either_side_of_its_number() -> None:
    text = "The blast killed four guards and wounded seven, 640 km south of Tolmin, two sources said."
    assert [(figure.number, figure.thing) for figure in figures.counted(text, "en")] == [
        ("4", "dead"),
        ("7", "injured"),
        ("640", "kilometres"),
    ]


def test_an_article_without_relatives_is_not_read_for_facts() -> None:
    alone = article("alone", text="Nine divers died off Corvo. The ferry firm denied that it had been warned.")
    profile = read(alone)
    compare.compare(alone, profile, (), [], Frequencies(1, {}), START)
    assert vars(profile).keys().isdisjoint({"leads", "statements", "sentence_figures", "figures", "wording"})
