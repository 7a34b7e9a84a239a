"""What servers' own feeds brought before there were scopes becomes theirs; what is everybody's stays so."""

from __future__ import annotations

from dataclasses import replace

from tests.archive.test_counts import ACTORS
from tests.archive.test_scopes import answers, recount
from tests.support.recording import NOW, article, event, record, seed, verdict
from watchers.archive import Connection, Database, catalogue, outbox, rematch_queries, search, stories
from watchers.archive.owning import own_what_servers_brought
from watchers.archive.visible import seen_by
from watchers.model import Delivery, Feed, Novelty, Team

THEIRS = "https://theirs.example/feed"


def an_old_archive(connection: Connection) -> None:
    """Two servers with a team each; server 2 has a feed of its own, which began a story and is copied."""
    for guild in ("1", "2"):
        team = Team(f"desk {guild}", "Desk", guild, "10", timezone="UTC")
        catalogue.save_team(connection, team, NOW)
    catalogue.save_feed(connection, Feed(THEIRS, guild="2"), "discord", NOW)
    record(connection, seed("000.txt"), actors=["haftar"])
    first = record(
        connection,
        replace(article("Theirs"), feed=THEIRS),
        actors=["haftar", "saleh"],
        events=[event("2020", "haftar")],
    )
    story = first.article.id
    record(connection, article("Copy"), verdict(Novelty.REPEAT, story, copy_of=story), actors=["haftar"])
    record(connection, article("More"), verdict(Novelty.DEVELOPING, story), actors=["serraj"])
    record(connection, article("Else"), actors=["saleh"])
    for guild in ("1", "2"):
        told = Delivery(f"desk {guild}", "story", f"story of {guild}", NOW, story=story, cause=story)
        outbox.enqueue(connection, [told])
        (queued,) = [each for each in outbox.due(connection, NOW, 9) if each.team == f"desk {guild}"]
        outbox.done(connection, queued.id, f"message {guild}", "10", NOW)


ALSO_THEIRS = "https://also-theirs.example/feed"


def test_a_story_that_one_server_began_and_another_joined_goes_on_for_everybody_under_an_article_of_everybodys(
    archive: Database,
) -> None:
    with archive.write() as connection:
        for owner, url in (("1", THEIRS), ("2", ALSO_THEIRS)):
            catalogue.save_feed(connection, Feed(url, guild=owner), "discord", NOW)
            catalogue.save_team(connection, Team(f"desk {owner}", "Desk", owner, "10"), NOW)
        catalogue.save_team(connection, Team("desk 3", "Desk", "3", "10"), NOW)
        story = record(connection, replace(article("Of 1"), feed=THEIRS), actors=["haftar"]).article.id
        copied = verdict(Novelty.REPEAT, story, copy_of=story)
        record(connection, replace(article("Of 2", minutes=1), feed=ALSO_THEIRS), copied, actors=["haftar"])
        record(connection, article("Public", minutes=2), verdict(Novelty.DEVELOPING, story), actors=["haftar"])
        for server in ("1", "2", "3"):
            outbox.enqueue(connection, [Delivery(f"desk {server}", "story", server, NOW, story=story, cause=story)])
        assert own_what_servers_brought(connection) == 2
        assert rematch_queries.with_articles(connection) == ("1", "2")
        seen = {
            "1": ("1", ["Of 1", "Public"]),
            "2": ("2", ["Of 2", "Public"]),
            "3": ("3", ["Public"]),
            None: ("3", ["Public"]),
        }
        for guild, (id, titles) in seen.items():
            with seen_by(connection, guild):
                whole = stories.get(connection, id)
                assert whole is not None and whole.id == id
                assert [report.article.title for report in whole.reports] == titles
                assert [report.comparison.copy_of for report in whole.reports] == [None] * len(titles)
                told, counted = answers(connection), recount(connection)
                assert told["haftar"]["counts"] == counted["haftar"]["counts"] == (len(titles), 0)
                if guild is not None:
                    assert [d.story for d in outbox.deliveries_of(connection, id)] == [id]


def members(connection: Connection, story: str) -> list[str]:
    found = stories.get(connection, story)
    return [] if found is None else [report.article.title for report in found.reports]


def test_a_server_sees_what_it_saw_and_nobody_else_what_it_brought(archive: Database) -> None:
    with archive.write() as connection:
        an_old_archive(connection)
        assert own_what_servers_brought(connection) == 1
        with seen_by(connection, "2"):
            assert members(connection, "3") == ["Theirs", "Copy", "More"]
            assert stories.get(connection, "2") == stories.get(connection, "3")
            copy = stories.get(connection, "3").reports[1]  # type: ignore[union-attr]
            assert copy.comparison.copy_of == "2"
        for guild in ("1", None):
            with seen_by(connection, guild):
                assert stories.get(connection, "2") is None
                assert members(connection, "4") == members(connection, "3") == ["Copy", "More"]
                assert stories.get(connection, "3").id == "3"  # type: ignore[union-attr]
                copies = [report.comparison.copy_of for report in stories.get(connection, "3").reports]  # type: ignore[union-attr]
                assert copies == [None, None]
                assert [id for id, _ in search.search(connection, "theirs", 9)] == []


def test_counts_are_then_what_each_viewer_sees(archive: Database) -> None:
    with archive.write() as connection:
        an_old_archive(connection)
        own_what_servers_brought(connection)
        for guild in ("1", "2", None):
            with seen_by(connection, guild):
                told, counted = answers(connection), recount(connection)
                for actor in ACTORS:
                    for what in ("counts", "spellings", "together", "events"):
                        assert told[actor][what] == counted[actor][what], (guild, actor, what)


def test_messages_stand_where_their_teams_see_the_story_and_nothing_is_told(archive: Database) -> None:
    with archive.write() as connection:
        an_old_archive(connection)
        own_what_servers_brought(connection)
        for guild, story in (("1", "3"), ("2", "2")):
            with seen_by(connection, guild):
                told = outbox.told(connection, f"desk {guild}", story)
                assert told is not None and told.message == f"message {guild}"
        assert outbox.due(connection, NOW, 9) == ()
        assert own_what_servers_brought(connection) == 0, "once is enough"
