"""Surnames that many tracked actors bear."""

from __future__ import annotations

import pytest

from watchers.matching.index import AliasIndex
from watchers.matching.match import match
from watchers.model import Actor, Alias, Mention
from watchers.wording.matching import rule

GIVEN = ("Anton", "Boris", "Viktor", "Gleb", "Denis", "Fedor", "Igor", "Kirill", "Leonid", "Maksim", "Nikita", "Oleg")


def bearers(count: int) -> AliasIndex:
    return AliasIndex.build(Actor(name.lower(), f"{name} Vellmarov", "person", ()) for name in GIVEN[:count])


def confidences(mentions: tuple[Mention, ...], surface: str) -> dict[str, float]:
    return {mention.actor: mention.confidence for mention in mentions if mention.surface == surface}


def test_a_surname_of_a_few_is_ambiguous_and_says_who_is_meant() -> None:
    by_actor = confidences(match("", "Then Vellmarov left.", bearers(3), "en"), "Vellmarov")
    assert set(by_actor) == {"anton", "boris", "viktor"} and max(by_actor.values()) < 0.5


def test_a_surname_of_a_crowd_alone_means_nobody() -> None:
    assert match("", "Then Vellmarov left.", bearers(12), "en") == ()


@pytest.mark.parametrize("count", [3, 12])
def test_a_full_name_tells_who_is_meant_also_where_the_surname_stands_alone(count: int) -> None:
    mentions = match("Boris Vellmarov in Cairo", "Then Vellmarov left.", bearers(count), "en")
    title, text = (mention for mention in mentions if mention.confidence >= 0.5)
    assert (title.actor, title.field, text.actor, text.field) == ("boris", "title", "boris", "text")


@pytest.mark.parametrize("surface", ["Vellmarova", "Vellmarovem"])
def test_an_inflected_surname_of_a_crowd_is_recognised_as_well(surface: str) -> None:
    mentions = match("Boris Vellmarov", f"Dnes {surface} viděli.", bearers(12), "cs")
    assert [(m.actor, m.surface) for m in mentions if m.confidence >= 0.5] == [
        ("boris", "Boris Vellmarov"),
        ("boris", surface),
    ]


def test_an_initial_tells_one_of_a_crowd() -> None:
    mentions = match("", "Then D. Vellmarov left.", bearers(12), "en")
    assert [mention.actor for mention in mentions if mention.confidence >= 0.5] == ["denis"]


def test_the_many_spellings_of_one_actor_are_no_crowd() -> None:
    spellings = tuple(Alias(f"{name} Vellmarov") for name in (*GIVEN, *(f"{name}y" for name in GIVEN), "Bob", "Rob"))
    index = AliasIndex.build([Actor("boris", "Boris Vellmarov", "person", spellings)])
    (mention,) = match("", "Then Vellmarov left.", index, "en")
    assert (mention.actor, rule(mention)) == ("boris", "surname, name") and mention.confidence >= 0.5


def test_an_organisation_of_a_crowd_is_found_by_its_other_words() -> None:
    kinds = ("Bank", "Press", "Radio", "Union", "Party", "Group", "Mill", "Port", "Mine", "Court", "Guard", "League")
    index = AliasIndex.build(Actor(kind.lower(), f"Vellmarov {kind}", "organisation", ()) for kind in kinds)
    (mention,) = match("", "The Vellmarov Party has won.", index, "en")
    assert (mention.actor, mention.surface) == ("party", "Vellmarov Party")
