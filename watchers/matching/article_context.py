"""What the whole article says about the possible mentions in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp

from watchers.matching.actor_profile import Profile
from watchers.matching.alignment import Alignment
from watchers.matching.name_parts import Name
from watchers.matching.name_tables import Reading
from watchers.matching.neighbours import Support
from watchers.model import CERTAIN, TextField
from watchers.text.folding import Folded

_EVEN_FULL_GAIN = 9.0  # log-odds of surname and given name together at which they are as likely as not the name
_MOST_SURNAME_GAIN, _MOST_BESIDE_GAIN = 25.0, 12.0  # log-odds that the surname and the words beside it count for
_BESIDE_GAIN_SHARE = 0.7  # of the log-odds of the words beside it
_GAIN_PER_LOGIT = 2.0  # log-odds of the tables for one unit of the logistic curve
_LONGEST_ACRONYM_LETTERS = 5  # letters of a word in capitals that is rather an acronym than a surname
# What is left of the likelihood that a phrase is a name, by how they cover each other (see `coverage`).
_MISSING_SHARE = 0.985  # for each word of the name that the phrase has not
_INSIDE_SHARE = 0.97  # for each word of the phrase among those that match
_CONTRADICTING_SHARE = 0.5  # for each pair of such words: one stands where the other should
_GIVEN_FOR_MISSING_SHARE = 0.6  # for each spare given name, where a word of the name is missing
_SPARE_GIVEN_SHARE = 0.92  # for each spare given name, where none is
_OTHER_SURNAME_SHARE, _NO_SURNAME_SHARE = 0.4, 0.8  # the surname is missing: with words beside the name, without
_OTHER_FIRST_SHARE, _NO_FIRST_SHARE = 0.45, 0.95  # the first word is missing: with words beside the name, without
_FOLLOWED_SHARE = 0.88  # a spare word comes right after the name
_TURNED_SHARE = 0.98  # the surname is put first
_UNORDERED_SHARE = 0.8  # any other order, or that of a name of which words are missing or common
_COMMON_SHARE = 0.9  # only common given names match, and words are missing
_PUNCTUATION = ".,;:!?\"'()«»“”„"  # what may stand around a word of a sentence


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible mention: a span of a folded field (the surname begins at `anchor`), its reading, and how it stands."""

    field: TextField
    start: int
    end: int
    anchor: int
    name: Name
    reading: Reading
    support: Support


@dataclass(frozen=True, slots=True)
class Writing:
    """How a word stands in its text: as an `acronym`, in a `company`'s name; `small`, without its capitals."""

    acronym: bool
    company: bool
    small: str


@dataclass(frozen=True, slots=True)
class ArticleContext:
    """What an article says as a whole, by actor id where not said otherwise.

    `full`: actors whose full name it has, `sure`: by a name that needs no context; `rivals`: for each place,
    how likely (log-odds) the actors are that may be meant; `namesakes`: another's given name before the
    surname. Worked out when asked for: `described`, a title or descriptor of the actor; `writing` of a folded span;
    `small`, whether a word stands in small letters somewhere.
    """

    fields: Mapping[TextField, Folded]
    full: frozenset[str]
    sure: frozenset[str]
    rivals: Mapping[tuple[TextField, int], Mapping[str, float]]
    namesakes: Mapping[str, str]
    described: Callable[[str], str]
    writing: Callable[[TextField, int, int], Writing]
    small: Callable[[str], bool]
    profile: Callable[[str], Profile]
    language: str | None


def context_of(
    candidates: Sequence[Candidate],
    fields: Mapping[TextField, Folded],
    profile: Callable[[str], Profile],
    language: str | None,
) -> ArticleContext:
    """Look at an article once for all that may be mentioned in it; `profile` gives that of an actor by its id."""
    full = [hit for hit in candidates if is_full(hit)]
    return ArticleContext(
        fields=fields,
        full=frozenset(hit.name.actor for hit in full),
        sure=frozenset(hit.name.actor for hit in full if hit.name.strength == "alone" and not hit.name.acronym),
        rivals=_rivals(candidates),
        namesakes={
            hit.name.actor: hit.support.words
            for hit in candidates
            if hit.support.standing == "other" and not hit.support.doubtful
        },
        described=cache(lambda actor_id: _descriptor(profile(actor_id), fields.values())),
        writing=cache(lambda field, start, end: _writing(fields[field], start, end)),
        small=cache(lambda word: any(_is_small(word, folded.original) for folded in fields.values())),
        profile=profile,
        language=language,
    )


