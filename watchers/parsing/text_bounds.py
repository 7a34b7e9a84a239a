"""Titles and texts as long as anybody reads them."""

from __future__ import annotations

_LONGEST_TITLE_CHARACTERS = 1_000  # blanks included
_LONGEST_TEXT_CHARACTERS = 200_000  # the longest reports that papers print have a third of that


def shortened(text: str) -> str:
    """The text, or as much of it as anyone reads, so that no article takes the time of thousands."""
    return text if len(text) <= _LONGEST_TEXT_CHARACTERS else text[:_LONGEST_TEXT_CHARACTERS].rsplit("\n", 1)[0]


def unbroken(text: str) -> str:
    """Plain text as a single line, or as much of it as a headline may have."""
    return " ".join(text[:_LONGEST_TITLE_CHARACTERS].split())
