"""The tables of an index: names as they are written, and the words that can represent them, by spelling and sound.

Built once for a set of actors and not changed. A name is kept as two numbers (whose, which alias) and taken apart
when a text asks for it, so that a million names fit into memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind
from rapidfuzz import process
from rapidfuzz.distance import Indel

from watchers.matching import inflection, phonetics
from watchers.matching.inflection.paradigm import Base
from watchers.matching.likeness import Likeness
from watchers.matching.name_parts import Name, aliases_of, anchors_of, name_of, parts_of
from watchers.model import Actor
from watchers.reasons.name_rules import Form, Inflection
from watchers.text.scripts import Script, script_of

_LEAST_GAIN = 3.5  # log-odds from which a word may stand for a name
_LEAST_LIKENESS = 0.3  # 0 to 1, from which it may
_INFLECTION_COST = 1.0  # log-odds that a likeness loses when an ending had to be taken off first
ARTICLE_ADDED_GAIN = 8.0  # log-odds when we supplied the Arabic article: between chance (0) and EXPLAINED_GAIN
EXPLAINED_GAIN = 50.0  # log-odds of a form that the catalogue or a rule of inflection explains
_CHANCE_GAIN_PER_E_FOLD = 2.0  # log-odds that a form has to be nearer, for each time that there are e times more names
RIVAL_GAIN = 3.0  # log-odds by which another reading of the same word may be less likely and still be a rival
_SCRIPTS: tuple[Script, ...] = ("latin", "cyrillic", "arabic", "other")
_SMALL_CATALOGUE_KEYS, _LARGE_CATALOGUE_KEYS = 12, 2  # sound keys of a word that are looked up
_MOST_SPELLING_ANCHORS = 3_000  # surnames; among more, a near spelling in the same script says nothing
_LARGEST_FAMILY_ACTORS = 25  # actors of one surname; of more, only those are looked at who have another word nearby
_MOST_DFA_PATTERNS = 1_000  # names of a small catalogue, whose automaton may take more memory and be faster
_MOST_ALIGNED_ANCHORS = 12  # names of one sound that are aligned; of more, the nearest letter by letter


@dataclass(frozen=True, slots=True)
class Reading:
    """What a word of a text may stand for: an anchor, how near it is (likeness 1: equal), and in which form.

    `gain` is the log-odds that they are one name. `skip` and `drop` letters of the word, at its start and end, do not
    belong to the name.
    """

    anchor: str
    likeness: float
    gain: float
    form: Form
    inflection: Inflection | None = None
    skip: int = 0
    drop: int = 0


class Tables:
    """What is looked up in a text, for the names of a number of actors.

    `size`: among how many anchors a word may sound like one by chance; by default among these. `exhaustive`: no name
    hides another: also whole names within longer ones are found, and every anchor of one sound is aligned with a word.
    """

    def __init__(
        self,
        actors: Iterable[Actor],
        size: int | None = None,
        *,
        exhaustive: bool = False,
    ) -> None:
        self._actors = tuple(actors)
        self._owner, self._alias = array("L"), array("L")
        self._names: dict[int, Name] = {}
        self._anchors: dict[str, list[int] | int] = {}
        self._crowds: dict[str, dict[str, list[int]] | None] = {}
        self._sounds: dict[Script, dict[str, list[str]]] = {}
        patterns: dict[str, list[int] | int] = {}
        for number, actor in enumerate(self._actors):
            for place, alias in enumerate(aliases_of(actor)):
                self._add(number, place, parts_of(actor.kind, alias.text), patterns)
        self.size = len(self._anchors) if size is None else size
        self._exhaustive = exhaustive
        self._first = array("L", (_numbers(entry)[0] for entry in patterns.values()))
        self._shared = {at: entry for at, entry in enumerate(patterns.values()) if isinstance(entry, list)}
        self._automaton = AhoCorasick(
            list(patterns),
            matchkind=MatchKind.Standard if exhaustive else MatchKind.LeftmostLongest,
            implementation=Implementation.DFA if len(patterns) <= _MOST_DFA_PATTERNS else Implementation.ContiguousNFA,
            store_patterns=False,
        )

    def _add(
        self, number: int, place: int, parts: tuple[tuple[str, ...], int], patterns: dict[str, list[int] | int]
    ) -> None:
        words, anchor = parts
        if not words:
            return
        name = len(self._owner)
        self._owner.append(number)
        self._alias.append(place)
        if len(words) > 1 or script_of(words[0]) == "other":  # single words are found as anchors
            _append(patterns, " ".join(words), name)
        for word in anchors_of(self._actors[number].kind, words, anchor):
            _append(self._anchors, word, name)

    def name(self, number: int) -> Name:
        """A name by its number, taken apart."""
        name = self._names.get(number)
        if name is None:
            actor = self._actors[self._owner[number]]
            name = name_of(actor, aliases_of(actor)[self._alias[number]])
            assert name is not None  # only names with words have a number
            self._names[number] = name
        return name

    def whole_names(self, text: str) -> Iterator[tuple[Name, int, int]]:
        """Names that stand in a folded text as they are written, with their span; word boundaries are not checked."""
        if not self._first:
            return
        for pattern, start, end in self._automaton.find_matches_as_indexes(text, self._exhaustive):
            for number in self._shared.get(pattern, (self._first[pattern],)):
                yield self.name(number), start, end

    def bearers(self, anchor: str, nearby: Callable[[], Collection[str]]) -> Iterator[Name]:
        """The names that an anchor stands for; of a crowd, those with another word among the folded ones `nearby`."""
        numbers = _numbers(self._anchors.get(anchor, ()))
        if len(numbers) > _LARGEST_FAMILY_ACTORS:
            if anchor not in self._crowds:
                many = len(self.owners(anchor, _LARGEST_FAMILY_ACTORS)) > _LARGEST_FAMILY_ACTORS
                self._crowds[anchor] = self._crowd(anchor, numbers) if many else None
            if (crowd := self._crowds[anchor]) is not None:
                numbers = list({number: None for word in nearby() for number in crowd.get(word, ())})
        return map(self.name, numbers)

    def owners(self, anchor: str, most: int) -> set[str]:
        """The actors whose names an anchor stands for: all of them, or more than `most`."""
        actor_ids: set[str] = set()
        for number in _numbers(self._anchors.get(anchor, ())):
            actor_ids.add(self._actors[self._owner[number]].id)
            if len(actor_ids) > most:
                break
        return actor_ids

    def _crowd(self, anchor: str, numbers: Sequence[int]) -> dict[str, list[int]]:
        """The names of a crowd by their other words, kept for the next time."""
        crowd: dict[str, list[int]] = {}
        for number in numbers:
            actor = self._actors[self._owner[number]]
            words, _ = parts_of(actor.kind, aliases_of(actor)[self._alias[number]].text)
            for word in words:
                if word != anchor:
                    crowd.setdefault(word, []).append(number)
        return crowd

    def readings(self, word: str, language: str | None) -> Iterator[Reading]:
        """What a folded word may stand for among these names, possibly with repetitions."""
        forms = {word: Base(word, None)}
        for base in inflection.bases(word, language):
            forms.setdefault(base.text, base)
        for form, base in forms.items():
            if form in self._anchors:
                likeness = Likeness.EQUAL if base.rule is None else Likeness.INFLECTED_IN_TEXT
                gain = ARTICLE_ADDED_GAIN if base.rule is Inflection.ARABIC_ARTICLE_ADDED else EXPLAINED_GAIN
                yield Reading(form, likeness.level, gain, Form.NAME, base.rule, base.skip, base.drop)
        if self._anchors:
            for base in forms.values():
                yield from self._similar(base)

    def _similar(self, base: Base) -> Iterator[Reading]:
        form = base.text
        script = script_of(form)
        large = self.size > _MOST_SPELLING_ANCHORS
        chance = (
            max(0.0, log(self.size / _MOST_SPELLING_ANCHORS)) * _CHANCE_GAIN_PER_E_FOLD
        )  # among more names, more sound alike by chance
        for other in _SCRIPTS:
            if other == script and large:
                continue
            how = Form.SPELLING if other == script else Form.TRANSLITERATION
            for anchor in self._of_one_sound(
                form, other, most_keys=_LARGE_CATALOGUE_KEYS if large else _SMALL_CATALOGUE_KEYS
            ):
                near = phonetics.nearness(anchor, form)
                gain = near.gain - chance - (0.0 if base.rule is None else _INFLECTION_COST)
                if anchor != form and gain >= _LEAST_GAIN and near.likeness >= _LEAST_LIKENESS:
                    likeness = min(near.likeness, Likeness.RESPELT_IN_TEXT_AT_MOST.level)
                    yield Reading(anchor, likeness, gain, how, base.rule, base.skip, base.drop)

    def _of_one_sound(self, form: str, script: Script, most_keys: int) -> list[str]:
        """The anchors of a script that share a sound key with a form: if many, those nearest to it letter by letter."""
        table = self._sounds.get(script)
        if table is None:
            table = self._sounds[script] = self._by_sound(script)
        if not table:
            return []
        alike = list({anchor: None for key in phonetics.keys(form)[:most_keys] for anchor in table.get(key, ())})
        if self._exhaustive or len(alike) <= _MOST_ALIGNED_ANCHORS:
            return alike
        spelt = [phonetics.romanised(anchor) for anchor in alike]
        nearest = process.extract(
            phonetics.romanised(form), spelt, scorer=Indel.normalized_similarity, limit=_MOST_ALIGNED_ANCHORS
        )
        return [alike[place] for _, _, place in nearest]

    def _by_sound(self, script: Script) -> dict[str, list[str]]:
        """Persons' anchors of a script by their sound keys: made when the first word asks for it."""
        table: dict[str, list[str]] = {}
        for anchor, numbers in self._anchors.items():
            if script_of(anchor) == script and any(map(self._is_person, _numbers(numbers))):
                for key in phonetics.keys(anchor):
                    table.setdefault(key, []).append(anchor)
        return table

    def _is_person(self, number: int) -> bool:
        return self._actors[self._owner[number]].kind == "person"


def _append(table: dict[str, list[int] | int], key: str, number: int) -> None:
    """Most keys have one number, which takes less memory than a list of one."""
    entry = table.setdefault(key, number)
    if isinstance(entry, list):
        entry.append(number)
    elif entry != number:
        table[key] = [entry, number]


def _numbers(entry: list[int] | int | tuple[int, ...]) -> Sequence[int]:
    return (entry,) if isinstance(entry, int) else entry
