"""An archive of an earlier version is brought up to date with all that is in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import select, text

from tests.support.recording import NOW, article, record, verdict
from watchers.archive import Connection, Database, actors, articles, catalogue, changes, columns, feeds, outbox, schema
from watchers.archive.columns import digest
from watchers.model import Delivery, Feed

TICK = timedelta(microseconds=1)


def repeat(connection: Connection, before: str, after: str) -> None:
    """Upgrade the archive, taken for one of the revision `before`, to `after`; then it is what it was."""
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    _set(connection, before)
    _upgrade(connection, after)
    _set(connection, version)


def _upgrade(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", "watchers:archive/migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _set(connection: Connection, revision: str) -> None:
    connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


def test_copies_that_were_recorded_before_they_were_counted_by_day_are_counted(archive: Database) -> None:
    with archive.write() as connection:
        first = record(connection, article(day="2026-02-27"), actors=["haftar", "saleh"]).article.id
        for day in ("2026-02-28", "2026-02-28", "2026-02", ""):
            record(connection, article(day=day), verdict(story=first, copy_of=first), actors=["haftar"])
        counted = actors.volume(connection, "haftar", 3, NOW)
        connection.execute(text("ALTER TABLE daily DROP COLUMN copies"))
        repeat(connection, "0003_chunks", "0004_daily_copies")
        assert actors.volume(connection, "haftar", 3, NOW) == counted
    assert [day.copies for day in counted] == [0, 2, 1]


def test_articles_that_were_found_by_their_addresses_are_found_by_digests_of_them(archive: Database) -> None:
    with archive.write() as connection:
        recorded_articles = [record(connection, article()).article for _ in range(3)]
        for undone in (
            "DROP INDEX ix_article_url_digest",
            "ALTER TABLE article DROP COLUMN url_digest",
            "DROP TABLE quarantine",
            "CREATE INDEX ix_article_url ON article (url)",
        ):
            connection.execute(text(undone))
        repeat(connection, "0005_places", "0006_quarantine")
        assert [articles.by_url(connection, article.url) is not None for article in recorded_articles] == [True] * 3


# ---------------------------------------------------------------- feeds that servers shared


@pytest.fixture(params=["sqlite", "postgresql"])
def old_archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An archive before feeds had scopes."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'archive.db'}")
    else:
        server = request.getfixturevalue("server")
        database = Database(server.url(server.create()))
    with database.write() as connection:
        _upgrade(connection, "0008_scopes")
    yield database
    database.close()


_FEEDS = (  # in the order of their keys: url, server, origin, the servers that added it
    ("file", None, "file", ()),
    ("file that one had added", None, "file", ("2",)),
    ("one's", "1", "discord", ("1",)),
    ("shared", None, "discord", ("1", "2", "3")),
    ("at the terminal", "terminal", "discord", ("terminal",)),
    ("shared with the terminal", None, "discord", ("1", "terminal")),
    ("left by all", "2", "discord", ()),
)


def _fill(connection: Connection) -> None:
    for key, (url, guild, origin, servers) in enumerate(_FEEDS, 1):
        row = {"url": url, "guild": guild, "origin": origin, "retired": 9 if url == "left by all" else None}
        connection.execute(
            text(
                "INSERT INTO feed (url, title, tags, guild, origin, changed_at, retired_at, etag, due, reached_at)"
                " VALUES (:url, 'A title', '[]', :guild, :origin, 5, :retired, 'W/1', 7, 6)"
            ),
            row,
        )
        connection.execute(
            text("INSERT INTO feed_entry VALUES (:key, :entry, 4)"), {"key": key, "entry": digest(f"of {url}")}
        )
        for server in servers:
            connection.execute(text("INSERT INTO follower VALUES (:url, :guild)"), {"url": url, "guild": server})
    rows: list[list[object]] = [[["follower", "one's", "1"], {}, None], [["actor", "a", ""], None, {}]]
    change = {"rows": rows, "story": None}
    connection.execute(
        text("INSERT INTO change (changed_by, changed_at, said, detail) VALUES ('me', 1, 'Gone.', :detail)"),
        {"detail": json.dumps(change)},
    )


def test_a_feed_that_several_servers_shared_becomes_a_row_for_each_with_all_that_was_known(
    old_archive: Database,
) -> None:
    with old_archive.write() as connection:
        _fill(connection)
    old_archive.upgrade()
    with old_archive.write() as connection:
        rows = connection.execute(select(schema.feed).order_by(schema.feed.c.url, schema.feed.c.guild)).all()
        assert sorted((row.url, row.guild, row.origin) for row in rows) == [
            ("at the terminal", "", "discord"),
            ("file", "", "file"),
            ("file that one had added", "", "file"),
            ("file that one had added", "2", "discord"),
            ("left by all", "2", "discord"),
            ("one's", "1", "discord"),
            ("shared", "1", "discord"),
            ("shared", "2", "discord"),
            ("shared", "3", "discord"),
            ("shared with the terminal", "", "discord"),
            ("shared with the terminal", "1", "discord"),
        ]
        assert {(row.title, row.etag, row.reached_at) for row in rows} == {("A title", "W/1", columns.EPOCH + 6 * TICK)}
        assert [row.url for row in rows if row.retired_at is not None] == ["left by all"]
        for row in rows:
            feed = Feed(row.url, guild=row.guild or None)
            assert feeds.known(connection, feed, [f"of {row.url}", "of another"]) == {f"of {row.url}"}
        numbers = {row.url: (row.key, row.number) for row in rows if row.guild in ("", "1")}
        assert numbers["one's"] == (3, 3), "people know it by that number"
        catalogue.save_feed(connection, Feed("new", guild="1"), "discord", NOW)
        state = feeds.state(connection, "new", "1")
        assert state is not None and state.number == "P7"


def test_a_feed_whose_removal_is_on_record_comes_back_after_the_upgrade(old_archive: Database) -> None:
    with old_archive.write() as connection:
        _fill(connection)
        connection.execute(text("UPDATE feed SET retired_at = 8 WHERE url = 'one''s'"))
        connection.execute(text("DELETE FROM follower WHERE url = 'one''s'"))
    old_archive.upgrade()
    with old_archive.write() as connection:
        ((detail,),) = connection.execute(select(schema.change.c.detail))
        assert [name for name, *_ in detail["rows"]] == [["feed", "one's", "1"], ["actor", "a", ""]]
        changes.follow_again(connection, "one's", "1", NOW)
        assert feeds.state(connection, "one's", "1") is not None


def test_what_had_a_number_keeps_it_and_each_server_counts_on_by_itself(old_archive: Database) -> None:
    team = "INSERT INTO team VALUES (:id, :guild, 'discord', '{}', 1, NULL)"
    actor = 'INSERT INTO actor VALUES (:id, :guild, \'discord\', \'{"name": "Salma", "kind": "person"}\', 1, NULL)'
    waiting = (
        "INSERT INTO delivery (label, team, kind, reason, due, next_try, status)"
        " VALUES (:label, :team, 'digest', '', 1, 1, 'waiting')"
    )
    confirmed = (
        "INSERT INTO variant (actor, surface, evidence, articles, status, proposed_at)"
        " VALUES (:actor, :surface, '', '[]', 'confirmed', 1)"
    )
    with old_archive.write() as connection:
        for guild in ("1", "2"):
            connection.execute(text(team), {"id": f"desk-{guild}", "guild": guild})
        for id, guild in (("1-salma", "1"), ("terminal-salma", "terminal")):
            connection.execute(text(actor), {"id": id, "guild": guild})
            connection.execute(text(confirmed), {"actor": id, "surface": f"of {id}"})
        for label, team_id in (("a", "desk-1"), ("b", "desk-2"), ("c", "desk-1")):
            connection.execute(text(waiting), {"label": label, "team": team_id})
    old_archive.upgrade()
    with old_archive.write() as connection:
        outbox.enqueue(connection, [Delivery(f"desk-{guild}", "digest", f"new {guild}", NOW) for guild in ("1", "2")])
        rows = connection.execute(select(schema.delivery).order_by(schema.delivery.c.key)).all()
        assert [(row.label, row.guild, row.number) for row in rows] == [
            ("a", "1", 1),
            ("b", "2", 2),
            ("c", "1", 3),
            ("new 1", "1", 4),
            ("new 2", "2", 3),
        ]
        spellings = connection.execute(select(schema.variant.c.actor, schema.variant.c.guild)).all()
        assert sorted(map(tuple, spellings)) == [("1-salma", "1"), ("terminal-salma", "")]
        servers = connection.execute(select(schema.actor.c.id, schema.actor.c.guild)).all()
        assert sorted(map(tuple, servers)) == [("1-salma", "1"), ("terminal-salma", None)]
