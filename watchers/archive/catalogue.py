"""Actors, teams and feeds as declared. A row's origin is a file or Discord; retiring a row keeps its history.

What files declare, files change: `declare` brings their rows in line and leaves Discord's alone; Discord's `save_*`
refuse a row that a file declares, or another server's. A confirmed spelling is one more alias of its actor. A feed has
a row in each scope that follows its address.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count
from operator import attrgetter
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, Table, bindparam, or_, select, true, update

from watchers.archive import json_values, schema, status
from watchers.archive.dialect import dialect
from watchers.archive.visible import EVERYBODY, Viewer, in_scope, viewer_of
from watchers.errors import NotAllowed
from watchers.model import Actor, ActorsByScope, Alias, Feed, Team

Origin = Literal["file", "discord"]
Row = Mapping[str, Any]

_VERSION = "catalogue version"
_FILES = {"actor": "actors.toml", "team": "teams.toml"}


def declare(
    conn: Connection, actors: Sequence[Actor], feeds: Sequence[Feed], teams: Sequence[Team], now: datetime
) -> None:
    """Bring the rows of the files in line with what they declare; what they no longer declare is retired."""
    changed = _declare(conn, schema.actor, [_actor_row(actor, "file") for actor in actors], now)
    _declare(conn, schema.feed, _numbered(conn, [_feed_row(feed, "file") for feed in feeds], EVERYBODY), now)
    _declare(conn, schema.team, [_team_row(team, "file") for team in teams], now)
    if changed:
        actors_changed(conn)


def actors(conn: Connection) -> tuple[Actor, ...]:
    """The actors that the viewer follows, by id: those of the files and its own, by all names that it confirmed.

    A file's actor of the same name as one of its own is, for the viewer, its own.
    """
    table, guild = schema.actor.c, viewer_of(conn)
    declared = _declared_actors(conn, or_(table.guild.is_(None), table.guild == Viewer()))
    confirmed = _confirmed(conn, in_scope(schema.variant.c.guild))
    everybodys = _everybodys(declared, confirmed)
    return everybodys if guild is None else _followed(guild, everybodys, declared, confirmed)


def actors_by_scope(conn: Connection) -> ActorsByScope:
    """All actors that are followed: everybody's, and those of each server that follows any otherwise than everybody."""
    declared, confirmed = _declared_actors(conn, true()), _confirmed(conn, true())
    everybodys = _everybodys(declared, confirmed)
    servers = {actor.guild for actor in declared if actor.guild} | {guild for guild, _ in confirmed if guild}
    return ActorsByScope(everybodys, {guild: _followed(guild, everybodys, declared, confirmed) for guild in servers})


def actor_names(conn: Connection) -> dict[str, str]:
    """The names of the actors that the viewer follows, by id."""
    return {actor.id: actor.name for actor in actors(conn)}


def added_for_all(conn: Connection) -> frozenset[str]:
    """The ids of everybody's actors that no file declares: they were added at the operator's terminal."""
    table = schema.actor.c
    added = table.origin == "discord", table.guild.is_(None), table.retired_at.is_(None)
    return frozenset(conn.execute(select(table.id).where(*added)).scalars())


def declared(conn: Connection, actor_ids: Collection[str]) -> tuple[Actor, ...]:
    """The actors with those ids as they were declared last, by id; those that are followed no longer included."""
    table = schema.actor
    query = select(table.c.id, table.c.guild, table.c.detail).where(table.c.id.in_(actor_ids)).order_by(table.c.id)
    return tuple(json_values.actor(*row) for row in conn.execute(query))


def _declared_actors(conn: Connection, which: ColumnElement[bool]) -> list[Actor]:
    """Actors that are followed and meet the condition, as they were declared, by id."""
    table = schema.actor.c
    query = select(table.id, table.guild, table.detail).where(table.retired_at.is_(None), which)
    return [json_values.actor(*row) for row in conn.execute(query.order_by(table.id))]


def _everybodys(declared: Iterable[Actor], confirmed: Mapping[tuple[str, str], list[str]]) -> tuple[Actor, ...]:
    """Everybody's actors by all names that hold for everybody."""
    return tuple(_with_spellings(a, confirmed.get((EVERYBODY, a.id), ())) for a in declared if a.guild is None)


def _followed(
    guild: str, everybodys: Iterable[Actor], declared: Iterable[Actor], confirmed: Mapping[tuple[str, str], list[str]]
) -> tuple[Actor, ...]:
    """The actors as a server follows them, by id."""
    own = [actor for actor in declared if actor.guild == guild]
    names = {actor.name.casefold() for actor in own}
    others = [actor for actor in everybodys if actor.name.casefold() not in names]
    spelt = (_with_spellings(actor, confirmed.get((guild, actor.id), ())) for actor in (*own, *others))
    return tuple(sorted(spelt, key=attrgetter("id")))


