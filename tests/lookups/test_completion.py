"""Completions over every alias in every script, each actor once, best first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from watchers.lookups.answers import Choice
from watchers.lookups.completion import NameList
from watchers.model import Actor, Alias


def person(actor_id: str, *names: str, guild: str | None = None) -> Actor:
    return Actor(actor_id, names[0], "person", tuple(Alias(name) for name in names), guild=guild)


HAFTAR = person("haftar", "Khalifa Haftar", "Khalifa Hifter", "خليفة حفتر", "Халифа Хафтар")
SARRAJ = person("sarraj", "Fayez al-Sarraj", "فايز السراج")
KHALED = person("khaled", "Khaled al-Khateb")
NAMES = NameList((HAFTAR, SARRAJ, KHALED))

CASES = [
    ("khal", ["Khaled al-Khateb", "Khalifa Haftar"]),  # by name
    ("KHALIFA H", ["Khalifa Haftar"]),
    ("khalifa hif", ["Khalifa Haftar (Khalifa Hifter)"]),  # by another name, which is shown
    ("حف", ["Khalifa Haftar (خليفة حفتر)"]),  # a later word, another script
    ("Хафт", ["Khalifa Haftar (Халифа Хафтар)"]),
    ("kha", ["Khaled al-Khateb", "Khalifa Haftar"]),  # a beginning before a later word of the same name
    ("sarraj", ["Fayez al-Sarraj"]),
    ("al-s", ["Fayez al-Sarraj"]),
    ("arra", ["Fayez al-Sarraj"]),  # inside a word
    ("nobody", []),
]


@pytest.mark.parametrize(("typed", "labels"), CASES)
def test_what_is_typed_finds_names(typed: str, labels: list[str]) -> None:
    assert [choice.label for choice in NAMES.find(typed, lambda actor: True, 25)] == labels


def test_a_choice_sends_back_the_id() -> None:
    assert NAMES.find("sarr", lambda actor: True, 25) == (Choice("Fayez al-Sarraj", "sarraj"),)


def test_nothing_typed_offers_names_from_the_beginning() -> None:
    assert [choice.value for choice in NAMES.find("", lambda actor: True, 2)] == ["sarraj", "khaled"]


def test_only_what_is_allowed_is_offered_however_many_others_there_are() -> None:
    others = [person(f"ali-{n}", f"Ali {n:04}", guild="999") for n in range(2000)]
    own_actor = person("ours", "Ali Zidan", guild="100")
    choices = NameList((*others, own_actor)).find("ali", lambda actor: actor.guild == "100", 25)
    assert [choice.value for choice in choices] == ["ours"]


def test_no_more_than_the_limit_is_offered() -> None:
    many = NameList([replace(HAFTAR, id=str(n)) for n in range(50)])
    assert len(many.find("haftar", lambda actor: True, 25)) == 25


def test_an_empty_list_offers_nothing() -> None:
    assert NameList(()).find("a", lambda actor: True, 25) == ()
