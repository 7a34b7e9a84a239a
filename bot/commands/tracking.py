"""Commands about actors: who is tracked, by which names.

An actor added here belongs to the requester's server and is invisible elsewhere; its id begins with the server's, so
that two servers may track the same name. One that is added at the terminal is everybody's, as those of the files. What
config/actors.toml declares is changed there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.commands import access, changing, naming
from bot.commands.changing import CONFIRM
from bot.commands.context import Command, CommandContext, Parameter, Requester, listed
from bot.commands.watching import TEAM, watch
from bot.message import Message
from bot.render import manage, removal
from watchers.archive import Connection, actors, catalogue, changes, variants
from watchers.archive.visible import viewer_of
from watchers.errors import ConfigError, NotAllowed
from watchers.lookups.actor import resolve
from watchers.model import Actor, Alias, Kind
from watchers.pipeline import rematch
from watchers.text.folding import plain

LONGEST_NAME_CHARACTERS = 100
MOST_NAMES_PER_ACTOR = 50
KINDS: tuple[Kind, ...] = ("person", "organisation")
RIGHT_TO_TRACK = "tracking actors"


def add(
    context: CommandContext,
    requester: Requester,
    name: str,
    kind: Kind = "person",
    names: str | None = None,
    titles: str | None = None,
    exclude: str | None = None,
    team: str | None = None,
) -> Message:
    """Track an actor, known from the first day: the archive is matched again. With a team, it is watched at once."""
    with context.database.write() as archive:
        teams = catalogue.teams(archive)
        chosen = access.changeable(requester, teams, team) if team else None
        access.must_belong(requester, teams, RIGHT_TO_TRACK)
        actor = _checked(_new(requester, name, kind, listed(names), listed(titles), listed(exclude)))
        _must_be_new(archive, actor)
        catalogue.save_actor(archive, actor, context.clock())
        rematch.want(archive, [actor.id])
        sentences = watch(archive, chosen, actor, context.clock()) if chosen else ()
    rematch.run(context.whole_database)
    return manage.done(f"{actor.name} is tracked now.", _article_count_sentence(context, actor), *sentences)


def track_pressed(context: CommandContext, requester: Requester, about: str, kind: Kind) -> Message:
    """The button below the preview of an unknown name: `about` is the team's id and the name."""
    team, _, name = about.partition(":")
    return add(context, requester, name, kind, team=team)


def edit(
    context: CommandContext,
    requester: Requester,
    name: str,
    rename: str | None = None,
    kind: Kind | None = None,
    add_names: str | None = None,
    remove_names: str | None = None,
    add_titles: str | None = None,
    remove_titles: str | None = None,
    add_exclude: str | None = None,
    remove_exclude: str | None = None,
) -> Message:
    """Change an actor; the archive is matched again by its new names."""
    with context.database.write() as archive:
        actor = _own_actor(archive, requester, name, "/track edit")
        snapshot = changes.snapshot(archive)
        removed = _must_have_names(actor, listed(remove_names))
        remaining = [alias for alias in actor.aliases if alias.text not in removed]
        added = [Alias(text) for text in listed(add_names) if text not in {alias.text for alias in remaining}]
        edited = _checked(
            replace(
                actor,
                name=rename or actor.name,
                kind=kind or actor.kind,
                aliases=(*remaining, *added) or (Alias(rename or actor.name),),
                titles=_with_changes(actor.titles, add_titles, remove_titles),
                exclude=_with_changes(actor.exclude, add_exclude, remove_exclude),
            )
        )
        if edited == actor:
            raise ConfigError(f"nothing to change of {actor.name}: give a new name, or names to add or remove")
        catalogue.save_actor(archive, edited, context.clock())
        for spelling in variants.decided(archive, edited.id):
            if spelling.surface in removed:  # confirmed in a review: it would come back as an alias
                variants.decide(archive, spelling.id, False, requester.user, context.clock())
        rematch.want(archive, rematch.changed([actor], [edited]))
        undo = changing.record(archive, requester, snapshot, sentence := f"{edited.name} was changed.", context.clock())
    rematch.run(context.whole_database)
    return manage.done(sentence, f"Names: {_names(edited)}.", _article_count_sentence(context, edited), undo=undo)


