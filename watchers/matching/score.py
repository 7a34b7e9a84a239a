"""From what was found to mentions: each possible mention is weighed by the whole article.

| how the surname stands | confidence |
|---|---|
| the whole name, or with its given name | .97 and less, by how near both are |
| with an initial | .9 |
| alone, and the article has the full name, a title or a descriptor of the actor | .92, .85 |
| alone, the only tracked bearer, nothing against it | .7, by how near it is; after a title .8 |
| alone, and several tracked actors bear it (of more than six none is given) | .42: ambiguous |
| after somebody else's given name, or in an exclusion | .1: vetoed |

How near a transliterated or misspelt form is comes as a log-odds (`Reading.gain`); a form that the catalogue or a rule
of inflection explains is as good as the name itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from watchers.matching.actor_profile import Profile
from watchers.matching.article_context import ArticleContext, Found, likely, scene_of, sure_of_full
from watchers.matching.name_tables import EXPLAINED, RIVAL
from watchers.matching.vocabulary.titles import OPENING
from watchers.model import Mention, TextField
from watchers.text.folding import Folded, plain
from watchers.text.scripts import script_of

# Log-odds at which a form is as likely as not the name, by what else speaks for it.
_EVEN_ALONE = 9.5
_EVEN_SUPPORTED = 4.0
_COMMON_WORD = "the article has it as a common word"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A confidence with its rule and its evidence in words."""

    confidence: float
    rule: str
    evidence: str


def judge(
    found: Sequence[Found],
    fields: Mapping[TextField, Folded],
    profile: Callable[[str], Profile],
    language: str | None,
) -> tuple[Mention, ...]:
    """The mentions of an article, in reading order, at most one for an actor and place."""
    if not found:
        return ()
    scene = scene_of(found, fields, profile, language)
    return _distinct(_mention(hit, fields[hit.field], _excluded(hit, scene) or _verdict(hit, scene)) for hit in found)


def _excluded(hit: Found, scene: ArticleContext) -> Verdict | None:
    text = scene.fields[hit.field].text
    for wanted in scene.profile(hit.name.actor).exclusions:
        length = len(wanted.folded)
        if text.find(wanted.folded, max(0, hit.end - length), hit.start + length) >= 0:
            return Verdict(0.05, "exclusion", f"excluded: {wanted.written}")
    return None


def _verdict(hit: Found, scene: ArticleContext) -> Verdict:
    standing, words, rule = hit.support.standing, hit.support.words, hit.reading.rule
    if standing == "whole":
        if hit.name.acronym or hit.name.strength == "context":
            return _needing_context(hit, scene)
        return Verdict(
            0.97 if hit.support.known else 0.8, "full name" if rule == "name" else f"full name, {rule}", words
        )
    if standing == "given":
        return Verdict(0.99 * _spelling(hit) * sure_of_full(hit), f"full name, {rule}", f"with {words}")
    if standing == "initial":
        return Verdict(0.9 * sure_of_full(hit), f"initial, {rule}", f"initial: {words}")
    if standing == "other" and not hit.support.known:
        return _after_capital(hit, scene)
    if standing == "other":
        return Verdict(0.1 * likely(hit.reading.gain, _EVEN_ALONE), "namesake", f"another given name: {words}")
    return _alone(hit, scene)


def _spelling(hit: Found) -> float:
    """A little less for every letter that differs, so that better spellings come first."""
    likeness = hit.reading.likeness
    return float((0.5 + 0.5 * min(1.0, likeness / 0.7)) * likeness**0.2 * hit.support.alignment.likeness**0.1)


def _needing_context(hit: Found, scene: ArticleContext) -> Verdict:
    rule = "acronym" if hit.name.acronym else "name in context"
    if hit.name.actor in scene.sure:
        return Verdict(0.92, rule, "the article has the full name")
    if descriptor := scene.described(hit.name.actor):
        return Verdict(0.85, rule, f"described: {descriptor}")
    profile = scene.profile(hit.name.actor)
    if hit.name.acronym and not profile.descriptors and script_of(hit.name.words[0]) in profile.terse:
        return Verdict(0.7, rule, "the actor has neither a longer name nor a descriptor")
    return Verdict(0.35, rule, "needs context, and the article has none")


