"""The tables of an index: names as they are written, and the words that can represent them, by spelling and sound.

Built once for a set of actors and not changed. A name is kept as two numbers (whose, which alias) and taken apart when a
text asks for it, so that a million names fit into memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind
from rapidfuzz import process
from rapidfuzz.distance import Indel

from watchers import languages, sounds
from watchers.alias import Name, aliases_of, anchors_of, name_of, parts_of
from watchers.languages.paradigm import Base
from watchers.model import Actor

_LEAST_GAIN = 3.5  # log-odds from which a word may stand for a name
_LEAST_LIKENESS = 0.3
_INFLECTED = 1.0  # what having to take off an ending costs, as log-odds
_WEAK = 8.0  # the gain of a form that a rule explains and its meaning does not bear out
EXPLAINED = 50.0  # the gain of a form that the catalogue or a rule of inflection explains
_MANY = 20_000  # surnames; among more, a near spelling in the same script says nothing
_BUCKET = 12  # names of one sound that are aligned; of more, the nearest letter by letter


@dataclass(frozen=True, slots=True)
class Reading:
    """What a word of a text may stand for: an anchor, how near it is (likeness 1: equal), and by which rule.

    `gain` is the log-odds that they are one name. `skip` and `drop` letters of the word, at its start and end, do not
    belong to the name.
    """

    anchor: str
    likeness: float
    gain: float
    rule: str
    skip: int = 0
    drop: int = 0


class Tables:
    """What is looked up in a text, for the names of a number of actors."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._actors = tuple(actors)
        self._owner, self._alias = array("L"), array("L")
        self._names: dict[int, Name] = {}
        self._anchors: dict[str, list[int] | int] = {}
        self._sounds: dict[str, list[str]] | None = None
        patterns: dict[str, list[int] | int] = {}
        for number, actor in enumerate(self._actors):
            self._add(number, actor, patterns)
        self._written = list(patterns.values())
        self._automaton = AhoCorasick(
            list(patterns), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
        )

    def _add(self, number: int, actor: Actor, patterns: dict[str, list[int] | int]) -> None:
        seen = set()
        for place, alias in enumerate(aliases_of(actor)):
            words, anchor = parts_of(actor.kind, alias.text)
            pattern = " ".join(words)
            if not words or pattern in seen:
                continue
            seen.add(pattern)
            name = len(self._owner)
            self._owner.append(number)
            self._alias.append(place)
            if actor.kind == "organisation" or len(words) > 1:  # a single word is read as a surname
                _append(patterns, pattern, name)
            for word in anchors_of(actor.kind, words, anchor):
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

    def written(self, text: str) -> Iterator[tuple[Name, int, int]]:
        """Names that stand in a folded text as they are written, with their span; word boundaries are not checked."""
        for pattern, start, end in self._automaton.find_matches_as_indexes(text):
            yield from ((self.name(number), start, end) for number in _numbers(self._written[pattern]))

    def bearers(self, anchor: str) -> Iterator[Name]:
        """The names that an anchor stands for."""
        return map(self.name, _numbers(self._anchors.get(anchor, ())))

    def readings(self, word: str, language: str | None) -> Iterator[Reading]:
        """What a folded word may stand for among these names, possibly with repetitions."""
        forms = {word: Base(word, "name")}
        for base in languages.bases(word, language):
            forms.setdefault(base.text, base)
        for form, base in forms.items():
            if form in self._anchors:
                sure = 1.0 if base.rule == "name" else 0.98
                gain = _WEAK if base.rule == languages.ARTICLE_ADDED else EXPLAINED
                yield Reading(form, sure, gain, base.rule, base.skip, base.drop)
        if self._anchors:
            for base in forms.values():
                yield from self._similar(base)

    def _similar(self, base: Base) -> Iterator[Reading]:
        form = base.text
        script = languages.script(form)
        for anchor in self._of_one_sound(form):
            same = languages.script(anchor) == script
            if anchor == form or (same and len(self._anchors) > _MANY):
                continue
            near = sounds.nearness(anchor, form)
            gain = near.gain - (_INFLECTED if base.rule != "name" else 0.0)
            if gain >= _LEAST_GAIN and near.likeness >= _LEAST_LIKENESS:
                how = "spelling" if same else "transliteration"
                rule = how if base.rule == "name" else f"{how}, {base.rule}"
                yield Reading(anchor, min(near.likeness, 0.97), gain, rule, base.skip, base.drop)

    def _of_one_sound(self, form: str) -> list[str]:
        """The anchors that share a sound key with a form: if many, those nearest to it letter by letter."""
        if self._sounds is None:
            self._sounds = self._by_sound()
        found = list({anchor: None for key in sounds.keys(form) for anchor in self._sounds.get(key, ())})
        if len(found) <= _BUCKET:
            return found
        spelt = [sounds.romanised(anchor) for anchor in found]
        nearest = process.extract(sounds.romanised(form), spelt, scorer=Indel.normalized_similarity, limit=_BUCKET)
        return [found[place] for _, _, place in nearest]

    def _by_sound(self) -> dict[str, list[str]]:
        """Persons' anchors by their sound keys: made when the first word asks for it."""
        table: dict[str, list[str]] = {}
        for anchor, numbers in self._anchors.items():
            if any(self._actors[self._owner[number]].kind == "person" for number in _numbers(numbers)):
                for key in sounds.keys(anchor):
                    table.setdefault(key, []).append(anchor)
        return table


def _append(table: dict[str, list[int] | int], key: str, number: int) -> None:
    """Most keys have one number, which takes less memory than a list of one."""
    known = table.setdefault(key, number)
    if isinstance(known, list):
        known.append(number)
    elif known != number:
        table[key] = [known, number]


def _numbers(entry: list[int] | int | tuple[int, ...]) -> Iterable[int]:
    return (entry,) if isinstance(entry, int) else entry
