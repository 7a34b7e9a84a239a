"""A story's life, from the first article to the digest, reads the same on both databases."""

from __future__ import annotations

from dataclasses import replace

from tests.support.recording import NOW, article, later, record, verdict
from watchers.archive import Connection, Database, actors, outbox, stories
from watchers.model import Adds, Delivery, Novelty, Report, ScoredSentence, Story

FACT = "He resigned on Wednesday."


def send(archive: Connection, report: Report, kind: str, minutes: float, message: str) -> None:
    """The report's delivery is queued and sent."""
    key = f"{kind}:{report.comparison.story}:{report.article.id}"
    row = Delivery("desk", "reply" if kind == "reply" else "story", key, later(minutes), report.comparison.story)
    assert outbox.enqueue(archive, [row]) == 1
    (due,) = outbox.due(archive, later(minutes), 9)
    outbox.claim(archive, [due.id])
    outbox.done(archive, due.id, message, "channel", later(minutes))


def lives(database: Database) -> None:
    """New, a copy, the late original of both, and a development by another outlet; each in a transaction of its own."""
    with database.write() as archive:
        first = record(archive, article("Haftar leaves Cairo", minutes=0), actors=["haftar"])
        send(archive, first, "story", 0.25, "m1")
    with database.write() as archive:
        copy = verdict(Novelty.REPEAT, "1", "1")
        send(archive, record(archive, article(minutes=10), copy, actors=["haftar"]), "edit", 10, "m1")
    with database.write() as archive:
        late = replace(verdict(Novelty.REPEAT, "1", "1"), origin=True)
        send(archive, record(archive, article("The wire", minutes=20), late, actors=["haftar"]), "edit", 20, "m1")
    with database.write() as archive:
        adds = Adds(
            (ScoredSentence(FACT, 0.9),),
            actors=("saleh",),
        )
        change = replace(verdict(Novelty.DEVELOPING, "1"), adds=adds, nearest="3")
        other = replace(article(minutes=30), outlet="Other", url="https://other.example/4", feed="")
        send(archive, record(archive, other, change, actors=["haftar", "saleh"]), "reply", 30, "m2")


def summary(story: Story) -> list[tuple[str, str, str | None, tuple[str, ...]]]:
    return [
        (r.article.id, str(r.comparison.novelty), r.comparison.copy_of, r.comparison.adds.quoted) for r in story.reports
    ]


def test_a_storys_life_reads_the_same_on_both(archive: Database) -> None:
    lives(archive)
    with archive.read() as connection:
        (story,) = stories.between(connection, NOW, later(60))
        message = outbox.told(connection, "desk", "1")
        deliveries = outbox.deliveries_of(connection, "1")
        copies = actors.copies_of_actor(connection, "haftar")
        counts = actors.counts_of(connection, "haftar")
    assert summary(story) == [
        ("1", "new", "3", ()),
        ("2", "repeat", "3", ()),
        ("3", "repeat", None, ()),
        ("4", "developing", None, (FACT,)),
    ]
    assert (story.id, story.origin, story.independent, story.last_activity) == ("1", "3", 2, later(30))
    assert story.reports[3].actors == ("haftar", "saleh")
    assert message is not None
    assert (message.message, message.at) == ("m1", later(0.25))
    assert (message.edited_at, message.replied_at) == (later(20), later(30))
    assert [(row.kind, row.status) for row in deliveries] == [("story", "done")] * 3 + [("reply", "done")]
    assert (copies, counts) == ({"1": "3", "2": "3"}, (4, 2))
