"""Articles in the archive: the one place where callers look for them.

recorder.py     writing one, matching one again
candidates.py   earlier articles that may be related
word_counts.py  how common words are
actors.py       what is known of an actor
here            reading articles by id, URL and copy
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, Row, select

from watchers.archive import mention_rows, public_ids, report_rows
from watchers.archive.public_ids import public
from watchers.archive.restating import replace_mentions, restate
from watchers.archive.visible import article, reference
from watchers.model import Mention, PartialDate, Report, Source, Telling

__all__ = [
    "after",
    "by_url",
    "cited",
    "copies_of",
    "get",
    "mentions",
    "replace_mentions",
    "reports",
    "restate",
    "tellings",
]


def get(conn: Connection, article_id: str) -> Report | None:
    """The article with its verdict; None where there is none of that id."""
    key = public_ids.key_of(conn, article_id)
    return None if key is None else report_rows.of_keys(conn, [key])[0]


def by_url(conn: Connection, url: str) -> Report | None:
    """The newest article of that (canonical) URL."""
    same = article.c.url_digest == url, article.c.url == url
    newest = select(article.c.key).where(*same).order_by(article.c.key.desc()).limit(1)
    key = conn.execute(newest).scalar()
    return None if key is None else report_rows.of_keys(conn, [key])[0]


def reports(conn: Connection, ids: Collection[str]) -> tuple[Report, ...]:
    """The articles with those ids, in that order, without those that do not exist."""
    return report_rows.of_keys(conn, public_ids.keys_of(conn, ids).values())


def after(conn: Connection, article_id: str | None, limit: int) -> tuple[Report, ...]:
    """The next articles in the order in which they were recorded, to walk through the archive."""
    last = 0 if article_id is None else public_ids.key_of(conn, article_id) or 0
    return report_rows.read(conn, report_rows.query().where(article.c.key > last).order_by(article.c.key).limit(limit))


def cited(conn: Connection, ids: Collection[str]) -> tuple[Source, ...]:
    """What cites those articles, in that order; far cheaper than the articles themselves."""
    return report_rows.sources(conn, ids)


def mentions(conn: Connection, article_id: str) -> tuple[Mention, ...]:
    """Every mention in the article, uncertain ones too, as they were recorded."""
    key = public_ids.key_of(conn, article_id)
    return () if key is None else mention_rows.mentions(conn, key)


def copies_of(conn: Connection, ids: Collection[str]) -> Mapping[str, str]:
    """The original of each of the articles that is a copy, by id."""
    copies = public_ids.rows_of(conn, _COPIES, ids)
    return {public(key, name): public(of, of_name) for key, name, of, of_name in copies}


def tellings(conn: Connection, ids: Collection[str]) -> Mapping[str, Telling]:
    """What the dated sentences of each of those articles, by id, are counted by. A copy is its original's report."""
    originals = copies_of(conn, ids)
    outlets = {source.id: source.outlet for source in cited(conn, sorted(set(originals.values())))}
    rows = {public(row.key, row.name): row for row in public_ids.rows_of(conn, _TELLINGS, ids)}
    return {
        article_id: _telling(row, originals.get(article_id), outlets.get(originals.get(article_id, ""), row.outlet))
        for article_id, row in rows.items()
    }


def _telling(row: Row[*tuple[Any, ...]], original: str | None, outlet: str) -> Telling:
    published = None if row.published is None else PartialDate.parse(row.published).first_day
    reporter = outlet or original or public(row.key, row.name)  # without a name it is nobody else's report
    return Telling(str(row.story), reporter, published, row.language, copy=original is not None)


_TELLINGS = select(*(article.c[name] for name in ("key", "name", "story", "outlet", "published", "language")))
_original = reference.alias("original")
_COPIES = select(article.c.key, article.c.name, _original.c.key, _original.c.name).join_from(
    article, _original, _original.c.key == article.c.copy_of
)
