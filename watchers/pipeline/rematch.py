"""The archive matched again when the actors that are followed change: a new actor is known from the first day.

    want: in the transaction that changes actors, remember which       (so that a kill loses nothing)
    run:  candidates -> match again, a slice at a time -> put in the place of what was found

Everybody's actors are matched again in everybody's articles, in the readings that servers have of those, and in the
servers' own articles; a server's own actors in what that server sees, where it gets readings of its own.

Bounded: every seed document, the articles that mention a changed actor or hold a word of its names (full text), and the
newest ones, since a name may stand there in a script that none of its aliases has. Verdicts, stories and what was told
stay as they were.
"""

from __future__ import annotations

import json
import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from watchers.archive import Connection, Database, articles, catalogue, rematch_queries, search, status
from watchers.archive.visible import EVERYBODY, scope_of
from watchers.matching.name_parts import names_of
from watchers.matching.overlay import Layers, ScopedIndex
from watchers.model import Actor, ActorsByScope
from watchers.pipeline.prepare import Prepared, dated_events, prepare_by_scope

log = logging.getLogger(__name__)

NEWEST_ARTICLES = 300  # matched again whatever words they hold
MOST_ARTICLES_PER_WORD = 300
MOST_WORDS_PER_ACTOR = 30  # of its names, looked for in full text
MOST_ARTICLES = 3_000
ARTICLES_PER_TRANSACTION = 25  # so that nobody waits long for the archive

_WANTED_ACTORS_MARK = "actors to match again"
_INFLECTED_ENDINGS = "aeiouyаеиоуыэюяьйії"  # what inflection replaces rather than follows


def changed(before: Iterable[Actor], after: Iterable[Actor]) -> tuple[str, ...]:
    """The actors that are new, or that are now found by other words."""
    name_parts_before = {actor.id: _name_part(actor) for actor in before}
    return tuple(actor.id for actor in after if name_parts_before.get(actor.id) != _name_part(actor))


def want(archive: Connection, actor_ids: Iterable[str]) -> None:
    """Remember that the archive is to be matched again for these actors, as the viewer of the connection follows them.

    Actors of one server alone are matched again for that server, whoever looks.
    """
    wanted, scope = _wanted(archive), scope_of(archive)
    ids = list(dict.fromkeys((*wanted.get(scope, ()), *actor_ids)))
    if ids:
        _want_only(archive, {**wanted, scope: ids})


def run(database: Database) -> int:
    """Match again what was wanted; how many articles were looked at."""
    with database.read() as archive:
        wanted = _wanted(archive)
        if not wanted:
            return 0
        actors = catalogue.actors_by_scope(archive)
        tasks = _tasks(archive, wanted, actors)
    index = ScopedIndex(Layers.of(actors))
    articles_read = sum(_carry_out(database, index, task) for task in tasks)
    with database.write() as archive:
        done = {scope: set(ids) for scope, ids in wanted.items()}
        _want_only(archive, {s: [i for i in ids if i not in done.get(s, ())] for s, ids in _wanted(archive).items()})
    log.info("matched %d articles again for %d actors", articles_read, sum(map(len, wanted.values())))
    return articles_read


@dataclass(frozen=True, slots=True)
class _Task:
    """Whose names are looked for as a server sees the archive (none: as everybody does); `own`: in its own articles."""

    guild: str | None
    actors: Sequence[Actor]
    own: bool = False


def _tasks(archive: Connection, wanted: Mapping[str, Sequence[str]], actors: ActorsByScope) -> Sequence[_Task]:
    """Who is to be looked for where; everybody's first, which a server sees that reads an article like everybody."""
    declared = {actor.id: actor for actor in catalogue.declared(archive, tuple(chain(*wanted.values())))}
    ids_by_scope: dict[str | None, list[str]] = defaultdict(list)
    for scope, ids in wanted.items():
        for actor_id in ids:
            owner = declared[actor_id].guild if actor_id in declared else None
            ids_by_scope[owner or scope or None].append(actor_id)
    everybodys = _named(ids_by_scope.pop(None, ()), actors.everybodys, declared)
    own = (
        _Task(guild, _named(ids, (*actors.everybodys, *actors.of(guild)), declared))
        for guild, ids in ids_by_scope.items()
        if guild is not None
    )
    own_articles = (_Task(guild, everybodys, own=True) for guild in rematch_queries.with_articles(archive))
    return [*((_Task(None, everybodys), *own_articles) if everybodys else ()), *own]


