"""Commands about watchlists: what a team follows, for how long it is silent, and what it would have been sent.

A watchlist is the team's: languages, feeds, tags, the minimum novelty and what becomes of asides hold for all of its
actors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from bot.commands import access, changing, naming, periods
from bot.commands.context import Command, CommandContext, Parameter, Requester, listed
from bot.message import Message
from bot.render import digests, manage, operations
from bot.render.phrases import asides_go
from watchers.archive import Connection, catalogue, changes, feeds, outbox, stories
from watchers.archive.visible import seen_by
from watchers.errors import ConfigError, UnknownActor, UnknownThing
from watchers.lookups.actor import resolve
from watchers.lookups.answers import SearchAnswer
from watchers.lookups.names import names_of
from watchers.lookups.search import search_answer
from watchers.matching import lookup
from watchers.model import Actor, Asides, Novelty, Team, Watchlist
from watchers.telling import schedule
from watchers.telling.rehearse import rehearse
from watchers.text import credentials, languages

MOST_PREVIEW_ARTICLES = 5  # for a name that nobody tracks yet
DEFAULT_REHEARSED_DAYS = 7
T = TypeVar("T")
NOVELTIES = tuple(str(novelty) for novelty in reversed(Novelty))


def add(
    context: CommandContext,
    requester: Requester,
    name: str | None = None,
    team: str | None = None,
    feeds: str | None = None,
    tags: str | None = None,
    languages: str | None = None,
    minimum_novelty: str | None = None,
    asides: str | None = None,
) -> Message:
    """Put actors, feeds, tags and languages on a watchlist; a name that nobody tracks is offered to be tracked."""
    with context.database.write() as archive:
        chosen = access.changeable(requester, catalogue.teams(archive), team)
        with seen_by(archive, chosen.guild):
            tracked = catalogue.actors(archive)
            actors = naming.actors(tracked, name, "/watch add name:") if name else ()
            watchlist = with_sources(archive, chosen, feeds, tags, languages, minimum_novelty, asides)
            watchlist = replace(watchlist, actors=_with_added(watchlist.actors, [actor.id for actor in actors]))
            sentences = _save(archive, chosen, watchlist, context.clock())
            if name and not actors:
                return manage.offer(name, chosen, _preview(archive, name), naming.near(tracked, name), sentences)
    if not sentences:
        raise ConfigError(f"nothing to add: team {chosen.name} has that on its watchlist already, or name an actor")
    return manage.done(*sentences)


def watch_pressed(context: CommandContext, requester: Requester, about: str) -> Message:
    """The button that watches an actor whose name is like the typed one: `about` is the team's id and the actor's."""
    team, _, actor = about.partition(":")
    return add(context, requester, actor, team)


def remove(
    context: CommandContext,
    requester: Requester,
    name: str | None = None,
    team: str | None = None,
    feeds: str | None = None,
    tags: str | None = None,
    languages: str | None = None,
) -> Message:
    """Take actors, feeds, tags and languages off a watchlist."""
    with context.database.write() as archive:
        chosen = access.changeable(requester, catalogue.teams(archive), team)
        before, snapshot = chosen.watchlist, changes.snapshot(archive)
        with seen_by(archive, chosen.guild):
            watchlist = replace(
                before,
                actors=_without(before.actors, [_watched_id(archive, chosen, name)] if name else [], "actor"),
                feeds=_without(before.feeds, _feed_urls(archive, feeds), "feed"),
                tags=_without(before.tags, listed(tags), "tag"),
                languages=_without(before.languages, _codes(languages), "language"),
            )
            sentences = _save(archive, chosen, watchlist, context.clock())
        if not sentences:
            raise ConfigError("nothing to remove: name an actor, feeds, tags or languages of the watchlist")
        undo = changing.record(archive, requester, snapshot, " ".join(sentences), context.clock())
    return manage.done(*sentences, undo=undo)


def list_(context: CommandContext, requester: Requester, team: str | None = None) -> Message:
    """What the teams follow."""
    with context.database.read() as archive:
        teams = catalogue.teams(archive)
        names = _names_of_actors(archive, teams)
    return operations.watchlist([access.shown(requester, teams, team)] if team else teams, names)


def pause(context: CommandContext, requester: Requester, until: str, team: str | None = None) -> Message:
    """Tell a team nothing for a while; what it would have been told waits and is told then."""
    now = context.clock()
    with context.database.write() as archive:
        chosen = access.changeable(requester, catalogue.teams(archive), team)
        end = periods.until(until, chosen.timezone, now)
        _end_pause(archive, chosen, replace(chosen, paused_until=end), now)
    local = end.astimezone(schedule.parse_zone(chosen.timezone))
    return manage.done(
        f"Team {chosen.name} is paused until {local:%Y-%m-%d %H:%M} ({chosen.timezone}).",
        "What comes meanwhile is told then.",
    )


def resume(context: CommandContext, requester: Requester, team: str | None = None) -> Message:
    """End a pause; what waited for its end is told now, or after quiet hours."""
    now = context.clock()
    with context.database.write() as archive:
        chosen = access.changeable(requester, catalogue.teams(archive), team)
        if chosen.paused_until is None or chosen.paused_until <= now:
            return manage.done(f"Team {chosen.name} is not paused.")
        _end_pause(archive, chosen, replace(chosen, paused_until=None), now)
    return manage.done(f"Team {chosen.name} is told again.")


def rehearsal(
    context: CommandContext,
    requester: Requester,
    name: str | None = None,
    days: int = DEFAULT_REHEARSED_DAYS,
    team: str | None = None,
) -> Message:
    """What the watchlist would have sent, also with one more actor on it."""
    now = context.clock()
    period = (now - timedelta(days=days), now)
    with context.database.read() as archive:
        chosen = access.shown(requester, catalogue.teams(archive), team)
        with seen_by(archive, chosen.guild):
            if name:
                actor = resolve(catalogue.actors(archive), name)
                actor_ids = _with_added(chosen.watchlist.actors, [actor.id])
                chosen = replace(chosen, watchlist=replace(chosen.watchlist, actors=actor_ids))
            active_stories = stories.between(archive, *period)
            feeds_by_url = {state.feed.url: state.feed for state in feeds.states(archive)}
            rehearsed = rehearse(chosen, active_stories, feeds_by_url, period)
            said = (reason for message in rehearsed.messages for reason in message.reasons)
            return digests.rehearsal(rehearsed, names_of(archive, said))


def with_sources(
    archive: Connection,
    team: Team,
    feeds: str | None,
    tags: str | None,
    languages: str | None,
    novelty: str | None,
    asides: str | None,
) -> Watchlist:
    """The team's watchlist with more feeds, tags and languages on it, another minimum novelty, and another place for
    asides."""
    before = team.watchlist
    return replace(
        before,
        feeds=_with_added(before.feeds, _feed_urls(archive, feeds)),
        tags=_with_added(before.tags, listed(tags)),
        languages=_with_added(before.languages, _codes(languages)),
        minimum_novelty=_parsed(Novelty.parse, novelty) if novelty else before.minimum_novelty,
        asides=_parsed(Asides.parse, asides) if asides else before.asides,
    )


def watch(archive: Connection, team: Team, actor: Actor, now: datetime) -> Sequence[str]:
    """Put one actor on a watchlist; what was done, in sentences."""
    actor_ids = _with_added(team.watchlist.actors, [actor.id])
    return _save(archive, team, replace(team.watchlist, actors=actor_ids), now)


# ---------------------------------------------------------------- parts


def _end_pause(archive: Connection, before: Team, after: Team, now: datetime) -> None:
    """Save another end of the pause; what waited for a later one is brought forward."""
    catalogue.save_team(archive, after, now)
    old, new = before.paused_until, after.paused_until
    if old is not None and old > (new or now):
        outbox.bring_forward(archive, after.id, old, schedule.tell_at(after, now))


def _save(archive: Connection, team: Team, watchlist: Watchlist, now: datetime) -> Sequence[str]:
    """Save a changed watchlist; the changes in sentences, none where nothing changed."""
    sentences = _changes(team, watchlist, catalogue.actor_names(archive))
    if sentences:
        catalogue.save_team(archive, replace(team, watchlist=watchlist), now)
    return sentences


def _changes(team: Team, after: Watchlist, names: dict[str, str]) -> list[str]:
    """What another watchlist changes for a team, in sentences; `names` are the actors' by id."""
    before, sentences = team.watchlist, []
    parts: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
        ("", before.actors, after.actors),
        ("feed ", _shown(before.feeds), _shown(after.feeds)),
        ("tag ", before.tags, after.tags),
        ("language ", before.languages, after.languages),
    )
    for prefix, old, new in parts:
        added = [prefix + names.get(value, value) for value in new if value not in old]
        removed = [prefix + names.get(value, value) for value in old if value not in new]
        sentences += [f"Team {team.name} now watches {', '.join(added)}."] if added else []
        sentences += [f"Team {team.name} no longer watches {', '.join(removed)}."] if removed else []
    if after.minimum_novelty != before.minimum_novelty:
        sentences.append(f"Team {team.name} is told from {after.minimum_novelty} up.")
    if after.asides is not before.asides:
        where = asides_go(replace(team, watchlist=after))
        sentences.append(f"Passing mentions, opinion, round-ups and live blogs of team {team.name} {where}.")
    return sentences


