"""Stories: the articles that report one development. What an analyst merges or splits stays so: the program moves no
article that is recorded but where it finds two stories to be one of which no analyst said otherwise, and new articles
join the story that their relatives are in by then.

What follows for messages is decided by `watchers.telling.regroup` and done by `watchers.pipeline.regroup`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, func, insert, or_, select, update

from watchers.archive import labelled_pairs, outbox, public_ids, report_rows, schema, story_rows
from watchers.archive.dialect import dialect
from watchers.archive.outbox import TeamCondition
from watchers.archive.public_ids import public
from watchers.archive.recorder import Recorder, owned
from watchers.archive.schema import decision, story
from watchers.archive.visible import Viewer, article, in_scope, reference, scope_of, seen_by, viewer_of
from watchers.errors import NotAllowed, UnknownThing
from watchers.model import Source, Story, StoryDecision
from watchers.reasons import Reason

_origin = reference.alias("origin")


def get(conn: Connection, story_id: str) -> Story | None:
    """The story of that id, or that an article of that id is in; None where there is none."""
    key = public_ids.story_of(conn, story_id)
    return None if key is None else next(iter(_read(conn, [key])))


def id_of(conn: Connection, article_id: str) -> str:
    """The id of the story that the article is in, which must exist."""
    _, head = public_ids.heads_of(conn, [article_id])[article_id]
    return head


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


def merge(
    conn: Connection,
    into: str,
    other: str,
    by: str,
    now: datetime,
    reasons: Sequence[Reason] = (),
    recorder: Recorder | None = None,
) -> str:
    """Make one story of two; gives its id, which is the older one's. UnknownThing for what is no story.

    The other id leads to it from then on. It holds for whoever looks: a server, or everybody but the servers that have
    decided otherwise. Without `by` it is the program that merges them, for those `reasons`, while the `recorder`
    records articles.
    """
    first, second = sorted((_story_of(conn, into), _story_of(conn, other)))
    if first == second:
        return public_ids.public_of(conn, first)
    kept, moved = _members(conn, first), _members(conn, second)
    deciding = labelled_pairs.deciding(conn, kept, moved)
    for guild, same in deciding.items():
        if not same:
            with seen_by(conn, guild):  # what it sees in the story becomes its own, and stays when everybody's leaves
                owned(conn, list(_members(conn, second).values()), recorder)
    _move(conn, owned(conn, list(moved.values()), recorder), second, first, deciding, whole=True)
    outbox.merge(conn, first, second, _holds_for(conn, deciding))
    decided = _decide(conn, "merge", first, second, moved, by, now, reasons)
    if by:
        labelled_pairs.label(conn, decided, moved, kept, first, same=True)
    for key in (first, second):
        _refresh(conn, key)
    return public_ids.public_of(conn, first)


def split(conn: Connection, story_id: str, articles: Collection[str], by: str, now: datetime) -> str:
    """Take articles out of a story into one of their own; gives its id, which is the earliest of them.

    A story's first article, whose id it bears, cannot be taken out: take out the others. It holds for whoever looks
    (see `merge`).
    """
    old = _story_of(conn, story_id)
    bases = public_ids.bases_of(conn, articles)
    inside = _members(conn, old)
    strange = [article_id for article_id in articles if bases.get(article_id) not in inside]
    if strange or not articles:
        raise UnknownThing(
            f"story {story_id} has no article {', '.join(strange) or 'of no name'}: see /story {story_id}"
        )
    moved = sorted(bases.values())
    if old in moved:
        raise NotAllowed(
            f"article {public_ids.public_of(conn, old)} gives story {story_id} its id: split off the others instead"
        )
    new, left = moved[0], inside.keys() - set(moved)
    deciding = labelled_pairs.deciding(conn, left, moved)
    _move(conn, owned(conn, [inside[base] for base in moved]), old, new, deciding)
    story_rows.join(conn, new, new, now, origin=False)
    outbox.split(conn, old, new, _holds_for(conn, deciding))
    decided = _decide(conn, "split", old, new, moved, by, now)
    labelled_pairs.label(conn, decided, moved, left, old, same=False)
    for key in (old, new):
        _refresh(conn, key)
    return public_ids.public_of(conn, new)


def tell_apart(conn: Connection, one: str, other: str, by: str, now: datetime) -> None:
    """Keep that two stories are different developments, so that the program does not merge them.

    It holds for whoever looks (see `merge`). UnknownThing for what is no story, NotAllowed for a story and itself.
    """
    first, second = sorted((_story_of(conn, one), _story_of(conn, other)))
    if first == second:
        raise NotAllowed(f"{one} and {other} are one story: take out what is another development with /stories split")
    older, younger = _members(conn, first), _members(conn, second)
    decided = _decide(conn, "different", first, second, younger, by, now)
    labelled_pairs.label(conn, decided, younger, older, first, same=False)


def decisions(conn: Connection, story_id: str) -> tuple[StoryDecision, ...]:
    """What was decided about the story, and about those that were merged into it, oldest first."""
    inside = select(article.c.base).where(article.c.story == public_ids.story_of(conn, story_id))
    concerning = or_(decision.c.story.in_(inside), decision.c.other.in_(inside))
    seen_here = or_(decision.c.guild.is_(None), decision.c.guild == Viewer())
    query = select(decision).where(concerning, seen_here).order_by(decision.c.key)
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
            reasons=row.reasons,
        )
        for row in conn.execute(query).all()
    )


def _decide(
    conn: Connection,
    kind: str,
    story_key: int,
    other_key: int,
    articles: Iterable[int],
    by: str,
    now: datetime,
    reasons: Sequence[Reason] = (),
) -> int:
    """Keep a decision of whoever looks; gives its key."""
    row = {"kind": kind, "story": story_key, "other": other_key, "articles": sorted(articles)}
    row |= {"guild": viewer_of(conn), "decided_by": by, "decided_at": now, "reasons": reasons}
    key: int = conn.execute(insert(decision).values(row).returning(decision.c.key)).scalar_one()
    return key


def _members(conn: Connection, story_key: int) -> dict[int, int]:
    """The keys of the story's articles as whoever looks sees them, by base key."""
    return {row.base: row.key for row in conn.execute(_MEMBERS, {"story": story_key})}


