"""What an article is to the archive: whose copy, whose original, in which story."""

from __future__ import annotations

from dataclasses import dataclass

from watchers.comparing import copies, stories
from watchers.comparing.relative import Relative


@dataclass(frozen=True, slots=True)
class Relation:
    """What the article is to the archive: at most one of copy and origin, and the story that follows from it."""

    story: str | None = None
    nearest: Relative | None = None
    copy: copies.Overlap | None = None
    origin: copies.Origin | None = None  # it is the original of `copy`
    place: stories.Place | None = None

    @property
    def perhaps(self) -> str | None:
        """The story that it may belong to, though it starts one of its own."""
        return self.place.perhaps if self.place else None
