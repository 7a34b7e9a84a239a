"""Which earlier article a text was copied from: containment of the shorter text in the longer, exactly verified.

Containment is measured on five-word shingles of the running text (Broder 1997: containment, not resemblance), so that
a cut end, a new headline, an editor's note or the reader comments below do not hide a copy. Lines that are no prose
(menus, captions, link lists) are left out where enough prose remains: they are shared by strangers of one site.

A copy says the same: sentences that differ in a fact (a name, a place, a number, a day, a verb by its opposite) are not
copied sentences, and a text whose lead names somebody else, another place or day, or says the opposite, is another
report in the words of a template.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from watchers.comparing import attribution, tokens
from watchers.comparing.article_profile import Profile
from watchers.comparing.facts import aligning, contradictions
from watchers.comparing.facts.contradictions import Text
from watchers.comparing.relative import Relative
from watchers.model import Article

_LEAST_CONTAINMENT = 0.5  # of the shorter text in the longer that makes it a copy
_LEAST_SHORT_CONTAINMENT = 0.8  # of a short text that makes it a copy
_SHORT_SHINGLES, _FEWEST_SHINGLES = 20, 6  # a text of fewer is short; of fewer still, only equal texts are copies
_BRIEF_SHINGLES, _LEAST_COVER = 30, 0.1  # so short a text must be so much of the longer, unless the headlines agree
_MERGED_COVER, _MAIN_PART = 0.7, 0.3  # a text merged from several: what they cover together, what the main one must
_MOST_PARTS, _LEAST_NAMED_COVER = 4, 0.1  # texts that one was merged from; what one beside the main text covers
_ALIGNED_SENTENCES = 200  # of each text
_LEAD_SENTENCES = 2  # of a text that say what it is about
_LEAST_LOOKED_AT_SHARE = 0.25  # of the shorter text: sharing less, a text is neither a copy nor a part
_CONTAINMENT_STEP = 0.05  # containments that differ by less are equal


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts share. `containment` is the share of the shorter one, `cover` of the article at hand."""

    relative: Relative
    containment: float
    cover: float
    merged: tuple[str, ...] = ()  # the other articles that it was merged from


@dataclass(frozen=True, slots=True)
class Origin:
    """Why an article is the original of an earlier one: under this name that credits it; empty: it appeared before."""

    credit: str = ""


def find(article: Article, mine: Profile, relatives: Sequence[Relative]) -> Overlap | None:
    """The article that this one, whose profile is `mine`, was copied from (or that was copied from it), if any."""
    shingles = frozenset(mine.shingles)
    worth = [relative for relative in relatives if _may_share(mine, relative.profile)]
    overlaps = [overlap for relative in worth if (overlap := _overlap(shingles, relative)) is not None]
    if not overlaps:
        return None
    alike = [overlap for overlap in overlaps if _is_copy(mine, overlap)]
    copied = [overlap for overlap in alike if _says_the_same(article, mine, overlap)]
    if alike and not copied:
        return None
    return min(copied, key=_order) if copied else _merged(shingles, overlaps)


def _may_share(mine: Profile, theirs: Profile) -> bool:
    """Whether they may have enough shingles in common: no more than bits, and shingles that fell on one bit."""
    fell_together = len(mine.shingles) - mine.outline.bit_count()
    most_shared = (mine.outline & theirs.outline).bit_count() + fell_together
    return most_shared >= _LEAST_LOOKED_AT_SHARE * min(len(mine.shingles), len(theirs.shingles))


def _overlap(mine: frozenset[int], relative: Relative) -> Overlap | None:
    theirs = relative.profile.shingles
    shared = len(mine.intersection(theirs))
    return Overlap(relative, shared / min(len(mine), len(theirs)), shared / len(mine)) if shared else None


