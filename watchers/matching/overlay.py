"""The names of a server's actors laid over everybody's, so that no server needs an index of all of them.

    everybody's tables   built once
    a server's overlay   tables of its own actors alone; of everybody's actors some are hidden
    own names            of all servers in one: which of them a word may concern, so that nobody else need look

What is everybody's is read as if there were no server. What a server reads depends on everybody's names and its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby

from watchers.matching.actor_profile import Profile
from watchers.matching.index import AliasIndex, Names, Piece, TokenCache, capital_words
from watchers.matching.name_parts import Name
from watchers.matching.name_tables import Reading, Tables
from watchers.model import Actor, ActorsByScope
from watchers.text.folding import fold

_Span = tuple[int, int]  # of a folded text
_Found = tuple[_Span, list[Name]]


@dataclass(frozen=True, slots=True)
class Overlay:
    """In what the actors of a server differ from everybody's.

    `own`: whom it follows besides, or by other names; `hidden`: those of everybody's that it does not follow so.
    """

    guild: str
    own: tuple[Actor, ...]
    hidden: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class Layers:
    """The actors of all scopes, each once: everybody's, and what servers lay over them."""

    everybodys: tuple[Actor, ...] = ()
    overlays: tuple[Overlay, ...] = ()

    @classmethod
    def of(cls, actors: ActorsByScope) -> Layers:
        """The actors of all scopes in layers; a server that follows everybody's and no others has none."""
        overlays = (_overlay(guild, actors.everybodys, own) for guild, own in sorted(actors.servers.items()))
        return cls(actors.everybodys, tuple(overlay for overlay in overlays if overlay.own or overlay.hidden))

    @property
    def size(self) -> int:
        """How many actors there are in all layers."""
        return len(self.everybodys) + sum(len(overlay.own) + len(overlay.hidden) for overlay in self.overlays)


def _overlay(guild: str, everybodys: Iterable[Actor], actors: Iterable[Actor]) -> Overlay:
    below, above = {actor.id: actor for actor in everybodys}, {actor.id: actor for actor in actors}
    return Overlay(
        guild,
        tuple(actor for actor in above.values() if below.get(actor.id) != actor),
        tuple(actor for actor in below.values() if above.get(actor.id) != actor),
    )


class ScopedIndex:
    """The names of the actors of all scopes: an index of everybody's, and one of each server that has its own."""

    def __init__(self, layers: Layers) -> None:
        self.everybodys = AliasIndex.build(layers.everybodys)
        self._own_names = OwnNames(layers.overlays, self.everybodys.names.size)
        self._overlays = {overlay.guild: overlay for overlay in layers.overlays}
        self._servers: dict[str, AliasIndex] = {}

    def of(self, guild: str | None) -> AliasIndex:
        """The index of the actors that a server follows; None: that everybody does."""
        if guild is None or guild not in self._overlays:
            return self.everybodys
        if guild not in self._servers:
            self._servers[guild] = _OverlayIndex(self.everybodys, self._overlays[guild], self._own_names)
        return self._servers[guild]

    def concerned(self, text: str, tokens: set[str], language: str | None) -> frozenset[str]:
        """The servers of whose own names one may be in a folded text, whose tokens these are, as written."""
        return self._own_names.servers(text, tokens, language) if self._overlays else frozenset()


class OwnNames:
    """The names of all servers in which they differ from everybody's, and whose they are.

    `size` is the number of everybody's anchors. Whether a word may concern a server does not depend on other servers.
    """

    def __init__(self, overlays: Sequence[Overlay], size: int) -> None:
        of_servers = (
            replace(actor, id=overlay.guild) for overlay in overlays for actor in (*overlay.own, *overlay.hidden)
        )
        self._servers = len(overlays)
        self._names = Tables(of_servers, size, exhaustive=True)
        self._token_caches: dict[str | None, TokenCache[frozenset[str]]] = {}

    def servers(self, text: str, tokens: set[str], language: str | None) -> frozenset[str]:
        """The servers of whose own names one may be in a folded text, whose tokens these are, as written."""
        whole = (name.actor for name, *_ in self._names.whole_names(text))
        return frozenset(chain(whole, *(servers for _, servers in self._concerned(tokens, language))))

    def tokens(self, guild: str, tokens: set[str], language: str | None) -> set[str]:
        """The tokens among them, as written, that may stand for one of the server's own names."""
        return {token for token, servers in self._concerned(tokens, language) if guild in servers}

    def _concerned(self, tokens: set[str], language: str | None) -> Iterator[tuple[str, frozenset[str]]]:
        cache = self._token_caches.setdefault(language, TokenCache())
        return cache.look_up(tokens, lambda token: self._owners(token, language))

    def _owners(self, token: str, language: str | None) -> frozenset[str]:
        words = (word for _, word in capital_words(fold(token)))
        anchors = {reading.anchor for word in words for reading in self._names.readings(word, language)}
        return frozenset(chain.from_iterable(self._names.owners(anchor, self._servers) for anchor in anchors))


