"""An article against everything known: whose copy, which story, how new. Pure: candidates and `now` come in.

candidates -> copies.find -> stories.find -> novelty.score -> the verdict, with its reason
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from watchers import copies, novelty, similarity, stories
from watchers.model import Adds, Article, Candidate, Comparison, Frequencies, Novelty, Signature

WINDOW = timedelta(days=14)  # how long after its last activity a story still takes in articles
CANDIDATES = 64  # are enough: more make the comparison slower and no better


def compare(
    article: Article,
    signature: Signature,
    actors: Sequence[str],
    candidates: Sequence[Candidate],
    frequencies: Frequencies,
    now: datetime,
) -> Comparison:
    """The verdict on an article. `candidates` are earlier articles, in any order; `actors` are surely mentioned."""
    query = similarity.query(article, frequencies)
    copy = copies.find(article, candidates)
    place = stories.find(query, article, actors, candidates, now)
    story = copy.candidate.story if copy else place.story if place else None
    known = [c.article for c in candidates if c.story == story] or [c.article for c in candidates]
    scored = novelty.score(article, known, query.rarity, query.usual)
    adds = Adds(sentences=scored)
    nearest = copy.candidate if copy else place.nearest if place else None
    return Comparison(
        novelty=_verdict(story, nearest, adds),
        reason="",
        story=story,
        copy_of=copy.candidate.article.id if copy else None,
        containment=round(copy.containment, 3) if copy else 0.0,
        nearest=nearest.article.id if nearest else None,
        adds=adds,
    )


def _verdict(story: str | None, nearest: Candidate | None, adds: Adds) -> Novelty:
    if story is None or nearest is None:
        return Novelty.NEW
    if adds.quoted:
        return Novelty.DEVELOPING
    return Novelty.IN_BASELINE if nearest.article.seed else Novelty.REPEAT
