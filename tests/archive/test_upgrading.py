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
from watchers.archive import (
    Connection,
    Database,
    actors,
    articles,
    catalogue,
    changes,
    columns,
    decisions,
    feeds,
    labelled_pairs,
    outbox,
    schema,
    stories,
    variants,
)
from watchers.archive.columns import digest
from watchers.model import Actor, Alias, Decision, Delivery, Feed, Novelty, Variant
from watchers.reasons import NOT_RECORDED, Comparing, Reason, Telling
from watchers.reasons.name_rules import Rule
from watchers.wording import matching as wording
from watchers.wording.clauses import in_words
from watchers.wording.names import Names

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
        connection.execute(text("ALTER TABLE quarantine ADD COLUMN guild TEXT NOT NULL DEFAULT ''"))  # as 0009 does
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


OLD_VERDICT = "adds 2 sentences to the story first reported by The Wire"
OLD_RULINGS = {  # as they were made until 0011, and what each is now
    f"developing: {OLD_VERDICT}; it names Khalifa Haftar": (
        Reason(Telling.VERDICT, verdict="developing"),
        Reason(Comparing.ADDS, article="1", sentences=2, after="", before=""),
        Reason(Telling.ACTORS_WATCHED, actors=("haftar",)),
    ),
    "The Wire adds: “He left; nobody knew.”; quiet hours until 2026-03-02T15:30:00Z": (
        Reason(Telling.FACT_ADDED, article="2", quote="He left; nobody knew."),
        Reason(Telling.QUIET_HOURS, until="2026-03-02T15:30:00Z"),
    ),
    "copy: it joins the story's message": (
        Reason(Telling.VERDICT, verdict="copy"),
        Reason(Telling.JOINS_MESSAGE),
    ),
    "it names Somebody Forgotten; told in a list before": (NOT_RECORDED, Reason(Telling.TOLD_IN_LIST)),
    "a sentence that no version made": (NOT_RECORDED,),
}


def test_reasons_that_were_sentences_are_carried_over_as_far_as_they_can_be_read(archive: Database) -> None:
    with archive.write() as connection:
        catalogue.save_actor(connection, Actor("haftar", "Khalifa Haftar", "person", (Alias("Haftar"),)), NOW)
        record(connection, article())
        second = record(connection, article(), verdict(Novelty.DEVELOPING, "1")).article.id
        decisions.record(connection, second, [Decision(f"t{n}", "edit", "told", ()) for n in range(len(OLD_RULINGS))])
        keys = {"edit:t0:1:2": True, "reply:t0:1:2": False}
        outbox.enqueue(connection, [Delivery("t0", "story", key, NOW, "1", second) for key in keys])
        for number, sentence in enumerate(OLD_RULINGS):
            _say(connection, "ruling", sentence, f"team = 't{number}'")
        _say(connection, "delivery", f"developing: {OLD_VERDICT}", "true")
        row = connection.execute(text("SELECT comparison FROM article WHERE key = 2")).scalar_one()
        steps = ["novelty: 2 of 5 sentences score 0.5 or more", "moon: full", "credit: it names Reuters"]
        old = json.loads(row) | {"reason": OLD_VERDICT, "evidence": steps, "nearest": "1"}
        connection.execute(text("UPDATE article SET comparison = :old WHERE key = 2"), {"old": json.dumps(old)})
        connection.execute(text("UPDATE article SET comparison = :old WHERE key = 1"), {"old": json.dumps(old)})
        _repeat_reasons(connection)
        report = articles.get(connection, second)
        rulings = [decision.reasons for decision in decisions.of_article(connection, second)]
        queued = {delivery.key: delivery.edit for delivery in outbox.waiting(connection, "t0", "1")}
    assert rulings == list(OLD_RULINGS.values())
    assert queued == keys
    assert report is not None
    assert report.comparison.reason == Reason(Comparing.ADDS, article="1", sentences=2, after="", before="")
    assert report.comparison.evidence == (
        Reason(Comparing.SENTENCES_SCORED, quoted=2, sentences=5, least=0.5),
        NOT_RECORDED,
        NOT_RECORDED,
    )


