"""Spellings of tracked names that no alias has, proposed for review with what speaks for them.

Pure: mentions in, proposals out. What was decided before is the archive's to know; a rejected one is not kept again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from watchers.matching.name_parts import names_of, words_of
from watchers.matching.phonetics import nearness
from watchers.model import CERTAIN, Actor, Mention, Variant
from watchers.reasons import Matching, Reason
from watchers.reasons.name_rules import Form
from watchers.text.folding import plain

UNSEEN = (Form.SPELLING, Form.TRANSLITERATION)  # of such mentions, when nothing inflects them
# From model.CERTAIN up one article is enough; a doubted mention counts when several articles have the spelling.
_LEAST_DOUBTED_CONFIDENCE = 0.25
_LEAST_SUPPORTING_ARTICLES = 2


@dataclass(frozen=True, slots=True)
class _Sighting:
    article: str
    mention: Mention


def propose(sightings: Iterable[tuple[str, Mention]], actors: Iterable[Actor]) -> tuple[Variant, ...]:
    """Unseen spellings among mentions (each with its article's id), those in most articles first.

    A spelling is proposed when one article supports it (its given name, the full name elsewhere) or several have it.
    Inflected forms are none: the rules of the language find them again.
    """
    actors_by_id = {actor.id: actor for actor in actors}
    groups: dict[tuple[str, str], list[_Sighting]] = {}
    for article, mention in sightings:
        if mention.actor in actors_by_id and _is_unseen(mention, actors_by_id[mention.actor]):
            key = mention.actor, plain(mention.surface)
            groups.setdefault(key, []).append(_Sighting(article, mention))
    proposals = [_proposal(actors_by_id[actor], group) for (actor, _), group in groups.items() if _enough(group)]
    return tuple(sorted(proposals, key=lambda variant: (-len(variant.articles), variant.actor, variant.surface)))


def _is_unseen(mention: Mention, actor: Actor) -> bool:
    surface = words_of(plain(mention.surface))
    respelt = mention.form in UNSEEN and mention.inflection is None
    return (
        respelt
        and mention.confidence >= _LEAST_DOUBTED_CONFIDENCE
        and surface not in {name.words for name in names_of(actor)}
    )


def _enough(group: list[_Sighting]) -> bool:
    articles = {sighting.article for sighting in group}
    return len(articles) >= _LEAST_SUPPORTING_ARTICLES or any(
        sighting.mention.confidence >= CERTAIN for sighting in group
    )


def _proposal(actor: Actor, group: list[_Sighting]) -> Variant:
    surface = Counter(sighting.mention.surface for sighting in group).most_common(1)[0][0]
    articles = tuple(dict.fromkeys(sighting.article for sighting in group))
    alias, likeness = _nearest(actor, surface)
    best = max(group, key=lambda sighting: sighting.mention.confidence).mention
    times = {"mentions": len(group), "in_articles": len(articles)}
    seen = Reason(Matching.SPELLING_SEEN, **times, percent=round(100 * likeness), name=alias)
    return Variant(actor.id, surface, (seen, *best.evidence), articles)


def _nearest(actor: Actor, surface: str) -> tuple[str, float]:
    """The alias whose surname is nearest to the last word of a spelling, and how near."""
    last = words_of(plain(surface))[-1]
    scored = {n.text: nearness(n.words[n.anchor], last).likeness for n in names_of(actor)}
    return max(scored.items(), key=lambda item: item[1])