def _after_capital(hit: Found, scene: ArticleContext) -> Verdict:
    """A surname after a word in capitals that may be another's given name, or a noun that begins the sentence."""
    words, full = hit.support.words, hit.name.actor in scene.full
    if hit.support.opens or full:
        alone = _alone(hit, scene)
        share = (0.9 if hit.support.opens else 0.6) if full else 0.75
        return Verdict(share * alone.confidence, alone.rule, f"{alone.evidence}; but before it stands {words}")
    return Verdict(0.2 * likely(hit.reading.gain, _EVEN_ALONE), "namesake", f"perhaps another given name: {words}")


def _alone(hit: Found, scene: ArticleContext) -> Verdict:
    rule, gain, actor = f"surname, {hit.reading.rule}", hit.reading.gain, hit.name.actor
    spelt = hit.reading.rule.startswith("spelling") or _is_curated(hit, scene)
    alone = likely(gain, _EVEN_ALONE)
    supported = alone if spelt else likely(gain, _EVEN_SUPPORTED)
    rivals = scene.rivals[hit.field, hit.anchor]
    also = [other for other, rival in rivals.items() if rival >= gain - RIVAL and other != actor]
    against = _against(hit, scene)
    if against:
        return Verdict(0.15 * alone, rule, against)
    if actor in scene.full and not scene.full.intersection(also):
        return Verdict(0.92 * supported, rule, "the article has the full name")
    if also:
        return Verdict(0.42 * alone, f"ambiguous {rule}", f"also borne by {', '.join(also[:5])}")
    if descriptor := scene.described(actor):
        return Verdict(0.85 * supported, rule, f"described: {descriptor}")
    if actor in scene.namesakes:
        return Verdict(0.3 * alone, rule, f"the article has a namesake: {scene.namesakes[actor]}")
    return _unsupported(hit, rule, alone, ceiling=0.49 if spelt else 0.7)


def _is_curated(hit: Found, scene: ArticleContext) -> bool:
    """Whether a transliterated surname has a spelling of its own in that script, which wins.

    Cyrillic names in a catalogue are taken for Russian: Ukrainian and Bulgarian spell them otherwise.
    """
    if not hit.reading.rule.startswith("transliteration"):
        return False
    kind = script_of(scene.fields[hit.field].text[hit.anchor])
    russian = kind != "cyrillic" or scene.language in (None, "ru")
    return russian and kind in scene.profile(hit.name.actor).scripts


def _unsupported(hit: Found, rule: str, alone: float, ceiling: float) -> Verdict:
    if hit.support.standing == "title":
        return Verdict((ceiling + 0.1) * alone, rule, f"title: {hit.support.words}")
    if hit.name.strength == "context" or hit.name.weak:
        return Verdict(0.35 * alone, rule, "needs context, and the article has none")
    return Verdict(ceiling * alone, rule, "the only tracked bearer, nothing against it")


def _against(hit: Found, scene: ArticleContext) -> str:
    """What in the writing of a surname alone speaks against its being one."""
    writing = scene.writing(hit.field, hit.anchor, hit.end)
    if writing.acronym:
        return "written as an acronym"
    if writing.company:
        return "part of a company's name"
    itself = hit.reading.gain >= EXPLAINED  # Brown is a surname also where something is brown
    if not itself and plain(writing.small) in OPENING:
        return _COMMON_WORD
    if not (itself and hit.name.actor in scene.full) and scene.small(writing.small):
        return _COMMON_WORD
    return ""


def _mention(hit: Found, folded: Folded, verdict: Verdict) -> Mention:
    start, end = folded.span(hit.start, hit.end)
    confidence = round(min(max(verdict.confidence, 0.0), 1.0), 4)
    surface = folded.original[start:end]
    return Mention(hit.name.actor, hit.field, start, end, surface, verdict.rule, confidence, verdict.evidence)


def _distinct(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The most believed mention for each actor and place; overlapping ones of one actor are one."""
    covered: dict[tuple[str, TextField], set[int]] = {}
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (-m.confidence, m.start - m.end)):
        taken, places = covered.setdefault((mention.actor, mention.field), set()), range(mention.start, mention.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(mention)
    return tuple(sorted(kept, key=lambda m: (m.field != "title", m.start, m.end, m.actor)))
