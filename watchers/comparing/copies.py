"""Which earlier article a text was copied from: containment of the shorter text in the longer, exactly verified.

Containment is measured on five-word shingles of the running text (Broder 1997: containment, not resemblance), so that
a cut end, a new headline, an editor's note or the reader comments below do not hide a copy. Lines that are no prose
(menus, captions, link lists) are left out where enough prose remains: they are shared by strangers of one site.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from watchers.comparing import credits, words
from watchers.comparing.features import features
from watchers.model import Article, Candidate

COPIED = 0.5  # of the shorter text
_SURE = 0.8  # of a short text
_SHORT, _SHORTEST = 20, 6  # shingles
_BRIEF, _LEAST_COVER = 30, 0.1  # so short a text must be so much of the longer, unless the headlines agree
_MERGED, _PART = 0.7, 0.3  # a text merged from several: what they cover together, what the main one must
_NEAR = 0.05  # containments that differ by less are equal
_PROSE = 8  # words make a line prose, and so does a full stop
_STOPPED = re.compile(r"[.!?؟۔。]\W*$")
_TAIL = 20  # characters of a line among which its full stop is


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts share. `containment` is the share of the shorter one, `cover` of the article at hand."""

    candidate: Candidate
    containment: float
    cover: float
    merged: tuple[str, ...] = ()  # the other articles that it was merged from


def shingled(article: Article) -> frozenset[int]:
    """The shingles of the article's prose; of its headline where it has no text."""
    return _shingled(article.title, article.text)


@lru_cache(maxsize=512)
def _shingled(headline: str, text: str) -> frozenset[int]:
    return words.shingles(words.words(_prose(text)) or words.words(headline))


def _prose(text: str) -> str:
    lines = text.splitlines()
    prose = [line for line in lines if len(line.split()) >= _PROSE or _STOPPED.search(line[-_TAIL:])]
    kept = "\n".join(prose)
    return kept if 2 * len(kept) > len(text) or len(kept) > 1500 else text


def find(article: Article, candidates: Sequence[Candidate]) -> Overlap | None:
    """The article that this one was copied from (or that was copied from it), if any."""
    mine = shingled(article)
    found = [overlap for c in candidates if (overlap := _overlap(article, mine, c)) is not None]
    if not found:
        return None
    copied = [overlap for overlap in found if _is_copy(article, overlap)]
    return min(copied, key=_order) if copied else _merged(mine, found)


def _overlap(article: Article, mine: frozenset[int], candidate: Candidate) -> Overlap | None:
    if not _worth_a_look(article, candidate.article):
        return None
    theirs = shingled(candidate.article)
    shared = len(mine & theirs)
    shorter = min(len(mine), len(theirs))
    return Overlap(candidate, shared / shorter, shared / len(mine)) if shared else None


def _worth_a_look(one: Article, other: Article) -> bool:
    """Texts that share few words share fewer shingles: a cheap test before the exact one."""
    mine, theirs = features(one).words.weights.keys(), features(other).words.weights.keys()
    return 4 * len(mine & theirs) >= min(len(mine), len(theirs))


def _is_copy(article: Article, overlap: Overlap) -> bool:
    other = overlap.candidate.article
    shorter, longer = sorted((len(shingled(article)), len(shingled(other))))
    if shorter < _SHORTEST:
        return overlap.containment == 1 and (longer < _SHORTEST or _same_headline(article, other))
    brief = shorter < _BRIEF and overlap.containment * shorter < _LEAST_COVER * longer
    if brief and not _same_headline(article, other):
        return False  # a round-up is no copy of its items
    return overlap.containment >= (COPIED if shorter >= _SHORT else _SURE)


def _same_headline(one: Article, other: Article) -> bool:
    mine, theirs = set(words.words(one.title)), set(words.words(other.title))
    return bool(mine) and 2 * len(mine & theirs) >= max(len(mine), len(theirs))


def _order(overlap: Overlap) -> tuple[float, bool, str, str]:
    """The most contained first; of equals an original before its copies, the earlier published before the later."""
    candidate = overlap.candidate
    steps = -round(overlap.containment / _NEAR)
    return steps, candidate.copy_of is not None, str(candidate.article.published or "9"), candidate.article.id


def _merged(mine: frozenset[int], found: Sequence[Overlap]) -> Overlap | None:
    """A text put together from several others, none of which is contained in it."""
    ranked = sorted(found, key=lambda overlap: -overlap.cover)[:4]
    parts = [shingled(overlap.candidate.article) & mine for overlap in ranked]
    together = len(frozenset().union(*parts)) / len(mine)
    if len(mine) < _SHORT or together < _MERGED or ranked[0].cover < _PART:
        return None
    others = tuple(overlap.candidate.article.id for overlap in ranked[1:] if overlap.cover > 0.1)
    return Overlap(ranked[0].candidate, together, ranked[0].cover, others)


def is_origin(article: Article, overlap: Overlap) -> str | None:
    """Why the article, though it came later, is what the candidate was copied from; None: it is not."""
    other = overlap.candidate.article
    if article.seed != other.seed:
        return None if article.seed else _earlier(article, other)
    if credits.credits(article, other):
        return None
    if name := credits.credits(other, article):
        return f"credited as {name!r} in the copy"
    return _earlier(article, other)


def _earlier(article: Article, other: Article) -> str | None:
    mine, theirs = article.published, other.published
    if mine is None or theirs is None:
        return None
    if mine.at and theirs.at:
        return "published earlier" if mine.at < theirs.at else None
    apart = mine.date.precision == theirs.date.precision == "day" and mine.date.first_day < theirs.date.first_day
    return "published earlier" if apart else None
