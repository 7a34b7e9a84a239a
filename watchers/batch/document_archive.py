"""What the batch verbs compare with: a real archive in a temporary file, in which articles go by their documents' ids.

So a document meets the same candidate search, the same verdict and the same rows as an article that was polled.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from watchers.archive import Connection, Database, stories
from watchers.archive.recorder import Recorder, recording
from watchers.comparing.article_profile import ProfileCache
from watchers.comparing.meetings import Meeting
from watchers.model import (
    Article,
    Candidate,
    Comparison,
    EncounterHistory,
    EncounterQuery,
    Event,
    Frequencies,
    Meaning,
    Mention,
    Report,
    Signature,
)
from watchers.pipeline.decide import judge, record
from watchers.pipeline.prepare import Prepared


@contextmanager
def document_archive() -> Iterator[DocumentArchive]:
    """An empty archive, gone when the block ends."""
    with TemporaryDirectory(prefix="actorwatch-", ignore_cleanup_errors=True) as folder:
        database = Database(f"sqlite:///{Path(folder) / 'documents.db'}")
        try:
            database.upgrade()
            with database.write() as connection:
                yield DocumentArchive(connection)
        finally:
            database.close()


class DocumentArchive:
    """Takes one document after the other and remembers them, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._profiles = ProfileCache()
        self._keys: dict[str, str] = {}  # document -> the archive's id
        self._documents: dict[str, str] = {}  # the other way round

    def __contains__(self, document: str) -> bool:
        return document in self._keys

    def take(self, prepared: Prepared, now: datetime) -> Report:
        """Compare a document with those before it and record it; its article's id must be given, and be a new one."""
        document = prepared.article.id
        prepared = replace(prepared, article=replace(prepared.article, first_seen=now))
        with recording(self._connection, [prepared.signature]) as recorder:
            baseline = _DocumentIdRecorder(recorder, self._keys, self._documents)
            judgement = judge(prepared, baseline, self._profiles, now)
            report = record(judgement, baseline)
            for meeting in judgement.meetings:
                self._merge(meeting, recorder, now)
        self._keys[document], self._documents[report.article.id] = report.article.id, document
        story = self._documents[stories.id_of(self._connection, report.article.id)]
        verdict = replace(report.comparison, story=None if story == document else story)
        return replace(report, article=replace(report.article, id=document), comparison=verdict)

    def _merge(self, meeting: Meeting, recorder: Recorder, now: datetime) -> None:
        """What answers were given stays: the documents that come later go to the story that both are in by then."""
        story, other = self._keys[meeting.story], self._keys[meeting.other]
        stories.merge(self._connection, story, other, "", now, recorder=recorder)


class _DocumentIdRecorder:
    """The archive's recorder, asked and answering in the documents' ids."""

    def __init__(self, recorder: Recorder, keys: dict[str, str], documents: dict[str, str]) -> None:
        self._recorder, self._keys, self._documents = recorder, keys, documents

    def frequencies(self, words: Collection[int]) -> Frequencies:
        return self._recorder.frequencies(words)

    def candidates(
        self,
        signature: Signature,
        keys: Collection[int],
        actors: Collection[str],
        since: datetime,
        limit: int,
        meaning: Meaning | None = None,
    ) -> tuple[Candidate, ...]:
        return tuple(map(self._named, self._recorder.candidates(signature, keys, actors, since, limit, meaning)))

    def before(self, query: EncounterQuery, story: str | None) -> EncounterHistory:
        return self._recorder.before(query, self._key(story))

    def members(self, story: str, most: int) -> tuple[Candidate, ...]:
        return tuple(map(self._named, self._recorder.members(self._keys[story], most)))

    def may_be_one(self, story: str, other: str) -> bool:
        return self._recorder.may_be_one(self._keys[story], self._keys[other])

    def record(
        self,
        article: Article,
        mentions: Sequence[Mention],
        signature: Signature,
        words: Collection[int],
        comparison: Comparison,
        events: Sequence[Event],
        meaning: Meaning | None,
        *,
        meaning_for_all: bool,
    ) -> Report:
        keyed = replace(
            comparison,
            story=self._key(comparison.story),
            copy_of=self._key(comparison.copy_of),
            nearest=self._key(comparison.nearest),
            perhaps=self._key(comparison.perhaps),
        )
        report = self._recorder.record(
            article, mentions, signature, words, keyed, events, meaning, meaning_for_all=meaning_for_all
        )
        named = replace(comparison, story=report.comparison.story)
        return replace(report, comparison=named)

    def _key(self, document: str | None) -> str | None:
        return None if document is None else self._keys[document]

    def _named(self, candidate: Candidate) -> Candidate:
        return replace(
            candidate,
            article=replace(candidate.article, id=self._documents[candidate.article.id]),
            story=self._documents[candidate.story],
            copy_of=None if candidate.copy_of is None else self._documents[candidate.copy_of],
        )
