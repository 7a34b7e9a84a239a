"""One round in words."""

from __future__ import annotations

from collections.abc import Sequence

from watchers.polling.poller import Polled
from watchers.text import credentials


def summary(polled: Sequence[Polled]) -> str:
    """One round in a few lines: what came, and which feeds could not be read."""
    failed = [poll for poll in polled if poll.error]
    new = sum(poll.new for poll in polled)
    lines = [f"{len(polled)} feeds polled, {new} new articles, {len(failed)} feeds failed."]
    return "\n".join([*lines, *(f"  {credentials.shown(poll.url)}: {poll.error}" for poll in failed)])