def _is_copy(mine: Profile, overlap: Overlap) -> bool:
    theirs = overlap.relative.profile
    shorter, longer = sorted((len(mine.shingles), len(theirs.shingles)))
    if shorter < _FEWEST_SHINGLES:
        return overlap.containment == 1 and (longer < _FEWEST_SHINGLES or _same_headline(mine, theirs))
    brief = shorter < _BRIEF_SHINGLES and overlap.containment * shorter < _LEAST_COVER * longer
    if brief and not _same_headline(mine, theirs):
        return False  # a round-up is no copy of its items
    return overlap.containment >= (_LEAST_CONTAINMENT if shorter >= _SHORT_SHINGLES else _LEAST_SHORT_CONTAINMENT)


def _says_the_same(article: Article, mine: Profile, overlap: Overlap) -> bool:
    """Whether it is a copy also without the sentences that contradict it, and no lead does."""
    theirs = overlap.relative.profile
    one, other = Text(article, mine.words_of), Text(overlap.relative.article, theirs.words_of)
    here, there = _body(mine), _body(theirs)
    uncopied: set[int] = set()
    for place, counterpart in aligning.changed_pairs(here, there):
        kinds = {found.kind for found in contradictions.between(here[place], there[counterpart], one, other)}
        if kinds - {"figure"} and min(place, counterpart) < _LEAD_SENTENCES:
            return False
        if kinds:
            uncopied |= tokens.shingles(tokens.words(here[place])) & frozenset(theirs.shingles)
    shorter = min(len(mine.shingles), len(theirs.shingles))
    left = overlap.containment - len(uncopied) / shorter
    return not uncopied or _is_copy(mine, replace(overlap, containment=left))


def _body(profile: Profile) -> list[str]:
    """The first sentences of the text; of the headline, where there is none."""
    sentences = profile.sentences[profile.heads :] or profile.sentences
    return [sentence.text for sentence in sentences[:_ALIGNED_SENTENCES]]


def _same_headline(mine: Profile, theirs: Profile) -> bool:
    words, others = set(tokens.words(mine.title)), set(tokens.words(theirs.title))
    return bool(words) and 2 * len(words & others) >= max(len(words), len(others))


def _order(overlap: Overlap) -> tuple[float, bool, str, str]:
    """The most contained first; of equals an original before its copies, the earlier published before the later."""
    candidate = overlap.relative.candidate
    steps = -round(overlap.containment / _CONTAINMENT_STEP)
    return steps, candidate.copy_of is not None, str(candidate.article.published or "9"), candidate.article.id


def _merged(mine: frozenset[int], overlaps: Sequence[Overlap]) -> Overlap | None:
    """A text put together from several others, none of which is contained in it."""
    ranked = sorted(overlaps, key=lambda overlap: -overlap.cover)[:_MOST_PARTS]
    parts = [mine.intersection(overlap.relative.profile.shingles) for overlap in ranked]
    together = len(frozenset().union(*parts)) / len(mine)
    if len(mine) < _SHORT_SHINGLES or together < _MERGED_COVER or ranked[0].cover < _MAIN_PART:
        return None
    others = tuple(overlap.relative.article.id for overlap in ranked[1:] if overlap.cover > _LEAST_NAMED_COVER)
    return Overlap(ranked[0].relative, together, ranked[0].cover, others)


def origin(article: Article, overlap: Overlap) -> Origin | None:
    """Why the article, though it came later, is what the candidate was copied from; None: it is not."""
    other = overlap.relative.article
    if article.seed != other.seed:
        return None if article.seed else _earlier(article, other)
    if attribution.credits(article, other):
        return None
    if name := attribution.credits(other, article):
        return Origin(name)
    return _earlier(article, other)


def _earlier(article: Article, other: Article) -> Origin | None:
    mine, theirs = article.published, other.published
    if mine is None or theirs is None:
        return None
    if mine.at and theirs.at:
        return Origin() if mine.at < theirs.at else None
    apart = mine.date.precision == theirs.date.precision == "day" and mine.date.first_day < theirs.date.first_day
    return Origin() if apart else None
