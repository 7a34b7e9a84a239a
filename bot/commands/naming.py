"""Which actor or feed a typed name means, for commands that change something. Pure.

`candidates` are all that may be meant. An exact name is accepted; for anything looser, or a name of several, an error
asks back and says what to type. `command` is what stands before the name there: `/track remove name:`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from watchers.errors import UnknownActor, UnknownThing
from watchers.lookups.actor import resolve
from watchers.matching import lookup
from watchers.model import Actor, FeedState
from watchers.text import credentials

MOST_SUGGESTIONS = 3

_FEED_NUMBER = re.compile(r"(?:feed\s*)?#?(P?\d{1,9})", re.IGNORECASE)


def actor(candidates: Sequence[Actor], name: str, command: str) -> Actor:
    """The actor that has exactly this name. UnknownActor asks which of several, or who with a similar name is meant."""
    matches = actors(candidates, name, command)
    if matches:
        return matches[0]
    suggestions = near(candidates, name) or (resolve(candidates, name),)
    raise UnknownActor(
        f"nobody is called exactly {name!r}; did you mean {_suggested_actors(suggestions, candidates, command)}?"
    )


def actors(candidates: Sequence[Actor], name: str, command: str) -> tuple[Actor, ...]:
    """The actor that has exactly this name, in a tuple, or none. UnknownActor asks which, where several have it."""
    matches = lookup.named_exactly(name, candidates)
    if len(matches) > 1:
        raise UnknownActor(
            f"{name!r} is a name of several; which one? {_suggested_actors(matches, candidates, command)}"
        )
    return matches


def near(candidates: Sequence[Actor], name: str) -> tuple[Actor, ...]:
    """Up to three actors that a misspelt, inflected or partial name may mean, the likeliest first."""
    return lookup.find_actors(name, candidates)[:MOST_SUGGESTIONS]


def feed(candidates: Sequence[FeedState], typed: str, command: str) -> FeedState:
    """The feed with this address, number or title. UnknownThing asks which of several or similar ones is meant."""
    typed = typed.strip()
    matches = [state for state in candidates if _is_feed(state, typed)]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise UnknownThing(f"several feeds are called {typed!r}; which one? {_suggested_feeds(matches, command)}")
    part = typed.casefold()
    suggestions = [state for state in candidates if part in f"{state.feed.title} {state.feed.address}".casefold()]
    shown = credentials.shown(typed)
    if suggestions and part:
        raise UnknownThing(
            f"no feed is called exactly {shown!r}; did you mean {_suggested_feeds(suggestions, command)}?"
        )
    raise UnknownThing(f"no feed {shown!r} is followed; /feeds list shows them, /feeds add adds one")


def _is_feed(state: FeedState, typed: str) -> bool:
    match = _FEED_NUMBER.fullmatch(typed)
    if match and match[1].upper() == state.number:
        return True
    return typed in (state.feed.url, state.feed.address) or typed.casefold() == state.feed.title.casefold() != ""


def unambiguous_name(actor: Actor, candidates: Sequence[Actor]) -> str:
    """What to type for just this actor: the name, or the id where several candidates have the name."""
    return actor.name if lookup.named_exactly(actor.name, candidates) == (actor,) else actor.id


def _suggested_actors(suggestions: Sequence[Actor], candidates: Sequence[Actor], command: str) -> str:
    """Actors that may be meant, with what to type for each: `Name (/track remove name:Name) or ...`."""
    return " or ".join(
        f"{actor.name} ({command}{unambiguous_name(actor, candidates)})" for actor in suggestions[:MOST_SUGGESTIONS]
    )


def _suggested_feeds(suggestions: Sequence[FeedState], command: str) -> str:
    """Feeds that may be meant, with what to type for each: `Title at address (/feeds remove feed:3) or ...`."""
    return " or ".join(
        f"{state.feed.title or 'the feed'} at {state.feed.address} ({command}{state.number})"
        for state in suggestions[:MOST_SUGGESTIONS]
    )