def named_since(conn: Connection, actor_id: str) -> datetime | None:
    """Since when the actor is followed as it is now: what came before is matched again, but not without bounds."""
    return conn.execute(select(schema.actor.c.changed_at).where(schema.actor.c.id == actor_id)).scalar()


def save_actor(conn: Connection, actor: Actor, now: datetime) -> None:
    """Add or change an actor of a Discord server (`actor.guild`), or of everybody's that no file declares.

    NotAllowed if it is not theirs to change.
    """
    _save(conn, schema.actor, _actor_row(actor, "discord"), "actor", now)
    actors_changed(conn)


def retire_actor(conn: Connection, actor_id: str, now: datetime) -> None:
    """Follow the actor no longer; what is known of it stays."""
    _retire(conn, schema.actor, [(actor_id,)], now)
    actors_changed(conn)


def teams(conn: Connection) -> tuple[Team, ...]:
    """The viewer's teams; every team where nobody in particular looks. By id."""
    table, guild = schema.team, viewer_of(conn)
    query = _teams().where(table.c.retired_at.is_(None)).order_by(table.c.id)
    if guild is not None:
        query = query.where(table.c.guild == guild)
    return tuple(json_values.team(*row) for row in conn.execute(query))


def teams_changed(conn: Connection) -> tuple[tuple[Team, datetime], ...]:
    """Every team with the moment at which it was changed last, by id."""
    table = schema.team
    query = _teams().add_columns(table.c.changed_at).where(table.c.retired_at.is_(None)).order_by(table.c.id)
    return tuple((json_values.team(*row), changed_at) for *row, changed_at in conn.execute(query))


def team(conn: Connection, team_id: str) -> Team | None:
    """The team of that id, unless it was deleted."""
    table = schema.team
    row = conn.execute(_teams().where(table.c.id == team_id, table.c.retired_at.is_(None))).one_or_none()
    return None if row is None else json_values.team(*row)


def save_team(conn: Connection, team: Team, now: datetime) -> None:
    """Add or change a team; NotAllowed if a file declares it or it is another server's."""
    _save(conn, schema.team, _team_row(team, "discord"), "team", now)


def retire_team(conn: Connection, team_id: str, now: datetime) -> None:
    """Tell the team nothing more; what it was told stays on record."""
    _retire(conn, schema.team, [(team_id,)], now)


def save_feed(conn: Connection, feed: Feed, origin: Origin, now: datetime) -> None:
    """Add or change a server's own feed, or everybody's; what the poller remembers of it stays.

    NotAllowed where everybody has that address already: then it is not the server's to add.
    """
    table = schema.feed.c
    everybodys = table.url == feed.url, table.guild == EVERYBODY, table.retired_at.is_(None)
    present = conn.execute(select(table.origin).where(*everybodys)).scalar()
    if present == "file" and origin == "discord":
        raise NotAllowed(f"{feed.address} is declared in config/feeds.toml, so every team has it: change it there")
    if present is not None and feed.guild is not None:
        raise NotAllowed(f"{feed.address} is polled for every server already; whoever runs the program changes it")
    _upsert(conn, schema.feed, _numbered(conn, [_feed_row(feed, origin)], feed.guild or EVERYBODY), now)


def retire_feed(conn: Connection, feed: Feed, now: datetime) -> None:
    """Poll the feed no longer in its scope; its articles stay."""
    _retire(conn, schema.feed, [(feed.url, feed.guild or EVERYBODY)], now)


def servers(conn: Connection) -> frozenset[str]:
    """The servers that have, or had, teams or actors of their own."""
    having = select(schema.team.c.guild).union(select(schema.actor.c.guild).where(schema.actor.c.guild.is_not(None)))
    return frozenset(conn.execute(having).scalars())


def catalogue_version(conn: Connection) -> int:
    """A number that every change of actors raises."""
    return int(status.meta(conn, _VERSION) or 0)


def actors_changed(conn: Connection) -> None:
    """Say that the actors, or their names, have changed."""
    status.set_meta(conn, _VERSION, str(catalogue_version(conn) + 1))


