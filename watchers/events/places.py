"""Events with the places that their sentences name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from watchers.dates import refers_back
from watchers.model import Basis, Event, Mention
from watchers.places import find
from watchers.places.find import PlaceFound


def located(events: Iterable[Event], mentions: Sequence[Mention], language: str | None) -> tuple[Event, ...]:
    """The events of one article with their places. What is (or may be) an actor's name is none: `mentions` has all.

    Where the sentence does not speak of the actors themselves, only a place where something is said to be counts.
    """
    places_by_text: dict[str, tuple[PlaceFound, ...]] = {}
    placed = []
    for event in events:
        if event.text not in places_by_text:
            places_by_text[event.text] = _places_of(event, mentions, language)
        places = places_by_text[event.text]
        ids = dict.fromkeys(p.place for p in places if p.there or not _is_carried(event, mentions, language))
        placed.append(replace(event, places=tuple(ids)) if ids else event)
    return tuple(placed)


def _places_of(event: Event, mentions: Sequence[Mention], language: str | None) -> tuple[PlaceFound, ...]:
    names = [(m.start - event.start, m.end - event.start) for m in mentions if m.field == event.field]
    places = find.find(event.text, language)
    return tuple(place for place in places if not any(start < place.end and place.start < end for start, end in names))


def _is_carried(event: Event, mentions: Sequence[Mention], language: str | None) -> bool:
    """Whether its actors are only the article's main ones, whom the sentence neither names nor refers to."""
    here = (m.actor for m in mentions if m.field == event.field and event.start <= m.start < event.end)
    named = not set(event.actors).isdisjoint(here)
    return event.basis is Basis.STATED and not named and not refers_back(event.text, language)
