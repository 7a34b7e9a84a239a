"""Two rewrites of one story arrive at once, and meet: there is one story, and one message."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

from tests.support.recording import NOW, article, later, record, verdict
from watchers.archive import Database, outbox, stories
from watchers.archive.recorder import Recorder
from watchers.model import Article, Delivery, Novelty, Signature

SIGNATURE = Signature((1, 2, 3), 3, {7: 1.0})
WRITERS = 4


def test_rewrites_that_arrive_at_once_meet_in_one_story(archive: Database) -> None:
    together = Barrier(WRITERS)

    def write(rewrite: Article) -> str:
        together.wait()
        with archive.write() as connection:
            earlier = Recorder(connection).candidates(SIGNATURE, [7], ["haftar"], NOW, 9)
            comparison = verdict(Novelty.REPEAT, earlier[0].story, earlier[0].article.id) if earlier else verdict()
            report = record(connection, rewrite, comparison, actors=["haftar"], signature=SIGNATURE, keys=[7])
            story = stories.get(connection, report.article.id)
            assert story is not None
            outbox.enqueue(connection, [Delivery("team", "story", f"story:{story.id}", later(1), story.id)])
        return report.article.id

    rewrites = [replace(article(), url=f"https://{number}.example/") for number in range(WRITERS)]
    with ThreadPoolExecutor(WRITERS) as pool:
        written = list(pool.map(write, rewrites))
    with archive.read() as connection:
        (story,) = stories.between(connection, NOW, later(1))
        due = outbox.due(connection, later(9), 99)
    assert sorted(report.article.id for report in story.reports) == sorted(written) == ["1", "2", "3", "4"]
    assert story.independent == 1
    assert len(due) == 1
