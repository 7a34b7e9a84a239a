"""An archive of an earlier version is brought up to date with all that is in it."""

from __future__ import annotations

import json

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from tests.support.recording import NOW, article, record, verdict
from watchers.archive import Connection, Database, actors, articles, catalogue, decisions, outbox, variants
from watchers.model import Actor, Alias, Decision, Delivery, Novelty, Variant
from watchers.reasons import NOT_RECORDED, Comparing, Reason, Telling
from watchers.wording import matching as wording
from watchers.wording.clauses import in_words
from watchers.wording.names import Names


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
        steps = ["novelty: 2 of 5 sentences score 0.5 or more", "moon: full"]
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
    )


OLD_MENTIONS = {  # rule and evidence as they were until 0011, and how they are worded now
    ("full name", "Khalifa Haftar"): "full name: Khalifa Haftar",
    ("full name, name", "with khalifa"): "full name, name: with khalifa",
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
    assert in_words(variant.evidence, names) == seen


def _repeat_reasons(connection: Connection) -> None:
    for added in ("delivery DROP COLUMN edit", "mention DROP COLUMN form", "mention DROP COLUMN inflection"):
        connection.execute(text(f"ALTER TABLE {added}"))
    repeat(connection, "0008_scopes", "0011_reasons")


def _say(connection: Connection, table: str, sentence: str, where: str) -> None:
    connection.execute(text(f"UPDATE {table} SET reason = :sentence WHERE {where}"), {"sentence": sentence})
