"""From candidates to mentions: each possible mention is weighed by the whole article.

How a name stands decides which row of the table `Confidence` it has: whole, with its given name, with an initial, alone
with or without support, against a veto. A row's level holds for the name as it is written. How near a transliterated
or misspelt form is comes as a log-odds (`Reading.gain`) and lowers it; a form that the catalogue or a rule of
inflection explains is as good as the name itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from watchers.matching.actor_profile import Profile
from watchers.matching.article_context import ArticleContext, Candidate, context_of, likely, sure_of_full
from watchers.matching.name_tables import EXPLAINED_GAIN, RIVAL_GAIN
from watchers.matching.vocabulary.titles import OPENING
from watchers.model import Mention, TextField
from watchers.reasons import Matching, Reason
from watchers.reasons.name_rules import Form, Rule
from watchers.text.folding import Folded, plain
from watchers.text.scripts import script_of

# Log-odds at which a form is as likely as not the name, by what else speaks for it.
_EVEN_ALONE_GAIN = 9.5
_EVEN_SUPPORTED_GAIN = 4.0
_MOST_NAMED_RIVALS = 5  # in the evidence of an ambiguous surname


# What is left of the confidence of a surname alone when a word in capitals is before it.
_OPENING_IN_FULL_SHARE = 0.9  # it begins the sentence, and the article has the full name
_BEFORE_IN_FULL_SHARE = 0.6  # it does not, but the article has the full name
_OPENING_SHARE = 0.75  # it begins the sentence, so that its capital says little


class Confidence(Enum):
    """How likely a mention is by how the name stands: the level for a name as it is written, and what the row means.

    From `model.CERTAIN` (0.5) up a mention is told; below it is given as found and not believed. Across the rows the
    levels order all mentions of a run.
    """

    GIVEN_AND_SURNAME = 0.99, "surname with given name, weighed by how near both are, so mostly below a whole name"
    WHOLE_NAME = 0.97, "every word of a name, as the catalogue has it"
    FULL_NAME_ELSEWHERE = 0.92, "surname or acronym alone, and the article has the full name"
    INITIAL = 0.9, "surname with an initial"
    DESCRIBED = 0.85, "surname or acronym alone, and the article has a title or descriptor of the actor"
    WHOLE_NAME_AFTER_GIVEN = 0.8, "every word of a name, but a given name before it may make it somebody else's"
    TITLE = 0.8, "surname alone, the only tracked bearer, after a title"
    ONLY_ACRONYM = 0.7, "acronym of an actor who has neither a longer name nor a descriptor to be supported by"
    ONLY_BEARER = 0.7, "surname alone, the only tracked bearer, nothing against it"
    RESPELT_TITLE = 0.59, "after a title, but in a spelling that the catalogue has not"
    RESPELT = 0.49, "the only tracked bearer, but in a spelling that the catalogue has not: just not told"
    AMBIGUOUS = 0.42, "surname alone, and several tracked actors bear it"
    WITHOUT_CONTEXT = 0.35, "a name that needs context, and the article has none"
    NAMESAKE_ELSEWHERE = 0.3, "surname alone, and the article has a namesake"
    PERHAPS_GIVEN = 0.2, "surname after a word in capitals that may be somebody else's given name"
    NO_SURNAME = 0.15, "written as an acronym, a company's name or a common word"
    NAMESAKE = 0.1, "surname after somebody else's given name: a veto"
    EXCLUDED = 0.05, "within a phrase that the catalogue excludes: a veto"

    def __init__(self, level: float, meaning: str) -> None:
        self.level = level
        self.meaning = meaning


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a mention is worth: a row of the table, the rule, what speaks for and against, the share of the level left.

    `written`: the rule tells also in which form the name is written.
    """

    row: Confidence
    rule: Rule
    evidence: tuple[Reason, ...]
    share: float = 1.0
    written: bool = True

    @property
    def confidence(self) -> float:
        """The row's level times the share, 0 to 1, with four digits."""
        return round(min(max(self.row.level * self.share, 0.0), 1.0), 4)


def judge(
    candidates: Sequence[Candidate],
    fields: Mapping[TextField, Folded],
    profile: Callable[[str], Profile],
    language: str | None,
) -> tuple[Mention, ...]:
    """The mentions of an article, in reading order, at most one for an actor and place."""
    if not candidates:
        return ()
    context = context_of(candidates, fields, profile, language)
    return _distinct(
        _mention(hit, fields[hit.field], _excluded(hit, context) or _verdict(hit, context)) for hit in candidates
    )


