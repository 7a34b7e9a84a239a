"""Changes of a story that have a name, and so may ring: everything else is coverage.

    a new fact                          a developing report with a sentence that is quoted as new
    another watched actor               one that no earlier article of the story mentions
    the third, the tenth report         of those that are independent: no copies

A late original is coverage too, whatever it says: its copies have said it before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from watchers.model import Novelty, Report, Story, Watchlist
from watchers.telling.watchlist import watched

CONFIRMATIONS = {3: "third", 10: "tenth"}


@dataclass(frozen=True, slots=True)
class Change:
    """One named change; `quote` is the sentence that proves it, where there is one."""

    kind: Literal["fact", "actor", "confirmed"]
    text: str
    quote: str = ""

    def __str__(self) -> str:
        return f"{self.text}: “{self.quote}”" if self.quote else self.text


def changes(story: Story, report: Report, watchlist: Watchlist, names: Mapping[str, str]) -> tuple[Change, ...]:
    """The named changes that this report of the story makes, weightiest first; none for a story's first report."""
    place = next((n for n, member in enumerate(story.reports) if member.article.id == report.article.id), 0)
    if place == 0 or report.comparison.origin or report.article.seed:
        return ()
    earlier = story.reports[:place]
    return (*_facts(report), *_actors(earlier, report, watchlist, names), *_confirmed(earlier, report))


def _facts(report: Report) -> tuple[Change, ...]:
    quoted = report.comparison.adds.quoted
    if report.comparison.novelty < Novelty.DEVELOPING or not quoted:
        return ()
    return (Change("fact", f"{report.article.outlet or 'a report'} adds", quoted[0]),)


def _actors(
    earlier: tuple[Report, ...], report: Report, watchlist: Watchlist, names: Mapping[str, str]
) -> tuple[Change, ...]:
    earlier_actors = {actor for before in earlier for actor in before.actors}
    new = [names.get(actor, actor) for actor in watched(watchlist, report) if actor not in earlier_actors]
    return (Change("actor", f"{', '.join(new)} {'is' if len(new) == 1 else 'are'} now named"),) if new else ()


def _confirmed(earlier: tuple[Report, ...], report: Report) -> tuple[Change, ...]:
    if report.comparison.copy_of is not None:
        return ()
    count = 1 + sum(before.comparison.copy_of is None for before in earlier)
    word = CONFIRMATIONS.get(count)
    outlet = f" ({report.article.outlet})" if report.article.outlet else ""
    return (Change("confirmed", f"{word} independent report{outlet}"),) if word else ()
