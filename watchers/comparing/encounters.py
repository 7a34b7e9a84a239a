"""What an article brings together for the first time, or again: decided against the whole archive. Pure.

    two actors in one article        an actor and a place in one dated sentence that names the actor
    an outlet, a language that had not reported on an actor; a language new to the story

Of what only the article's own story has brought before, nothing is said: the story's first report said it. Of two
actors, neither of whom was ever mentioned before, nothing either, since everything is new about them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from watchers.model import CERTAIN, Article, Encounter, EncounterHistory, EncounterQuery, Event, Mention
from watchers.places.gazetteer import related

ACTORS, PLACES = 6, 6  # looked up, in order of their first mention: an article that names more is a list of names


def ask(
    article: Article,
    actors: Sequence[str],
    events: Sequence[Event],
    mentions: Sequence[Mention],
    members: Iterable[Article] = (),
) -> EncounterQuery:
    """What to look up for an article; `members` are those of its story that are at hand."""
    looked_up = tuple(actors[:ACTORS])
    there = dict.fromkeys(pair for event in events for pair in _there(event, mentions) if pair[0] in looked_up)
    places = list(dict.fromkeys(place for _, place in there))[:PLACES]
    return query(
        looked_up,
        tuple(pair for pair in there if pair[1] in places),
        article.outlet,
        article.language or "",
        told_in_language=any(member.language == article.language for member in members),
    )


def query(
    actors: tuple[str, ...],
    there: tuple[tuple[str, str], ...],
    outlet: str,
    language: str,
    *,
    told_in_language: bool = False,
) -> EncounterQuery:
    """What is asked about these actors and pairs of actor and place: who was in Russia may have been in Moscow."""
    places = tuple(dict.fromkeys(other for _, place in there for other in related(place)))
    return EncounterQuery(actors, there, outlet, language, told_in_language, places)


def _there(event: Event, mentions: Sequence[Mention]) -> Iterator[tuple[str, str]]:
    """Actors and places that the sentence itself names; no country of which it names a place."""
    exact = [place for place in event.places if not any(each.startswith(f"{place}/") for each in event.places)]
    for m in mentions if exact else ():
        if m.field == event.field and event.start <= m.start < event.end and m.confidence >= CERTAIN:
            yield from ((m.actor, place) for place in exact)


def encounters(asked: EncounterQuery, before: EncounterHistory) -> tuple[Encounter, ...]:
    """What there is to say, co-mentions first, in order of mention."""
    return (*_together(asked, before), *_places(asked, before), *_voices(asked, before))


def _together(asked: EncounterQuery, before: EncounterHistory) -> Iterator[Encounter]:
    for one, other in combinations(asked.actors, 2):
        if (one, other) not in before.together:
            if one in before.seen:
                yield Encounter(one, other, "actor")
            elif other in before.seen:
                yield Encounter(other, one, "actor")
        elif last := before.together[one, other]:
            yield Encounter(one, other, "actor", last)


def _places(asked: EncounterQuery, before: EncounterHistory) -> Iterator[Encounter]:
    for actor, place in asked.there:
        known = [before.there[actor, each] for each in related(place) if (actor, each) in before.there]
        last = next((article for article in known if article), None)
        if last or (not known and actor in before.seen):
            yield Encounter(actor, place, "place", last)


def _voices(asked: EncounterQuery, before: EncounterHistory) -> Iterator[Encounter]:
    if asked.language and not before.story_language:
        yield Encounter("", asked.language, "language")
    known = [actor for actor in asked.actors if actor in before.seen]
    if asked.language:
        yield from (Encounter(actor, asked.language, "language") for actor in known if actor not in before.languages)
    if asked.outlet:
        yield from (Encounter(actor, asked.outlet, "outlet") for actor in known if actor not in before.outlets)
