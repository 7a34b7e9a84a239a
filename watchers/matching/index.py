"""All names of all actors, ready to be found in a text.

An automaton holds every name as it is written (folded), for any script and with or without spaces. Beside it stand the
words that can represent a name alone (anchors: surnames), for inflected, transliterated and misspelt forms; what a
token may stand for is worked out once per distinct token and kept.

An index serves one catalogue and does not change: a catalogue that was edited gets a new one. That of a server is laid
over everybody's (`overlay`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from watchers.matching.actor_profile import Profile, profile_of
from watchers.matching.name_parts import WORD, Name, anchors_of, names_of
from watchers.matching.name_tables import RIVAL_GAIN, Reading, Tables
from watchers.model import Actor
from watchers.text.folding import Folded, fold

_MOST_CACHED_TOKENS = 500_000  # distinct tokens of a language whose readings are kept
_MOST_READINGS = 6  # readings of a word
_MOST_AMBIGUOUS_ACTORS = (
    6  # actors who may be meant by a surname, and are all named to whoever asks; of more, it says nothing alone
)

T = TypeVar("T", bound=Collection[object])


@dataclass(frozen=True, slots=True)
class Piece:
    """A word within a token that may stand for a name: its place in the folded token, and what it may stand for.

    `clear`: how many of the readings, best first, are of so few actors that a surname alone can mean one of them.
    `shouted`: it is written in capitals throughout, as acronyms are (or its script has none).
    """

    start: int
    length: int
    readings: tuple[Reading, ...]
    clear: int
    shouted: bool


@dataclass(frozen=True, slots=True)
class TokenCache(Generic[T]):
    """What tokens met before stand for, in one language; emptied when it has grown large."""

    nameless: set[str] = field(default_factory=set)  # tokens that stand for no name: most of them
    named: dict[str, T] = field(default_factory=dict)

    def look_up(self, tokens: set[str], work_out: Callable[[str], T]) -> Iterator[tuple[str, T]]:
        """The tokens that may stand for a name, sorted, each with what it stands for; worked out once."""
        for token in sorted(tokens - self.nameless):
            meaning = self.named.get(token)
            if meaning is None:
                meaning = work_out(token)
                self._put(token, meaning)
            if meaning:
                yield token, meaning

    def _put(self, token: str, meaning: T) -> None:
        if len(self.nameless) + len(self.named) >= _MOST_CACHED_TOKENS:
            self.nameless.clear()
            self.named.clear()
        if meaning:
            self.named[token] = meaning
        else:
            self.nameless.add(token)


class Names(Protocol):
    """What an index looks names up in: `name_tables.Tables`, or those of a server laid over everybody's."""

    size: int  # the number of anchors

    def whole_names(self, text: str) -> Iterator[tuple[Name, int, int]]:
        """Names that stand in a folded text as they are written, with their span."""

    def bearers(self, anchor: str, nearby: Callable[[], Collection[str]]) -> Iterator[Name]:
        """The names that an anchor stands for."""

    def owners(self, anchor: str, most: int) -> set[str]:
        """The actors whose names an anchor stands for: all of them, or more than `most`."""

    def readings(self, word: str, language: str | None) -> Iterator[Reading]:
        """What a folded word may stand for."""


