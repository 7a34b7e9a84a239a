"""Look-ups of a typed name: any alias, any script, inflected or misspelt."""

from __future__ import annotations

import pytest

from watchers.matching.lookup import find_actors
from watchers.model import Actor, Alias


def person(actor_id: str, *names: str) -> Actor:
    return Actor(actor_id, names[0], "person", tuple(Alias(name) for name in names))


HAFTAR = person("khalifa-haftar", "Khalifa Haftar", "Khalifa Hifter", "خليفة حفتر", "Халифа Хафтар")
SARRAJ = person("fayez-al-sarraj", "Fayez al-Sarraj", "فايز السراج")
LNA = Actor("lna", "Libyan National Army", "organisation", (Alias("LNA"), Alias("الجيش الوطني الليبي")))
ACTORS = (HAFTAR, SARRAJ, LNA)


@pytest.mark.parametrize(
    "name",
    ["Haftar", "Hifter", "haftar", "حفتر", "Хафтар", "Хафтара", "Khalifa Heftar", "Haftar's", "khalifa-haftar", "حَفْتَر"],
)
def test_a_typed_name_finds_its_actor(name: str) -> None:
    assert find_actors(name, ACTORS) == (HAFTAR,)


@pytest.mark.parametrize("name", ["LNA", "lna", "Libyan National Army", "libyan army", "الجيش الوطني الليبي"])
def test_an_organisation_is_found_by_short_and_long_form(name: str) -> None:
    assert find_actors(name, ACTORS) == (LNA,)


@pytest.mark.parametrize("name", ["Putin", "", "   ", "!?", "X"])
def test_nobody_is_found_for_anything_else(name: str) -> None:
    assert find_actors(name, ACTORS) == ()


def test_a_small_word_of_a_name_is_none() -> None:
    board = Actor("board", "Board of a Port", "organisation", (Alias("Board of a Port"), Alias("BP")))
    assert [find_actors(name, [board]) for name in ("a", "of", "of a", "BP", "port")] == [
        (),
        (),
        (),
        (board,),
        (board,),
    ]


def test_a_text_is_no_name() -> None:
    assert find_actors("Haftar " * 20, ACTORS) == (HAFTAR,)
    assert find_actors("Haftar " * 21, ACTORS) == ()


def test_all_bearers_of_a_surname_are_found() -> None:
    saddam = person("saddam-haftar", "Saddam Haftar")
    assert set(find_actors("Haftar", (*ACTORS, saddam))) == {HAFTAR, saddam}
    assert find_actors("Saddam Haftar", (*ACTORS, saddam)) == (saddam,)
