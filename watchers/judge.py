"""From what was found to mentions: each possible mention is weighed by the whole article.

| how the surname stands | confidence |
|---|---|
| the whole name, or with its given name | .97 and less, by how near both are |
| with an initial | .85 |
| alone, and the article has the full name, a title or a descriptor of the actor | .92, .85 |
| alone, the only tracked bearer, nothing against it | .7, by how near it is |
| alone, and several tracked actors bear it | .4: ambiguous |
| after somebody else's given name, or in an exclusion | .1: vetoed |

How near a transliterated or misspelt form is comes as a log-odds (`Reading.gain`); a form that the catalogue or a rule of
inflection explains is as good as the name itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp

from watchers.alias import Name
from watchers.alignment import Alignment
from watchers.languages.titles import OPENING
from watchers.model import Actor, Mention, TextField
from watchers.name_tables import EXPLAINED, Reading
from watchers.names import Folded, fold
from watchers.support import Support

# Log-odds at which a form is as likely as not the name, by what else speaks for it.
_EVEN_ALONE = 9.5
_EVEN_SUPPORTED = 4.0
_EVEN_FULL = 9.0  # surname and given name together
_SLOPE = 2.0
_COMMON_WORD = "the article has it as a common word"


@dataclass(frozen=True, slots=True)
class Found:
    """A possible mention: a span of a folded field (the surname begins at `anchor`), what it is read as, how it stands."""

    field: TextField
    start: int
    end: int
    anchor: int
    name: Name
    reading: Reading
    support: Support


@dataclass(frozen=True, slots=True)
class Verdict:
    """A confidence with its rule and its evidence in words."""

    confidence: float
    rule: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Scene:
    """What the whole article says: its fields, and the actors whose full name it has."""

    fields: Mapping[TextField, Folded]
    full: frozenset[str]
    found: Sequence[Found]
    rivals: Mapping[tuple[TextField, int], Mapping[str, float]]
    guilds: Mapping[str, str | None]  # whose actors they are; one server's say nothing about another's, or a file's

    def full_elsewhere(self, hit: Found) -> bool:
        """Whether the article has a full name of the actor of a hit, not in need of context itself."""
        same = (other for other in self.found if other.name.actor == hit.name.actor)
        return any(_is_full(o) and not o.name.acronym and o.name.strength == "alone" for o in same)


def judge(
    found: Sequence[Found], fields: Mapping[TextField, Folded], actors: Mapping[str, Actor]
) -> tuple[Mention, ...]:
    """The mentions of an article, in reading order, at most one for an actor and place."""
    full = frozenset(hit.name.actor for hit in found if _is_full(hit))
    guilds = {hit.name.actor: actors[hit.name.actor].guild for hit in found}
    scene = Scene(fields, full, found, _rivals(found), guilds)
    excluded = {actor: _exclusions(actors[actor], fields) for actor in {hit.name.actor for hit in found}}
    mentions = []
    for hit in found:
        verdict = _verdict(hit, scene, actors[hit.name.actor])
        for field, start, end, words in excluded[hit.name.actor]:
            if field == hit.field and start <= hit.start and hit.end <= end:
                verdict = Verdict(min(verdict.confidence, 0.05), "exclusion", f"excluded: {words}")
        mentions.append(_mention(hit, fields[hit.field], verdict))
    return _distinct(mentions)


def _likely(gain: float, even: float) -> float:
    return 1 / (1 + exp(min(50.0, (even - gain) / _SLOPE)))


def _full_gain(hit: Found) -> float:
    return min(hit.reading.gain, 25.0) + 0.7 * min(hit.support.alignment.gain, 12.0)


def _is_full(hit: Found) -> bool:
    if hit.support.standing == "given":
        return _likely(_full_gain(hit), _EVEN_FULL) * _coverage(hit.support.alignment) >= 0.5
    return hit.support.standing == "whole"


def _coverage(found: Alignment) -> float:
    """How completely a name and a phrase are the same: words left over on both sides contradict each other."""
    share: float = (
        0.985**found.missing
        * 0.97**found.inside
        * 0.5 ** min(found.missing, found.inside)
        * (0.6 if found.missing else 0.92) ** found.given
    )
    if found.last:  # without the surname, or with another one
        share *= 0.4 if found.spare else 0.8
    if found.first:
        share *= 0.45 if found.spare else 0.95
    if found.follows:
        share *= 0.88
    if not found.ordered:
        share *= 0.8 if found.missing or found.common or not found.turned else 0.98
    return share * (0.9 if found.common and found.missing else 1.0)


def _rivals(found: Iterable[Found]) -> dict[tuple[TextField, int], dict[str, float]]:
    """For each place, how likely the actors are that may be meant."""
    rivals: dict[tuple[TextField, int], dict[str, float]] = {}
    for hit in found:
        near = rivals.setdefault((hit.field, hit.anchor), {})
        near[hit.name.actor] = max(near.get(hit.name.actor, 0.0), hit.reading.gain)
    return rivals


def _verdict(hit: Found, scene: Scene, actor: Actor) -> Verdict:
    standing, words, rule = hit.support.standing, hit.support.words, hit.reading.rule
    if standing == "whole":
        if hit.name.acronym or hit.name.strength == "context":
            return _needing_context(hit, scene, actor)
        sure = 0.97 if hit.support.known else 0.8
        return Verdict(sure, "full name" if rule == "name" else f"full name, {rule}", words)
    if standing == "given":
        return Verdict(0.99 * _sure_of_full(hit), f"full name, {rule}", f"with {words}")
    if standing == "initial":
        sure = _likely(_full_gain(hit), _EVEN_FULL) * _coverage(hit.support.alignment)
        return Verdict(0.9 * sure, f"initial, {rule}", f"initial: {words}")
    if standing == "other" and not hit.support.known:
        return _after_capital(hit, scene, actor)
    if standing == "other":
        return Verdict(0.1 * _likely(hit.reading.gain, _EVEN_ALONE), "namesake", f"another given name: {words}")
    return _alone(hit, scene, actor)


def _sure_of_full(hit: Found) -> float:
    found = hit.support.alignment
    spelling = (0.5 + 0.5 * min(1.0, hit.reading.likeness / 0.7)) * hit.reading.likeness**0.2 * found.likeness**0.1
    return spelling * _likely(_full_gain(hit), _EVEN_FULL) * _coverage(found)


def _needing_context(hit: Found, scene: Scene, actor: Actor) -> Verdict:
    described = _descriptor(actor, scene.fields)
    if scene.full_elsewhere(hit):
        return Verdict(0.92, "acronym" if hit.name.acronym else "name in context", "the article has the full name")
    if described:
        return Verdict(0.85, "acronym" if hit.name.acronym else "name in context", f"described: {described}")
    return Verdict(
        0.35, "acronym" if hit.name.acronym else "name in context", "needs context, and the article has none"
    )


def _after_capital(hit: Found, scene: Scene, actor: Actor) -> Verdict:
    """A surname after a word in capitals that may be another's given name, or a noun that begins the sentence."""
    words = hit.support.words
    if hit.support.opens or actor.id in scene.full:
        alone = _alone(hit, scene, actor)
        share = (0.9 if hit.support.opens else 0.6) if actor.id in scene.full else 0.65
        return Verdict(share * alone.confidence, alone.rule, f"{alone.evidence}; but before it stands {words}")
    return Verdict(0.2 * _likely(hit.reading.gain, _EVEN_ALONE), "namesake", f"perhaps another given name: {words}")


