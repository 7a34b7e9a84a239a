"""What changed in a story, in a few words: `Dead: 4 → 19`, `Denied: “captured” → “was not taken”`."""

from __future__ import annotations

from collections.abc import Mapping

from watchers.model import Change

_HEADINGS: Mapping[str, str] = {
    "denial": "Reversed",
    "confirmation": "Now",
    "joins": "Joins",
    "leaves": "Leaves",
    "place": "Place",
    "time": "Time",
}
_THINGS: Mapping[str, str] = {"denied": "Denied", "confirmed": "Confirmed", "moved": "Moved", "cancelled": "Cancelled"}


def shown(change: Change) -> str:
    """The change as people read it, beginning with a capital."""
    return in_words(change.kind, change.thing, change.before, change.after)


def in_words(kind: str, thing: str, before: str, after: str) -> str:
    """The same, of a change's parts. Words of the texts stand in quotation marks, numbers and names do not."""
    if kind == "figure":
        heading, quoted = thing.capitalize() or "Figure", False
    elif kind in ("joins", "leaves") and thing == after:
        return f"{_HEADINGS[kind]}: {after}"
    else:
        heading, quoted = _THINGS.get(thing, _HEADINGS[kind]), kind not in ("place", "time")
    words = [f"“{word}”" if quoted else word for word in (before, after) if word]
    return f"{heading}: {' → '.join(words)}"
