"""The newest of each group, in one statement and by the index alone, on either database.

A group may hold a few rows or a hundred thousand (a common word, a much-mentioned actor); no more than `most` of each
are ever read.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Table, and_, func, select, type_coerce


def newest(
    table: Table, group: dict[str, Any], most: Any, *, order: str = "article", floor: Any = 0
) -> ColumnElement[bool]:
    """Holds for the `most` rows of `table` that come last by `order` among those where each column of `group` has
    its value, and that reach the `floor`. The index must begin with the group's columns, then `order`.
    """
    inner, floor = table.alias(), type_coerce(floor, table.c[order].type)
    same = [inner.c[name] == value for name, value in group.items()]
    last = (
        select(inner.c[order])
        .where(*same, inner.c[order] >= floor)
        .order_by(inner.c[order].desc())
        .limit(1)
        .offset(most - 1)
        .scalar_subquery()
    )
    return and_(
        *(table.c[name] == value for name, value in group.items()),
        table.c[order] >= func.coalesce(last, floor),
    )