def _alone(hit: Found, scene: Scene, actor: Actor) -> Verdict:
    rule, gain = f"surname, {hit.reading.rule}", hit.reading.gain
    seen = (None, actor.guild)
    rivals = scene.rivals[hit.field, hit.anchor].items()
    near = {other for other, rival in rivals if rival >= gain - 3.0 and scene.guilds[other] in seen}
    also = sorted(near - {actor.id})
    spelt = hit.reading.rule.startswith("spelling")
    supported = _likely(gain, _EVEN_ALONE if spelt else _EVEN_SUPPORTED)
    alone = _likely(gain, _EVEN_ALONE)
    against = _against(hit, scene)
    itself = gain >= EXPLAINED  # Brown is a surname also where something is brown
    if against and not (against == _COMMON_WORD and itself and actor.id in scene.full):
        return Verdict(0.15 * alone, rule, against)
    if actor.id in scene.full and not scene.full.intersection(also):
        return Verdict(0.92 * supported, rule, "the article has the full name")
    if also:
        return Verdict(0.42 * alone, f"ambiguous {rule}", f"also borne by {', '.join(also[:5])}")
    namesakes = [
        f for f in scene.found if f.name.actor == actor.id and f.support.standing == "other" and f.support.known
    ]
    if namesakes:
        return Verdict(0.3 * alone, rule, f"the article has a namesake: {namesakes[0].support.words}")
    described = _descriptor(actor, scene.fields)
    if described:
        return Verdict(0.85 * supported, rule, f"described: {described}")
    ceiling = 0.49 if spelt else 0.7
    if hit.support.standing == "title":
        return Verdict((ceiling + 0.1) * alone, rule, f"title: {hit.support.words}")
    if hit.name.strength == "context":
        return Verdict(0.35 * alone, rule, "needs context, and the article has none")
    return Verdict(ceiling * alone, rule, "the only tracked bearer, nothing against it")


def _against(hit: Found, scene: Scene) -> str:
    """What in the writing of a surname alone speaks against its being one."""
    folded = scene.fields[hit.field]
    surface = folded.original[slice(*folded.span(hit.anchor, hit.end))]
    if 1 < len(surface) <= 5 and surface.isupper() and surface.lower() != surface and not hit.name.acronym:
        if not folded.original.isupper():
            return "written as an acronym"
    first, last = folded.span(hit.anchor, hit.end)
    if "&" in (folded.original[:first].rstrip()[-1:], folded.original[last:].lstrip()[:1]):
        return "part of a company's name"
    if fold(surface).text in OPENING and hit.reading.gain < EXPLAINED:
        return _COMMON_WORD
    if surface[:1].isupper() and any(f" {surface.lower()} " in f.original for f in scene.fields.values()):
        return _COMMON_WORD
    return ""


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
    kept: dict[tuple[str, TextField], list[Mention]] = {}
    for mention in sorted(mentions, key=lambda m: (-m.confidence, m.start - m.end)):
        same = kept.setdefault((mention.actor, mention.field), [])
        if all(other.end <= mention.start or mention.end <= other.start for other in same):
            same.append(mention)
    everything = (mention for same in kept.values() for mention in same)
    return tuple(sorted(everything, key=lambda m: (m.field != "title", m.start, m.end, m.actor)))
