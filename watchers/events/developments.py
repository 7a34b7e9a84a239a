"""Which dated sentences of one day tell the same development, and how near two of them are.

Sentences are compared by the stems that they share, each the more the rarer it is on that day; the actor's names and
the date itself, which all of them share, count nothing. Sentences that each name or count what the other does not are
two developments told by one template. Reports of one story need less in common, and none where they are in different
languages: the story says that they tell the same.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from watchers.dates import is_date_word
from watchers.model import Event, Telling
from watchers.text import folding
from watchers.text.stop_words import STOP_WORDS

SAME_SENTENCE, SAME_OF_ONE_STORY = 0.4, 0.2  # likeness from which two sentences tell one development
_TEMPLATE_FACTOR = 0.5  # of the likeness of two that each name or count what the other does not
_STEM_CHARACTERS = 5  # of a word, from its beginning: what inflection leaves alone in most languages
_LEAST_NAME_CHARACTERS = 3
_OWN_DAY = timedelta(days=2)  # so near the day of a report, the story is about it
_SUBJECT_WORDS = 6  # of a sentence, but for dates, among which it names whom it is about

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A dated sentence as it is compared.

    `stems` are its content, `marks` those of them that may be names and numbers: of a script without capitals all.
    """

    event: Event
    telling: Telling
    stems: frozenset[str]
    marks: frozenset[str]
    about_actor: bool  # whether his name stands where a subject does; where no name is given it is so


def sentence(event: Event, telling: Telling, names: Collection[str]) -> Sentence:
    """A dated sentence read for comparison; `names` are the actor's."""
    words = _WORD.findall(event.text)
    named = {_stem(word) for name in names for word in _WORD.findall(name) if len(word) >= _LEAST_NAME_CHARACTERS}
    stated = {str(part) for part in (event.date.year, event.date.month, event.date.day)}
    content = [
        (word, stem)
        for word in words
        if (stem := _stem(word)) not in named and _is_content(word) and word.lstrip("0") not in stated
    ]
    marks = frozenset(stem for word, stem in content if not word[0].islower() and word != words[0])
    opening = [word for word in words if not word[0].isdecimal() and not is_date_word(word)][:_SUBJECT_WORDS]
    about = not named or any(_stem(word) in named for word in opening)
    return Sentence(event, telling, frozenset(stem for _, stem in content), marks, about)


def _is_content(word: str) -> bool:
    return folding.plain(word) not in STOP_WORDS and not is_date_word(word)


def _stem(word: str) -> str:
    return folding.plain(word)[:_STEM_CHARACTERS]


class Likeness:
    """How alike the dated sentences of one day are: 0 to 1."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        counts = Counter(stem for one in sentences for stem in one.stems)
        self._weights: Mapping[str, float] = {stem: math.log1p(len(sentences) / n) for stem, n in counts.items()}

    def __call__(self, one: Sentence, other: Sentence) -> float:
        if one.stems == other.stems:
            return 1.0
        most = math.sqrt(self._weight(one.stems) * self._weight(other.stems))
        shared = self._weight(one.stems & other.stems) / most if most else 0.0
        template = bool(one.marks - other.stems) and bool(other.marks - one.stems)
        return shared * _TEMPLATE_FACTOR if template else shared

    def _weight(self, stems: Collection[str]) -> float:
        return math.fsum(self._weights[stem] for stem in sorted(stems))


def grouped(sentences: Sequence[Sentence], likeness: Likeness) -> list[list[Sentence]]:
    """The sentences of one day by development: each joins the group that it is on average most like, if enough so."""
    groups: list[list[Sentence]] = []
    for one in sentences:
        excess = [(_excess(one, group, likeness), -n) for n, group in enumerate(groups)]
        best, n = max(excess, default=(-1.0, 0))
        if best >= 0:
            groups[-n].append(one)
        else:
            groups.append([one])
    return groups


def _excess(one: Sentence, group: Sequence[Sentence], likeness: Likeness) -> float:
    """By how much a sentence is more like a group, on average, than it must be."""
    return sum(_more(one, other, likeness) for other in group) / len(group)


def _more(one: Sentence, other: Sentence, likeness: Likeness) -> float:
    if _elsewhere(one.event, other.event):
        return -1.0
    if one.telling.story != other.telling.story:
        return likeness(one, other) - SAME_SENTENCE
    if _translated(one, other):
        return 0.0
    return likeness(one, other) - SAME_OF_ONE_STORY


def _elsewhere(one: Event, other: Event) -> bool:
    """Whether they name places of which none lies in, or is, one of the other's: `RU/Moscow` lies in `RU`."""
    pairs = [(place, there) for place in one.places for there in other.places]
    return bool(pairs) and not any(f"{a}/".startswith(f"{b}/") or f"{b}/".startswith(f"{a}/") for a, b in pairs)


def _translated(one: Sentence, other: Sentence) -> bool:
    """Whether two of one story tell its own day in different languages."""
    languages = {one.telling.language, other.telling.language}
    return len(languages) == 2 and None not in languages and all(map(_tells_its_own_day, (one, other)))


def _tells_its_own_day(one: Sentence) -> bool:
    published = one.telling.published
    return published is not None and abs(published - one.event.date.first_day) <= _OWN_DAY
