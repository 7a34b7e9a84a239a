"""The outbox: nothing in it is lost, and nothing is queued or ended twice."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.archive.test_catalogue import team
from tests.support.recording import NOW, article, later, record, seed
from watchers.archive import Connection, Database, catalogue, outbox, status
from watchers.archive.visible import seen_by
from watchers.errors import UnknownThing
from watchers.model import Delivery, DeliveryKind, Told
from watchers.reasons import Reason, Telling

NEW, DAILY = (Reason(Telling.FIRST_WANTED),), (Reason(Telling.DIGEST_SCHEDULED),)


def delivery(
    key: str, kind: DeliveryKind = "story", story: str | None = "1", due: datetime = NOW, team: str = "team"
) -> Delivery:
    return Delivery(team=team, kind=kind, key=key, due=due, story=story, cause=story, reasons=NEW)


def queued(archive: Connection, *deliveries: Delivery) -> tuple[Delivery, ...]:
    """Story 1 is recorded and the deliveries are queued; gives them with their ids."""
    record(archive, article())
    outbox.enqueue(archive, deliveries)
    return outbox.due(archive, later(60 * 24), 99)


def test_what_is_queued_comes_back_whole_when_it_is_due(archive: Database) -> None:
    digest = Delivery("team", "digest", "digest:1", later(5), reasons=DAILY, period=(NOW, later(5)))
    with archive.write() as connection:
        record(connection, article())
        assert outbox.enqueue(connection, [delivery("a"), digest]) == 2
        (first,) = outbox.due(connection, later(4), 9)
        both = outbox.due(connection, later(5), 9)
        assert outbox.numbered(connection, both[1].number) == (both[1],)
        assert outbox.numbered(connection, 10_000_000) == ()
    assert (first.key, first.story, first.cause, first.status, first.attempts) == ("a", "1", "1", "waiting", 0)
    assert (both[1].key, both[1].period, both[1].story, both[1].reasons) == ("digest:1", (NOW, later(5)), None, DAILY)


def test_the_same_key_is_queued_once_for_good(archive: Database) -> None:
    with archive.write() as connection:
        (row,) = queued(connection, delivery("a"), delivery("a"))
        assert outbox.enqueue(connection, [delivery("a")]) == 0
        outbox.done(connection, row.id, "m", "c", NOW)
        assert outbox.enqueue(connection, [delivery("a")]) == 0
        assert outbox.due(connection, later(60), 9) == ()


def test_a_delivery_of_an_unknown_story_is_refused(archive: Database) -> None:
    with archive.write() as connection, pytest.raises(UnknownThing, match="no story '7'"):
        outbox.enqueue(connection, [delivery("a", story="7")])


def test_what_was_claimed_and_not_ended_is_due_at_once_and_in_doubt(archive: Database) -> None:
    with archive.write() as connection:
        sent, unsure = queued(connection, delivery("a"), delivery("b"))
        assert outbox.claim(connection, [unsure.id, sent.id]) == (sent.id, unsure.id)
        outbox.done(connection, sent.id, "m", "c", NOW)
    with archive.write() as connection:
        (again,) = outbox.due(connection, NOW, 9)
        assert (again.id, again.attempts) == (unsure.id, 1)
        assert outbox.claim(connection, [sent.id, unsure.id]) == (unsure.id,)


def test_what_is_longest_due_comes_first_and_never_too_much(archive: Database) -> None:
    with archive.write() as connection:
        queued(connection, delivery("b", due=later(2)), delivery("a", due=later(1)), delivery("c", due=later(3)))
        assert [row.key for row in outbox.due(connection, later(9), 2)] == ["a", "b"]


def test_nothing_is_due_in_an_empty_outbox(archive: Database) -> None:
    with archive.read() as connection:
        assert outbox.due(connection, NOW, 9) == ()


def test_the_first_message_is_told_the_next_are_edits_and_replies(archive: Database) -> None:
    with archive.write() as connection:
        first, edit, reply = queued(connection, delivery("a"), delivery("b"), delivery("c", "reply"))
        outbox.done(connection, first.id, "m1", "c1", later(0.5))
        assert outbox.told(connection, "team", "1") == Told("team", "1", "c1", "m1", later(0.5))
        outbox.done(connection, edit.id, "m1", "c1", later(2))
        outbox.done(connection, reply.id, "m2", "c1", later(3))
        expected = Told("team", "1", "c1", "m1", later(0.5), edited_at=later(2), replied_at=later(3))
        assert outbox.told_many(connection, "1") == {"team": expected}
        assert outbox.told(connection, "another", "1") is None


def test_a_story_told_in_a_list_gets_a_message_of_its_own_later(archive: Database) -> None:
    with archive.write() as connection:
        first, change = queued(connection, delivery("a"), delivery("b", "reply"))
        outbox.listed(connection, [first.id], "list", "c1", NOW)
        assert outbox.told(connection, "team", "1") == Told("team", "1", "c1", "list", NOW, listed=True)
        outbox.done(connection, change.id, "m1", "c1", later(1))
        message = outbox.told(connection, "team", "1")
    assert message == Told("team", "1", "c1", "m1", later(1), listed=False, replied_at=later(1))


def test_what_is_done_stays_done(archive: Database) -> None:
    with archive.write() as connection:
        (row,) = queued(connection, delivery("a"))
        outbox.done(connection, row.id, "m1", "c1", NOW)
        outbox.lost(connection, row.id, "too late", later(1))
        outbox.postpone(connection, row.id, later(5), "quiet hours")
        outbox.done(connection, row.id, "m2", "c1", later(9))
        (delivered,) = outbox.deliveries_of(connection, "1")
    assert (delivered.status, delivered.message, delivered.ended_at, delivered.note) == ("done", "m1", NOW, "")


def test_late_lost_and_repeated_are_counted(archive: Database) -> None:
    with archive.write() as connection:
        rows = queued(connection, *(delivery(key) for key in "abcdef"))
        outbox.done(connection, rows[0].id, "m", "c", later(1))  # sixty seconds: just in time
        outbox.done(connection, rows[1].id, "m", "c", later(1.1))
        outbox.postpone(connection, rows[2].id, later(30), "quiet hours")
        outbox.done(connection, rows[2].id, "m", "c", later(30))
        outbox.retry(connection, rows[3].id, later(10), "Discord answered 500")
        outbox.repeated(connection, rows[3].id)
        outbox.done(connection, rows[3].id, "m", "c", later(10))
        outbox.lost(connection, rows[4].id, "the channel was deleted", later(2))
        counts = status.deliveries(connection)
        (lost,) = outbox.numbered(connection, rows[4].number)
    assert (counts.delivered, counts.late, counts.repeated, counts.lost, counts.waiting) == (4, 2, 1, 1, 1)
    assert (lost.status, lost.note, lost.ended_at) == ("lost", "the channel was deleted", later(2))


def test_a_postponed_delivery_is_due_later_a_retried_one_is_not(archive: Database) -> None:
    with archive.write() as connection:
        postponed, retried = queued(connection, delivery("a"), delivery("b"))
        outbox.claim(connection, [postponed.id, retried.id])
        outbox.postpone(connection, postponed.id, later(5), "quiet hours")
        outbox.retry(connection, retried.id, later(5), "Discord answered 500")
        assert outbox.due(connection, later(4), 9) == ()
        retried, postponed = outbox.due(connection, later(5), 9)
    assert (postponed.due, postponed.note) == (later(5), "quiet hours")
    assert (retried.due, retried.note) == (NOW, "Discord answered 500")


def test_what_waits_is_known_by_team_and_story(archive: Database) -> None:
    with archive.write() as connection:
        queued(connection, delivery("a"), delivery("b", team="other"))
        record(connection, seed("000.txt"))
        outbox.enqueue(connection, [delivery("c", story="000.txt")])
        assert [row.key for row in outbox.waiting(connection, "team", "1")] == ["a"]
        assert [row.story for row in outbox.waiting(connection, "team", "000.txt")] == ["000.txt"]


def test_another_servers_deliveries_do_not_show(archive: Database) -> None:
    with archive.write() as connection:
        catalogue.save_team(connection, team("team", guild="1"), NOW)
        catalogue.save_team(connection, team("other", guild="2"), NOW)
        queued(connection, delivery("a"), delivery("b", team="other"))
        with seen_by(connection, "2"):
            assert [row.key for row in outbox.deliveries_of(connection, "1")] == ["b"]
            assert [row.key for row in outbox.numbered(connection, 1)] == ["b"]
            assert outbox.numbered(connection, 2) == ()
        assert [row.key for row in outbox.deliveries_of(connection, "1")] == ["a", "b"]


def test_each_server_counts_its_deliveries_by_itself(archive: Database) -> None:
    with archive.write() as connection:
        for guild in ("1", "2"):
            catalogue.save_team(connection, team(f"desk-{guild}", guild=guild), NOW)
        rows = queued(connection, *(delivery(f"{n}", team=f"desk-{guild}") for n, guild in enumerate("1121")))
        assert sorted((row.team, row.number) for row in rows) == [
            ("desk-1", 1),
            ("desk-1", 2),
            ("desk-1", 3),
            ("desk-2", 1),
        ]
        catalogue.retire_team(connection, "desk-2", NOW)
        with seen_by(connection, "2"):
            assert [row.team for row in outbox.numbered(connection, 1)] == ["desk-2"], (
                "what a deleted team was told too"
            )
        assert len(outbox.numbered(connection, 1)) == 2, "the operator has to say whose is meant"
