"""The verbs that ask and show: look-ups, `check`, `feeds`, `stories`, `db`. Each opens what it needs and ends."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bot.message import Message
from bot.render import answers, operations, stories
from bot.render.phrases import moment
from bot.run import open_archive
from bot.terminal import console
from config import folders
from config.settings import Settings
from watchers.archive import Connection, feeds, labelled_pairs, quarantine
from watchers.catalogue import files, overview, seeds
from watchers.catalogue.feeds import add_feeds
from watchers.errors import ConfigError
from watchers.lookups.actor import actor_answer, timeline_answer
from watchers.lookups.answers import as_json
from watchers.lookups.search import search_answer
from watchers.lookups.status import status_answer
from watchers.lookups.story import story_answer
from watchers.lookups.why import why_answer
from watchers.lookups.why_not import why_not_answer
from watchers.model import FeedState, LabelledPair, Source
from watchers.parsing import opml, parse

Query = Callable[[Connection, argparse.Namespace, datetime], Any]

LOOKUPS: Mapping[str, tuple[Query, Callable[[Any], Message]]] = {
    "actor": (lambda archive, options, now: actor_answer(archive, _words(options), now), answers.actor),
    "timeline": (
        lambda archive, options, now: timeline_answer(archive, _words(options), options.since, options.until),
        answers.timeline,
    ),
    "story": (lambda archive, options, now: story_answer(archive, options.what), stories.story),
    "search": (lambda archive, options, now: search_answer(archive, _words(options)), answers.search),
    "why": (lambda archive, options, now: why_answer(archive, options.what), operations.why),
    "whynot": (lambda archive, options, now: why_not_answer(archive, options.what), operations.whynot),
    "status": (lambda archive, options, now: status_answer(archive, now, version("actorwatch")), operations.status),
}


def look_up(options: argparse.Namespace, settings: Settings) -> int:
    """Answer one look-up from the archive as everybody sees it, or a server, as a card or as JSON."""
    query, show = LOOKUPS[options.verb]
    database = open_archive.open_archive(settings)
    try:
        with open_archive.seen_by(database, options.server).read() as archive:
            answer = query(archive, options, open_archive.utc_now())
    finally:
        database.close()
    if options.json:
        _print_json(as_json(answer))
    else:
        console.show(show(answer))
    return 0


def check(options: argparse.Namespace, settings: Settings) -> int:
    """Validate every file and print what would be tracked; faults go to stderr, one a line, and give 1."""
    declared = files.read(settings.config_dir)
    documents, seed_faults = seeds.read(settings.seeds_dir)
    sys.stdout.write(overview.describe(declared, documents) + "\n")
    for fault in (*declared.faults, *seed_faults):
        sys.stderr.write(f"{fault}\n")
    return int(bool(declared.faults or seed_faults))


def upgrade(options: argparse.Namespace, settings: Settings) -> int:
    """`db upgrade`: the schema up to date."""
    open_archive.upgraded(settings).close()
    sys.stdout.write("The archive's schema is up to date.\n")
    return 0


def manage_feeds(options: argparse.Namespace, settings: Settings) -> int:
    """`feeds import | export | list | parse`."""
    return {"import": _import, "export": _export, "list": _list, "parse": _parse}[options.step](options, settings)


def _import(options: argparse.Namespace, settings: Settings) -> int:
    path = Path(options.file)
    try:
        feed_list = opml.read(path.read_bytes())
    except OSError as fault:
        raise ConfigError(f"{path} cannot be read: {fault.strerror}; give the path of an OPML file") from None
    if folders.is_installed(settings.config_dir.parent):
        raise ConfigError(f"{settings.config_dir} belongs to the installed program and stays as it is; {folders.OWN}")
    added = add_feeds(settings.config_dir / "feeds.toml", feed_list)
    sys.stdout.write(f"{len(added)} of {len(feed_list)} feeds added to {settings.config_dir / 'feeds.toml'}\n")
    return 0


def _export(options: argparse.Namespace, settings: Settings) -> int:
    """Whoever runs the program may edit every feed, so the addresses are whole."""
    sys.stdout.write(opml.write(state.feed for state in _states(settings)))
    return 0


def _states(settings: Settings) -> Sequence[FeedState]:
    database = open_archive.open_archive(settings)
    try:
        with database.read() as archive:
            return feeds.of_all(archive)
    finally:
        database.close()


def _list(options: argparse.Namespace, settings: Settings) -> int:
    database = open_archive.open_archive(settings)
    try:
        with database.read() as archive:
            states, aside = feeds.of_all(archive), quarantine.of_feeds(archive)
    finally:
        database.close()
    if options.json:
        _print_json(operations.feeds_json(states, aside))
    else:
        console.show(operations.feeds(states, open_archive.utc_now(), set_aside=aside))
    return 0


def export_pairs(options: argparse.Namespace, settings: Settings) -> int:
    """`stories export`: whoever runs the program may read what was decided on every server."""
    database = open_archive.open_archive(settings)
    try:
        with database.read() as archive:
            pairs = labelled_pairs.of_all(archive)
    finally:
        database.close()
    for pair in pairs:
        sys.stdout.write(json.dumps(_pair(pair), ensure_ascii=False) + "\n")
    return 0


def _pair(pair: LabelledPair) -> dict[str, Any]:
    articles = [
        asdict(Source.of(article)) | {"first_seen": moment(article.first_seen)} for article in (pair.first, pair.second)
    ]
    return {"same": pair.same, "articles": articles, "by": pair.by, "at": moment(pair.at), "server": pair.guild}


def _parse(options: argparse.Namespace, settings: Settings) -> int:
    failed = False
    for path in options.files:
        row = parse.describe(path)
        failed = failed or "error" in row
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return int(failed)


def _words(options: argparse.Namespace) -> str:
    return " ".join(options.what)


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
