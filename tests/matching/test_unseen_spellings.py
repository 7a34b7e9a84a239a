"""Unseen spellings: proposed with their evidence, never what the catalogue or a rule already explains."""

from __future__ import annotations

from watchers.matching.index import AliasIndex
from watchers.matching.match import match
from watchers.matching.unseen_spellings import propose
from watchers.model import Actor, Alias, Mention
from watchers.wording.clauses import in_words
from watchers.wording.names import Names

SHOIGU = Actor("shoigu", "Sergei Shoigu", "person", (Alias("Sergei Shoigu"), Alias("Сергей Шойгу")))
INDEX = AliasIndex.build([SHOIGU])


def sightings(*texts: str, language: str = "en") -> list[tuple[str, Mention]]:
    return [(f"article {n}", mention) for n, text in enumerate(texts) for mention in match("", text, INDEX, language)]


def test_a_misspelling_beside_its_given_name_is_proposed_from_one_article() -> None:
    (variant,) = propose(sightings("They met Segei Shaigu today."), [SHOIGU])
    assert (variant.actor, variant.surface, variant.articles) == ("shoigu", "Segei Shaigu", ("article 0",))
    assert in_words(variant.evidence, Names()).startswith("1 mention in 1 article")
    assert "like Sergei Shoigu" in in_words(variant.evidence, Names())


def test_what_is_in_most_articles_comes_first() -> None:
    texts = ("Sergei Shaigu came.", "Sergei Shoygu came.", "Sergei Shoygu left. Sergei Shoygu spoke.")
    variants = propose(sightings(*texts), [SHOIGU])
    assert [variant.surface for variant in variants] == ["Sergei Shoygu", "Sergei Shaigu"]
    assert in_words(variants[0].evidence, Names()).startswith("3 mentions in 2 articles")


def test_known_names_and_their_inflected_forms_are_not_proposed() -> None:
    texts = ("Sergei Shoigu spoke. Shoigu's aide left.", "Сергею Шойгу сообщили.")
    assert propose(sightings(*texts), [SHOIGU]) == ()


def test_a_confirmed_spelling_is_no_longer_unseen() -> None:
    confirmed = Actor("shoigu", SHOIGU.name, "person", (*SHOIGU.aliases, Alias("Segei Shaigu")))
    assert propose(sightings("They met Segei Shaigu today."), [confirmed]) == ()


def test_mentions_of_actors_that_are_gone_are_passed_over() -> None:
    assert propose(sightings("They met Segei Shaigu today."), []) == ()
