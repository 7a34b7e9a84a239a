"""Why a verdict is what it is: what people are told of it, and the steps that led to it. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from watchers.comparing import attribution
from watchers.comparing.likeness import probability
from watchers.comparing.relation import Relation
from watchers.comparing.stories import Place
from watchers.model import QUOTED_FROM, Adds, Article, Change, Novelty
from watchers.reasons import Comparing, Parameter, Reason


def reason(
    novelty: Novelty,
    relation: Relation,
    adds: Adds,
    changes: Sequence[Change],
) -> Reason:
    """What decided the verdict; it goes on from the verdict's word."""
    if relation.nearest is None:
        return Reason(Comparing.NOTHING_LIKE_IT)
    near, first = relation.nearest.article.id, relation.story  # a story goes by the id of its first article
    if relation.perhaps:
        return Reason(Comparing.PERHAPS, article=relation.perhaps)
    if first is None:
        return Reason(Comparing.NOT_REPORTED, article=near)
    if relation.origin:
        return Reason(Comparing.ORIGINAL, article=near, credit=relation.origin.credit)
    if relation.copy:
        percent = _percent(relation.copy.containment)
        if novelty is Novelty.DEVELOPING:
            return Reason(Comparing.COPIES_AND_ADDS, article=near, percent=percent, **_added(adds, changes))
        return Reason(Comparing.COPIES, article=near, percent=percent)
    if novelty is Novelty.DEVELOPING:
        return Reason(Comparing.ADDS, article=first, **_added(adds, changes))
    if novelty is Novelty.IN_BASELINE:
        return Reason(Comparing.IN_SEEDS, article=near)
    return Reason(Comparing.NOTHING_NEW, article=first)


def evidence(article: Article, relation: Relation, adds: Adds, changes: Sequence[Change]) -> tuple[Reason, ...]:
    """The steps of the verdict in order, each with its figures."""
    steps: list[Reason] = []
    if relation.copy:
        steps += _copying(article, relation)
    elif relation.place:
        steps.append(_likeness(relation.place))
    scored = {"quoted": len(adds.quoted), "sentences": len(adds.sentences)}
    steps.append(Reason(Comparing.SENTENCES_SCORED, **scored, least=QUOTED_FROM))
    steps += [
        Reason(
            Comparing.CHANGED,
            article=change.source,
            kind=change.kind,
            thing=change.thing,
            after=change.after,
            before=change.before,
        )
        for change in changes
    ]
    return tuple(steps)


def _likeness(place: Place) -> Reason:
    return Reason(
        Comparing.LIKELY,
        article=place.nearest.article.id,
        percent=_percent(probability(place.odds)),
        least=_percent(probability(place.joining)),
        members=place.members,
        in_common=place.in_common,
        **place.likeness.shown(),
    )


def _copying(article: Article, relation: Relation) -> Iterator[Reason]:
    assert relation.copy is not None
    overlap, other = relation.copy, relation.copy.relative.article
    percent, cover = _percent(overlap.containment), _percent(overlap.cover)
    yield Reason(Comparing.TEXT_SHARED, article=other.id, percent=percent, cover=cover)
    if overlap.merged:
        yield Reason(Comparing.MERGED_FROM, articles=overlap.merged)
    if name := attribution.credits(article, other):
        yield Reason(Comparing.CREDITS, credit=name)
    if relation.origin:
        yield Reason(Comparing.ORIGIN, credit=relation.origin.credit)


def _added(adds: Adds, changes: Sequence[Change]) -> dict[str, Parameter]:
    """What is told of an addition: how many sentences, and the weightiest change, empty where there is none."""
    kind, thing, before, after = ("", "", "", "")
    told = [change for change in changes if not change.is_joining]  # who joined is told by the actors' own names
    if told:
        first = told[0]
        kind, thing, before, after = first.kind, first.thing, first.before, first.after
    return {"sentences": len(adds.quoted), "kind": kind, "thing": thing, "before": before, "after": after}


def _percent(share: float) -> int:
    return round(100 * share)
