"""Stories: the articles that report one development. What an analyst merges or splits stays so: no verdict moves an
article that is recorded, and new articles join the story that their relatives are in by then.

What follows for messages is decided by `watchers.telling.regroup` and done by `watchers.pipeline.regroup`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, func, insert, or_, select, update

from watchers.archive import outbox, public_ids, report_rows
from watchers.archive.public_ids import public_or_none
from watchers.archive.schema import article, decision, story
from watchers.errors import NotAllowed, UnknownThing
from watchers.model import Source, Story, StoryDecision

_origin = article.alias("origin")


def get(conn: Connection, story_id: str) -> Story | None:
    """The story of that id, or that an article of that id is in; None where there is none."""
    key = public_ids.story_of(conn, story_id)
    return None if key is None else next(iter(_read(conn, [key])))


def between(conn: Connection, start: datetime, end: datetime) -> tuple[Story, ...]:
    """The stories to which articles came in the period (its end excluded), oldest first.

    Seed documents are no news: to load them is no activity.
    """
    in_period = article.c.first_seen >= start, article.c.first_seen < end, article.c.seed.is_(False)
    active = select(article.c.story).where(*in_period).distinct().order_by(article.c.story)
    return tuple(_read(conn, conn.execute(active).scalars().all()))


def recent(conn: Connection, articles: int) -> tuple[tuple[Source, str], ...]:
    """The stories of the newest so many articles, latest first: each as its first article is cited, and its feed."""
    newest = select(article.c.key, article.c.story).order_by(article.c.key.desc()).limit(articles).subquery()
    latest = func.max(newest.c.key)
    active = select(newest.c.story).group_by(newest.c.story).order_by(latest.desc())
    return report_rows.cited(conn, conn.execute(active).scalars().all())


def merge(conn: Connection, into: str, other: str, by: str, now: datetime, guild: str | None = None) -> str:
    """Make one story of two; gives its id, which is the older one's. UnknownThing for what is no story.

    The other id leads to it from then on.
    """
    first, second = sorted((_story_of(conn, into), _story_of(conn, other)))
    if first == second:
        return public_ids.public_of(conn, first)
    moved = conn.execute(select(article.c.key).where(article.c.story == second)).scalars().all()
    conn.execute(update(article).where(article.c.story == second).values(story=first))
    outbox.merge(conn, first, second)
    _decide(conn, "merge", first, second, moved, by, now, guild)
    conn.execute(delete(story).where(story.c.key == second))
    _refresh(conn, first)
    return public_ids.public_of(conn, first)


def split(
    conn: Connection, story_id: str, articles: Collection[str], by: str, now: datetime, guild: str | None = None
) -> str:
    """Take articles out of a story into one of their own; gives its id, which is the earliest of them.

    A story's first article, whose id it bears, cannot be taken out: take out the others.
    """
    old = _story_of(conn, story_id)
    numbers = public_ids.keys_of(conn, articles)
    inside = set(conn.execute(select(article.c.key).where(article.c.story == old)).scalars())
    strange = [article_id for article_id in articles if numbers.get(article_id) not in inside]
    if strange or not articles:
        raise UnknownThing(
            f"story {story_id} has no article {', '.join(strange) or 'of no name'}: see /story {story_id}"
        )
    moved = sorted(numbers.values())
    if old in moved:
        raise NotAllowed(
            f"article {public_ids.public_of(conn, old)} gives story {story_id} its id: split off the others instead"
        )
    conn.execute(update(article).where(article.c.key.in_(moved)).values(story=moved[0]))
    conn.execute(insert(story), {"key": moved[0], "created": now, "last_activity": now})
    outbox.split(conn, old, moved[0])
    _decide(conn, "split", old, moved[0], moved, by, now, guild)
    for key in (old, moved[0]):
        _refresh(conn, key)
    return public_ids.public_of(conn, moved[0])


def decisions(conn: Connection, story_id: str) -> tuple[StoryDecision, ...]:
    """What analysts decided about the story, and about those that were merged into it, oldest first."""
    inside = select(article.c.key).where(article.c.story == public_ids.story_of(conn, story_id))
    concerning = or_(decision.c.story.in_(inside), decision.c.other.in_(inside))
    query = select(decision).where(concerning).order_by(decision.c.key)
    return tuple(
        StoryDecision(
            kind=row.kind,
            story=public_ids.public_of(conn, row.story),
            other=public_ids.public_of(conn, row.other),
            articles=tuple(public_ids.public_of(conn, key) for key in row.articles),
            by=row.decided_by,
            at=row.decided_at,
            guild=row.guild,
            id=row.key,
        )
        for row in conn.execute(query).all()
    )


def _decide(
    conn: Connection,
    kind: str,
    story_key: int,
    other_key: int,
    moved: Iterable[int],
    by: str,
    now: datetime,
    guild: str | None,
) -> None:
    row = {"kind": kind, "story": story_key, "other": other_key, "articles": list(moved), "guild": guild}
    conn.execute(insert(decision), row | {"decided_by": by, "decided_at": now})


def _refresh(conn: Connection, key: int) -> None:
    """Bring a story's times and origin up to date after articles came or went."""
    inside = article.c.story == key
    first, last = conn.execute(
        select(func.min(article.c.first_seen), func.max(article.c.first_seen)).where(inside)
    ).one()
    origin = select(story.c.origin).where(story.c.key == key)
    still_inside = conn.execute(select(article.c.key).where(inside, article.c.key.in_(origin))).scalar()
    values = {"created": first, "last_activity": last, "origin": still_inside}
    conn.execute(update(story).where(story.c.key == key).values(values))


def _story_of(conn: Connection, story_id: str) -> int:
    key = public_ids.story_of(conn, story_id)
    if key is None:
        raise UnknownThing(f"no story {story_id!r}: its id stands in every alert and in `actorwatch search`")
    return key


def _read(conn: Connection, keys: Collection[int]) -> Iterable[Story]:
    heads = (
        select(story, _origin.c.name.label("origin_name"))
        .outerjoin(_origin, _origin.c.key == story.c.origin)
        .where(story.c.key.in_(list(keys)))
    )
    head_of_story = {row["key"]: row for row in conn.execute(heads).mappings()}
    query = report_rows.query().where(article.c.story.in_(list(keys))).order_by(article.c.story, article.c.key)
    for key, rows in groupby(conn.execute(query).mappings(), key=lambda row: row["story"]):
        yield _story(head_of_story[key], rows)


def _story(head: RowMapping, rows: Iterable[Any]) -> Story:
    members = tuple(report_rows.report(row) for row in rows)
    return Story(
        id=members[0].comparison.story or members[0].article.id,
        reports=members,
        origin=public_or_none(head["origin"], head["origin_name"]),
        created=head["created"],
        last_activity=head["last_activity"],
    )