class _OverlayIndex(AliasIndex):
    """The index of a server. Words that its own names have nothing to do with are read as everybody reads them."""

    def __init__(self, everybodys: AliasIndex, overlay: Overlay, own_names: OwnNames) -> None:
        own = {actor.id: actor for actor in overlay.own}
        tables = Tables(overlay.own, everybodys.names.size + len(own))
        super().__init__(own, _OverlayNames(everybodys.names, tables, overlay))
        self._everybodys, self._guild, self._own_names = everybodys, overlay.guild, own_names
        self._hidden = {actor.id for actor in overlay.hidden}

    @property
    def actor_ids(self) -> Collection[str]:
        return (set(self._everybodys.actor_ids) - self._hidden) | self._actors.keys()

    def profile(self, actor_id: str) -> Profile:
        return super().profile(actor_id) if actor_id in self._actors else self._everybodys.profile(actor_id)

    def surnames(self, actor_id: str) -> Mapping[str, Sequence[Name]]:
        return super().surnames(actor_id) if actor_id in self._actors else self._everybodys.surnames(actor_id)

    def name_candidates(self, tokens: set[str], language: str | None = None) -> Iterator[tuple[str, tuple[Piece, ...]]]:
        own = self._own_names.tokens(self._guild, tokens, language)
        everybodys = self._everybodys.name_candidates(tokens - own, language)
        return iter(sorted(chain(everybodys, super().name_candidates(own, language))))


class _OverlayNames:
    """What is looked up in a text for a server: everybody's names but for the hidden actors', and its own."""

    def __init__(self, everybodys: Names, own: Tables, overlay: Overlay) -> None:
        self._everybodys, self._own = everybodys, own
        self._hidden = frozenset(actor.id for actor in overlay.hidden)
        self.size = own.size

    def whole_names(self, text: str) -> Iterator[tuple[Name, int, int]]:
        """Names that stand in a folded text as written: the leftmost, of those the longest, whoever's it is."""
        layers = self._visible, self._own.whole_names
        searches = [_search(layer, text, 0) for layer in layers]
        nearest = [next(search, None) for search in searches]
        while spans := [found[0] for found in nearest if found]:
            start, end = min(spans, key=lambda span: (span[0], -span[1]))
            for place, found in enumerate(nearest):
                if found and found[0] == (start, end):
                    yield from ((name, start, end) for name in found[1])
                    nearest[place] = next(searches[place], None)
                elif found and found[0][0] < end:
                    searches[place] = _search(layers[place], text, end)
                    nearest[place] = next(searches[place], None)

    def bearers(self, anchor: str, nearby: Callable[[], Collection[str]]) -> Iterator[Name]:
        """The names that an anchor stands for."""
        yield from (name for name in self._everybodys.bearers(anchor, nearby) if name.actor not in self._hidden)
        yield from self._own.bearers(anchor, nearby)

    def owners(self, anchor: str, most: int) -> set[str]:
        """The actors whose names an anchor stands for: all of them, or more than `most`."""
        visible = self._everybodys.owners(anchor, most + len(self._hidden)) - self._hidden
        return visible | self._own.owners(anchor, most)

    def readings(self, word: str, language: str | None) -> Iterator[Reading]:
        """What a folded word may stand for, possibly with repetitions."""
        for reading in self._everybodys.readings(word, language):
            if self._everybodys.owners(reading.anchor, len(self._hidden)) - self._hidden:
                yield reading
        yield from self._own.readings(word, language)

    def _visible(self, text: str) -> Iterator[tuple[Name, int, int]]:
        """Everybody's names but the hidden ones; a hidden name hides no shorter one that begins where it does."""
        for (start, end), names in groupby(self._everybodys.whole_names(text), key=lambda found: found[1:]):
            visible = [name for name, *_ in names if name.actor not in self._hidden]
            yield from ((name, start, end) for name in visible)
            if not visible:
                within = self._visible(text[start : end - 1])
                yield from ((name, start + first, start + last) for name, first, last in within)


def _search(names: Callable[[str], Iterator[tuple[Name, int, int]]], text: str, at: int) -> Iterator[_Found]:
    """The spans with names in a folded text from one place on, each with whatever names have it."""
    for (start, end), found in groupby(names(text[at:]), key=lambda name: name[1:]):
        yield (at + start, at + end), [name for name, *_ in found]
