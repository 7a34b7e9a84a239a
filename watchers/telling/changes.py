"""Changes of a story that have a name, and so may ring: everything else is coverage.

    a changed fact                      another toll, a denial, an opposite, a place or day that takes another's place
    a new fact                          a developing report with a sentence that is quoted as new
    another watched actor               one that no earlier article of the story was about
    the third, the tenth report         of those that are independent: of another outlet, no copies

A late original is coverage too, whatever it says: its copies have said it before.
"""

from __future__ import annotations

from watchers.model import Novelty, Report, Story, Watchlist, independent
from watchers.reasons import Reason, Telling
from watchers.telling.watchlist import concerned

CONFIRMATIONS = (3, 10)  # independent reports


def changes(story: Story, report: Report, watchlist: Watchlist) -> tuple[Reason, ...]:
    """The named changes that this report of the story makes, weightiest first; none for a story's first report."""
    place = next((n for n, member in enumerate(story.reports) if member.article.id == report.article.id), 0)
    if place == 0 or report.comparison.origin or report.article.seed:
        return ()
    earlier = story.reports[:place]
    return (
        *_changed_facts(report),
        *_facts(report),
        *_actors(earlier, report, watchlist),
        *_confirmed(earlier, report),
    )


def _changed_facts(report: Report) -> tuple[Reason, ...]:
    """All but actors who join: of those, only the watched ones are told."""
    if report.comparison.novelty < Novelty.DEVELOPING:
        return ()
    return tuple(
        Reason(
            Telling.FACT_CHANGED,
            article=report.article.id,
            kind=change.kind,
            thing=change.thing,
            before=change.before,
            after=change.after,
        )
        for change in report.comparison.changes
        if not change.is_joining
    )


def _facts(report: Report) -> tuple[Reason, ...]:
    quoted = report.comparison.adds.quoted
    if report.comparison.novelty < Novelty.DEVELOPING or not quoted:
        return ()
    return (Reason(Telling.FACT_ADDED, article=report.article.id, quote=quoted[0]),)


def _actors(earlier: tuple[Report, ...], report: Report, watchlist: Watchlist) -> tuple[Reason, ...]:
    earlier_actors = {actor for before in earlier for actor in concerned(watchlist, before)}
    new = tuple(actor for actor in concerned(watchlist, report) if actor not in earlier_actors)
    return (Reason(Telling.ACTORS_ADDED, actors=new),) if new else ()


def _confirmed(earlier: tuple[Report, ...], report: Report) -> tuple[Reason, ...]:
    if report.comparison.copy_of is not None:
        return ()
    count = independent((*earlier, report))
    confirms = count in CONFIRMATIONS and count > independent(earlier)
    return (Reason(Telling.CONFIRMED, article=report.article.id, reports=count),) if confirms else ()
