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


def test_a_merge_on_the_command_line_edits_both_messages_of_every_team(archive: Database) -> None:
    with archive.write() as connection:
        newsroom(connection)
        regrouped = regroup.merge(connection, "2", "3", "ann", later(9))
        assert (regrouped.decision.story, regrouped.decision.other, regrouped.decision.guild) == ("1", "2", None)
        assert [report.article.id for report in regrouped.story.reports] == ["1", "2", "3", "4"]
        number = regrouped.decision.id
        assert waiting(connection) == [
            (team, story, f"edit:{team}:{story}:decision {number}") for team in ("afar", "desk") for story in ("1", "2")
        ]


def test_a_merge_on_a_server_edits_the_messages_of_its_teams_alone(archive: Database) -> None:
    with archive.write() as connection:
        newsroom(connection)
    with archive.write(DESK.guild) as connection:
        number = regroup.merge(connection, "2", "3", "ann", later(9)).decision.id
        assert waiting(connection) == [("desk", story, f"edit:desk:{story}:decision {number}") for story in ("1", "2")]


def test_a_split_on_a_server_tells_that_server_alone(archive: Database) -> None:
    with archive.write() as connection:
        newsroom(connection)
    with archive.write(DESK.guild) as connection:
        regrouped = regroup.split(connection, "1", ["3"], "ann", later(9))
        assert [report.article.id for report in regrouped.story.reports] == ["3", "4"], "the copy goes along"
        number = regrouped.decision.id
        assert waiting(connection) == [
            ("desk", "1", f"edit:desk:1:decision {number}"),
            ("desk", "3", f"story:desk:3:decision {number}"),
        ]


def test_a_merge_on_the_command_line_leaves_the_messages_of_a_server_that_split_the_stories(archive: Database) -> None:
    with archive.write() as connection:
        newsroom(connection)
        regroup.merge(connection, "1", "2", "ann", later(5))
    with archive.write(AFAR.guild) as connection:
        regroup.split(connection, "1", ["2"], "bob", later(6))
    with archive.write() as connection:
        regroup.split(connection, "1", ["2"], "ann", later(7))
        regrouped = regroup.merge(connection, "1", "2", "ann", later(8))
        assert {delivery.team for delivery in regrouped.deliveries} == {"desk"}


def test_what_waits_because_of_an_article_goes_with_it(archive: Database) -> None:
    with archive.write() as connection:
        newsroom(connection)
        reply = Delivery("desk", "reply", "reply:desk:1:4", later(30), "1", "4")
        edit = Delivery("desk", "story", "edit:desk:1:4", later(30), "1", "4", edit=True)
        outbox.enqueue(connection, [reply, edit])
        regroup.split(connection, "1", ["3"], "ann", later(9))
        assert [delivery.key for delivery in outbox.waiting(connection, "desk", "3")][-1] == "reply:desk:1:4"
        assert [delivery.key for delivery in outbox.waiting(connection, "desk", "1")] == ["edit:desk:1:4"]
