"""Which unseen spellings a server, or the operator, is to review: what stands in the articles that it sees."""

from __future__ import annotations

from datetime import datetime

from watchers.archive import Connection, catalogue, rematch_queries, variants
from watchers.matching import unseen_spellings

MOST_ARTICLES_SEARCHED = 20_000


def propose(archive: Connection, now: datetime) -> None:
    """Bring the viewer's review up to date with the newest articles, as it reads them."""
    sightings = rematch_queries.sightings(archive, unseen_spellings.UNSEEN, MOST_ARTICLES_SEARCHED)
    if sightings:
        variants.propose(archive, unseen_spellings.propose(sightings, catalogue.actors(archive)), now)
