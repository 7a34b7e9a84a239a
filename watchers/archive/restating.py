"""A recorded article put right: what is found in it by other names, and what is known of where it came from.

replace_mentions   the same article matched again, because the actors that are followed have changed
restate            the same text of which more is known: its headline, its outlet, its time
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select, update

from watchers.archive import (
    aggregates,
    article_rows,
    mention_rows,
    public_ids,
    readings,
    report_rows,
    schema,
)
from watchers.archive.article_cache import article_cache
from watchers.archive.readings import Reading
from watchers.archive.recorder import owned
from watchers.archive.visible import article, seen_by, viewer_of
from watchers.errors import UnknownThing
from watchers.model import Article, Event, Mention


def replace_mentions(conn: Connection, article_id: str, mentions: Sequence[Mention], events: Sequence[Event]) -> None:
    """Put these mentions and events in the place of those that the viewer sees; the verdict and the story stay."""
    (key,) = owned(conn, [_article_key(conn, article_id)])
    _find_anew(conn, key, None, mentions, events)


def restate(conn: Connection, article: Article, mentions: Sequence[Mention], events: Sequence[Event]) -> None:
    """Put what is known of a recorded article by now in the place of what was, with the mentions and events.

    Its text, its verdict and its story stay, and full text finds it by the headline that it was recorded with.
    """
    key = _article_key(conn, article.id)
    before = _find_anew(conn, key, article, mentions, events)
    conn.execute(update(schema.article).where(schema.article.c.key == key).values(article_rows.provenance(article)))
    if before.guild == viewer_of(conn):  # a reading of everybody's article counts for no feed
        aggregates.count_languages(conn, [before], -1)
        aggregates.count_languages(conn, [article])
    article_cache(conn).clear()  # it may hold the article as it was


def _find_anew(
    conn: Connection, key: int, restated: Article | None, mentions: Sequence[Mention], events: Sequence[Event]
) -> Article:
    """Replace what was found in an article; `restated`, if given, is how it counts from now on.

    Gives the article as it was recorded before.
    """
    row = conn.execute(select(article).where(article.c.key == key)).mappings().one()
    recorded, copy = report_rows.as_article(row), row["copy_of"] is not None
    before, after = readings.remove(conn, key, recorded, copy=copy), Reading(mentions, events, copy)
    readings.enter(conn, key, restated or recorded, after)
    named = {"actors": mention_rows.certain(mentions), "passing": mention_rows.in_passing(mentions)}
    conn.execute(update(schema.article).where(schema.article.c.key == key).values(named))
    for guild in readings.readers(conn, key):
        with seen_by(conn, guild):
            aggregates.discount(conn, [readings.facts_of(conn, key, recorded, before)], -1)
            aggregates.discount(conn, [readings.facts_of(conn, key, restated or recorded, after)])
    return recorded


def _article_key(conn: Connection, public_id: str) -> int:
    """The number of the article with that id, which must exist: UnknownThing otherwise."""
    key = public_ids.key_of(conn, public_id)
    if key is None:
        raise UnknownThing(f"the archive holds no article {public_id!r}")
    return key
