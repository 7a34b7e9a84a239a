"""A word of a text that may stand for names, and which of them it may stand for there.

With many actors a word stands for many of them. A surname alone that many of them bear says nothing,
unless the article has one of them by full name: so the first look leaves it out, and `recognised` is the second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cached_property

from watchers.matching.article_context import Candidate
from watchers.matching.index import AliasIndex, Piece
from watchers.matching.inflection import bases
from watchers.matching.name_parts import Name
from watchers.matching.name_tables import EXPLAINED_GAIN, Reading
from watchers.matching.neighbours import BARE, Neighbours, Support
from watchers.matching.window import Window, Words, around
from watchers.model import TextField
from watchers.text.folding import Folded

_CROWD_WINDOW_WORDS = 3  # words on either side that may tell one bearer of a common surname from the others


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an article. `headline`: its capitals say nothing. `covered`: the whole names in it, a pair of actor
    and place (in the folded text) for each character.
    """

    name: TextField
    folded: Folded
    language: str | None
    headline: bool
    covered: Set[tuple[str, int]]


class Place:
    """A word of a field, from `start` in the folded text; `piece` is what it may stand for."""

    def __init__(self, field: Field, start: int, piece: Piece) -> None:
        self.field = field
        self.start = start
        self.piece = piece

    @property
    def crowded(self) -> bool:
        """Whether more actors may be meant than a surname alone can tell apart."""
        return self.piece.clear < len(self.piece.readings)

    def candidates(self, index: AliasIndex) -> Iterator[Candidate]:
        """What the word may stand for, but for surnames alone of many actors."""
        for number, reading in enumerate(self.piece.readings):
            supported: set[tuple[str, bool, bool]] = set()
            crowd = number >= self.piece.clear
            bare_person = crowd and self._beside_of(reading).lonely
            for name in index.bearers(reading.anchor, self._forms):
                if bare_person and name.kind == "person":
                    continue
                support = self._support(name, reading)
                if support is None:
                    continue
                if support.standing in BARE:  # of an actor's names of one surname, one tells all
                    bare_kind = (name.actor, name.strength == "alone", name.weak)
                    if crowd or bare_kind in supported:
                        continue
                    supported.add(bare_kind)
                yield self._candidate(name, reading, support)

    def recognised(self, actors: Iterable[str], index: AliasIndex) -> Iterator[Candidate]:
        """Surnames alone of many actors, where they are those of `actors`."""
        for reading in self.piece.readings[self.piece.clear :]:
            for name in (name for actor in actors for name in index.surnames(actor).get(reading.anchor, ())):
                support = self._support(name, reading)
                if support is not None and support.standing in BARE:
                    yield self._candidate(name, reading, support)

    def _support(self, name: Name, reading: Reading) -> Support | None:
        if (name.actor, self.start + reading.skip) in self.field.covered or (name.acronym and not self.piece.shouted):
            return None
        beside = self._beside_of(reading)
        if name.kind == "person":
            return beside.person(name, reading.anchor)
        return beside.organisation(name) if reading.gain >= EXPLAINED_GAIN else None

    def _beside_of(self, reading: Reading) -> Neighbours:
        return self._tail if reading.skip else self._beside  # "with" or "and" stands between

    def _candidate(self, name: Name, reading: Reading, support: Support) -> Candidate:
        first, last = self.start + reading.skip, self.start + self.piece.length - reading.drop
        begin = min(first, support.start) if support.start >= 0 else first
        return Candidate(self.field.name, begin, max(last, support.end), first, name, reading, support)

    @cached_property
    def _beside(self) -> Neighbours:
        neighbours = around(self.field.folded, self.start, self.start + self.piece.length)
        return Neighbours(neighbours, self.field.language, headline=self.field.headline)

    @cached_property
    def _tail(self) -> Neighbours:
        after = Window(Words(), self._beside.neighbours.after)
        return Neighbours(after, self.field.language, headline=self.field.headline)

    def _forms(self) -> set[str]:
        """The words beside the word, and what they may be forms of."""
        window = self._beside.neighbours
        words = [
            word.text for word in (*window.before.first(_CROWD_WINDOW_WORDS), *window.after.first(_CROWD_WINDOW_WORDS))
        ]
        return {*words, *(base.text for word in words for base in bases(word, self.field.language))}
