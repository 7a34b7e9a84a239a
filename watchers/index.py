"""All names of all actors, ready to be found in a text.

An automaton holds every name as it is written (folded), for any script and with or without spaces. Beside it stand the
words that can represent a name alone (anchors: surnames), by spelling and by sound, for inflected, transliterated
and misspelt forms; what a word may stand for is worked out once per distinct word and kept.

An index is a value: `with_actor` and `without` give a new one that shares the large part and rebuilds a small overlay;
when the overlay has grown, everything is built anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from watchers import languages, sounds
from watchers.alias import Name, names_of
from watchers.model import Actor

_OVERLAY = 500  # actors; beyond it the parts are merged
_REMEMBERED = 200_000  # distinct words whose meaning is kept
_SIMILAR = 0.72  # likeness from which a word may stand for a name
_MOST_SIMILAR = 6
_BUCKET = 400  # names under one sound key that are looked at


@dataclass(frozen=True, slots=True)
class Reading:
    """What a word of a text may stand for: an anchor, how near it is (1: equal), and by which rule."""

    anchor: str
    likeness: float
    rule: str


class Part:
    """The built tables for a number of names."""

    def __init__(self, names: Iterable[Name]) -> None:
        self.names = tuple(names)
        written: dict[str, list[int]] = {}
        self.anchors: dict[str, list[int]] = {}
        for number, name in enumerate(self.names):
            written.setdefault(" ".join(name.words), []).append(number)
            self.anchors.setdefault(name.words[name.anchor], []).append(number)
        self._written = tuple(tuple(numbers) for numbers in written.values())
        self._automaton = AhoCorasick(
            list(written), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
        )
        self._sounds: dict[str, list[str]] = {}
        for anchor, numbers in self.anchors.items():
            if any(self.names[number].kind == "person" for number in numbers):
                for key in sounds.keys(anchor):
                    self._sounds.setdefault(key, []).append(anchor)

    def written(self, text: str) -> Iterator[tuple[Name, int, int]]:
        """Names that stand in a folded text as they are written, with their span; word boundaries are not checked."""
        for pattern, start, end in self._automaton.find_matches_as_indexes(text):
            for number in self._written[pattern]:
                yield self.names[number], start, end

    def readings(self, word: str, language: str | None) -> Iterator[Reading]:
        """What a folded word may stand for among these names, possibly with repetitions."""
        forms = {word: (1.0, "name")}
        for base in languages.bases(word, language):
            forms.setdefault(base.text, (0.97, base.rule))
        for form, (trust, rule) in forms.items():
            if form in self.anchors:
                yield Reading(form, trust, rule)
        for form, (trust, rule) in forms.items():
            yield from self._similar(form, trust, rule)

    def _similar(self, form: str, trust: float, rule: str) -> Iterator[Reading]:
        for anchor in {anchor for key in sounds.keys(form) for anchor in self._sounds.get(key, ())[:_BUCKET]}:
            likeness = sounds.likeness(anchor, form)
            if likeness >= _SIMILAR and anchor != form:
                how = "spelling" if languages.script(anchor) == languages.script(form) else "transliteration"
                yield Reading(anchor, likeness * trust, how if rule == "name" else f"{how}, {rule}")


class AliasIndex:
    """The names of a set of actors. Make it with `build`."""

    def __init__(self, actors: Mapping[str, Actor], base: Part, overlay: Part, stale: frozenset[str]) -> None:
        self.actors = actors
        self._base = base
        self._overlay = overlay
        self._stale = stale  # actors whose names in `base` no longer count
        self._remembered: dict[tuple[str, str | None], tuple[Reading, ...]] = {}

    @classmethod
    def build(cls, actors: Iterable[Actor]) -> AliasIndex:
        """An index of these actors' names; of two actors with one id the later counts."""
        known = {actor.id: actor for actor in actors}
        return cls(known, Part(name for actor in known.values() for name in names_of(actor)), Part(()), frozenset())

    def with_actor(self, actor: Actor) -> AliasIndex:
        """The index with an actor added or replaced."""
        return self._changed({**self.actors, actor.id: actor}, actor.id)

    def without(self, actor_id: str) -> AliasIndex:
        """The index without an actor; an unknown id changes nothing."""
        return self._changed({key: actor for key, actor in self.actors.items() if key != actor_id}, actor_id)

    def _changed(self, actors: Mapping[str, Actor], changed: str) -> AliasIndex:
        stale = self._stale | {changed}
        if len(stale) > _OVERLAY:
            return AliasIndex.build(actors.values())
        fresh = (actors[actor_id] for actor_id in sorted(stale) if actor_id in actors)
        return AliasIndex(actors, self._base, Part(name for actor in fresh for name in names_of(actor)), stale)

    def written(self, text: str) -> Iterator[tuple[Name, int, int]]:
        """Names that stand in a folded text as they are written, with their span."""
        yield from (hit for hit in self._base.written(text) if hit[0].actor not in self._stale)
        yield from self._overlay.written(text)

    def bearers(self, anchor: str) -> Iterator[Name]:
        """The names that an anchor stands for."""
        for number in self._base.anchors.get(anchor, ()):
            if self._base.names[number].actor not in self._stale:
                yield self._base.names[number]
        yield from (self._overlay.names[number] for number in self._overlay.anchors.get(anchor, ()))

    def readings(self, word: str, language: str | None = None) -> tuple[Reading, ...]:
        """What a folded word may stand for: the nearest anchors, best first. Kept for the next time."""
        known = self._remembered.get((word, language))
        if known is None:
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            known = self._remembered[word, language] = self._read(word, language)
        return known

    def _read(self, word: str, language: str | None) -> tuple[Reading, ...]:
        best: dict[str, Reading] = {}
        for part in (self._base, self._overlay):
            for reading in part.readings(word, language):
                if reading.anchor not in best or best[reading.anchor].likeness < reading.likeness:
                    best[reading.anchor] = reading
        ordered = sorted(best.values(), key=lambda reading: (-reading.likeness, reading.anchor))
        return tuple(ordered[:_MOST_SIMILAR])
