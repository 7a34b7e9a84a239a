"""Which archived articles may be concerned when actors change: by number, never by reading texts."""

from __future__ import annotations

from sqlalchemy import Connection, select

from watchers.storage.keys import public
from watchers.storage.schema import appearance, article, subject


def seeds(conn: Connection) -> tuple[str, ...]:
    """Every seed document, in the order in which they were recorded."""
    rows = conn.execute(select(article.c.key, article.c.name).where(article.c.seed).order_by(article.c.key))
    return tuple(public(key, name) for key, name in rows)


def newest(conn: Connection, limit: int) -> tuple[str, ...]:
    """The articles that were recorded last, newest first."""
    rows = conn.execute(select(article.c.key, article.c.name).order_by(article.c.key.desc()).limit(limit))
    return tuple(public(key, name) for key, name in rows)


def mentioning(conn: Connection, actor_id: str, limit: int) -> tuple[str, ...]:
    """The newest articles that surely mention an actor."""
    rows = conn.execute(
        select(article.c.key, article.c.name)
        .join(appearance, appearance.c.article == article.c.key)
        .join(subject, subject.c.key == appearance.c.subject)
        .where(subject.c.id == actor_id)
        .order_by(appearance.c.at.desc(), appearance.c.article.desc())
        .limit(limit)
    )
    return tuple(public(key, name) for key, name in rows)
