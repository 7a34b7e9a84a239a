"""A sentence encoder for tests: a direction for each word that it has been told, and for any other text one more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from watchers.model import Meaning


@dataclass(slots=True)
class WordEncoder:
    """Puts 100 where one of its words stands in the text; remembers what it was asked, call by call."""

    words: tuple[str, ...] = ()
    calls: list[tuple[str, ...]] = field(default_factory=list)

    def encode(self, texts: Sequence[str]) -> Sequence[bytes]:
        self.calls.append(tuple(texts))
        return [bytes((*(100 * (word in text) for word in self.words), 1)) for text in texts]


def meaning(lead: int, *sentences: int) -> Meaning:
    """A meaning that is told from others by these numbers."""
    return Meaning(bytes([lead] * 512), tuple(bytes([sentence] * 512) for sentence in sentences))
