"""A desk for tests: articles go in, one after the other, and verdicts come out, with an archive in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from watchers.batch.memory_archive import MemoryArchive
from watchers.comparing import compare
from watchers.comparing import signature as sign
from watchers.model import Article, Comparison, Published

START = datetime(2024, 3, 6, 9, tzinfo=UTC)


def article(
    id: str,
    title: str = "",
    text: str = "",
    *,
    at: datetime | None = START,
    seed: bool = False,
    outlet: str = "",
    language: str = "en",
) -> Article:
    """An article that appeared at `at` (None: unknown)."""
    published = None if at is None else Published.instant(at)
    return Article(title, text, at or START, id=id, published=published, seed=seed, outlet=outlet, language=language)


@dataclass(slots=True)
class Desk:
    """Compares with all that came before, and records."""

    archive: MemoryArchive = field(default_factory=MemoryArchive)
    now: datetime = START

    def take(self, given: Article, actors: Sequence[str] = ()) -> Comparison:
        self.now = max(self.now, given.first_seen)
        signature = sign.sign(given)
        frequencies = self.archive.frequencies(signature.words)
        keys = sign.keys(signature, frequencies)
        candidates = self.archive.candidates(signature, keys, actors, self.now - compare.WINDOW)
        verdict = compare.compare(given, signature, actors, candidates, frequencies, self.now)
        self.archive.record(given, signature, keys, actors, verdict, self.now)
        return verdict

    def wait(self, hours: float) -> datetime:
        self.now += timedelta(hours=hours)
        return self.now