def _move(
    conn: Connection, own_keys: Sequence[int], old: int, new: int, deciding: Collection[str], *, whole: bool = False
) -> None:
    """Put the viewer's own rows with those keys, of the story `old`, into the story `new`; `whole`: they are all of it.

    What is moved for everybody moves for servers too, with all that they have added to
    a whole story, but for those that are `deciding` about these two themselves.
    """
    rows = schema.article.c
    moved: ColumnElement[bool] = rows.key.in_(own_keys)
    if viewer_of(conn) is None:
        of_servers = rows.story == old, rows.guild.not_in(deciding)
        moved = or_(moved, and_(*of_servers) if whole else and_(rows.shadows.in_(own_keys), *of_servers))
    conn.execute(update(schema.article).where(moved).values(story=new))


def _holds_for(conn: Connection, deciding: Collection[str]) -> TeamCondition:
    """For which teams a decision of whoever looks holds, where those servers are `deciding` themselves."""
    table, guild = schema.team, viewer_of(conn)
    if guild is not None:
        return lambda team: team.in_(select(table.c.id).where(table.c.guild == guild))
    return lambda team: team.not_in(select(table.c.id).where(table.c.guild.in_(list(deciding))))


def _refresh(conn: Connection, key: int) -> None:
    """Bring a story's times and origin, as whoever looks sees them, up to date after articles came or went."""
    here = story.c.key == key, story.c.guild == scope_of(conn)
    inside = article.c.story == key
    first, last = conn.execute(
        select(func.min(article.c.first_seen), func.max(article.c.first_seen)).where(inside)
    ).one()
    if first is None:
        conn.execute(delete(story).where(*here))
        return
    origin = select(story.c.origin).where(*here)
    still_inside = conn.execute(select(article.c.base).where(inside, article.c.base.in_(origin))).scalar()
    values = {"created": first, "last_activity": last, "origin": still_inside}
    row = dialect(conn).insert(story).values(key=key, guild=scope_of(conn), **values)
    conn.execute(row.on_conflict_do_update(index_elements=list(story.primary_key), set_=values))


def _story_of(conn: Connection, story_id: str) -> int:
    key = public_ids.story_of(conn, story_id)
    if key is None:
        raise UnknownThing(f"no story {story_id!r}: its id stands in every alert and in `actorwatch search`")
    return key


def _read(conn: Connection, keys: Collection[int]) -> Iterable[Story]:
    heads = (
        select(story, _origin.c.name.label("origin_name"))
        .outerjoin(_origin, _origin.c.key == story.c.origin)
        .where(story.c.key.in_(list(keys)), story.c.origin.is_not(None), in_scope(story.c.guild))
        .order_by(story.c.guild)
    )
    origin_of = {row.key: public(row.origin, row.origin_name) for row in conn.execute(heads)}  # the viewer's is last
    query = report_rows.query().where(article.c.story.in_(list(keys))).order_by(article.c.story, article.c.base)
    for key, rows in groupby(conn.execute(query).mappings(), key=lambda row: row["story"]):
        yield _story(origin_of.get(key), rows)


def _story(origin: str | None, rows: Iterable[Any]) -> Story:
    members = tuple(report_rows.report(row) for row in rows)
    times = [report.article.first_seen for report in members]
    return Story(
        id=members[0].comparison.story or members[0].article.id,
        reports=members,
        origin=origin,
        created=min(times),
        last_activity=max(times),
    )


_MEMBERS = select(article.c.key, article.c.base).where(article.c.story == bindparam("story"))
