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
from watchers.alias import WORD, Name, names_of
from watchers.languages.paradigm import Base
from watchers.model import Actor
from watchers.names import Folded, fold

_OVERLAY = 500  # actors; beyond it the parts are merged
_REMEMBERED = 500_000  # distinct tokens whose meaning is kept, for a language
_LEAST_GAIN = 3.5  # log-odds from which a word may stand for a name
_LEAST_LIKENESS = 0.3
_MOST_SIMILAR = 6
_INFLECTED = 1.0  # what having to take off an ending costs, as log-odds
_BUCKET = 400  # names under one sound key that are looked at
_WEAK = 8.0
_SURE = 50.0  # the gain of a form that a rule or the catalogue explains


@dataclass(frozen=True, slots=True)
class Reading:
    """What a word of a text may stand for: an anchor, how near it is (likeness 1: equal), and by which rule.

    `skip` and `drop` letters of the word, at its start and end, do not belong to the name.
    """

    anchor: str
    likeness: float
    gain: float
    rule: str
    skip: int = 0
    drop: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A word within a token that may stand for a name: its place in the folded token, and what it may stand for."""

    start: int
    length: int
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of tokens met before, in one language; forgotten when it has grown large."""

    silent: set[str]
    telling: dict[str, tuple[Piece, ...]]

    def keep(self, token: str, pieces: tuple[Piece, ...]) -> None:
        if len(self.silent) + len(self.telling) >= _REMEMBERED:
            self.silent.clear()
            self.telling.clear()
        if pieces:
            self.telling[token] = pieces
        else:
            self.silent.add(token)


class Part:
    """The built tables for a number of names."""

    def __init__(self, names: Iterable[Name]) -> None:
        self.names = tuple(names)
        written: dict[str, list[int]] = {}
        self.anchors: dict[str, list[int]] = {}
        for number, name in enumerate(self.names):
            written.setdefault(" ".join(name.words), []).append(number)
            for anchor in name.anchors:
                self.anchors.setdefault(anchor, []).append(number)
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
        forms = {word: Base(word, "name")}
        for base in languages.bases(word, language):
            forms.setdefault(base.text, base)
        for form, base in forms.items():
            if form in self.anchors:
                sure = 1.0 if base.rule == "name" else 0.98
                gain = _WEAK if base.rule == languages.ARTICLE_ADDED else _SURE
                yield Reading(form, sure, gain, base.rule, base.skip, base.drop)
        for base in forms.values():
            yield from self._similar(base)

    def _similar(self, base: Base) -> Iterator[Reading]:
        form = base.text
        for anchor in {anchor for key in sounds.keys(form) for anchor in self._sounds.get(key, ())[:_BUCKET]}:
            near = sounds.nearness(anchor, form)
            gain = near.gain - (_INFLECTED if base.rule != "name" else 0.0)
            if anchor != form and gain >= _LEAST_GAIN and near.likeness >= _LEAST_LIKENESS:
                how = "spelling" if languages.script(anchor) == languages.script(form) else "transliteration"
                rule = how if base.rule == "name" else f"{how}, {base.rule}"
                yield Reading(anchor, min(near.likeness, 0.97), gain, rule, base.skip, base.drop)


class AliasIndex:
    """The names of a set of actors. Make it with `build`."""

    def __init__(self, actors: Mapping[str, Actor], base: Part, overlay: Part, stale: frozenset[str]) -> None:
        self.actors = actors
        self._base = base
        self._overlay = overlay
        self._stale = stale  # actors whose names in `base` no longer count
        self._memories: dict[str | None, Memory] = {}

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

    def telling(self, tokens: set[str], language: str | None = None) -> Iterator[tuple[str, tuple[Piece, ...]]]:
        """Of the tokens of a text, as written between white space, those that may stand for a name."""
        memory = self._memories.setdefault(language, Memory(set(), {}))
        for token in sorted(tokens - memory.silent):
            pieces = memory.telling.get(token)
            if pieces is None:
                pieces = self._pieces(token, language)
                memory.keep(token, pieces)
            if pieces:
                yield token, pieces

    def _pieces(self, token: str, language: str | None) -> tuple[Piece, ...]:
        folded = fold(token)
        pieces = []
        for match in WORD.finditer(folded.text):
            word = match[0].rstrip("'")
            readings = self.readings(word, language) if _has_capital(folded, match.start(), word) else ()
            kept = tuple(r for r in readings if folded.capital(match.start() + r.skip))
            if kept:
                pieces.append(Piece(match.start(), len(word), kept))
        return tuple(pieces)

    def readings(self, word: str, language: str | None = None) -> tuple[Reading, ...]:
        """What a folded word may stand for: the nearest anchors, best first."""
        best: dict[str, Reading] = {}
        for part in (self._base, self._overlay):
            for reading in part.readings(word, language):
                if reading.anchor not in best or best[reading.anchor].gain < reading.gain:
                    best[reading.anchor] = reading
        ordered = sorted(best.values(), key=lambda reading: (-reading.gain, reading.anchor))
        return tuple(ordered[:_MOST_SIMILAR])


def _has_capital(folded: Folded, start: int, word: str) -> bool:
    """Whether a word, or what follows an elision in it, begins with a capital."""
    return folded.capital(start) or ("'" in word and folded.capital(start + word.index("'") + 1))
