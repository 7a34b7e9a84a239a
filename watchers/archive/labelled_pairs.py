"""Pairs of articles of which analysts said that they report one development, or two.

Every merge and split, and every answer to "perhaps the same", labels pairs: each article of the one story with the
first of the other. The last word on a pair holds, on each server its own, else that of whoever runs the program. The
program merges no stories between which a pair is labelled as different; the pairs are for learning from, too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Delete, Select, and_, bindparam, delete, insert, or_, select

from watchers.archive import report_rows
from watchers.archive.dialect import Dialect, dialect
from watchers.archive.schema import decision, labelled_pair
from watchers.archive.visible import EVERYBODY, in_scope, scope_of, seen_by, viewer_of
from watchers.model import LabelledPair

_pair = labelled_pair.c


def label(
    conn: Connection, decision_key: int, ones: Collection[int], others: Collection[int], head: int, *, same: bool
) -> None:
    """Label each of the `ones` with `head`, which is one of the `others`, as a decision of the viewer's says.

    All are base keys. What was said earlier here of a pair between the two is overruled.
    """
    between = {"ones": list(ones), "others": list(others), "guild": scope_of(conn)}
    conn.execute(_overruling(dialect(conn)), between)
    pairs = [sorted((one, head)) for one in ones if one != head]
    rows = [{"first": first, "second": second} for first, second in pairs]
    said = {"guild": scope_of(conn), "same": same, "decision": decision_key}
    if rows:
        conn.execute(insert(labelled_pair), [row | said for row in rows])


def told_apart(conn: Connection, ones: Collection[int], others: Collection[int]) -> bool:
    """Whether a pair between the two, of articles by base key, is labelled as different for the viewer.

    What its own analysts said of a pair goes before what whoever runs the program said.
    """
    rows = conn.execute(_between(dialect(conn)), {"ones": list(ones), "others": list(others)})
    said = {(first, second): same for first, second, _, same in rows}  # the viewer's own come last
    return not all(said.values())


def deciding(conn: Connection, ones: Collection[int], others: Collection[int]) -> Mapping[str, bool]:
    """The servers whose own analysts labelled pairs between the two, and whether they said of all: the same.

    None where a server looks: what it decides concerns no other.
    """
    if viewer_of(conn) is not None:
        return {}
    rows = conn.execute(_of_servers(dialect(conn)), {"ones": list(ones), "others": list(others)})
    said: dict[str, bool] = {}
    for guild, same in rows:
        said[guild] = said.get(guild, True) and same
    return said


def of_all(conn: Connection) -> tuple[LabelledPair, ...]:
    """Every labelled pair of every server, in the order in which they were decided."""
    query = select(labelled_pair, decision.c.decided_by, decision.c.decided_at).join(decision)
    rows = conn.execute(query.order_by(decision.c.key, _pair.first, _pair.second)).all()
    pairs: list[LabelledPair] = []
    for guild, group in groupby(rows, key=lambda row: row.guild):
        with seen_by(conn, guild or None):
            pairs.extend(_read(conn, list(group)))
    return tuple(pairs)


def _read(conn: Connection, rows: Collection[Any]) -> Iterator[LabelledPair]:
    """The pairs of rows that are one server's, of articles that it sees."""
    articles = report_rows.of_bases(conn, {key for row in rows for key in (row.first, row.second)})
    for row in rows:
        if row.first in articles and row.second in articles:
            pair = articles[row.first], articles[row.second]
            yield LabelledPair(*pair, row.same, row.decided_by, row.decided_at, row.guild or None)


def _crossing(sql: Dialect) -> ColumnElement[bool]:
    """Whether one of a pair's articles is among the `ones` and the other among the `others`."""
    ones, others = (select(numbers.c.value) for numbers in (sql.numbers("ones"), sql.numbers("others")))
    return or_(
        and_(_pair.first.in_(ones), _pair.second.in_(others)), and_(_pair.first.in_(others), _pair.second.in_(ones))
    )


@cache
def _overruling(sql: Dialect) -> Delete:
    return delete(labelled_pair).where(_crossing(sql), _pair.guild == bindparam("guild"))


@cache
def _between(sql: Dialect) -> Select[Any]:
    pairs = select(_pair.first, _pair.second, _pair.guild, _pair.same)
    return pairs.where(_crossing(sql), in_scope(_pair.guild)).order_by(_pair.guild)


@cache
def _of_servers(sql: Dialect) -> Select[Any]:
    of_servers = select(_pair.guild, _pair.same).where(_crossing(sql), _pair.guild != EVERYBODY)
    return of_servers.distinct().order_by(_pair.guild)