def _named(ids: Iterable[str], followed: Iterable[Actor], declared: Mapping[str, Actor]) -> list[Actor]:
    """The actors with those ids, and whoever bears the name of one of them, whose place it takes or leaves."""
    by_id = {actor.id: actor for actor in followed}
    actors = [actor for actor_id in ids if (actor := by_id.get(actor_id) or declared.get(actor_id))]
    names = {actor.name.casefold() for actor in actors}
    namesakes = (actor for actor in by_id.values() if actor.name.casefold() in names)
    return list({actor.id: actor for actor in (*actors, *namesakes)}.values())


def candidates(archive: Connection, actors: Sequence[Actor]) -> tuple[str, ...]:
    """What the viewer sees that may mention one of the actors, or did so by a name that they no longer have.

    In the order in which it was recorded.
    """
    ids: dict[str, None] = dict.fromkeys(rematch_queries.seeds(archive))
    ids |= dict.fromkeys(rematch_queries.newest(archive, NEWEST_ARTICLES))
    for actor in actors:
        if len(ids) >= MOST_ARTICLES:
            break
        ids |= dict.fromkeys(rematch_queries.mentioning(archive, actor.id, MOST_ARTICLES_PER_WORD))
        for word in words(actor):
            ids |= dict.fromkeys(search.find(archive, word, MOST_ARTICLES_PER_WORD))
    return rematch_queries.in_order(archive, tuple(islice(ids, MOST_ARTICLES)))


def words(actor: Actor) -> tuple[str, ...]:
    """What full text is asked for: the surname or the organisation's longest word of each name, without its ending."""
    telling = (name.words[name.anchor] for name in names_of(actor))
    return tuple(dict.fromkeys(islice(map(_stem, telling), MOST_WORDS_PER_ACTOR)))


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 4 and word[-1] in _INFLECTED_ENDINGS else word


def _carry_out(database: Database, index: ScopedIndex, task: _Task) -> int:
    """Match again what a task asks for; how many articles that is."""
    with database.read(task.guild) as archive:
        ids = candidates(archive, task.actors)
        if task.own:
            ids = rematch_queries.own(archive, ids)
    for start in range(0, len(ids), ARTICLES_PER_TRANSACTION):
        _match_again(database, index, task.guild, ids[start : start + ARTICLES_PER_TRANSACTION])
    return len(ids)


def _match_again(database: Database, index: ScopedIndex, guild: str | None, ids: Sequence[str]) -> None:
    """Match articles again as a server, or as everybody: then also for the servers that read them otherwise."""
    with database.read(guild) as archive:
        prepared = [prepare_by_scope(report.article, index) for report in articles.reports(archive, ids)]
        readers = rematch_queries.readers(archive, ids) if guild is None else {}
    _replace(database, guild, [article.read_by(guild) for article in prepared])
    by_reader: dict[str, list[Prepared]] = defaultdict(list)
    for article in prepared if guild is None else ():
        for reader in sorted(article.readings.keys() | readers.get(article.article.id, frozenset())):
            by_reader[reader].append(article.read_by(reader))
    for reader, own in by_reader.items():
        _replace(database, reader, own)


def _replace(database: Database, guild: str | None, fresh: Sequence[Prepared]) -> None:
    """Put what a server, or everybody, finds in articles by now in the place of what it sees, where that differs."""
    with database.read(guild) as archive:
        different = [one for one in fresh if one.mentions != articles.mentions(archive, one.article.id)]
        original_ids = articles.copies_of(archive, [one.article.id for one in different])
        originals = {report.article.id: report.article for report in articles.reports(archive, original_ids.values())}
    if different:
        with database.write(guild) as archive:
            for prepared in different:
                events = dated_events(prepared, originals.get(original_ids.get(prepared.article.id, "")))
                articles.replace_mentions(archive, prepared.article.id, prepared.mentions, events)


def _name_part(actor: Actor) -> Actor:
    """The part of an actor by which it is found."""
    return replace(actor, wikidata=None, note="", guild=None)


def _wanted(archive: Connection) -> dict[str, list[str]]:
    """The ids of the actors that are wanted, by scope (empty: everybody's)."""
    wanted = json.loads(status.meta(archive, _WANTED_ACTORS_MARK) or "{}")
    if isinstance(wanted, list):  # as it was kept before there were scopes
        return {EVERYBODY: wanted} if wanted else {}
    return dict(wanted)


def _want_only(archive: Connection, wanted: Mapping[str, Sequence[str]]) -> None:
    mark = {scope: ids for scope, ids in wanted.items() if ids}
    status.set_meta(archive, _WANTED_ACTORS_MARK, json.dumps(mark))
