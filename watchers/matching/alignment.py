"""Which words of a phrase are which words of a name, and what is left over on either side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from watchers.matching import inflection, phonetics
from watchers.matching.likeness import Likeness
from watchers.matching.name_parts import PARTICLES, Name
from watchers.matching.phonetics import FAR, GAIN_PER_LETTER, Nearness
from watchers.matching.vocabulary.given_names import is_given
from watchers.matching.vocabulary.titles import OPENING, is_title
from watchers.matching.window import Window, Word, Words
from watchers.text.scripts import script_of

_LEAST_GAIN = 1.5  # log-odds from which two words are taken for one name
_LEAST_LIKENESS = 0.2
_UNCASED_GAIN, _UNCASED_LIKENESS = 4.0, 0.5  # where no capitals tell names from words
_INITIAL_NEARNESS = Nearness(Likeness.INITIAL.level, 4.0)
_INITIAL_IN_NAME_NEARNESS = Nearness(Likeness.INITIAL.level, 3.0)  # where the catalogue has no more of the word
_LEAST_EQUAL_GAIN = 8.0  # of a word that is equal or inflected, however short
_COMMON_GIVEN_NAME_SHARE = 0.6  # of the gain: a common given name says less
_LEAST_COMMON_GIVEN_NAME_GAIN = 6.0  # above which that is so
_PHRASE_WORDS = 6  # words of a phrase looked at on either side
_CASED_SCRIPTS = ("latin", "cyrillic")


@dataclass(frozen=True, slots=True)
class Alignment:
    """A word of a name with the words around it that belong to the same name.

    `gain` and `likeness` are those of the other words (the likeness the least of them); `initials`: all of them are
    initials. Of the name, `missing` words have no word in the phrase, among them
    the `first` or the `last` (the surname). Of the phrase, `inside` words stand among those that match and `spare`
    words beside them, `given_names` of these being common given names; `follows`: one of them comes right after.
    `ordered`: the words come in the name's order; `turned`: so they do with the surname put first; `common`: every
    word that matches is a common given name.
    """

    gain: float = 0.0
    likeness: float = 1.0
    initials: bool = False
    missing: int = 0
    first: bool = False
    last: bool = False
    inside: int = 0
    spare: int = 0
    given_names: int = 0
    follows: bool = False
    ordered: bool = True
    turned: bool = False
    common: bool = False
    start: int = -1
    end: int = -1
    words: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """The neighbours of a word that may belong to one name with it, nearest first."""

    before: tuple[Word, ...]
    after: tuple[Word, ...]


def phrase_of(neighbours: Window) -> Phrase:
    """What of the neighbours of a word may belong to a name."""
    return Phrase(_name_words(neighbours.before), _name_words(neighbours.after))


def align(name: Name, anchor: int, phrase: Phrase, language: str | None) -> Alignment | None:
    """Match the words of a name other than `words[anchor]` with the phrase around the place where that stands.

    None: no other word of the name is there.
    """
    before, after = phrase.before, phrase.after
    if not before and not after:
        return None
    other_words = {n: word for n, word in enumerate(name.words) if n != anchor and word not in PARTICLES}
    if not _cased(name.words[anchor]) and anchor == name.anchor:
        before, after = before[: len(other_words) + 1], ()  # nothing but order tells a name there
    pairs = sorted(_pairs(other_words, (*before, *after), language), key=lambda pair: -pair[2].gain)
    if not pairs:
        return None
    chosen: dict[int, tuple[Word, Nearness]] = {}
    for number, word, near in pairs:
        if number not in chosen and all(word is not other for other, _ in chosen.values()):
            chosen[number] = (word, near)
    return _summary(name, anchor, other_words, chosen, before, after)


def _name_words(words: Words) -> tuple[Word, ...]:
    """The neighbours that may belong to a name: up to a title, small letters, or what opens a sentence."""
    name_words: list[Word] = []
    for word in islice(words, _PHRASE_WORDS):
        if (_cased(word.text) and not word.capital and word.text not in PARTICLES) or _closes(word.text):
            break
        name_words.append(word)
    return tuple(word for word in name_words if word.text not in PARTICLES or word.initial)


def _cased(word: str) -> bool:
    return script_of(word) in _CASED_SCRIPTS


def _closes(word: str) -> bool:
    return is_title(word) or (word in OPENING and not is_given(word))


def _pairs(
    other_words: Mapping[int, str], words: Sequence[Word], language: str | None
) -> Iterator[tuple[int, Word, Nearness]]:
    for number, name_word in other_words.items():
        for word in words:
            near = _near(name_word, word.text, word.initial, language)
            if near is not None:
                yield number, word, near


@lru_cache(maxsize=100_000)
def _near(name: str, word: str, initial: bool, language: str | None) -> Nearness | None:
    """How near a word of a phrase is to a word of a name, if that is enough to take them for one."""
    near = _nearness(name, word, initial, language)
    cased = _cased(word) or is_given(word)
    gain, likeness = (_LEAST_GAIN, _LEAST_LIKENESS) if cased else (_UNCASED_GAIN, _UNCASED_LIKENESS)
    return near if near.gain >= gain and near.likeness >= likeness else None


def _nearness(name: str, word: str, initial: bool, language: str | None) -> Nearness:
    if initial and len(name) > 2:
        return _INITIAL_NEARNESS if _initial_of(word, name) else FAR
    if len(name) == 1:
        return _INITIAL_IN_NAME_NEARNESS if _initial_of(name, word) else FAR
    near = _near_form(name, word, language)
    common = is_given(name) and near.gain > _LEAST_COMMON_GIVEN_NAME_GAIN
    return Nearness(near.likeness, near.gain * _COMMON_GIVEN_NAME_SHARE) if common else near


def _near_form(name: str, word: str, language: str | None) -> Nearness:
    """How near a word is to a word of a name, inflection taken off; without a sound in common they are not compared."""
    if name == word:
        return Nearness(Likeness.EQUAL.level, max(_LEAST_EQUAL_GAIN, GAIN_PER_LETTER * len(name)))
    forms = dict.fromkeys((word, *(base.text for base in inflection.bases(word, language))))
    if name in forms:
        return Nearness(Likeness.INFLECTED.level, max(_LEAST_EQUAL_GAIN, GAIN_PER_LETTER * len(name)))
    keys, first = set(phonetics.keys(name)), phonetics.romanised(name)[:1]
    close = (
        form for form in forms if phonetics.romanised(form)[:1] == first or not keys.isdisjoint(phonetics.keys(form))
    )
    return max((phonetics.nearness(name, form) for form in close), key=lambda near: near.gain, default=FAR)


def _initial_of(initial: str, name: str) -> bool:
    first, second = phonetics.romanised(initial), phonetics.romanised(name)
    return bool(first and second) and (first[0] == second[0] or (first[0] in "dzj" and second[0] in "jdz"))


def _summary(
    name: Name,
    anchor: int,
    other_words: Mapping[int, str],
    chosen: Mapping[int, tuple[Word, Nearness]],
    before: Sequence[Word],
    after: Sequence[Word],
) -> Alignment:
    name_words = [word for word, _ in chosen.values()]
    rest = [word for word in (*before, *after) if word not in name_words]
    inside = _reach(before, name_words) + _reach(after, name_words) - len(name_words)
    beside = [word for word in rest if word.close and (_cased(word.text) or is_given(word.text))][inside:]
    row = _order(anchor, chosen, before)
    return Alignment(
        gain=sum(near.gain for _, near in chosen.values()),
        likeness=min((near.likeness for _, near in chosen.values()), default=1.0),
        initials=bool(name_words) and all(word.initial for word in name_words),
        missing=len(other_words) - len(chosen),
        first=min(other_words) < anchor and min(other_words) not in chosen,
        last=anchor != name.anchor and name.anchor not in chosen,
        inside=inside,
        spare=len(beside),
        given_names=sum(is_given(word.text) for word in beside),
        follows=any(word in beside for word in after[_reach(after, name_words) :][:1]),
        ordered=row == sorted(row),
        turned=row == [name.anchor, *sorted(n for n in row if n != name.anchor)],
        common=all(is_given(name.words[number]) for number in row),
        start=min((word.start for word in name_words), default=-1),
        end=max((word.end for word in name_words), default=-1),
        words=" ".join(word.text for word in sorted(name_words, key=lambda word: word.start)),
    )


def _reach(words: Sequence[Word], name_words: Sequence[Word]) -> int:
    """How many words there are up to the farthest one that is a word of the name."""
    return max((n for n, word in enumerate(words) if word in name_words), default=-1) + 1


def _order(anchor: int, chosen: Mapping[int, tuple[Word, Nearness]], before: Sequence[Word]) -> list[int]:
    """The numbers of the name's words in the order in which they stand in the phrase."""
    sides = {n: (-1 if word in before else 1, word.start) for n, (word, _) in chosen.items()} | {anchor: (0, 0)}
    return sorted(sides, key=lambda n: sides[n])
