"""An article as a row, and as the totals count it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from watchers.archive import json_values, public_ids
from watchers.archive.aggregates import ArticleFacts
from watchers.archive.columns import storable
from watchers.archive.mention_rows import Findings
from watchers.model import Article, Comparison


def identified(article: Article, number: int) -> Article:
    """The article as it will be read back: with its id, without the characters that databases refuse.

    `number` is its place among the articles of its scope.
    """
    article_id = public_ids.seed_name(article.id) if article.seed else public_ids.numbered(number, article.guild)
    return replace(article, id=article_id, title=storable(article.title), text=storable(article.text))


def row(key: int, article: Article, comparison: Comparison) -> dict[str, Any]:
    """The columns that need no more than the article, its key and the verdict on it."""
    return provenance(article) | {
        "key": key,
        "name": article.id if article.seed else None,
        "label": None if article.seed or article.id == str(key) else article.id,
        "guild": article.guild,
        "seed": article.seed,
        "feed": article.feed,
        "identity": article.identity,
        "genre": None if article.genre is None else (article.genre,),
        "comparison": json_values.comparison_detail(comparison),
        "text": article.text,
    }


def provenance(article: Article) -> dict[str, Any]:
    """The columns that say where and when an article appeared."""
    published = article.published
    return {
        "at": _order(article),
        "first_seen": article.first_seen,
        "url": article.url,
        "url_digest": article.url,
        "outlet": article.outlet,
        "owner": article.owner,
        "language": article.language,
        "published": None if published is None else str(published.date),
        "published_at": None if published is None else published.at,
        "zoned": published is None or published.zoned,
        "note": article.note,
        "credit": article.credit,
        "title": storable(article.title),
    }


def facts(key: int, article: Article, findings: Findings, *, copy: bool) -> ArticleFacts:
    """What the totals count of the article with that number; `copy`: whether it is one."""
    return ArticleFacts(key, _order(article), _day(article), article.seed, copy, findings.surfaces, findings.dated)


def _order(article: Article) -> datetime:
    """Where the article stands in time: as published, but never after it was seen (dates in feeds may be wrong)."""
    if article.published is None:
        return article.first_seen
    midnight = datetime.combine(article.published.date.first_day, time(), UTC)
    return min(article.published.at or midnight, article.first_seen)


def _day(article: Article) -> date | None:
    """The day on which the article counts in the volume; None: on none.

    When a seed document was loaded says nothing, and a month or a year is no day.
    """
    if article.published is None:
        return None if article.seed else article.first_seen.date()
    return _order(article).date() if article.published.date.precision == "day" else None