OLD_MENTIONS = {  # rule and evidence as they were until 0011, and how they are worded now
    ("full name", "Khalifa Haftar"): "full name: Khalifa Haftar",
    (
        "full name, Russian case, names in -й",
        "Khalifa Haftar",
    ): "full name, Russian case, names in -й: Khalifa Haftar",
    ("full name, name", "with khalifa"): "full name, name: with khalifa",
    ("full name, spelling", "with khalifa"): "full name, spelling: with khalifa",
    ("surname, name", "the only tracked bearer, nothing against it"): (
        "surname, name: the only tracked bearer, nothing against it"
    ),
    ("surname, spelling, Polish case, names in -a", "title: general; but before it stands Igor"): (
        "surname, spelling, Polish case, names in -a: title: general; but before it stands Igor"
    ),
    ("ambiguous surname, Arabic clitic", "also borne by haftar, saleh"): (
        "ambiguous surname, Arabic clitic: also borne by Khalifa Haftar, another actor"
    ),
    ("by guesswork", "a feeling"): "not recorded: not recorded",
}


def test_rules_and_evidence_of_mentions_are_carried_over(archive: Database) -> None:
    with archive.write() as connection:
        first = record(connection, article(), actors=["haftar"] * len(OLD_MENTIONS)).article.id
        for place, (rule, evidence) in enumerate(OLD_MENTIONS):
            change = text("UPDATE mention SET rule = :rule, evidence = :evidence WHERE position = :place")
            connection.execute(change, {"rule": rule, "evidence": evidence, "place": place})
        variants.propose(connection, [Variant("haftar", "Hiftarr", ())], NOW)
        seen = "2 mentions in 1 article, 83% like Khalifa Haftar; title: general"
        connection.execute(text("UPDATE variant SET evidence = :seen"), {"seen": seen})
        _repeat_reasons(connection)
        names = Names(actors={"haftar": "Khalifa Haftar"})
        mentions = articles.mentions(connection, first)
        (variant,) = variants.pending(connection)
    worded = [f"{wording.rule(mention)}: {in_words(mention.evidence, names)}" for mention in mentions]
    assert worded == list(OLD_MENTIONS.values())
    whole, given = Rule.FULL_NAME, Rule.GIVEN_AND_SURNAME
    assert [mention.rule for mention in mentions[:4]] == [whole, whole, given, given]
    assert in_words(variant.evidence, names) == seen


def _repeat_reasons(connection: Connection) -> None:
    for added in ("delivery DROP COLUMN edit", "mention DROP COLUMN form", "mention DROP COLUMN inflection"):
        connection.execute(text(f"ALTER TABLE {added}"))
    repeat(connection, "0010_numbers", "0011_reasons")


def _say(connection: Connection, table: str, sentence: str, where: str) -> None:
    connection.execute(text(f"UPDATE {table} SET reason = :sentence WHERE {where}"), {"sentence": sentence})


def test_what_analysts_decided_before_pairs_were_kept_is_labelled(archive: Database) -> None:
    with archive.write() as connection:
        for minutes, story in enumerate((None, None, "1")):
            record(connection, article(minutes=minutes), verdict(story=story))
        stories.merge(connection, "1", "2", "ann", NOW)
        stories.split(connection, "1", ["2"], "ann", NOW)
        stories.split(connection, "1", ["3"], "ann", NOW)
        labelled = labelled_pairs.of_all(connection)
        for undone in ("DROP TABLE labelled_pair", "ALTER TABLE decision DROP COLUMN reasons"):
            connection.execute(text(undone))
        repeat(connection, "0013_vectors", "0014_labelled_pairs")
        assert labelled_pairs.of_all(connection) == labelled
        assert [decision.reasons for decision in stories.decisions(connection, "2")] == [(), ()]
    assert [(pair.second.id, pair.same) for pair in labelled] == [("2", False), ("3", False)]