def remove(context: CommandContext, requester: Requester, name: str, confirm: str | None = None) -> Message:
    """Track an actor no longer and take it off the watchlists: the server reads the archive as if it had never had it.

    The articles stay.
    """
    with context.database.write() as archive:
        actor = _own_actor(archive, requester, name, "/track remove")
        teams = [team for team in catalogue.teams(archive) if actor.id in team.watchlist.actors]
        if confirm is None:
            typed = naming.unambiguous_name(actor, catalogue.actors(archive))
            return removal.actor(actor, typed, teams, actors.counts_of(archive, actor.id)[0])
        snapshot = changes.snapshot(archive)
        catalogue.retire_actor(archive, actor.id, context.clock())
        rematch.want(archive, [actor.id])
        for team in teams:
            remaining = tuple(watched_id for watched_id in team.watchlist.actors if watched_id != actor.id)
            watchlist = replace(team.watchlist, actors=remaining)
            catalogue.save_team(archive, replace(team, watchlist=watchlist), context.clock())
        undo = changing.record(
            archive, requester, snapshot, sentence := f"{actor.name} is tracked no longer.", context.clock()
        )
    rematch.run(context.whole_database)
    return manage.done(sentence, "The articles that named it stay in the archive.", undo=undo)


def list_(context: CommandContext, requester: Requester, name: str | None = None) -> Message:
    """Everybody who is tracked, or one actor with all names."""
    with context.database.read() as archive:
        tracked, added_for_all = catalogue.actors(archive), catalogue.added_for_all(archive)
    if name:
        return manage.tracked(resolve(tracked, name), added_for_all)
    return manage.actors(tracked, added_for_all)


def changeable_ids(archive: Connection) -> frozenset[str]:
    """The ids of the actors that are the viewer's to change: a server's own, or everybody's that no file declares."""
    guild = viewer_of(archive)
    if guild is None:
        return catalogue.added_for_all(archive)
    return frozenset(actor.id for actor in catalogue.actors(archive) if actor.guild == guild)


# ---------------------------------------------------------------- parts


def actor_id(home: str, name: str) -> str:
    """The id of an actor that is added on a server or at the terminal, the same for as long as it is tracked."""
    slug = re.sub(r"\W+", "-", unicodedata.normalize("NFKC", name).casefold()).strip("-")
    return f"{home}-{slug}"


def _new(
    requester: Requester, name: str, kind: Kind, names: Sequence[str], titles: Sequence[str], exclude: Sequence[str]
) -> Actor:
    name = " ".join(name.split())
    aliases = tuple(Alias(text) for text in dict.fromkeys((name, *names)))
    id, guild = actor_id(requester.home, name), requester.guild
    return Actor(id, name, kind, aliases, tuple(titles), exclude=tuple(exclude), guild=guild)


def _checked(actor: Actor) -> Actor:
    """The actor, unchanged; ConfigError for names too short or too long, too many, or hidden by its own exclusions."""
    texts = (actor.name, *(alias.text for alias in actor.aliases), *actor.titles, *actor.exclude)
    for text in texts:
        if sum(map(str.isalnum, text)) < 2:
            raise ConfigError(f"{text!r} is too short: a name of one letter would be found everywhere")
        if len(text) > LONGEST_NAME_CHARACTERS:
            raise ConfigError(
                f"{text[:30]!r}… is too long for a name; use at most {LONGEST_NAME_CHARACTERS} characters"
            )
    if len(texts) > MOST_NAMES_PER_ACTOR:
        raise ConfigError(
            f"an actor has at most {MOST_NAMES_PER_ACTOR} names, titles and exclusions; leave out those it needs least"
        )
    own = {plain(alias.text) for alias in actor.aliases}
    if hiding := [text for text in actor.exclude if plain(text) in own]:
        raise ConfigError(f"excluding {hiding[0]!r} would hide {actor.name}, whose name it is")
    return actor


