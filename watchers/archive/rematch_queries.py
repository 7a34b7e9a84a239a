"""Which archived articles and mentions may be concerned when actors change: by number, never by reading texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import Connection, func, select

from watchers.archive import schema
from watchers.archive.mention_rows import mention_of
from watchers.archive.public_ids import bases_of, public, rows_of
from watchers.archive.schema import appearance, mention
from watchers.archive.visible import article, subject
from watchers.model import Mention
from watchers.reasons.name_rules import Form


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


def in_order(conn: Connection, ids: Collection[str]) -> tuple[str, ...]:
    """The ids of articles in the order in which these were recorded."""
    bases = bases_of(conn, ids)
    return tuple(sorted(bases, key=bases.__getitem__))


def own(conn: Connection, ids: Collection[str]) -> tuple[str, ...]:
    """The ids of the articles among them that are the viewer's own, no readings of everybody's; in that order."""
    mine = {public(key, name) for key, name, shadows, guild in rows_of(conn, _OWNERS, ids) if guild and shadows is None}
    return tuple(article_id for article_id in ids if article_id in mine)


def with_articles(conn: Connection) -> tuple[str, ...]:
    """The servers that have articles of their own."""
    row = schema.article.c  # of all servers, whoever looks; each of a server's own rows has a label, which has an index
    own = row.label.is_not(None), row.guild.is_not(None), row.shadows.is_(None)
    return tuple(conn.execute(select(row.guild).where(*own).distinct().order_by(row.guild)).scalars())


def readers(conn: Connection, ids: Collection[str]) -> Mapping[str, frozenset[str]]:
    """The servers that have readings of their own of everybody's articles with those ids, by article."""
    id_of = {base: article_id for article_id, base in bases_of(conn, ids).items()}
    row = schema.article.c  # of all servers, whoever looks
    guilds: dict[str, set[str]] = defaultdict(set)
    for base, guild in conn.execute(select(row.shadows, row.guild).where(row.shadows.in_(id_of))):
        guilds[id_of[base]].add(guild)
    return {article_id: frozenset(servers) for article_id, servers in guilds.items()}


def sightings(conn: Connection, forms: Collection[Form], newest: int) -> tuple[tuple[str, Mention], ...]:
    """The mentions in the newest articles that write a name in those forms, uninflected, each with its article's id."""
    last = select(article.c.key).order_by(article.c.key.desc()).limit(newest).subquery()
    oldest = select(func.coalesce(func.min(last.c.key), 0)).scalar_subquery()
    query = (
        select(mention, subject.c.id.label("actor"), article.c.name)
        .join(subject, subject.c.key == mention.c.subject)
        .join(article, article.c.key == mention.c.article)
        .where(mention.c.article >= oldest, mention.c.form.in_(forms), mention.c.inflection.is_(None))
        .order_by(mention.c.article, mention.c.position)
    )
    return tuple((public(row.article, row.name), mention_of(row)) for row in conn.execute(query))


_OWNERS = select(article.c.key, article.c.name, article.c.shadows, article.c.guild)
