"""From what was found to mentions: each possible mention is weighed by the whole article.

| standing of the surname | confidence |
|---|---|
| the whole name, or with its given name | .97 and less, by how near both are |
| with an initial | .85 |
| alone, and the article has the full name, a title or a descriptor of the actor | .9, .8 |
| alone, the only tracked bearer, nothing against it | .7, by how near it is |
| alone, and several tracked actors bear it | .4: ambiguous |
| after somebody else's given name, or in an exclusion | .1: vetoed |
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from watchers.alias import Name
from watchers.model import Actor, Mention, TextField
from watchers.names import Folded, fold
from watchers.support import Support


@dataclass(frozen=True, slots=True)
class Found:
    """A possible mention: a span of a folded field, the name it may be, how near (and by which rule), how it stands."""

    field: TextField
    start: int
    end: int
    name: Name
    likeness: float
    rule: str
    support: Support


@dataclass(frozen=True, slots=True)
class Verdict:
    confidence: float
    rule: str
    evidence: str


def judge(
    found: Sequence[Found], fields: Mapping[TextField, Folded], actors: Mapping[str, Actor]
) -> tuple[Mention, ...]:
    """The mentions of an article, in reading order, at most one for an actor and place."""
    full = {hit.name.actor for hit in found if _is_full(hit)}
    others = [hit for hit in found if hit.support.standing == "other"]
    excluded = {actor: _exclusions(actors[actor], fields) for actor in {hit.name.actor for hit in found}}
    rivals = _rivals(found)
    mentions = []
    for hit in found:
        verdict = _verdict(hit, full, rivals[_place(hit)], others, actors[hit.name.actor], fields)
        for field, start, end, words in excluded[hit.name.actor]:
            if field == hit.field and start <= hit.start and hit.end <= end:
                verdict = Verdict(min(verdict.confidence, 0.05), "exclusion", f"excluded: {words}")
        mentions.append(_mention(hit, fields[hit.field], verdict))
    return _distinct(mentions)


def _is_full(hit: Found) -> bool:
    return hit.support.standing in ("whole", "given") and hit.likeness * hit.support.likeness >= 0.7


def _place(hit: Found) -> tuple[TextField, int]:
    return hit.field, hit.end


def _rivals(found: Iterable[Found]) -> dict[tuple[TextField, int], dict[str, float]]:
    """For each place, how near the actors are that may be meant."""
    rivals: dict[tuple[TextField, int], dict[str, float]] = {}
    for hit in found:
        near = rivals.setdefault(_place(hit), {})
        near[hit.name.actor] = max(near.get(hit.name.actor, 0.0), hit.likeness)
    return rivals


def _verdict(
    hit: Found,
    full: set[str],
    rivals: Mapping[str, float],
    others: Sequence[Found],
    actor: Actor,
    fields: Mapping[TextField, Folded],
) -> Verdict:
    standing, words = hit.support.standing, hit.support.words
    if standing == "whole":
        return Verdict(0.97 * hit.likeness, hit.rule if hit.rule != "name" else "full name", words)
    if standing == "given":
        return Verdict(
            0.97 * hit.likeness**1.5 * hit.support.likeness, f"full name, {hit.rule}", f"given name: {words}"
        )
    if standing == "initial":
        return Verdict(0.85 * hit.likeness**2, f"initial, {hit.rule}", f"initial: {words}")
    if standing == "other":
        return Verdict(0.1, "namesake", f"another given name: {words}")
    return _alone(hit, full, rivals, others, actor, fields)


def _alone(
    hit: Found,
    full: set[str],
    rivals: Mapping[str, float],
    others: Sequence[Found],
    actor: Actor,
    fields: Mapping[TextField, Folded],
) -> Verdict:
    rule = f"surname, {hit.rule}"
    also = sorted(other for other, near in rivals.items() if other != actor.id and near >= hit.likeness - 0.1)
    if actor.id in full and not full.intersection(also):
        return Verdict(0.92 * hit.likeness**2, rule, "the article has the full name")
    if also:
        return Verdict(0.4 * hit.likeness, f"ambiguous {rule}", f"also borne by {', '.join(also[:5])}")
    namesakes = [other for other in others if other.name.actor == actor.id and other.support.likeness == 1.0]
    if namesakes:
        return Verdict(0.3 * hit.likeness, rule, f"the article has a namesake: {namesakes[0].support.words}")
    described = _descriptor(actor, fields)
    if described:
        return Verdict(0.85 * hit.likeness**2, rule, f"described: {described}")
    if hit.name.strength == "context" or hit.name.acronym:
        return Verdict(0.35 * hit.likeness, rule, "needs context, and the article has none")
    if hit.support.standing == "title":
        return Verdict(0.8 * hit.likeness**2, rule, f"title: {hit.support.words}")
    return Verdict(0.7 * hit.likeness**2, rule, "the only tracked bearer, nothing against it")


def _descriptor(actor: Actor, fields: Mapping[TextField, Folded]) -> str:
    for words in (*actor.titles, *actor.context):
        wanted = fold(words).text.strip()
        if wanted and any(wanted in folded.text for folded in fields.values()):
            return words
    return ""


def _exclusions(actor: Actor, fields: Mapping[TextField, Folded]) -> list[tuple[TextField, int, int, str]]:
    spans: list[tuple[TextField, int, int, str]] = []
    for words in actor.exclude:
        wanted = fold(words).text.strip()
        for field, folded in fields.items():
            start = folded.text.find(wanted) if wanted else -1
            while start >= 0:
                spans.append((field, start, start + len(wanted), words))
                start = folded.text.find(wanted, start + 1)
    return spans


def _mention(hit: Found, folded: Folded, verdict: Verdict) -> Mention:
    start, end = folded.span(hit.start, hit.end)
    confidence = round(min(max(verdict.confidence, 0.0), 1.0), 4)
    surface = folded.original[start:end]
    return Mention(hit.name.actor, hit.field, start, end, surface, verdict.rule, confidence, verdict.evidence)


def _distinct(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The most believed mention for each actor and place; overlapping ones of one actor are one."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (-m.confidence, m.start - m.end)):
        clash = (
            k
            for k in kept
            if k.actor == mention.actor and k.field == mention.field and k.start < mention.end and mention.start < k.end
        )
        if next(clash, None) is None:
            kept.append(mention)
    return tuple(sorted(kept, key=lambda m: (m.field != "title", m.start, m.end, m.actor)))
