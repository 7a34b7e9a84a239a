"""Whether an article is about somebody, or names him in passing: told by where and how often it names him."""

from __future__ import annotations

import json

import pytest

from watchers.batch.match import match_lines
from watchers.matching.index import AliasIndex
from watchers.matching.match import match
from watchers.matching.salience import of_actors
from watchers.model import Actor, Alias
from watchers.reasons import Matching, Reason

NAMES = {
    "orlov": ("Pavel Orlov", "Павел Орлов", "بافل أورلوف", "オルロフ"),
    "demir": ("Selim Demir", "سليم ديمير"),
    "vargas": ("Lucia Vargas",),
    "okafor": ("Chidi Okafor",),
    "novak": ("Jana Novak",),
    "rossi": ("Carlo Rossi",),
}
INDEX = AliasIndex.build([Actor(id, names[0], "person", tuple(map(Alias, names))) for id, names in NAMES.items()])
FAR = "The harbour of the island was dredged in spring, the cranes were painted in summer and the quay was paved. " * 4
FAR_ARABIC = "جرى تعميق ميناء الجزيرة في الربيع وطليت الرافعات في الصيف ورصف الرصيف بالحجارة البيضاء القديمة. " * 6
FAR_RUSSIAN = "Гавань острова углубили весной, краны покрасили летом, а причал вымостили осенью серым камнем. " * 6
FAR_JAPANESE = "島の港は春に浚渫され、夏にはクレーンが塗り直され、秋には岸壁が灰色の石で舗装された。" * 6


def salience(title: str, text: str, actor: str = "orlov", language: str | None = None) -> Reason:
    return of_actors(match(title, text, INDEX, language))[actor]


CENTRAL = [
    ("in the headline alone", "Pavel Orlov resigns", FAR, "en"),
    ("in the lead", "Port reopens", "The port was reopened on Monday in the presence of Pavel Orlov. " + FAR, "en"),
    (
        "in a lead behind by-line and heading",
        "Port",
        f"By Ann Other\n\nThe big day\n\nIn spring Pavel Orlov {FAR}",
        "en",
    ),
    ("three times, late", "Port", FAR + "It belongs to Pavel Orlov. Divers blame Orlov. A firm of Orlov pays.", "en"),
    (
        "subject of two late sentences",
        "Port",
        FAR + "Minister Pavel Orlov denied it. Later Orlov left. Orlov wept.",
        "en",
    ),
    ("in an Arabic headline", "بافل أورلوف يستقيل", FAR_ARABIC, "ar"),
    ("in a Russian lead", "Порт открыт", "Порт открыли в понедельник при участии Павла Орлова. " + FAR_RUSSIAN, "ru"),
    ("in a Japanese lead", "港が再開", "オルロフ氏は月曜日に港を再開した。" + FAR_JAPANESE, "ja"),
]
IN_PASSING = [
    ("once, late", "Port reopens", FAR + "The quay belongs to Pavel Orlov.", "en"),
    ("twice, late", "Port reopens", FAR + "The quay belongs to Pavel Orlov. Divers blame Orlov.", "en"),
    ("once, late, in Arabic", "افتتاح الميناء", FAR_ARABIC + "ويملك الرصيف بافل أورلوف.", "ar"),
    ("once, late, in Russian", "Порт открыт", FAR_RUSSIAN + "Причал принадлежит Павлу Орлову.", "ru"),
    ("once, late, in Japanese", "港が再開", FAR_JAPANESE + "岸壁はオルロフのものだ。", "ja"),
    (
        "three times in a book",
        "Port",
        FAR * 25 + "It belongs to Pavel Orlov. Divers blame Orlov. A firm of Orlov pays.",
        "en",
    ),
    (
        "one name of a long list",
        "Selim Demir opens the fair",
        "The fair was opened by Selim Demir in front of Lucia Vargas, Chidi Okafor, Jana Novak and Pavel Orlov.",
        "en",
    ),
]


@pytest.mark.parametrize(("how", "title", "text", "language"), CENTRAL, ids=[row[0] for row in CENTRAL])
def test_an_article_is_about_whom_it_puts_first_or_names_often(how: str, title: str, text: str, language: str) -> None:
    assert salience(title, text, language=language).code is Matching.CENTRAL


@pytest.mark.parametrize(("how", "title", "text", "language"), IN_PASSING, ids=[row[0] for row in IN_PASSING])
def test_whom_it_names_late_and_seldom_it_names_in_passing(how: str, title: str, text: str, language: str) -> None:
    assert salience(title, text, language=language).code is Matching.IN_PASSING


SUBJECTS = [
    ("Pavel Orlov left.", "en", 1),
    ("Former minister Pavel Orlov left.", "en", 1),
    ("It rained. Gen. Pavel Orlov left.", "en", 1),
    ("Critics of Pavel Orlov left.", "en", 0),
    ("With minister Pavel Orlov they left.", "en", 0),
    ("Divers met Pavel Orlov there.", "en", 0),
    ("Pavel Orlov's brother left.", "en", 0),
    ("Павел Орлов уехал.", "ru", 1),
    ("Павлу Орлову не повезло.", "ru", 0),
    ("استقبل بافل أورلوف وفدا.", "ar", 1),
    ("مع بافل أورلوف وفد.", "ar", 0),
]


@pytest.mark.parametrize(("text", "language", "subjects"), SUBJECTS, ids=[row[0] for row in SUBJECTS])
def test_a_subject_opens_its_sentence_in_its_plain_form(text: str, language: str, subjects: int) -> None:
    assert salience("", text, language=language)["subjects"] == subjects


def test_a_reason_says_where_how_often_and_beside_whom() -> None:
    text = "Pavel Orlov and Selim Demir opened the port. Orlov wept."
    assert salience("", text) == Reason(Matching.CENTRAL, headline=False, lead=True, subjects=2, times=2, others=1)


def test_nothing_is_said_of_one_who_may_be_somebody_else() -> None:
    mentions = match("", "Ivan Orlov won the race.", INDEX, "en")
    assert mentions and not of_actors(mentions)


def test_the_batch_verb_says_it_of_each_actor() -> None:
    document = {"id": 7, "title": "Pavel Orlov resigns", "text": FAR + "The quay belongs to Selim Demir.", "lang": "en"}
    (answer,) = match_lines([json.dumps(document)], INDEX)
    assert answer["salience"] == {
        "orlov": {"central": True, "reason": "central (in the headline, mentioned once, beside 1 other actor)"},
        "demir": {
            "central": False,
            "reason": "in passing (neither in the headline nor in the lead, mentioned once, beside 1 other actor)",
        },
    }


@pytest.mark.parametrize("text", ["", "Orlov", "7 8 9", "\n" * 200_000, "Orlov\n" * 1_000, "۔" * 100_000])
def test_any_text_is_read(text: str) -> None:
    match(text[:100], text, INDEX)
