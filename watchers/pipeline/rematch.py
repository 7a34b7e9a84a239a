"""The archive matched again when the actors that are followed change: a new actor is known from the first day.

    want: in the transaction that changes actors, remember which       (so that a kill loses nothing)
    run:  candidates -> match again, a slice at a time -> put in the place of what was found

Bounded: every seed document, the articles that mention a changed actor or hold a word of its names (full text), and the
newest ones, since a name may stand there in a script that none of its aliases has. Verdicts, stories and what was told
stay as they were.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import islice

from watchers.archive import Connection, Database, articles, catalogue, recorder, rematch_queries, search, status
from watchers.matching.index import AliasIndex
from watchers.matching.name_parts import names_of
from watchers.model import Actor
from watchers.pipeline.prepare import dated_events, prepare

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
    """Remember that the archive is to be matched again for these actors."""
    ids = list(dict.fromkeys((*_wanted_actor_ids(archive), *actor_ids)))
    if ids:
        status.set_meta(archive, _WANTED_ACTORS_MARK, json.dumps(ids))


def run(database: Database) -> int:
    """Match again what was wanted; how many articles were looked at."""
    with database.read() as archive:
        actor_ids = _wanted_actor_ids(archive)
        if not actor_ids:
            return 0
        actors = catalogue.actors(archive, everyone=True)
        ids = candidates(archive, [actor for actor in actors if actor.id in set(actor_ids)])
    index = AliasIndex.build(actors if ids else ())
    for start in range(0, len(ids), ARTICLES_PER_TRANSACTION):
        _match_again(database, index, ids[start : start + ARTICLES_PER_TRANSACTION])
    with database.write() as archive:
        later = [actor_id for actor_id in _wanted_actor_ids(archive) if actor_id not in actor_ids]
        status.set_meta(archive, _WANTED_ACTORS_MARK, json.dumps(later))
    log.info("matched %d articles again for %d actors", len(ids), len(actor_ids))
    return len(ids)


def candidates(archive: Connection, actors: Sequence[Actor]) -> tuple[str, ...]:
    """The articles that may mention one of the actors, or did so by a name that they no longer have."""
    ids: dict[str, None] = dict.fromkeys(rematch_queries.seeds(archive))
    ids |= dict.fromkeys(rematch_queries.newest(archive, NEWEST_ARTICLES))
    for actor in actors:
        if len(ids) >= MOST_ARTICLES:
            break
        ids |= dict.fromkeys(rematch_queries.mentioning(archive, actor.id, MOST_ARTICLES_PER_WORD))
        for word in words(actor):
            ids |= dict.fromkeys(search.find(archive, word, MOST_ARTICLES_PER_WORD))
    return tuple(islice(ids, MOST_ARTICLES))


def words(actor: Actor) -> tuple[str, ...]:
    """What full text is asked for: the surname or the organisation's longest word of each name, without its ending."""
    telling = (name.words[name.anchor] for name in names_of(actor))
    return tuple(dict.fromkeys(islice(map(_stem, telling), MOST_WORDS_PER_ACTOR)))


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 4 and word[-1] in _INFLECTED_ENDINGS else word


def _match_again(database: Database, index: AliasIndex, ids: Collection[str]) -> None:
    with database.read() as archive:
        reports = articles.reports(archive, ids)
        mentions_before = {report.article.id: articles.mentions(archive, report.article.id) for report in reports}
        original_ids = [report.comparison.copy_of for report in reports if report.comparison.copy_of is not None]
        originals = {original.article.id: original.article for original in articles.reports(archive, original_ids)}
    fresh = [prepare(report.article, index) for report in reports]
    different = [prepared for prepared in fresh if prepared.mentions != mentions_before[prepared.article.id]]
    copies = {report.article.id: originals.get(report.comparison.copy_of or "") for report in reports}
    if different:
        with database.write() as archive:
            for prepared in different:
                events = dated_events(prepared, copies[prepared.article.id])
                recorder.replace_mentions(archive, prepared.article.id, prepared.mentions, events)


def _name_part(actor: Actor) -> Actor:
    """The part of an actor by which it is found."""
    return replace(actor, wikidata=None, note="", guild=None)


def _wanted_actor_ids(archive: Connection) -> tuple[str, ...]:
    return tuple(json.loads(status.meta(archive, _WANTED_ACTORS_MARK) or "[]"))
