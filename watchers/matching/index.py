"""All names of all actors, ready to be found in a text.

An automaton holds every name as it is written (folded), for any script and with or without spaces. Beside it stand the
words that can represent a name alone (anchors: surnames), for inflected, transliterated and misspelt forms; what a
token may stand for is worked out once per distinct token and kept.

An index serves one catalogue and does not change: a catalogue that was edited gets a new one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

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
class TokenCache:
    """The readings of tokens met before, in one language; emptied when it has grown large."""

    nameless: set[str]  # tokens that stand for no name: most of them
    pieces: dict[str, tuple[Piece, ...]]

    def put(self, token: str, pieces: tuple[Piece, ...]) -> None:
        """Keep the words of a token that may stand for a name."""
        if len(self.nameless) + len(self.pieces) >= _MOST_CACHED_TOKENS:
            self.nameless.clear()
            self.pieces.clear()
        if pieces:
            self.pieces[token] = pieces
        else:
            self.nameless.add(token)


class AliasIndex:
    """The names of a set of actors. Make it with `build`."""

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        self.actors = actors
        self._tables = Tables(actors.values())
        self._token_caches: dict[str | None, TokenCache] = {}
        self._profiles: dict[str, Profile] = {}
        self._surnames: dict[str, Mapping[str, Sequence[Name]]] = {}

    @classmethod
    def build(cls, actors: Iterable[Actor]) -> AliasIndex:
        """An index of these actors' names; of two actors with one id the later counts."""
        return cls({actor.id: actor for actor in actors})

    def profile(self, actor_id: str) -> Profile:
        """The titles, descriptors and exclusions of an actor of the index, by its id; KeyError for an unknown one."""
        profile = self._profiles.get(actor_id)
        if profile is None:
            profile = self._profiles[actor_id] = profile_of(self.actors[actor_id])
        return profile

    def surnames(self, actor_id: str) -> Mapping[str, Sequence[Name]]:
        """The names of an actor by the words that can stand for them alone."""
        surnames = self._surnames.get(actor_id)
        if surnames is None:
            surnames = self._surnames[actor_id] = _surnames(self.actors[actor_id])
        return surnames

    def whole_names(self, text: str) -> Iterator[tuple[Name, int, int]]:
        """Names that stand in a folded text as they are written, with their span."""
        return self._tables.whole_names(text)

    def bearers(self, anchor: str, nearby: Callable[[], Collection[str]] = frozenset) -> Iterator[Name]:
        """The names that an anchor stands for; of very many, those with another word among the folded ones `nearby`."""
        return self._tables.bearers(anchor, nearby)

    def name_candidates(self, tokens: set[str], language: str | None = None) -> Iterator[tuple[str, tuple[Piece, ...]]]:
        """The tokens, as written between white space, that may stand for a name, each with its words that may.

        Sorted; worked out once per token and language (ISO 639-1).
        """
        cache = self._token_caches.setdefault(language, TokenCache(set(), {}))
        for token in sorted(tokens - cache.nameless):
            pieces = cache.pieces.get(token)
            if pieces is None:
                pieces = self._pieces(token, language)
                cache.put(token, pieces)
            if pieces:
                yield token, pieces

    def _pieces(self, token: str, language: str | None) -> tuple[Piece, ...]:
        if token.islower():  # names are written with capitals where there are any
            return ()
        folded = fold(token)
        pieces = []
        for match in WORD.finditer(folded.text):
            word = match[0].rstrip("'")
            readings = self.readings(word, language) if _has_capital(folded, match.start(), word) else ()
            capital_readings = tuple(r for r in readings if folded.capital(match.start() + r.skip))
            if capital_readings:
                first, last = folded.span(match.start(), match.start() + len(word))
                surface = folded.original[first:last].partition("'")[0].partition("’")[0]
                clear, shouted = self._clear(capital_readings), surface == surface.upper()
                pieces.append(Piece(match.start(), len(word), capital_readings, clear, shouted))
        return tuple(pieces)

    def _clear(self, readings: Sequence[Reading]) -> int:
        """How many readings, best first, have few actors that may be meant, rivals by other readings included."""
        actors: set[str] = set()
        counted = 0
        for clear, reading in enumerate(readings):
            while counted < len(readings) and readings[counted].gain >= reading.gain - RIVAL_GAIN:
                actors |= self._tables.owners(readings[counted].anchor, _MOST_AMBIGUOUS_ACTORS)
                counted += 1
            if len(actors) > _MOST_AMBIGUOUS_ACTORS:
                return clear
        return len(readings)

    def readings(self, word: str, language: str | None = None) -> tuple[Reading, ...]:
        """What a folded word may stand for: the nearest anchors, best first."""
        best: dict[str, Reading] = {}
        for reading in self._tables.readings(word, language):
            if reading.anchor not in best or best[reading.anchor].gain < reading.gain:
                best[reading.anchor] = reading
        ordered = sorted(best.values(), key=lambda reading: (-reading.gain, reading.anchor))
        return tuple(ordered[:_MOST_READINGS])


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
