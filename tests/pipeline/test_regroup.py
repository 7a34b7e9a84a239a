"""Merges and splits with what follows for messages, in one transaction, the same on both databases."""

from __future__ import annotations

from tests.support.recording import FEED, NOW, article, later, record, verdict
from watchers.archive import Connection, Database, catalogue, outbox
from watchers.model import Delivery, Feed, Novelty, Team, Watchlist
from watchers.pipeline import regroup

DESK = Team("desk", "Desk", "100", "200", watchlist=Watchlist(actors=("haftar",)))
AFAR = Team("afar", "Afar", "999", "900", watchlist=Watchlist(actors=("haftar",)))


def newsroom(archive: Connection) -> None:
    """Two teams that were told of story 1 (articles 1, 3 and 3's copy 4) and of story 2."""
    catalogue.declare(archive, (), (Feed(FEED),), (DESK, AFAR), NOW)
    record(archive, article("Lamps"), actors=["haftar"])
    record(archive, article("Cranes", minutes=1), actors=["haftar"])
    record(archive, article("More lamps", minutes=2), verdict(Novelty.DEVELOPING, "1"), actors=["haftar"])
    record(archive, article("Copy", minutes=3), verdict(Novelty.REPEAT, "1", "3"), actors=["haftar"])
    for story, cause in (("1", "1"), ("2", "2")):
        for team in ("desk", "afar"):
            outbox.enqueue(archive, [Delivery(team, "story", f"story:{team}:{story}", NOW, story, cause)])
    for delivery in outbox.due(archive, later(1), 9):
        outbox.done(archive, delivery.id, f"m{delivery.team}{delivery.story}", "channel", later(1))


def waiting(archive: Connection) -> list[tuple[str, str | None, str]]:
    return sorted((delivery.team, delivery.story, delivery.key) for delivery in outbox.due(archive, later(99), 99))


def test_a_merge_edits_both_messages_of_every_team(archive: Database) -> None:
    with archive.write() as connection:
        newsroom(connection)
        regrouped = regroup.merge(connection, "2", "3", "ann", "100", later(9))
        assert (regrouped.decision.story, regrouped.decision.other, regrouped.decision.guild) == ("1", "2", "100")
        assert [report.article.id for report in regrouped.story.reports] == ["1", "2", "3", "4"]
        number = regrouped.decision.id
        assert waiting(connection) == [
            (team, story, f"edit:{team}:{story}:decision {number}") for team in ("afar", "desk") for story in ("1", "2")
        ]


def test_a_split_tells_the_server_where_it_was_decided_and_edits_elsewhere(archive: Database) -> None:
    with archive.write() as connection:
        newsroom(connection)
        regrouped = regroup.split(connection, "1", ["3"], "ann", "100", later(9))
        assert [report.article.id for report in regrouped.story.reports] == ["3", "4"], "the copy goes along"
        number = regrouped.decision.id
        assert waiting(connection) == [
            ("afar", "1", f"edit:afar:1:decision {number}"),
            ("desk", "1", f"edit:desk:1:decision {number}"),
            ("desk", "3", f"story:desk:3:decision {number}"),
        ]


def test_what_waits_because_of_an_article_goes_with_it(archive: Database) -> None:
    with archive.write() as connection:
        newsroom(connection)
        reply = Delivery("desk", "reply", "reply:desk:1:4", later(30), "1", "4")
        edit = Delivery("desk", "story", "edit:desk:1:4", later(30), "1", "4", edit=True)
        outbox.enqueue(connection, [reply, edit])
        regroup.split(connection, "1", ["3"], "ann", "100", later(9))
        assert [delivery.key for delivery in outbox.waiting(connection, "desk", "3")][-1] == "reply:desk:1:4"
        assert [delivery.key for delivery in outbox.waiting(connection, "desk", "1")] == ["edit:desk:1:4"]
