"""A change of the last day is undone: what was lost comes back, what was changed since stays.

    row as it was, as it became, as it is now -> as it is to be     (pure)

Lists get back what was taken from them and lose what was added; a single value goes back unless somebody has changed it
since. So an actor that was removed is on its watchlists again, and who came onto them meanwhile stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from watchers.archive import Connection, catalogue, changes, stories
from watchers.archive.changes import Change, ChangedRow
from watchers.pipeline import regroup, rematch


def undo(archive: Connection, change: Change, by: str, now: datetime) -> None:
    """Undo a change. Expects a connection that holds the archive's lock.

    UnknownThing or NotAllowed where a story is no longer as the change left it; then nothing may be saved.
    """
    for row in change.rows:
        _restore(archive, row, now)
    actors = [row.name[2] if row.name[0] == "variant" else row.name[1] for row in change.rows if _names(row)]
    if actors:
        catalogue.actors_changed(archive)
        rematch.want(archive, actors)
    if change.story is not None:
        _regroup(archive, change.story, by, now)
    changes.undone(archive, change.id, now)


def restored(current: Any, before: Any, after: Any) -> Any:
    """What a value is to be that a change made `after` of `before`, and that is `current` by now."""
    if before == after or current == before:
        return current
    if current == after:
        return before
    if isinstance(current, dict) and isinstance(before, dict) and isinstance(after, dict):
        return {key: restored(value, before.get(key), after.get(key)) for key, value in current.items()}
    if isinstance(current, list) and isinstance(before, list) and isinstance(after, list):
        return _restored_list(current, before, after)
    return current


def _restored_list(current: list[Any], before: list[Any], after: list[Any]) -> list[Any]:
    """What was taken away stands where it stood, as far as that place is still there; what was added is gone."""
    restored_items = [item for item in current if item in before or item not in after]
    for place, item in enumerate(before):
        if item not in after and item not in restored_items:
            restored_items.insert(place, item)
    return restored_items


def _restore(archive: Connection, row: ChangedRow, now: datetime) -> None:
    kind, key, guild = row.name
    if kind == "feed":
        if row.after is None:
            changes.follow_again(archive, key, guild, now)
        return
    current, before = changes.row(archive, row.name), row.before
    if kind == "variant" and before is None:
        before = {"status": "pending"}
    if current is not None and before is not None and row.after is not None:
        changes.put(archive, row.name, restored(current, before, row.after), now)


def _names(row: ChangedRow) -> bool:
    """Whether what an actor is found by depends on the row."""
    return row.name[0] in ("actor", "variant")


def _regroup(archive: Connection, regrouping: Mapping[str, Any], by: str, now: datetime) -> None:
    if regrouping["kind"] == "split":
        regroup.merge(archive, regrouping["story"], regrouping["other"], by, now)
        return
    whole = stories.get(archive, regrouping["story"])  # it may be part of another by now
    regroup.split(archive, whole.id if whole else regrouping["story"], regrouping["articles"], by, now)
