"""What is found in a recorded article, read back, counted and taken out of the counts.

Everybody's article may have readings of servers' own, which the servers see in its place. What they count of it is the
difference to what everybody counts; so whatever changes for everybody is counted anew for them too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from watchers.archive import actor_keys, aggregates, article_rows, cooccurrence, mention_rows, report_rows, schema
from watchers.archive.aggregates import ArticleFacts
from watchers.archive.visible import article, seen_by
from watchers.model import Article, Event, Mention


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in an article: its mentions and dated events; `copy`: whether it is one."""

    mentions: Sequence[Mention]
    events: Sequence[Event]
    copy: bool


def remove(conn: Connection, key: int, recorded: Article, *, copy: bool) -> Reading:
    """Delete what was found in an article of the scope that is written, and take it out of the counts; gives it.

    `recorded` is the article as it counts, `copy` whether it is one.
    """
    reading, found = of_row(conn, key, copy=copy), mention_rows.recorded(conn, key)
    aggregates.withdraw(conn, article_rows.facts(key, recorded, found, copy=copy))
    cooccurrence.forget(conn, key, found.dated)
    mention_rows.remove(conn, key)
    return reading


def enter(conn: Connection, key: int, recorded: Article, reading: Reading) -> None:
    """Count an article, and write what is found in it, in the scope that is written: nothing of it is there yet."""
    mentions, events = reading.mentions, reading.events
    numbers = actor_keys.written_keys(conn, mention_rows.actors(mentions, events))
    findings = mention_rows.findings(key, mentions, events, numbers, mention_rows.next_event(conn))
    mention_rows.write(conn, [findings])
    aggregates.enter(conn, [article_rows.facts(key, recorded, findings, copy=reading.copy)])
    cooccurrence.store(conn, key, findings.dated, events)
    cooccurrence.hear(conn, recorded, findings.surfaces)


def count_as_report(conn: Connection, key: int) -> None:
    """Count an article of everybody's that was counted as a copy as a report; servers that read it otherwise too."""
    row = conn.execute(select(article).where(article.c.key == key)).mappings().one()
    recorded, reading = report_rows.as_article(row), of_row(conn, key, copy=False)
    aggregates.count_copy(conn, facts_of(conn, key, recorded, reading), -1)
    for guild in readers(conn, key):
        with seen_by(conn, guild):
            aggregates.count_copy(conn, facts_of(conn, key, recorded, reading), 1)


def readers(conn: Connection, key: int) -> Sequence[str]:
    """The servers that see a reading of their own in the place of everybody's article with that key."""
    return conn.execute(_READERS, {"key": key}).scalars().all()


def of_row(conn: Connection, key: int, *, copy: bool) -> Reading:
    """What is recorded as found in the article with that key; `copy`: whether it is one."""
    return Reading(mention_rows.mentions(conn, key), mention_rows.events(conn, key), copy)


def facts_of(conn: Connection, key: int, recorded: Article, reading: Reading) -> ArticleFacts:
    """What the totals of the scope that is written count of everybody's article, by its own numbers of the actors."""
    numbers = actor_keys.written_keys(conn, mention_rows.actors(reading.mentions, reading.events))
    findings = mention_rows.findings(key, reading.mentions, reading.events, numbers, 0)
    return article_rows.facts(key, recorded, findings, copy=reading.copy)


_READERS = select(schema.article.c.guild).where(schema.article.c.shadows == bindparam("key"))
