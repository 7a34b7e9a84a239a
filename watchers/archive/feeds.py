"""What is polled and what the poller remembers of it: due times, validators, failures, entries already known."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, not_, select, update

from watchers.archive.columns import digest
from watchers.archive.dialect import dialect
from watchers.archive.schema import feed, feed_entry
from watchers.errors import UnknownThing
from watchers.model import Feed, FeedState, Validators
from watchers.text import credentials

_NEVER_CHECKED = datetime(1970, 1, 1, tzinfo=UTC)  # stands for a feed that was never checked
_FEED = [field.name for field in fields(Feed)]
_STATE = [
    field.name
    for field in fields(FeedState)
    if field.name not in ("feed", "validators", "next_check", "origin", "number")
]


def states(conn: Connection) -> tuple[FeedState, ...]:
    """Every feed that is not retired, stopped ones among them, by URL."""
    return _read(conn, _live().order_by(feed.c.url))


def state(conn: Connection, url: str) -> FeedState | None:
    """One feed; None where it is unknown or retired."""
    return next(iter(_read(conn, _live().where(feed.c.url == url))), None)


def of_others(conn: Connection, guild: str) -> frozenset[str]:
    """The addresses of the feeds that belong to other servers, retired ones too."""
    return frozenset(conn.execute(select(feed.c.url).where(feed.c.guild.is_not(None), feed.c.guild != guild)).scalars())


def due(conn: Connection, now: datetime, limit: int) -> tuple[FeedState, ...]:
    """The feeds that are to be checked, those never checked first, then the longest overdue.

    At most `limit` of those whose last check brought an answer and as many of the others: neither kind hides the other.
    """
    works = and_(feed.c.reached_at.is_not(None), feed.c.failures == 0)
    waiting = _live().where(feed.c.stopped == "", feed.c.due <= now).order_by(feed.c.due, feed.c.url).limit(limit)
    both = (*_read(conn, waiting.where(works)), *_read(conn, waiting.where(not_(works))))
    return tuple(sorted(both, key=lambda state: (state.next_check or _NEVER_CHECKED, state.feed.url)))


def save(conn: Connection, state: FeedState) -> None:
    """Keep what the poller learnt; what the catalogue declares of the feed is not touched."""
    row: dict[str, Any] = {name: getattr(state, name) for name in _STATE}
    row |= {
        "etag": state.validators.etag,
        "last_modified": state.validators.last_modified,
        "due": state.next_check or _NEVER_CHECKED,
    }
    conn.execute(update(feed).where(feed.c.url == state.feed.url).values(row))


def known(conn: Connection, feed_url: str, identities: Collection[str]) -> frozenset[str]:
    """Which of the feed's entries, given by their identities, are remembered (see `remember`)."""
    identity_of_digest = {digest(identity): identity for identity in identities}
    numbers = dialect(conn).numbers("digests")
    query = (
        select(feed_entry.c.entry)
        .join(feed, feed.c.key == feed_entry.c.feed)
        .join(numbers, numbers.c.value == feed_entry.c.entry)
        .where(feed.c.url == feed_url)
    )
    digests = conn.execute(query, {"digests": list(identity_of_digest)}).scalars()
    return frozenset(identity_of_digest[entry] for entry in digests)


def remember(conn: Connection, feed_url: str, identities: Collection[str], now: datetime) -> None:
    """Remember entries of a feed as known, for good. UnknownThing if the archive has no such feed."""
    if not identities:
        return
    key = conn.execute(select(feed.c.key).where(feed.c.url == feed_url)).scalar()
    if key is None:
        raise UnknownThing(
            f"the archive knows no feed {credentials.shown(feed_url)}: "
            "declare it in config/feeds.toml or add it on Discord"
        )
    rows = [{"feed": key, "entry": entry, "first_seen": now} for entry in sorted(map(digest, identities))]
    conn.execute(dialect(conn).insert(feed_entry).on_conflict_do_nothing(), rows)


def _live() -> Select[Any]:
    return select(feed).where(feed.c.retired_at.is_(None))


def _read(conn: Connection, query: Select[Any]) -> tuple[FeedState, ...]:
    return tuple(_state(row) for row in conn.execute(query).mappings())


def _state(row: Any) -> FeedState:
    declared = {name: row[name] for name in _FEED} | {"tags": tuple(row["tags"])}
    return FeedState(
        feed=Feed(**declared),
        validators=Validators(row["etag"], row["last_modified"]),
        next_check=None if row["due"] == _NEVER_CHECKED else row["due"],
        origin=row["origin"],
        number=row["key"],
        **{name: row[name] for name in _STATE},
    )
