"""An archive of an earlier version is brought up to date with all that is in it."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from tests.support.recording import NOW, article, record, verdict
from watchers.archive import Connection, Database, actors, articles


def repeat(connection: Connection, before: str, after: str) -> None:
    """Upgrade the archive, taken for one of the revision `before`, to `after`; then it is what it was."""
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    _set(connection, before)
    config = Config()
    config.set_main_option("script_location", "watchers:archive/migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, after)
    _set(connection, version)


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