def likely(gain: float, even: float) -> float:
    """From log-odds to a probability, `even` being where it is a half."""
    return 1 / (1 + exp(min(50.0, (even - gain) / _GAIN_PER_LOGIT)))


def full_gain(hit: Candidate) -> float:
    """The log-odds of a surname together with the words that stand with it."""
    beside = min(hit.support.alignment.gain, _MOST_BESIDE_GAIN)
    return min(hit.reading.gain, _MOST_SURNAME_GAIN) + _BESIDE_GAIN_SHARE * beside


def is_full(hit: Candidate) -> bool:
    """Whether a possible mention is rather the whole name than not."""
    if hit.support.standing == "given":
        return sure_of_full(hit) >= CERTAIN
    return hit.support.standing == "whole"


def coverage(alignment: Alignment) -> float:
    """How completely a name and a phrase are the same, 0 to 1: words left over on both sides contradict each other."""
    contradicting = min(alignment.missing, alignment.inside)
    given_share = _GIVEN_FOR_MISSING_SHARE if alignment.missing else _SPARE_GIVEN_SHARE
    share: float = (
        _MISSING_SHARE**alignment.missing
        * _INSIDE_SHARE**alignment.inside
        * _CONTRADICTING_SHARE**contradicting
        * given_share**alignment.given_names
    )
    if alignment.last:
        share *= _OTHER_SURNAME_SHARE if alignment.spare else _NO_SURNAME_SHARE
    if alignment.first:
        share *= _OTHER_FIRST_SHARE if alignment.spare else _NO_FIRST_SHARE
    if alignment.follows:
        share *= _FOLLOWED_SHARE
    if not alignment.ordered:
        unordered = alignment.missing or alignment.common or not alignment.turned
        share *= _UNORDERED_SHARE if unordered else _TURNED_SHARE
    return share * (_COMMON_SHARE if alignment.common and alignment.missing else 1.0)


def sure_of_full(hit: Candidate) -> float:
    """How likely a surname with other words of the name is that name."""
    return likely(full_gain(hit), _EVEN_FULL_GAIN) * coverage(hit.support.alignment)


def _rivals(candidates: Iterable[Candidate]) -> dict[tuple[TextField, int], dict[str, float]]:
    rivals: dict[tuple[TextField, int], dict[str, float]] = {}
    for hit in candidates:
        gains = rivals.setdefault((hit.field, hit.anchor), {})
        gains[hit.name.actor] = max(gains.get(hit.name.actor, 0.0), hit.reading.gain)
    return {place: dict(sorted(gains.items())) for place, gains in rivals.items()}


def _writing(folded: Folded, start: int, end: int) -> Writing:
    original, (first, last) = folded.original, folded.span(start, end)
    surface = original[first:last]
    capitals = 1 < len(surface) <= _LONGEST_ACRONYM_LETTERS and surface.isupper()
    return Writing(
        acronym=capitals and not original[max(0, first - 40) : last + 40].isupper(),
        company="&" in (original[max(0, first - 3) : first].rstrip()[-1:], original[last : last + 3].lstrip()[:1]),
        small=surface.lower(),
    )


def _is_small(word: str, text: str) -> bool:
    """Whether a word of small letters stands in a text by itself, but for punctuation on either side."""
    at = text.find(word) if word.islower() else -1
    while at >= 0:
        first, last = at, at + len(word)
        while first > 0 and text[first - 1] in _PUNCTUATION:
            first -= 1
        while last < len(text) and text[last] in _PUNCTUATION:
            last += 1
        if (first == 0 or text[first - 1].isspace()) and (last == len(text) or text[last].isspace()):
            return True
        at = text.find(word, last)
    return False


def _descriptor(profile: Profile, fields: Collection[Folded]) -> str:
    for descriptor in profile.descriptors:
        for folded in fields:
            if descriptor.folded in folded.text:
                return descriptor.original
    return ""
