"""A desk for tests: articles go in, one after the other, and verdicts come out, with a real archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.archives import new_sqlite
from watchers.batch.document_archive import DocumentArchive
from watchers.model import Article, Comparison, Meaning, Mention, Published
from watchers.pipeline.prepare import prepare_matched, spoken
from watchers.reasons.name_rules import Rule

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

    archive: DocumentArchive
    now: datetime = START

    def take(
        self, article: Article, actors: Iterable[str] | Mapping[str, str] = (), meaning: Meaning | None = None
    ) -> Comparison:
        """The verdict on an article that surely mentions these actors, and of which an encoder says what it means.

        A mapping gives the words by which it calls them.
        """
        self.now = max(self.now, article.first_seen)
        called = actors if isinstance(actors, Mapping) else dict.fromkeys(actors, "")
        mentions = tuple(
            Mention(actor, "text", 0, 0, words, Rule.GIVEN_AND_SURNAME, 1.0) for actor, words in called.items()
        )
        prepared = replace(prepare_matched(spoken(article), mentions), meaning=meaning)
        return self.archive.take(prepared, self.now).comparison

    def wait(self, hours: float) -> datetime:
        self.now += timedelta(hours=hours)
        return self.now


@contextmanager
def new_desk() -> Iterator[Desk]:
    """A desk whose archive is empty, gone when the block ends."""
    with (
        TemporaryDirectory() as folder,
        closing(new_sqlite(Path(folder) / "documents.db")) as database,
        database.write() as connection,
    ):
        yield Desk(DocumentArchive(connection))
