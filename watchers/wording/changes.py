"""What changed in a story, in a few words: `Dead: 4 → 19`, `Denied: “captured” → “was not taken”`."""

from __future__ import annotations

from collections.abc import Mapping

from watchers.model import Change
from watchers.reasons import Reason
from watchers.wording.names import Names

_HEADINGS: Mapping[str, str] = {
    "denial": "Reversed",
    "confirmation": "Now",
    "joins": "Joins",
    "leaves": "Leaves",
    "place": "Place",
    "time": "Time",
}
_THINGS: Mapping[str, str] = {
    "denied": "Denied",
    "confirmed": "Confirmed",
    "moved": "Moved",
    "cancelled": "Cancelled",
    "name": "Instead",
}


def shown(change: Change) -> str:
    """The change as people read it, beginning with a capital."""
    return _in_words(change.kind, change.thing, change.before, change.after)


def of_reason(reason: Reason, names: Names) -> str:
    """A change that a reason states by its parameters; an actor who joins by the name that the viewer may see."""
    kind, thing, before, after = (str(reason[part]) for part in ("kind", "thing", "before", "after"))
    if kind == "joins" and thing == after:
        return f"{_HEADINGS[kind]}: {names.of_actors([thing])}"
    return _in_words(kind, thing, before, after)


def _in_words(kind: str, thing: str, before: str, after: str) -> str:
    """Words of the texts stand in quotation marks, numbers, places and days do not."""
    heading = (thing.capitalize() or "Figure") if kind == "figure" else _THINGS.get(thing, _HEADINGS[kind])
    quoted = kind in ("denial", "confirmation", "leaves")
    words = [f"“{word}”" if quoted else word for word in (before, after) if word]
    return f"{heading}: {' → '.join(words)}"