def _declare(conn: Connection, table: Table, rows: Sequence[Row], now: datetime) -> bool:
    """Insert, change and retire the rows that files declare; whether anything changed."""
    columns = rows[0].keys() if rows else {*_key(table), "origin", "retired_at"}
    stored = conn.execute(select(*(table.c[name] for name in columns))).mappings()
    present = {_name(table, row): dict(row) for row in stored}
    declared = {_name(table, row): row for row in rows}
    changed = [row for name, row in declared.items() if present.get(name) != row]
    gone = [
        name
        for name, row in present.items()
        if row["origin"] == "file" and row["retired_at"] is None and name not in declared
    ]
    _upsert(conn, table, changed, now)
    _retire(conn, table, gone, now)
    return bool(changed or gone)


def _save(conn: Connection, table: Table, row: Row, what: str, now: datetime) -> None:
    columns = table.c.origin, table.c.guild, table.c.retired_at
    present = conn.execute(select(*columns).where(table.c.id == row["id"])).first()
    if present is not None and present.retired_at is None:
        if present.origin == "file":
            raise NotAllowed(f"{what} {row['id']} is declared in config/{_FILES[what]}: change it there")
        if present.guild != row["guild"]:
            raise NotAllowed(f"{what} {row['id']} belongs to another server: choose another name")
    _upsert(conn, table, [row], now)


def _key(table: Table) -> tuple[str, ...]:
    """The columns by which files and people name a row."""
    return ("url", "guild") if table is schema.feed else ("id",)


def _name(table: Table, row: Any) -> tuple[str, ...]:
    return tuple(row[column] for column in _key(table))


def _upsert(conn: Connection, table: Table, rows: Sequence[Row], now: datetime) -> None:
    if not rows:
        return
    key = _key(table)
    statement = dialect(conn).insert(table)
    new = {name: statement.excluded[name] for name in (*rows[0], "changed_at") if name not in key}
    upsert = statement.on_conflict_do_update(index_elements=[table.c[column] for column in key], set_=new)
    conn.execute(upsert, [{**row, "changed_at": now} for row in rows])


def _retire(conn: Connection, table: Table, names: Sequence[tuple[str, ...]], now: datetime) -> None:
    key = [f"the {column}" for column in _key(table)]
    gone = [dict(zip(key, name, strict=True)) for name in names]
    if gone:
        is_named = (table.c[column] == bindparam(name) for column, name in zip(_key(table), key, strict=True))
        live = (*is_named, table.c.retired_at.is_(None))
        conn.execute(update(table).where(*live).values(retired_at=now), gone)


def _numbered(conn: Connection, rows: Sequence[Row], guild: str) -> list[Row]:
    """Rows of feeds of one scope with their numbers: a new one's is the next, and none is given twice."""
    table = schema.feed.c
    numbers = {url: number for url, number in conn.execute(select(table.url, table.number).where(table.guild == guild))}
    unused = count(1 + max(numbers.values(), default=0))
    return [{**row, "number": numbers.get(row["url"]) or next(unused)} for row in rows]


def _teams() -> Select[Any]:
    table = schema.team
    return select(table.c.id, table.c.guild, table.c.origin, table.c.detail)


def _confirmed(conn: Connection, which: ColumnElement[bool]) -> Mapping[tuple[str, str], list[str]]:
    """Confirmed spellings that meet the condition, by the server that confirmed (empty: for everybody) and actor."""
    table = schema.variant
    surfaces: dict[tuple[str, str], list[str]] = {}
    query = select(table.c.guild, table.c.actor, table.c.surface).where(table.c.status == "confirmed", which)
    for guild, actor_id, surface in conn.execute(query.order_by(table.c.key)):
        surfaces.setdefault((guild, actor_id), []).append(surface)
    return surfaces


def _with_spellings(actor: Actor, spellings: Iterable[str]) -> Actor:
    names = {alias.text for alias in actor.aliases}
    added = tuple(Alias(text) for text in spellings if text not in names)
    return replace(actor, aliases=actor.aliases + added) if added else actor


def _actor_row(actor: Actor, origin: Origin) -> Row:
    return {
        "id": actor.id,
        "guild": actor.guild,
        "origin": origin,
        "detail": json_values.actor_detail(actor),
        "retired_at": None,
    }


def _feed_row(feed: Feed, origin: Origin) -> Row:
    return {
        "url": feed.url,
        "title": feed.title,
        "language": feed.language,
        "tags": list(feed.tags),
        "interval": feed.interval,
        "pages": feed.pages,
        "owner": feed.owner,
        "guild": feed.guild or EVERYBODY,
        "origin": origin,
        "retired_at": None,
    }


def _team_row(team: Team, origin: Origin) -> Row:
    return {
        "id": team.id,
        "guild": team.guild,
        "origin": origin,
        "detail": json_values.team_detail(team),
        "retired_at": None,
    }