def _excluded(hit: Candidate, context: ArticleContext) -> Verdict | None:
    text = context.fields[hit.field].text
    for exclusion in context.profile(hit.name.actor).exclusions:
        length = len(exclusion.folded)
        if text.find(exclusion.folded, max(0, hit.end - length), hit.start + length) >= 0:
            return _unwritten(Confidence.EXCLUDED, Rule.EXCLUSION, Reason(Matching.EXCLUDED, phrase=exclusion.original))
    return None


def _verdict(hit: Candidate, context: ArticleContext) -> Verdict:
    standing, words = hit.support.standing, hit.support.words
    if standing == "whole":
        if hit.name.acronym or hit.name.strength == "context":
            return _needing_context(hit, context)
        row = Confidence.WHOLE_NAME_AFTER_GIVEN if hit.support.doubtful else Confidence.WHOLE_NAME
        return Verdict(row, Rule.FULL_NAME, (Reason(Matching.NAME_WORDS, words=words),))
    if standing == "given":
        share = _spelling(hit) * sure_of_full(hit)
        given = (Reason(Matching.GIVEN_NAME, words=words),)
        return Verdict(Confidence.GIVEN_AND_SURNAME, Rule.GIVEN_AND_SURNAME, given, share)
    if standing == "initial":
        initial = (Reason(Matching.INITIAL, words=words),)
        return Verdict(Confidence.INITIAL, Rule.INITIAL, initial, sure_of_full(hit))
    if standing == "other" and hit.support.doubtful:
        return _after_capital(hit, context)
    if standing == "other":
        share = likely(hit.reading.gain, _EVEN_ALONE_GAIN)
        return _unwritten(Confidence.NAMESAKE, Rule.NAMESAKE, Reason(Matching.OTHER_GIVEN_NAME, words=words), share)
    return _alone(hit, context)


def _spelling(hit: Candidate) -> float:
    """A little less for every letter that differs, so that better spellings come first."""
    likeness = hit.reading.likeness
    return float((0.5 + 0.5 * min(1.0, likeness / 0.7)) * likeness**0.2 * hit.support.alignment.likeness**0.1)


def _needing_context(hit: Candidate, context: ArticleContext) -> Verdict:
    rule = Rule.ACRONYM if hit.name.acronym else Rule.NAME_IN_CONTEXT
    if hit.name.actor in context.sure:
        return _unwritten(Confidence.FULL_NAME_ELSEWHERE, rule, Reason(Matching.FULL_NAME_ELSEWHERE))
    if descriptor := context.described(hit.name.actor):
        return _unwritten(Confidence.DESCRIBED, rule, Reason(Matching.DESCRIBED, words=descriptor))
    profile = context.profile(hit.name.actor)
    if hit.name.acronym and not profile.descriptors and script_of(hit.name.words[0]) in profile.terse:
        return _unwritten(Confidence.ONLY_ACRONYM, rule, Reason(Matching.NOTHING_LONGER))
    return _unwritten(Confidence.WITHOUT_CONTEXT, rule, Reason(Matching.CONTEXT_MISSING))


def _after_capital(hit: Candidate, context: ArticleContext) -> Verdict:
    """A surname after a word in capitals that may be another's given name, or a noun that begins the sentence."""
    words, full = hit.support.words, hit.name.actor in context.full
    if hit.support.opens or full:
        alone = _alone(hit, context)
        in_full = _OPENING_IN_FULL_SHARE if hit.support.opens else _BEFORE_IN_FULL_SHARE
        share = alone.share * (in_full if full else _OPENING_SHARE)
        return replace(alone, share=share, evidence=(*alone.evidence, Reason(Matching.WORDS_BEFORE, words=words)))
    share = likely(hit.reading.gain, _EVEN_ALONE_GAIN)
    perhaps = Reason(Matching.PERHAPS_GIVEN_NAME, words=words)
    return _unwritten(Confidence.PERHAPS_GIVEN, Rule.NAMESAKE, perhaps, share)


