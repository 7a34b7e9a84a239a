"""Articles recorded together: each meets those before it, and the archive is the same as if they came one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.support.recording import EMPTY, NOW, article, event, later, mention, verdict
from watchers.archive import Connection, Database, actors, articles, search
from watchers.archive.recorder import Recorder, recording
from watchers.errors import UnknownThing
from watchers.model import Article, Comparison, Event, Mention, Novelty, Report, Signature

Record = Callable[[Article, list[Mention], Signature, list[int], Comparison, list[Event]], Report]
SHARED = Signature((1, 2, 3), 3, {7: 1.0, 8: 0.5})


def candidate_titles(recorder: Recorder, actors: list[str] | None = None, hashes: tuple[int, ...] = ()) -> list[str]:
    signature = replace(EMPTY, hashes=hashes)
    return [candidate.article.title for candidate in recorder.candidates(signature, [], actors or [], NOW, 9)]


def several(write: Record) -> None:
    """A report, its copy, and the late original of both, with an event each."""
    texts = ("Haftar meets Saleh", "Haftar met Saleh", "They met")
    verdicts = (
        verdict(),
        verdict(Novelty.REPEAT, "1", "1"),
        replace(verdict(Novelty.REPEAT, "1", "2"), origin=True, nearest="2"),
    )
    for text, conclusion in zip(texts, verdicts, strict=True):
        named = [mention("haftar", "Haftar"), mention("haftar", "Хафтар"), mention("saleh")]
        write(article(text, text), named, SHARED, [7], conclusion, [event("2017-08", "haftar", text=text)])


def record_alone(archive: Connection, *arguments: Any) -> Report:
    with recording(archive) as recorder:
        return recorder.record(*arguments)


def lookups(archive: Connection) -> list[object]:
    """All that is told of an actor, and what finds the articles."""
    return [
        actors.counts_of(archive, "haftar"),
        actors.spellings(archive, "haftar"),
        actors.together(archive, "haftar"),
        actors.copies_of_actor(archive, "haftar"),
        actors.events_of(archive, "haftar"),
        actors.volume(archive, "haftar", 2, NOW),
        [report.actors for report in articles.after(archive, None, 9)],
        Recorder(archive).frequencies([7, 8, 9]),
        search.find(archive, "haftar saleh", 9),
    ]


def test_articles_recorded_together_leave_the_archive_as_one_by_one(archive: Database) -> None:
    with pytest.raises(InterruptedError), archive.write() as connection:
        several(lambda *arguments: record_alone(connection, *arguments))
        one_by_one = lookups(connection)
        raise InterruptedError
    with archive.write() as connection:
        with recording(connection) as recorder:
            several(recorder.record)
        assert lookups(connection) == one_by_one


def test_an_article_finds_those_recorded_just_before_it(archive: Database) -> None:
    with archive.write() as connection, recording(connection, [SHARED]) as recorder:
        assert recorder.frequencies([7, 8]).counts == {}
        recorder.record(article("First"), [mention("haftar")], SHARED, [7], verdict(), [])
        assert candidate_titles(recorder, ["haftar"]) == candidate_titles(recorder, hashes=(1,)) == ["First"]
        recorder.record(article("Second"), [mention("haftar")], replace(EMPTY, words={8: 2.0}), [], verdict(), [])
        assert candidate_titles(recorder, ["haftar"]) == ["Second", "First"]
        frequencies = recorder.frequencies([7, 8, 9])
    assert (frequencies.articles, dict(frequencies.counts)) == (2, {7: 1, 8: 2})


def test_a_candidate_always_comes_with_what_is_concluded_by_now(archive: Database) -> None:
    with archive.write() as connection, recording(connection) as recorder:
        several(recorder.record)
        late, *copies = recorder.candidates(replace(EMPTY, hashes=(1,)), [], [], NOW, 9)
        articles.replace_mentions(connection, "3", [mention("serraj")], [])
        again, *_ = recorder.candidates(replace(EMPTY, hashes=(1,)), [], [], NOW, 9)
    assert [(report.article.id, report.copy_of) for report in copies] == [("2", "3"), ("1", "3")]
    assert (late.article.id, late.copy_of, late.actors) == ("3", None, ("haftar", "saleh"))
    assert (again.article, again.actors) == (late.article, ("serraj",))


def test_an_article_whose_recording_failed_is_not_taken_for_the_next_of_its_number(archive: Database) -> None:
    with pytest.raises(UnknownThing), archive.write() as connection, recording(connection) as recorder:
        recorder.record(article("Undone"), [mention("haftar")], EMPTY, [], verdict(), [])
        assert candidate_titles(recorder, ["haftar"]) == ["Undone"]
        recorder.record(article(), [], EMPTY, [], verdict(story="99"), [])
    with archive.write() as connection:
        with recording(connection) as recorder:
            recorder.record(article("Done", minutes=1), [mention("haftar")], EMPTY, [], verdict(), [])
        with recording(connection) as recorder:
            assert candidate_titles(recorder, ["haftar"]) == ["Done"]
    with archive.write() as connection, recording(connection) as recorder:
        (candidate,) = recorder.candidates(EMPTY, [], ["haftar"], NOW, 9)
    assert (candidate.article.id, candidate.article.title, candidate.article.first_seen) == ("1", "Done", later(1))
