"""What is offered while a value is typed: the values that the requester may see and that contain it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from zoneinfo import available_timezones

from bot.commands import tracking
from bot.commands.context import CommandService, Completes, Parameter, Requester
from watchers.archive import Connection, catalogue, feeds
from watchers.lookups.answers import Choice
from watchers.lookups.completion import Allowed
from watchers.lookups.story import recent_stories
from watchers.model import FeedState
from watchers.text import languages

MOST_CHOICES = 25  # Discord's limit
LONGEST_CHOICE_CHARACTERS = 100  # Discord's limit, for what is shown and for what is sent back

ChoiceSource = Callable[[Connection, Requester, str], Iterable[Choice]]


def complete(service: CommandService, requester: Requester, parameter: Parameter, typed: str) -> tuple[Choice, ...]:
    """The completions of a value; of one that holds several, those of its last part."""
    if parameter.completes is None:
        return ()
    before, comma, last = typed.rpartition(",") if parameter.several else ("", "", typed)
    context = service.seen_by(requester)
    with context.database.read() as archive:
        if parameter.completes in _ACTOR_FILTERS:
            allowed = _ACTOR_FILTERS[parameter.completes](archive, requester)
            choices = context.names.complete(archive, last, allowed, MOST_CHOICES)
        else:
            choices = tuple(_CHOICE_SOURCES[parameter.completes](archive, requester, last.strip()))
    head = f"{before}{comma} " if comma else ""
    completions = (
        Choice(f"{head}{choice.label}"[:LONGEST_CHOICE_CHARACTERS], f"{head}{choice.value}") for choice in choices
    )
    return tuple(choice for choice in completions if len(choice.value) <= LONGEST_CHOICE_CHARACTERS)[:MOST_CHOICES]


def _any(archive: Connection, requester: Requester) -> Allowed:
    return lambda actor: True


def _own(archive: Connection, requester: Requester) -> Allowed:
    ids = tracking.changeable_ids(archive)
    return lambda actor: actor.id in ids


def _watched(archive: Connection, requester: Requester) -> Allowed:
    actor_ids = {actor for team in catalogue.teams(archive) for actor in team.watchlist.actors}
    return lambda actor: actor.id in actor_ids


def _team(archive: Connection, requester: Requester, typed: str) -> Iterable[Choice]:
    return _containing(typed, {team.id: team.name for team in catalogue.teams(archive)})


def _feed(archive: Connection, requester: Requester, typed: str) -> Iterable[Choice]:
    return _containing(typed, _feeds(feeds.states(archive)))


def _own_feed(archive: Connection, requester: Requester, typed: str) -> Iterable[Choice]:
    states = feeds.states(archive)
    return _containing(typed, _feeds(state for state in states if _is_own(state, requester)))


def _is_own(state: FeedState, requester: Requester) -> bool:
    """Whether a feed is the requester's to remove: the operator's are everybody's, but for those of the files."""
    return state.origin != "file" and state.feed.guild == requester.guild


def _tag(archive: Connection, requester: Requester, typed: str) -> Iterable[Choice]:
    tags = sorted({tag for state in feeds.states(archive) for tag in state.feed.tags})
    return _containing(typed, {tag: tag for tag in tags})


def _language(archive: Connection, requester: Requester, typed: str) -> Iterable[Choice]:
    return _containing(typed, {code: code for code in sorted(languages.CODES)})


def _zone(archive: Connection, requester: Requester, typed: str) -> Iterable[Choice]:
    return _containing(typed.replace(" ", "_"), {zone: zone for zone in sorted(available_timezones())})


def _story(archive: Connection, requester: Requester, typed: str) -> Iterable[Choice]:
    """The newest stories, latest first, by number or words of the headline."""
    words = typed.casefold().removeprefix("story ").split()
    for story in recent_stories(archive):
        outlet = f"{story.outlet}: " if story.outlet else ""
        label = f"{story.id} · {outlet}{' '.join(story.title.split()) or 'no headline'}"
        if all(word in label.casefold() for word in words):
            yield Choice(
                label if len(label) <= LONGEST_CHOICE_CHARACTERS else label[: LONGEST_CHOICE_CHARACTERS - 1] + "…",
                story.id,
            )


def _feeds(states: Iterable[FeedState]) -> Mapping[str, str]:
    """Feeds by what names them when it is sent back: the address, or the number where that is long or holds secrets."""
    return dict(map(_feed_choice, states))


def _feed_choice(state: FeedState) -> tuple[str, str]:
    feed = state.feed
    if feed.address == feed.url and len(feed.url) <= LONGEST_CHOICE_CHARACTERS:
        return feed.url, feed.label
    return state.number, f"{feed.title} ({feed.address})" if feed.title else feed.address


def _containing(typed: str, values: Mapping[str, str]) -> Iterable[Choice]:
    """Values (sent back -> shown) that contain what was typed, those that begin with it first."""
    part = typed.casefold()
    ranked = sorted(
        (not label.casefold().startswith(part), label.casefold(), value, label)
        for value, label in values.items()
        if part in label.casefold() or part in value.casefold()
    )
    return (Choice(label, value) for _, _, value, label in ranked)


_ACTOR_FILTERS: Mapping[Completes, Callable[[Connection, Requester], Allowed]] = {
    "actor": _any,
    "own actor": _own,
    "watched actor": _watched,
}

_CHOICE_SOURCES: Mapping[Completes, ChoiceSource] = {
    "team": _team,
    "feed": _feed,
    "own feed": _own_feed,
    "tag": _tag,
    "language": _language,
    "zone": _zone,
    "story": _story,
}