def _alone(hit: Candidate, context: ArticleContext) -> Verdict:
    gain, actor = hit.reading.gain, hit.name.actor
    respelt = hit.reading.form is Form.SPELLING or _is_curated(hit, context)
    alone = likely(gain, _EVEN_ALONE_GAIN)
    supported = alone if respelt else likely(gain, _EVEN_SUPPORTED_GAIN)
    gains = context.rivals[hit.field, hit.anchor]
    rivals = [other for other, other_gain in gains.items() if other_gain >= gain - RIVAL_GAIN and other != actor]
    against = _against(hit, context)
    if against:
        return _surname(Confidence.NO_SURNAME, Reason(against), alone)
    if actor in context.full and not context.full.intersection(rivals):
        return _surname(Confidence.FULL_NAME_ELSEWHERE, Reason(Matching.FULL_NAME_ELSEWHERE), supported)
    if rivals:
        borne = Reason(Matching.RIVALS, actors=tuple(rivals[:_MOST_NAMED_RIVALS]))
        return Verdict(Confidence.AMBIGUOUS, Rule.AMBIGUOUS_SURNAME, (borne,), alone)
    if descriptor := context.described(actor):
        return _surname(Confidence.DESCRIBED, Reason(Matching.DESCRIBED, words=descriptor), supported)
    if actor in context.namesakes:
        namesake = Reason(Matching.NAMESAKE_ELSEWHERE, words=context.namesakes[actor])
        return _surname(Confidence.NAMESAKE_ELSEWHERE, namesake, alone)
    return _unsupported(hit, alone, respelt=respelt)


def _is_curated(hit: Candidate, context: ArticleContext) -> bool:
    """Whether a transliterated surname has a spelling of its own in that script, which wins.

    Cyrillic names in a catalogue are taken for Russian: Ukrainian and Bulgarian spell them otherwise.
    """
    if hit.reading.form is not Form.TRANSLITERATION:
        return False
    kind = script_of(context.fields[hit.field].text[hit.anchor])
    russian = kind != "cyrillic" or context.language in (None, "ru")
    return russian and kind in context.profile(hit.name.actor).scripts


def _unsupported(hit: Candidate, alone: float, *, respelt: bool) -> Verdict:
    if hit.support.standing == "title":
        row = Confidence.RESPELT_TITLE if respelt else Confidence.TITLE
        return _surname(row, Reason(Matching.TITLE, words=hit.support.words), alone)
    if hit.name.strength == "context" or hit.name.weak:
        return _surname(Confidence.WITHOUT_CONTEXT, Reason(Matching.CONTEXT_MISSING), alone)
    row = Confidence.RESPELT if respelt else Confidence.ONLY_BEARER
    return _surname(row, Reason(Matching.ONLY_BEARER), alone)


def _surname(row: Confidence, evidence: Reason, share: float) -> Verdict:
    return Verdict(row, Rule.SURNAME, (evidence,), share)


def _unwritten(row: Confidence, rule: Rule, evidence: Reason, share: float = 1.0) -> Verdict:
    return Verdict(row, rule, (evidence,), share, written=False)


def _against(hit: Candidate, context: ArticleContext) -> Matching | None:
    """What in the writing of a surname alone speaks against its being one."""
    writing = context.writing(hit.field, hit.anchor, hit.end)
    if writing.acronym:
        return Matching.IN_CAPITALS
    if writing.company:
        return Matching.COMPANY
    explained = hit.reading.gain >= EXPLAINED_GAIN  # Brown is a surname also where something is brown
    if not explained and plain(writing.small) in OPENING:
        return Matching.COMMON_WORD
    if not (explained and hit.name.actor in context.full) and context.small(writing.small):
        return Matching.COMMON_WORD
    return None


def _mention(hit: Candidate, folded: Folded, verdict: Verdict) -> Mention:
    start, end = folded.span(hit.start, hit.end)
    surface = folded.original[start:end]
    form, inflection = (hit.reading.form, hit.reading.inflection) if verdict.written else (Form.NAME, None)
    because = verdict.rule, verdict.confidence, verdict.evidence, form, inflection
    return Mention(hit.name.actor, hit.field, start, end, surface, *because)


def _distinct(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The most believed mention for each actor and place; overlapping ones of one actor are one."""
    covered: dict[tuple[str, TextField], set[int]] = {}
    distinct: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (-m.confidence, m.start - m.end)):
        covered_here, places = (
            covered.setdefault((mention.actor, mention.field), set()),
            range(mention.start, mention.end),
        )
        if covered_here.isdisjoint(places):
            covered_here.update(places)
            distinct.append(mention)
    return tuple(sorted(distinct, key=lambda m: (m.field != "title", m.start, m.end, m.actor)))
