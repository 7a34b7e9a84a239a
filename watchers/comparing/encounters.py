"""What an article brings together for the first time, or again: decided against the whole archive. Pure.

    two actors in one article        an actor and a place in one dated sentence that names the actor
    an outlet, a language that had not reported on an actor; a language new to the story

Of what only the article's own story has brought before, nothing is said: the story's first report said it. Of two
actors, neither of whom was ever mentioned before, nothing either, since everything is new about them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from watchers.model import CERTAIN, Article, Encounter, Event, Mention
from watchers.places.gazetteer import related

ACTORS, PLACES = 6, 6  # looked up, in order of their first mention: an article that names more is a list of names


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of the archive about an article."""

    actors: tuple[str, ...]
    there: tuple[tuple[str, str], ...]  # actor and place
    outlet: str
    language: str
    told_in_language: bool = False  # whether an article of the story in that language is known already

    @property
    def places(self) -> tuple[str, ...]:
        """With those that the news use in their stead: who was in Russia may have been in Moscow."""
        return tuple(dict.fromkeys(each for _, place in self.there for each in related(place)))


@dataclass(frozen=True, slots=True)
class Before:
    """What the archive answers. Of pairs: the newest article of another story, or None where only the article's own
    story has them; a pair that is missing was never brought together."""

    seen: frozenset[str] = frozenset()  # actors that were mentioned before
    together: Mapping[tuple[str, str], str | None] = field(default_factory=dict)  # in the order of `Ask.actors`
    there: Mapping[tuple[str, str], str | None] = field(default_factory=dict)
    outlets: frozenset[str] = frozenset()  # actors on whom the outlet has reported before
    languages: frozenset[str] = frozenset()  # actors who were reported on in the language before
    story_language: bool = True  # whether the story has been told in it, or is new


def ask(
    article: Article,
    actors: Sequence[str],
    events: Sequence[Event],
    mentions: Sequence[Mention],
    members: Iterable[Article] = (),
) -> Ask:
    """What to look up for an article; `members` are those of its story that are at hand."""
    asked = tuple(actors[:ACTORS])
    there = dict.fromkeys(pair for event in events for pair in _there(event, mentions) if pair[0] in asked)
    places = list(dict.fromkeys(place for _, place in there))[:PLACES]
    return Ask(
        asked,
        tuple(pair for pair in there if pair[1] in places),
        article.outlet,
        article.language or "",
        any(member.language == article.language for member in members),
    )


def _there(event: Event, mentions: Sequence[Mention]) -> Iterator[tuple[str, str]]:
    """Actors and places that the sentence itself names; no country of which it names a place."""
    exact = [place for place in event.places if not any(each.startswith(f"{place}/") for each in event.places)]
    for m in mentions if exact else ():
        if m.field == event.field and event.start <= m.start < event.end and m.confidence >= CERTAIN:
            yield from ((m.actor, place) for place in exact)


def encounters(asked: Ask, before: Before) -> tuple[Encounter, ...]:
    """What there is to say, co-mentions first, in order of mention."""
    return (*_together(asked, before), *_places(asked, before), *_voices(asked, before))


def _together(asked: Ask, before: Before) -> Iterator[Encounter]:
    for one, other in combinations(asked.actors, 2):
        if (one, other) not in before.together:
            if one in before.seen:
                yield Encounter(one, other, "actor")
            elif other in before.seen:
                yield Encounter(other, one, "actor")
        elif last := before.together[one, other]:
            yield Encounter(one, other, "actor", last)


def _places(asked: Ask, before: Before) -> Iterator[Encounter]:
    for actor, place in asked.there:
        known = [before.there[actor, each] for each in related(place) if (actor, each) in before.there]
        last = next((article for article in known if article), None)
        if last or (not known and actor in before.seen):
            yield Encounter(actor, place, "place", last)


def _voices(asked: Ask, before: Before) -> Iterator[Encounter]:
    if asked.language and not before.story_language:
        yield Encounter("", asked.language, "language")
    known = [actor for actor in asked.actors if actor in before.seen]
    if asked.language:
        yield from (Encounter(actor, asked.language, "language") for actor in known if actor not in before.languages)
    if asked.outlet:
        yield from (Encounter(actor, asked.outlet, "outlet") for actor in known if actor not in before.outlets)
