"""The batch verbs: JSON lines in, JSON lines out, in order, streaming, no database.

The stages are the same functions as in the pipeline; only what calls them differs.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from bot.run.open_archive import utc_now
from config.settings import Settings
from watchers.batch.compare import compare_lines
from watchers.batch.match import match_lines
from watchers.batch.timeline import timeline_lines
from watchers.catalogue import files, seeds
from watchers.matching import match
from watchers.matching.index import AliasIndex
from watchers.meaning.articles import Encode, meanings, unknown
from watchers.model import Actor, Article, Mention


def print_matches(options: argparse.Namespace, settings: Settings) -> int:
    """`match`: the mentions of each document."""
    index = AliasIndex.build(_actors(options, settings))
    return _print(match_lines(sys.stdin, index))


def print_comparisons(options: argparse.Namespace, settings: Settings) -> int:
    """`compare`: each document against those before it, and the seed corpus where that is asked for."""
    baseline = seeds.load(settings.seeds_dir) if options.baseline else ()
    mentions = _mentions(_actors(options, settings))
    return _print(compare_lines(sys.stdin, mentions, baseline, utc_now(), _encode(settings)))


def print_timeline(options: argparse.Namespace, settings: Settings) -> int:
    """`timeline --from-stdin`: dated events of one actor, or with `*` of everybody, over all documents."""
    actors = _actors(options, settings)
    name = " ".join(options.what)
    return _print(timeline_lines(sys.stdin, name, actors, _mentions(actors), _encode(settings)))


def _actors(options: argparse.Namespace, settings: Settings) -> tuple[Actor, ...]:
    if options.actors:
        return files.load_actors(Path(options.actors))
    return files.load_actors(settings.config_dir / "actors.toml")


def _mentions(actors: Iterable[Actor]) -> Callable[[Article], tuple[Mention, ...]]:
    index = AliasIndex.build(actors)
    return lambda article: match.match(article.title, article.text, index, article.language)


def _encode(settings: Settings) -> Encode:
    return partial(meanings, encoder_name=settings.meaning) if settings.meaning else unknown


def _print(rows: Iterable[Mapping[str, Any]]) -> int:
    """A JSON line each, at once; 1 when any of them is an error."""
    failed = False
    for row in rows:
        failed = failed or "error" in row
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return int(failed)