def _must_be_new(archive: Connection, actor: Actor) -> None:
    """ConfigError where an actor that the viewer follows has its id or a name of it: none could tell them apart."""
    names = {plain(alias.text) for alias in actor.aliases}
    for other in catalogue.actors(archive):
        if other.id == actor.id or names & {plain(text) for text in (other.name, *(a.text for a in other.aliases))}:
            raise ConfigError(f"{other.name} has that name already and is tracked; /watch add follows them")


def _own_actor(archive: Connection, requester: Requester, name: str, command: str) -> Actor:
    """The actor whose name it is exactly; NotAllowed for one that is not the requester's to change."""
    access.must_belong(requester, catalogue.teams(archive), RIGHT_TO_TRACK)
    actor = naming.actor(catalogue.actors(archive), name, f"{command} name:")
    if actor.id in changeable_ids(archive):
        return actor
    if actor.id in catalogue.added_for_all(archive):
        raise NotAllowed(
            f"{actor.name} was added at the terminal for every server: whoever runs the program changes it"
        )
    raise NotAllowed(f"{actor.name} is declared in config/actors.toml: change it there")


def _must_have_names(actor: Actor, names: Collection[str]) -> Collection[str]:
    """The names, unchanged; ConfigError where the actor does not have one of them."""
    unknown = [name for name in names if name not in {alias.text for alias in actor.aliases}]
    if unknown:
        raise ConfigError(f"{actor.name} has no name {unknown[0]!r}; the names are {_names(actor)}")
    return names


def _with_changes(texts: Sequence[str], additions: str | None, removals: str | None) -> tuple[str, ...]:
    removed = listed(removals)
    if unknown := [text for text in removed if text not in texts]:
        raise ConfigError(f"there is no {unknown[0]!r} to remove; there are: {', '.join(texts) or 'none'}")
    return tuple(dict.fromkeys((*(text for text in texts if text not in removed), *listed(additions))))


def _names(actor: Actor) -> str:
    return ", ".join(alias.text for alias in actor.aliases)


def _article_count_sentence(context: CommandContext, actor: Actor) -> str:
    with context.database.read() as archive:
        articles, _ = actors.counts_of(archive, actor.id)
    return f"The archive has {articles:,} {'article' if articles == 1 else 'articles'} with them: /actor {actor.name}"


NAME = Parameter("name", "the full name, as it is best known")
NAMES = Parameter("names", "other spellings and scripts, separated by commas", False, several=True)
TITLES = Parameter("titles", "words before the name that speak for it, as general, marshal", False, several=True)
EXCLUDE = Parameter("exclude", "phrases that mean somebody else, separated by commas", False, several=True)
OWN_ACTOR = Parameter("name", "an actor that was added here", completes="own actor")

COMMANDS = (
    Command(
        "track add",
        "Track a person or organisation on this server",
        add,
        (
            NAME,
            Parameter("kind", "person, unless said otherwise", required=False, choices=KINDS),
            NAMES,
            TITLES,
            EXCLUDE,
            replace(TEAM, says="a team that follows it at once"),
        ),
    ),
    Command(
        "track edit",
        "Change the names, titles and exclusions of an actor",
        edit,
        (
            OWN_ACTOR,
            Parameter("rename", "another name to show", required=False),
            Parameter("kind", "what it is", required=False, choices=KINDS),
            Parameter("add_names", "further spellings, separated by commas", False, several=True),
            Parameter("remove_names", "spellings to forget, separated by commas", False, several=True),
            Parameter("add_titles", "further titles, separated by commas", False, several=True),
            Parameter("remove_titles", "titles to forget, separated by commas", False, several=True),
            Parameter("add_exclude", "further phrases that mean somebody else", False, several=True),
            Parameter("remove_exclude", "phrases to exclude no longer", False, several=True),
        ),
    ),
    Command("track remove", "Track an actor no longer", remove, (OWN_ACTOR, CONFIRM)),
    Command(
        "track list",
        "Who is tracked, or all names of one",
        list_,
        (Parameter("name", "one of them, with all names", False, "actor"),),
        private=True,
    ),
)
