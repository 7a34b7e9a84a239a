"""One round in words."""

from __future__ import annotations

from collections.abc import Sequence

from watchers.polling.poller import Polled
from watchers.text import credentials


def summary(polled: Sequence[Polled]) -> str:
    """One round in a few lines: what came, and which feeds could not be read."""
    failed = [each for each in polled if each.error]
    new = sum(each.new for each in polled)
    lines = [f"{len(polled)} feeds polled, {new} new articles, {len(failed)} feeds failed."]
    return "\n".join([*lines, *(f"  {credentials.shown(each.url)}: {each.error}" for each in failed)])