def _shown(feeds: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(credentials.shown, feeds))


def _names_of_actors(archive: Connection, teams: Iterable[Team]) -> dict[str, str]:
    """The names of the actors whom the teams' servers follow, by id."""
    names: dict[str, str] = {}
    for guild in dict.fromkeys(team.guild for team in teams):
        with seen_by(archive, guild):
            names |= catalogue.actor_names(archive)
    return names


def _preview(archive: Connection, name: str) -> SearchAnswer:
    answer = search_answer(archive, name)
    return replace(answer, hits=answer.hits[:MOST_PREVIEW_ARTICLES])


def _watched_id(archive: Connection, team: Team, name: str) -> str:
    """The id of the watched actor whose name it is exactly, or of one that is tracked no longer, if named by the id."""
    if name in team.watchlist.actors:
        return name
    tracked = catalogue.actors(archive)
    watched = [actor for actor in tracked if actor.id in team.watchlist.actors]
    others = naming.actors([actor for actor in tracked if actor not in watched], name, "")[:1]
    if others and not lookup.named_exactly(name, watched):
        raise UnknownActor(f"team {team.name} does not watch {others[0].name}; /watch list shows whom it watches")
    if not naming.near(watched, name):
        raise UnknownActor(f"team {team.name} watches nobody called {name!r}; /watch list shows whom it watches")
    return naming.actor(watched, name, "/watch remove name:").id


