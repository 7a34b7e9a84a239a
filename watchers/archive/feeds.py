"""What is polled and what the poller remembers of it: due times, validators, failures, entries already known.

A feed has a row in each scope that follows its address: everybody's, and one of every server that added it. While
everybody has an address too, a server's own row of it rests, once it has been read after everybody's first was: all
that comes from then on comes for everybody. What came for everybody since is known to it, so it goes on without telling
anything again when everybody's row is gone.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, not_, or_, select, update

from watchers.archive import schema
from watchers.archive.columns import digest
from watchers.archive.dialect import dialect
from watchers.archive.visible import EVERYBODY, in_scope
from watchers.errors import UnknownThing
from watchers.model import Feed, FeedState, Validators

_NEVER_CHECKED = datetime(1970, 1, 1, tzinfo=UTC)  # stands for a feed that was never checked
_FEED = [field.name for field in fields(Feed)]
_STATE = [
    field.name
    for field in fields(FeedState)
    if field.name not in ("feed", "validators", "next_check", "origin", "number")
]


def states(conn: Connection) -> tuple[FeedState, ...]:
    """The feeds that the viewer sees, stopped ones among them, by URL: everybody's and its own.

    Everybody's stands in the place of its own of the same address.
    """
    return _read(conn, _live().where(in_scope(schema.feed.c.guild), counts_itself()).order_by(schema.feed.c.url))


def of_all(conn: Connection) -> tuple[FeedState, ...]:
    """What `states` gives, of everybody and every server; by URL."""
    return _read(conn, _live().where(counts_itself()).order_by(schema.feed.c.url, schema.feed.c.guild))


def counts_itself() -> ColumnElement[bool]:
    """Whether a row is shown and counted: everybody's live row stands in the place of servers' own of its address."""
    return ~_everybodys().exists()


def state(conn: Connection, url: str, guild: str | None = None) -> FeedState | None:
    """The feed of that address in one scope; None where it is unknown or retired."""
    return next(iter(_read(conn, _live().where(*_is(url, guild)))), None)


def polled(conn: Connection) -> tuple[FeedState, ...]:
    """The rows that are polled, due or not, by URL, everybody's first: neither stopped nor at rest."""
    return _read(conn, _polled().order_by(schema.feed.c.url, schema.feed.c.guild))


def own_of(conn: Connection, url: str) -> tuple[FeedState, ...]:
    """The servers' own feeds of that address which are polled."""
    return _read(conn, _polled().where(schema.feed.c.url == url, schema.feed.c.guild != EVERYBODY))


def due(conn: Connection, now: datetime, limit: int) -> tuple[FeedState, ...]:
    """The rows that are to be polled, those never checked first, then the longest overdue.

    At most `limit` of those whose last check brought an answer and as many of the others: neither kind hides the other.
    """
    row = schema.feed.c
    works = and_(row.reached_at.is_not(None), row.failures == 0)
    waiting = _polled().where(row.due <= now).order_by(row.due, row.url, row.guild).limit(limit)
    both = (*_read(conn, waiting.where(works)), *_read(conn, waiting.where(not_(works))))
    return tuple(sorted(both, key=_turn))


def save(conn: Connection, state: FeedState) -> None:
    """Keep what the poller learnt; what the catalogue declares of the feed is not touched."""
    values: dict[str, Any] = {name: getattr(state, name) for name in _STATE}
    values |= {
        "etag": state.validators.etag,
        "last_modified": state.validators.last_modified,
        "due": state.next_check or _NEVER_CHECKED,
    }
    conn.execute(update(schema.feed).where(*_is(state.feed.url, state.feed.guild)).values(values))


def known(conn: Connection, feed: Feed, identities: Collection[str]) -> frozenset[str]:
    """Which entries, given by their identities, need not be read again: those remembered of the feed (see `remember`).

    To a server's own feed is known too what came for everybody by the same address after that was first read.
    """
    row, entry = schema.feed.c, schema.feed_entry.c
    identity_of_digest = {digest(identity): identity for identity in identities}
    numbers = dialect(conn).numbers("digests")
    came_for_everybody = and_(row.url == feed.url, row.guild == EVERYBODY, entry.first_seen > row.first_fetched)
    query = (
        select(entry.entry)
        .join(schema.feed, row.key == entry.feed)
        .join(numbers, numbers.c.value == entry.entry)
        .where(or_(and_(*_is(feed.url, feed.guild)), came_for_everybody))
    )
    digests = conn.execute(query, {"digests": list(identity_of_digest)}).scalars()
    return frozenset(identity_of_digest[entry_digest] for entry_digest in digests)


def remember(conn: Connection, feed: Feed, identities: Collection[str], now: datetime) -> None:
    """Remember entries of a feed as known, for good. UnknownThing if the archive has no such feed."""
    if not identities:
        return
    key = conn.execute(select(schema.feed.c.key).where(*_is(feed.url, feed.guild))).scalar()
    if key is None:
        raise UnknownThing(
            f"the archive knows no feed {feed.address}: declare it in config/feeds.toml or add it on Discord"
        )
    rows = [{"feed": key, "entry": entry, "first_seen": now} for entry in sorted(map(digest, identities))]
    conn.execute(dialect(conn).insert(schema.feed_entry).on_conflict_do_nothing(), rows)


# ---------------------------------------------------------------- parts

_other = schema.feed.alias("other")


def _live() -> Select[Any]:
    return select(schema.feed).where(schema.feed.c.retired_at.is_(None))


def _is(url: str, guild: str | None) -> tuple[ColumnElement[bool], ...]:
    return schema.feed.c.url == url, schema.feed.c.guild == (guild or EVERYBODY)


def _everybodys() -> Select[Any]:
    """Everybody's live row of the address of a server's own."""
    own = schema.feed.c
    same = own.guild != EVERYBODY, _other.c.guild == EVERYBODY, _other.c.url == own.url
    return select(_other.c.key).where(*same, _other.c.retired_at.is_(None))


def _polled() -> Select[Any]:
    brings_all = _other.c.stopped == "", _other.c.first_fetched <= schema.feed.c.reached_at
    return _live().where(schema.feed.c.stopped == "", ~_everybodys().where(*brings_all).exists())


def _turn(state: FeedState) -> tuple[datetime, str, str]:
    return state.next_check or _NEVER_CHECKED, state.feed.url, state.feed.guild or EVERYBODY


def _read(conn: Connection, query: Select[Any]) -> tuple[FeedState, ...]:
    return tuple(_state(row) for row in conn.execute(query).mappings())


def _state(row: Any) -> FeedState:
    guild = row["guild"] or None
    declared = {name: row[name] for name in _FEED} | {"tags": tuple(row["tags"]), "guild": guild}
    return FeedState(
        feed=Feed(**declared),
        validators=Validators(row["etag"], row["last_modified"]),
        next_check=None if row["due"] == _NEVER_CHECKED else row["due"],
        origin=row["origin"],
        number=f"P{row['number']}" if guild else str(row["number"]),
        **{name: row[name] for name in _STATE},
    )
