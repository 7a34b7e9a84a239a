"""The archive made ready: the catalogue declared, the seed corpus recorded as the baseline.

Both are remembered by a digest of what they were made from, so a start that finds nothing changed writes nothing (and
a look-up on a read-only archive still answers).
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from watchers.archive import Connection, Database, articles, catalogue, rematch_queries, status
from watchers.archive.columns import storable
from watchers.archive.visible import seen_by
from watchers.catalogue.files import Catalogue
from watchers.comparing.article_profile import ProfileCache
from watchers.errors import ConfigError
from watchers.matching.overlay import Layers, ScopedIndex
from watchers.meaning.articles import Encode, unknown
from watchers.model import Article, Meaning
from watchers.pipeline import rematch
from watchers.pipeline.meaning import called
from watchers.pipeline.prepare import Prepared, dated_events, prepare_by_scope
from watchers.pipeline.record import RoutingContext, record

log = logging.getLogger(__name__)


def fingerprint(folder: Path, patterns: Sequence[str]) -> str:
    """A digest of the names and contents of the files in a folder that fit the patterns.

    ConfigError for one that cannot be read.
    """
    digest = hashlib.sha256()
    for path in sorted(path for pattern in patterns for path in folder.glob(pattern)):
        try:
            content = path.read_bytes()
        except OSError as fault:
            raise ConfigError(f"{path} cannot be read ({fault.strerror}); make it a readable file") from None
        digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def is_current(database: Database, name: str, digest: str) -> bool:
    """Whether the archive was last made ready from exactly this."""
    with database.read() as archive:
        return status.meta(archive, name) == digest


def declare(database: Database, declared: Catalogue, digest: str, now: datetime) -> None:
    """Bring the file rows of the archive in line with the files; what a file no longer declares is retired.

    For actors that are new or go by other names, the archive is to be matched again (`rematch.run`).
    """
    with database.write() as archive:
        before = catalogue.actors(archive)
        catalogue.declare(archive, declared.actors, declared.feeds, declared.teams, now)
        rematch.want(archive, rematch.changed(before, catalogue.actors(archive)))
        status.set_meta(archive, "catalogue", digest)


def record_seeds(
    database: Database,
    seeds: Sequence[Article],
    digest: str,
    encode: Encode = unknown,
) -> int:
    """Record the seed documents that the archive does not hold yet, oldest first as given; how many they were.

    `encode` says what they mean.

    Of those that it holds, what the manifest says by now is taken up; their texts stay as they were first recorded.
    """
    with database.write() as archive:
        index = ScopedIndex(Layers.of(catalogue.actors_by_scope(archive)))
        recorded = {
            report.article.id: report.article for report in articles.reports(archive, [seed.id for seed in seeds])
        }
        fresh = [seed for seed in seeds if seed.id not in recorded]
        profiles = ProfileCache()
        read = [prepare_by_scope(seed, index) for seed in fresh]
        for prepared, meaning in zip(read, _meanings(read, encode), strict=True):
            known = replace(prepared, meaning=meaning)
            record(archive, [known], RoutingContext(), profiles, known.article.first_seen)
        for seed in seeds:
            if seed.id in recorded:
                _restate(archive, index, recorded[seed.id], seed)
        status.set_meta(archive, "seeds", digest)
    return len(fresh)


def _meanings(seeds: Sequence[Prepared], encode: Encode) -> Sequence[Meaning | None]:
    made = encode([*map(called, seeds)]) if seeds else unknown(())
    if made.fault:
        log.warning("the seed documents: %s", made.fault)
    return made.of_articles


def _restate(archive: Connection, index: ScopedIndex, recorded: Article, seed: Article) -> None:
    if storable(seed.text) != recorded.text:
        log.warning("the text of %s is kept as first recorded; a changed one needs a new file name", seed.id)
    seed = replace(seed, text=recorded.text)
    if _origin(seed) != _origin(recorded):
        prepared = prepare_by_scope(seed, index)
        readers = rematch_queries.readers(archive, [seed.id]).get(seed.id, frozenset())
        _restate_as_seen(archive, prepared, None)
        for guild in sorted(readers | prepared.readings.keys()):
            _restate_as_seen(archive, prepared.read_by(guild), guild)


def _restate_as_seen(archive: Connection, prepared: Prepared, guild: str | None) -> None:
    """Restate a seed document as a server, or everybody, reads it."""
    seed = prepared.article
    with seen_by(archive, guild):
        original = articles.reports(archive, articles.copies_of(archive, [seed.id]).values())
        dated = dated_events(prepared, original[0].article if original else None)
        if guild is not None:
            articles.replace_mentions(archive, seed.id, prepared.mentions, dated)  # so that there is a reading
        articles.restate(archive, seed, prepared.mentions, dated)


def _origin(seed: Article) -> tuple[object, ...]:
    """What a manifest, or the page itself, says about where a document is from."""
    published = seed.published and str(seed.published)
    return seed.title, seed.outlet, published, seed.first_seen, seed.language, seed.url, seed.note, seed.credit
