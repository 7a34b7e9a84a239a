"""Actors and places are looked for in any text, and any text may be an actor's name."""

from __future__ import annotations

import json
from dataclasses import asdict

from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.strategies import ACTORS, ARTICLES, CHARACTERS, FUZZ, INDEX, LANGUAGE_TAGS, SHORT, TEXTS, values
from watchers.lookups import completion
from watchers.matching import lookup, match, unseen_spellings
from watchers.matching.index import AliasIndex
from watchers.model import Actor, Article, Mention
from watchers.places import find

NAMED = st.lists(st.one_of(st.sampled_from(ACTORS), values(Actor)), max_size=4)


def check(mentions: tuple[Mention, ...], title: str, text: str) -> None:
    """Mentions stand where they say, are surely ordered, and can be written as JSON."""
    for mention in mentions:
        field = title if mention.field == "title" else text
        assert 0 <= mention.start < mention.end <= len(field)
        assert field[mention.start : mention.end] == mention.surface
        assert 0 <= mention.confidence <= 1
        assert mention.rule and mention.evidence
    places = [(mention.field != "title", mention.start) for mention in mentions]
    assert places == sorted(places)
    json.dumps([asdict(mention) for mention in mentions], allow_nan=False)


@FUZZ
@given(SHORT, TEXTS, LANGUAGE_TAGS)
def test_mentions_stand_where_they_say(title: str, text: str, language: str | None) -> None:
    mentions = match.match(title, text, INDEX, language)
    check(mentions, title, text)
    assert match.match(title, text, INDEX, language) == mentions


@FUZZ
@given(NAMED, SHORT, SHORT, LANGUAGE_TAGS)
def test_any_text_may_be_a_name(actors: list[Actor], title: str, text: str, language: str | None) -> None:
    names = " ".join(alias.text for actor in actors for alias in actor.aliases)
    index = AliasIndex.build(actors)
    check(match.match(names, f"{text} {names}", index, language), names, f"{text} {names}")
    check(match.match(title, text, index, language), title, text)


@FUZZ
@given(NAMED, SHORT, st.text(CHARACTERS, max_size=3))
def test_what_is_typed_for_a_name_is_looked_up(actors: list[Actor], typed: str, character: str) -> None:
    for name in (typed, character, typed + character):
        assert set(lookup.find_actors(name, actors)) <= set(actors)
        offered = completion.NameList(actors).find(name, lambda actor: True, 25)
        assert len(offered) <= 25 and {choice.value for choice in offered} <= {actor.id for actor in actors}


@FUZZ
@given(st.lists(ARTICLES, max_size=3), NAMED)
def test_unseen_spellings_are_proposed_from_any_sightings(articles: list[Article], actors: list[Actor]) -> None:
    index = AliasIndex.build(actors)
    sightings = [
        (article.id, mention) for article in articles for mention in match.match(article.title, article.text, index)
    ]
    for variant in unseen_spellings.propose(sightings, actors):
        assert variant.surface and variant.evidence


@FUZZ
@given(TEXTS, LANGUAGE_TAGS)
def test_places_stand_where_they_say(text: str, language: str | None) -> None:
    end = 0
    for place in find.find(text, language):
        assert end <= place.start < place.end <= len(text)
        assert text[place.start : place.end].strip() == text[place.start : place.end]
        end = place.end
