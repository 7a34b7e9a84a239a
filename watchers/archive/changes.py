"""What people changed by commands, kept for a day so that it can be undone.

    before = snapshot(conn) -> anything is changed -> record(conn, Made(...), before)

A change is the rows of the catalogue that differ, each as it was and as it became. So no command says by itself how it
is undone. What analysts decided about stories stands beside the rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, insert, select, update

from watchers.archive import numbering, schema
from watchers.archive.visible import viewer_of
from watchers.model import StoryDecision

UNDO_WITHIN = timedelta(days=1)

Kind = Literal["actor", "team", "feed", "variant"]
Name = tuple[Kind, str, str]  # kind and key; of a feed its URL and its server, empty for everybody's
Row = Mapping[str, Any]
Snapshot = Mapping[Name, Row]


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row of the catalogue before and after a change; None where there was or is none."""

    name: Name
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class Made:
    """A change as it was made: what was done in one sentence, by whose id."""

    said: str
    by: str
    at: datetime
    story: StoryDecision | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A change on record; `id` is its number on its server. `rows` is empty once it is too old to be undone."""

    id: int
    said: str
    by: str
    at: datetime
    rows: tuple[ChangedRow, ...]
    story: Mapping[str, Any] | None = None  # kind, story, other, articles: a merge or split
    undone_at: datetime | None = None


def snapshot(conn: Connection) -> Snapshot:
    """All that the viewer may change of the catalogue: a server what is its own, the operator what no file declares."""
    guild, rows = viewer_of(conn), dict[Name, Row]()
    for kind, table in (("actor", schema.actor), ("team", schema.team)):
        query = select(table.c.id, table.c.detail, table.c.retired_at).where(table.c.origin == "discord")
        query = query if guild is None else query.where(table.c.guild == guild)
        rows |= {(kind, row.id, ""): _snapshot_row(row) for row in conn.execute(query)}  # type: ignore[misc]
    table = schema.feed
    feeds = select(table.c.url, table.c.guild).where(table.c.origin == "discord", table.c.retired_at.is_(None))
    feeds = feeds if guild is None else feeds.where(table.c.guild == guild)
    rows |= {("feed", url, server): {} for url, server in conn.execute(feeds)}
    decisions = select(schema.variant.c.key, schema.variant.c.actor, schema.variant.c.status)
    decisions = decisions.where(schema.variant.c.status != "pending")
    decisions = decisions if guild is None else decisions.where(schema.variant.c.guild == guild)
    rows |= {("variant", str(key), actor): {"status": status} for key, actor, status in conn.execute(decisions)}
    return rows


def record(conn: Connection, made: Made, before: Snapshot) -> int:
    """Keep what differs from before, and what was decided about a story; gives the number by which it is undone."""
    guild, after = viewer_of(conn), snapshot(conn)
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    rows = [[list(name), before.get(name), after.get(name)] for name in names]
    story = made.story and {
        "kind": made.story.kind,
        "story": made.story.story,
        "other": made.story.other,
        "articles": list(made.story.articles),
    }
    table = schema.change
    old = table.c.changed_at < made.at - UNDO_WITHIN
    conn.execute(update(table).where(old).values(detail={"rows": []}))
    row: dict[str, Any] = {"guild": guild, "changed_by": made.by, "changed_at": made.at, "said": made.said}
    row |= {"detail": {"rows": rows, "story": story}, "number": numbering.next_in(table, _made_in(guild))}
    number: int = conn.execute(insert(table).values(row).returning(table.c.number)).scalar_one()
    return number


def get(conn: Connection, change_id: int) -> Change | None:
    """The viewer's change with that number; None where there is none."""
    return next(iter(_read(conn, schema.change.c.number == change_id)), None)


def since(conn: Connection, instant: datetime) -> tuple[Change, ...]:
    """The viewer's changes from then on that were not undone, newest first."""
    return _read(conn, schema.change.c.changed_at >= instant, schema.change.c.undone_at.is_(None))


def undone(conn: Connection, change_id: int, now: datetime) -> None:
    """Remember that a change of the viewer's was undone, so that it is not undone twice."""
    table = schema.change
    same = table.c.number == change_id, _made_in(viewer_of(conn))
    conn.execute(update(table).where(*same).values(undone_at=now))


# ---------------------------------------------------------------- rows of the catalogue, as a snapshot has them


def row(conn: Connection, name: Name) -> Row | None:
    """A row as it is now; None where there is none, or a file declares it by now."""
    kind, key, _ = name
    if kind == "variant":
        status = conn.execute(select(schema.variant.c.status).where(schema.variant.c.key == int(key))).scalar()
        return None if status is None else {"status": status}
    table = _table(kind)
    query = select(table.c.detail, table.c.retired_at).where(table.c.id == key, table.c.origin == "discord")
    declared = conn.execute(query).first()
    return None if declared is None else _snapshot_row(declared)


def put(conn: Connection, name: Name, value: Row, now: datetime) -> None:
    """Make a row of an actor, team or variant, which must exist, what a snapshot had."""
    kind, key, _ = name
    if kind == "variant":
        table, values = schema.variant, {"status": value["status"], "decided_by": None, "decided_at": None}
        conn.execute(update(table).where(table.c.key == int(key)).values(values))
        return
    table = _table(kind)
    values = {"detail": value["detail"], "retired_at": now if value["retired"] else None, "changed_at": now}
    conn.execute(update(table).where(table.c.id == key).values(values))


def follow_again(conn: Connection, url: str, guild: str, now: datetime) -> None:
    """A server's own feed is followed again, or everybody's where `guild` is empty, with all that is known of it."""
    table = schema.feed
    row = table.c.url == url, table.c.guild == guild, table.c.origin == "discord"
    conn.execute(update(table).where(*row).values(retired_at=None, changed_at=now))


# ---------------------------------------------------------------- parts


def _table(kind: Kind) -> Any:
    return {"actor": schema.actor, "team": schema.team}[kind]


def _snapshot_row(row: Any) -> Row:
    return {"detail": row.detail, "retired": row.retired_at is not None}


def _made_in(guild: str | None) -> ColumnElement[bool]:
    """Whether a change was made on that server; None: on the command line."""
    return schema.change.c.guild.is_(None) if guild is None else schema.change.c.guild == guild


def _read(conn: Connection, *conditions: Any) -> tuple[Change, ...]:
    here = _made_in(viewer_of(conn))
    query = select(schema.change).where(here, *conditions).order_by(schema.change.c.key.desc())
    return tuple(_change(row) for row in conn.execute(query))


def _change(row: Any) -> Change:
    rows: Sequence[Any] = row.detail["rows"]
    return Change(
        id=row.number,
        said=row.said,
        by=row.changed_by,
        at=row.changed_at,
        rows=tuple(ChangedRow((name[0], name[1], name[2]), before, after) for name, before, after in rows),
        story=row.detail.get("story"),
        undone_at=row.undone_at,
    )
