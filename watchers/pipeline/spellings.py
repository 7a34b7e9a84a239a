"""Which unseen spellings are put under review: where they were found decides who reviews them.

What everybody's articles show is reviewed everywhere; what only a server's own articles, actors or readings show, by
that server alone.
"""

from __future__ import annotations

from datetime import datetime

from watchers.archive import Connection, catalogue, rematch_queries, variants
from watchers.archive.visible import seen_by, viewer_of
from watchers.matching import unseen_spellings
from watchers.model import Variant

MOST_ARTICLES_SEARCHED = 20_000


def propose(archive: Connection, now: datetime) -> None:
    """Bring the spellings under review up to date with the newest articles: everybody's, and the viewer's own."""
    with seen_by(archive, None):
        everybodys = _sighted(archive)
        variants.propose(archive, everybodys, now)
    if viewer_of(archive) is not None:
        variants.propose(archive, unseen_spellings.besides(_sighted(archive), everybodys), now)


def _sighted(archive: Connection) -> tuple[Variant, ...]:
    """The unseen spellings in what the viewer sees."""
    sightings = rematch_queries.sightings(archive, unseen_spellings.UNSEEN, MOST_ARTICLES_SEARCHED)
    return unseen_spellings.propose(sightings, catalogue.actors(archive)) if sightings else ()