def _feed_urls(archive: Connection, text: str | None) -> list[str]:
    """Feeds by address or title; UnknownThing for one that the viewer does not see."""
    if not text:
        return []
    states = feeds.states(archive)
    return [naming.feed(states, typed, "feeds:").feed.url for typed in listed(text)]


def _codes(text: str | None) -> list[str]:
    try:
        return [languages.parse(code) for code in listed(text)]
    except ValueError as problem:
        raise ConfigError(str(problem)) from None


def _parsed(parse: Callable[[str], T], text: str) -> T:
    try:
        return parse(text)
    except ValueError as problem:
        raise ConfigError(str(problem)) from None


def _with_added(values: Sequence[str], added: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*values, *added)))


def _without(values: Sequence[str], removed: Sequence[str], kind: str) -> tuple[str, ...]:
    for value in removed:
        if value not in values:
            raise UnknownThing(f"the watchlist has no {kind} {value!r}; /watch list shows what it has")
    return tuple(value for value in values if value not in removed)


TEAM = Parameter("team", "the team; may be left out where only one fits", required=False, completes="team")
FEEDS = Parameter("feeds", "feeds by title, address or number, separated by commas", False, "feed", several=True)
TAGS = Parameter("tags", "tags of feeds, separated by commas", False, "tag", several=True)
LANGUAGES = Parameter("languages", "languages that the team reads, as ar, en, fr", False, "language", several=True)
NOVELTY = Parameter("minimum_novelty", "what is told at least", required=False, choices=NOVELTIES)
ASIDES = Parameter(
    "asides",
    "where passing mentions, opinion, round-ups and live blogs go",
    required=False,
    choices=tuple(place.value for place in Asides),
)

COMMANDS = (
    Command(
        "watch add",
        "Follow an actor, or feeds, tags and languages",
        add,
        (
            Parameter("name", "any spelling in any script; an unknown name is offered to be tracked", False, "actor"),
            TEAM,
            FEEDS,
            TAGS,
            LANGUAGES,
            NOVELTY,
            ASIDES,
        ),
    ),
    Command(
        "watch remove",
        "Follow an actor, feeds, tags or languages no longer",
        remove,
        (Parameter("name", "any spelling of a watched actor", False, "watched actor"), TEAM, FEEDS, TAGS, LANGUAGES),
    ),
    Command("watch list", "What the teams follow", list_, (TEAM,), private=True),
    Command(
        "watch pause",
        "Tell a team nothing for a while; what comes waits",
        pause,
        (Parameter("until", "8h, 3d, 08:00 or 2026-03-02 08:00, in the team's time"), TEAM),
    ),
    Command("watch resume", "End a team's pause", resume, (TEAM,)),
    Command(
        "watch rehearse",
        "What the watchlist would have sent in the last days",
        rehearsal,
        (
            Parameter("name", "as if this actor were watched too", required=False, completes="actor"),
            Parameter("days", "how many, 7 if left out", required=False, kind="number", least=1, most=30),
            TEAM,
        ),
        private=True,
    ),
)