class AliasIndex:
    """The names of a set of actors. Make it with `build`."""

    def __init__(self, actors: Mapping[str, Actor], names: Names) -> None:
        self._actors = actors
        self.names = names
        self._token_caches: dict[str | None, TokenCache[tuple[Piece, ...]]] = {}
        self._profiles: dict[str, Profile] = {}
        self._surnames: dict[str, Mapping[str, Sequence[Name]]] = {}

    @classmethod
    def build(cls, actors: Iterable[Actor]) -> AliasIndex:
        """An index of these actors' names; of two actors with one id the later counts."""
        by_id = {actor.id: actor for actor in actors}
        return cls(by_id, Tables(by_id.values()))

    @property
    def actor_ids(self) -> Collection[str]:
        """The ids of the actors."""
        return self._actors.keys()

    def profile(self, actor_id: str) -> Profile:
        """The titles, descriptors and exclusions of an actor of the index, by its id; KeyError for an unknown one."""
        profile = self._profiles.get(actor_id)
        if profile is None:
            profile = self._profiles[actor_id] = profile_of(self._actors[actor_id])
        return profile

    def surnames(self, actor_id: str) -> Mapping[str, Sequence[Name]]:
        """The names of an actor by the words that can stand for them alone."""
        surnames = self._surnames.get(actor_id)
        if surnames is None:
            surnames = self._surnames[actor_id] = _surnames(self._actors[actor_id])
        return surnames

    def whole_names(self, text: str) -> Iterator[tuple[Name, int, int]]:
        """Names that stand in a folded text as they are written, with their span."""
        return self.names.whole_names(text)

    def bearers(self, anchor: str, nearby: Callable[[], Collection[str]] = frozenset) -> Iterator[Name]:
        """The names that an anchor stands for; of very many, those with another word among the folded ones `nearby`."""
        return self.names.bearers(anchor, nearby)

    def name_candidates(self, tokens: set[str], language: str | None = None) -> Iterator[tuple[str, tuple[Piece, ...]]]:
        """The tokens, as written between white space, that may stand for a name, each with its words that may.

        Sorted; worked out once per token and language (ISO 639-1).
        """
        cache = self._token_caches.setdefault(language, TokenCache())
        return cache.look_up(tokens, lambda token: self._pieces(token, language))

    def _pieces(self, token: str, language: str | None) -> tuple[Piece, ...]:
        folded = fold(token)
        pieces = []
        for start, word in capital_words(folded):
            readings = tuple(r for r in self.readings(word, language) if folded.capital(start + r.skip))
            if readings:
                first, last = folded.span(start, start + len(word))
                surface = folded.original[first:last].partition("'")[0].partition("’")[0]
                pieces.append(Piece(start, len(word), readings, self._clear(readings), surface == surface.upper()))
        return tuple(pieces)

    def _clear(self, readings: Sequence[Reading]) -> int:
        """How many readings, best first, have few actors that may be meant, rivals by other readings included."""
        actors: set[str] = set()
        counted = 0
        for clear, reading in enumerate(readings):
            while counted < len(readings) and readings[counted].gain >= reading.gain - RIVAL_GAIN:
                actors |= self.names.owners(readings[counted].anchor, _MOST_AMBIGUOUS_ACTORS)
                counted += 1
            if len(actors) > _MOST_AMBIGUOUS_ACTORS:
                return clear
        return len(readings)

    def readings(self, word: str, language: str | None = None) -> tuple[Reading, ...]:
        """What a folded word may stand for: the nearest anchors, best first."""
        best: dict[str, Reading] = {}
        for reading in self.names.readings(word, language):
            if reading.anchor not in best or best[reading.anchor].gain < reading.gain:
                best[reading.anchor] = reading
        ordered = sorted(best.values(), key=lambda reading: (-reading.gain, reading.anchor))
        return tuple(ordered[:_MOST_READINGS])


def capital_words(token: Folded) -> Iterator[tuple[int, str]]:
    """The words of a token that may be names, with their place in it: those with a capital, if its script has any."""
    if token.original.islower():
        return
    for match in WORD.finditer(token.text):
        word = match[0].rstrip("'")
        if _has_capital(token, match.start(), word):
            yield match.start(), word


def _has_capital(folded: Folded, start: int, word: str) -> bool:
    """Whether a word, or what follows an elision in it, begins with a capital."""
    return folded.capital(start) or ("'" in word and folded.capital(start + word.index("'") + 1))


def _surnames(actor: Actor) -> dict[str, list[Name]]:
    surnames: dict[str, list[Name]] = {}
    for name in names_of(actor):
        for word in anchors_of(actor.kind, name.words, name.anchor):
            if name.position(word) == name.anchor:
                surnames.setdefault(word, []).append(name)
    return surnames
