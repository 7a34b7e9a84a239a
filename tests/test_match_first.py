"""Matching, as analysts meet it."""

from __future__ import annotations

import pytest

from watchers.index import AliasIndex
from watchers.match import find_actors, match
from watchers.model import Actor, Alias


def person(actor_id: str, *names: str, exclude: tuple[str, ...] = ()) -> Actor:
    return Actor(actor_id, names[0], "person", tuple(Alias(name) for name in names), exclude=exclude)


HAFTAR = person("khalifa-haftar", "Khalifa Haftar", "Khalifa Hifter", "خليفة حفتر", "Халифа Хафтар")
SARRAJ = person("fayez-al-sarraj", "Fayez al-Sarraj", "فايز السراج")
ACTORS = (HAFTAR, SARRAJ)
INDEX = AliasIndex.build(ACTORS)


def told(text: str, language: str | None = None) -> set[tuple[str, str]]:
    return {(m.actor, m.surface) for m in match("", text, INDEX, language) if m.confidence >= 0.5}


@pytest.mark.parametrize(
    ("text", "language", "surface"),
    [
        ("The talks with Khalifa Hifter failed.", "en", "Khalifa Hifter"),
        ("Hifter's men took the town.", "en", "Hifter"),
        ("وقال حفتر إن", "ar", "حفتر"),
        ("اجتماع وحفتر", "ar", "حفتر"),
        ("Встреча с Хафтаром прошла", "ru", "Хафтаром"),
        ("Haftar’ın ordusu", "tr", "Haftar"),
        ("les forces d’Haftar", "fr", "Haftar"),
    ],
)
def test_a_surname_alone_is_found_in_every_language(text: str, language: str, surface: str) -> None:
    assert ("khalifa-haftar", surface) in told(text, language)


@pytest.mark.parametrize("text", ["Saddam Haftar arrived.", "Belqasem Haftar arrived.", "وصل صدام حفتر"])
def test_a_relative_is_found_and_not_believed(text: str) -> None:
    (mention,) = match("", text, INDEX, None)
    assert mention.confidence < 0.5
    assert mention.rule == "namesake"


@pytest.mark.parametrize("name", ["Haftar", "Hifter", "حفتر", "Хафтар", "Хафтара", "Khalifa Heftar", "khalifa-haftar"])
def test_a_typed_name_finds_its_actor(name: str) -> None:
    assert find_actors(name, ACTORS) == (HAFTAR,)


def test_nobody_is_found_for_an_unknown_name() -> None:
    assert find_actors("Putin", ACTORS) == ()
