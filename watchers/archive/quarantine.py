"""Articles that made the program fail, kept whole with the reason, so that its next version can try again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, delete, func, insert, select

from watchers.archive import json_values
from watchers.archive.schema import feed, quarantine
from watchers.archive.visible import EVERYBODY, in_scope, may_be_told
from watchers.model import Article, ArticleFailure, Quarantined

_LONGEST_REASON_CHARACTERS = 500


def add(
    conn: Connection, failures: Collection[ArticleFailure], program: str, now: datetime, *, backlog: bool = False
) -> None:
    """Set articles aside. `program`: the version that failed on them."""
    rows = [
        {
            "feed": failure.article.feed,
            "guild": failure.article.guild or EVERYBODY,
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
    """What was set aside under that (canonical) URL of what the viewer sees, newest first."""
    same = quarantine.c.url_digest == url, quarantine.c.url == url, in_scope(quarantine.c.guild)
    return _read(conn, _followed().where(*same).order_by(quarantine.c.key.desc()))


def of_feeds(conn: Connection) -> Mapping[tuple[str, str | None], tuple[int, str]]:
    """How many articles of each followed feed are set aside, with the reason of the newest; by address and server.

    Of the feeds that the viewer sees; of all, where nobody in particular looks.
    """
    scope = quarantine.c.feed, quarantine.c.guild
    newest = (
        _followed(*scope, func.count().label("articles"), func.max(quarantine.c.key).label("newest"))
        .where(may_be_told(conn, quarantine.c.guild))
        .group_by(*scope)
        .subquery()
    )
    rows = select(newest.c.feed, newest.c.guild, newest.c.articles, quarantine.c.reason)
    rows = rows.join(quarantine, quarantine.c.key == newest.c.newest)
    return {(url, guild or None): (articles, reason) for url, guild, articles, reason in conn.execute(rows)}


def count(conn: Connection) -> int:
    """How many articles are set aside of the followed feeds that the viewer sees; of all, where nobody looks."""
    rows = _followed(func.count()).where(may_be_told(conn, quarantine.c.guild))
    articles: int = conn.execute(rows).scalar_one()
    return articles


def _followed(*columns: Any) -> Select[Any]:
    """Select from the articles of feeds that are still followed: these columns, or all."""
    rows = select(*columns or (quarantine,)).select_from(quarantine)
    followed = feed.c.url == quarantine.c.feed, feed.c.guild == quarantine.c.guild
    return rows.join(feed, and_(*followed)).where(feed.c.retired_at.is_(None))


def _read(conn: Connection, query: Select[Any]) -> tuple[Quarantined, ...]:
    return tuple(
        Quarantined(ArticleFailure(_article(row), row.stage, row.reason), row.at, bool(row.backlog), row.key)
        for row in conn.execute(query)
    )


def _article(row: Any) -> Article:
    return replace(json_values.article(row.article), guild=row.guild or None)
