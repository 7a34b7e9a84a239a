"""Plain-text pages: the article apart from what surrounds it."""

from __future__ import annotations


def clean(text: str) -> str:
    """The article's text alone."""
    return text
