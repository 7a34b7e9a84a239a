"""What a catalogue maps a code to: a template with parameters in braces, or a function where that will not do."""

from __future__ import annotations

from collections.abc import Callable

from watchers.reasons import Reason
from watchers.wording.names import Names

Clause = str | Callable[[Reason, Names], str]


def count(number: int, word: str) -> str:
    """`1 sentence`, `2 sentences`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
