"""The archive made ready: the catalogue declared, the seed corpus recorded as the baseline.

Both are remembered by a digest of what they were made from, so a start that finds nothing changed writes nothing (and
a look-up on a read-only archive still answers).
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from watchers import pipeline, rematch
from watchers.catalog import Catalogue
from watchers.errors import ConfigError
from watchers.matching.index import AliasIndex
from watchers.model import Article
from watchers.storage import Database, articles, catalogue, status

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
        before = catalogue.actors(archive, everyone=True)
        catalogue.declare(archive, declared.actors, declared.feeds, declared.teams, now)
        rematch.want(archive, rematch.changed(before, catalogue.actors(archive, everyone=True)))
        status.set_meta(archive, "catalogue", digest)


def record_seeds(database: Database, seeds: Sequence[Article], digest: str) -> int:
    """Record the seed documents that the archive does not hold yet, oldest first as given; how many they were."""
    with database.write() as archive:
        index = AliasIndex.build(catalogue.actors(archive, everyone=True))
        known = {report.article.id for report in articles.reports(archive, [seed.id for seed in seeds])}
        fresh = [seed for seed in seeds if seed.id not in known]
        for seed in fresh:
            pipeline.record(archive, [pipeline.prepare(seed, index)], pipeline.Telling(), seed.first_seen)
        status.set_meta(archive, "seeds", digest)
    return len(fresh)
