"""Articles that made the program fail, kept whole with the reason, so that its next version can try again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select

from watchers.archive import json_values
from watchers.archive.schema import feed, quarantine
from watchers.model import ArticleFailure, Quarantined

_LONGEST_REASON_CHARACTERS = 500


def add(
    conn: Connection, failures: Collection[ArticleFailure], program: str, now: datetime, *, backlog: bool = False
) -> None:
    """Set articles aside. `program`: the version that failed on them."""
    rows = [
        {
            "feed": failure.article.feed,
            "url": failure.article.url,
            "url_digest": failure.article.url,
            "stage": failure.stage,
            "reason": failure.reason[:_LONGEST_REASON_CHARACTERS],
            "program": program,
            "at": now,
            "backlog": backlog,
            "article": json_values.article_detail(failure.article),
        }
        for failure in failures
    ]
    if rows:
        conn.execute(insert(quarantine), rows)


def left_by_others(conn: Connection, program: str, limit: int) -> tuple[Quarantined, ...]:
    """The oldest articles on which another version of the program failed, of feeds that are still followed."""
    return _read(conn, _followed().where(quarantine.c.program != program).order_by(quarantine.c.key).limit(limit))


def take(conn: Connection, ids: Collection[int]) -> frozenset[int]:
    """Let articles out; those of them that were still there."""
    gone = delete(quarantine).where(quarantine.c.key.in_(list(ids))).returning(quarantine.c.key)
    return frozenset(conn.execute(gone).scalars()) if ids else frozenset()


def by_url(conn: Connection, url: str) -> tuple[Quarantined, ...]:
    """What was set aside under that (canonical) URL, newest first."""
    same = quarantine.c.url_digest == url, quarantine.c.url == url
    return _read(conn, _followed().where(*same).order_by(quarantine.c.key.desc()))


def of_feeds(conn: Connection) -> Mapping[str, tuple[int, str]]:
    """How many articles of each followed feed are set aside, with the reason of the newest; by the feed's URL."""
    counted = (
        select(quarantine.c.feed, func.count().label("articles"), func.max(quarantine.c.key).label("newest"))
        .group_by(quarantine.c.feed)
        .subquery()
    )
    rows = (
        select(counted.c.feed, counted.c.articles, quarantine.c.reason)
        .join(quarantine, quarantine.c.key == counted.c.newest)
        .join(feed, feed.c.url == counted.c.feed)
        .where(feed.c.retired_at.is_(None))
    )
    return {url: (articles, reason) for url, articles, reason in conn.execute(rows)}


def count(conn: Connection) -> int:
    """How many articles of followed feeds are set aside."""
    return conn.execute(select(func.count()).select_from(_followed().subquery())).scalar_one()


def _followed() -> Select[Any]:
    return select(quarantine).join(feed, feed.c.url == quarantine.c.feed).where(feed.c.retired_at.is_(None))


def _read(conn: Connection, query: Select[Any]) -> tuple[Quarantined, ...]:
    return tuple(
        Quarantined(
            ArticleFailure(json_values.article(row.article), row.stage, row.reason), row.at, bool(row.backlog), row.key
        )
        for row in conn.execute(query)
    )
