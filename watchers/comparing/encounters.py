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

_MOST_ACTORS, _MOST_PLACES = 6, 6  # looked up, in order of first mention: an article that names more is a list of names


def ask(
    article: Article,
    actors: Sequence[str],
    events: Sequence[Event],
    mentions: Sequence[Mention],
    members: Iterable[Article] = (),
) -> EncounterQuery:
    """What to look up for an article; `members` are those of its story that are at hand."""
    first_actors = tuple(actors[:_MOST_ACTORS])
    pairs = dict.fromkeys(pair for event in events for pair in _named_there(event, mentions) if pair[0] in first_actors)
    places = list(dict.fromkeys(place for _, place in pairs))[:_MOST_PLACES]
    return query(
        first_actors,
        tuple(pair for pair in pairs if pair[1] in places),
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
    """The look-up for these actors and pairs of actor and place: who was in Russia may have been in Moscow."""
    places = tuple(dict.fromkeys(other for _, place in there for other in related(place)))
    return EncounterQuery(actors, there, outlet, language, told_in_language, places)


def _named_there(event: Event, mentions: Sequence[Mention]) -> Iterator[tuple[str, str]]:
    """Pairs of actor and place that the event's sentence itself names; no country of which it names a place."""
    exact = [place for place in event.places if not any(other.startswith(f"{place}/") for other in event.places)]
    for m in mentions if exact else ():
        if m.field == event.field and event.start <= m.start < event.end and m.confidence >= CERTAIN:
            yield from ((m.actor, place) for place in exact)


def encounters(lookup: EncounterQuery, before: EncounterHistory) -> tuple[Encounter, ...]:
    """What there is to say, co-mentions first, in order of mention."""
    return (*_together(lookup, before), *_places(lookup, before), *_voices(lookup, before))


def _together(lookup: EncounterQuery, before: EncounterHistory) -> Iterator[Encounter]:
    for actor, other in combinations(lookup.actors, 2):
        if (actor, other) not in before.together:
            if actor in before.seen:
                yield Encounter(actor, other, "actor")
            elif other in before.seen:
                yield Encounter(other, actor, "actor")
        elif last := before.together[actor, other]:
            yield Encounter(actor, other, "actor", last)


def _places(lookup: EncounterQuery, before: EncounterHistory) -> Iterator[Encounter]:
    for actor, place in lookup.there:
        pairs = [(actor, standing_for) for standing_for in related(place)]
        articles = [before.there[pair] for pair in pairs if pair in before.there]
        last = next((article for article in articles if article), None)
        if last or (not articles and actor in before.seen):
            yield Encounter(actor, place, "place", last)


def _voices(lookup: EncounterQuery, before: EncounterHistory) -> Iterator[Encounter]:
    if lookup.language and not before.story_language:
        yield Encounter("", lookup.language, "language")
    reported = [actor for actor in lookup.actors if actor in before.seen]
    if lookup.language:
        yield from (
            Encounter(actor, lookup.language, "language") for actor in reported if actor not in before.languages
        )
    if lookup.outlet:
        yield from (Encounter(actor, lookup.outlet, "outlet") for actor in reported if actor not in before.outlets)
