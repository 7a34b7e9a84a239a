"""Which actor or feed a typed name means, for commands that change something. Pure.

An exact name among all that the requester may see is taken; anything looser, or a name of several, is asked back in one
sentence that says what to type. `command` is what stands before the name there: `/track remove name:`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from watchers.errors import UnknownActor, UnknownThing
from watchers.lookups.actor import resolve
from watchers.matching import lookup
from watchers.model import Actor, FeedState
from watchers.text import credentials

MOST_OFFERED = 3  # of those that may be meant

_NUMBER = re.compile(r"(?:feed\s*)?#?(\d{1,9})", re.IGNORECASE)


def actor(among: Sequence[Actor], name: str, command: str) -> Actor:
    """The actor that has exactly this name. UnknownActor asks which of several, or who with a similar name is meant."""
    exact = actors(among, name, command)
    if exact:
        return exact[0]
    likely = near(among, name) or (resolve(among, name),)
    raise UnknownActor(f"nobody is called exactly {name!r}; did you mean {_offered(likely, among, command)}?")


def actors(among: Sequence[Actor], name: str, command: str) -> tuple[Actor, ...]:
    """The actor that has exactly this name, in a tuple, or none. UnknownActor asks which, where several have it."""
    exact = lookup.named_exactly(name, among)
    if len(exact) > 1:
        raise UnknownActor(
            f"{name!r} is a name of several; which one? {_offered(exact[:MOST_OFFERED], among, command)}"
        )
    return exact


def near(among: Sequence[Actor], name: str) -> tuple[Actor, ...]:
    """Up to three actors that a misspelt, inflected or partial name may mean, the likeliest first."""
    return lookup.find_actors(name, among)[:MOST_OFFERED]


def feed(among: Sequence[FeedState], typed: str, command: str) -> FeedState:
    """The feed with this address, number or title. UnknownThing asks which of several or similar ones is meant."""
    typed = typed.strip()
    exact = [state for state in among if _is_feed(state, typed)]
    if len(exact) == 1:
        return exact[0]
    if exact:
        raise UnknownThing(f"several feeds are called {typed!r}; which one? {_offered_feeds(exact, command)}")
    wanted = typed.casefold()
    likely = [state for state in among if wanted in f"{state.feed.title} {state.feed.address}".casefold()]
    shown = credentials.shown(typed)
    if likely and wanted:
        raise UnknownThing(f"no feed is called exactly {shown!r}; did you mean {_offered_feeds(likely, command)}?")
    raise UnknownThing(f"no feed {shown!r} is followed; /feeds list shows them, /feeds add adds one")


def _is_feed(state: FeedState, typed: str) -> bool:
    number = _NUMBER.fullmatch(typed)
    if number and int(number[1]) == state.number:
        return True
    return typed in (state.feed.url, state.feed.address) or typed.casefold() == state.feed.title.casefold() != ""


def typed(actor: Actor, among: Sequence[Actor]) -> str:
    """What means just that actor: the name, or the id where several have the name."""
    return actor.name if lookup.named_exactly(actor.name, among) == (actor,) else actor.id


def _offered(likely: Sequence[Actor], among: Sequence[Actor], command: str) -> str:
    """Who may be meant, each with what to type."""
    return " or ".join(f"{each.name} ({command}{typed(each, among)})" for each in likely)


def _offered_feeds(likely: Sequence[FeedState], command: str) -> str:
    return " or ".join(
        f"{each.feed.title or 'the feed'} at {each.feed.address} ({command}{each.number})"
        for each in likely[:MOST_OFFERED]
    )
