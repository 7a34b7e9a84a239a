"""Completions of a name over every alias in every script, fast enough for every keystroke among a million names.

All folded names stand in one text, a line each, so that finding one is finding a piece of text:

    at the beginning of a name, then at the beginning of a word, then anywhere
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock

from watchers.archive import Connection, catalogue
from watchers.archive.visible import viewer_of
from watchers.lookups.answers import Choice
from watchers.matching.name_parts import words_of
from watchers.model import Actor, ActorsByScope
from watchers.text.folding import plain

MOST_LINES_PER_PIECE = 500  # looked at for each way of finding a name; the best are shown

Allowed = Callable[[Actor], bool]


class NameList:
    """The names of some actors, as one text."""

    def __init__(self, actors: Sequence[Actor]) -> None:
        self._actors = actors
        self._owners = array("L")  # by line: the number of the actor
        self._names: list[str] = []  # by line: as written
        self._starts = array("L")  # by line: where it begins
        lines: list[str] = []
        length = 0
        for number, actor in enumerate(actors):
            for name in dict.fromkeys((actor.name, *(alias.text for alias in actor.aliases))):
                line = f"\n{_plain(name)}"
                lines.append(line)
                self._owners.append(number)
                self._names.append(name)
                self._starts.append(length)
                length += len(line)
        self._text = "".join(lines)

    def find(self, prefix: str, allowed: Allowed, limit: int) -> tuple[Choice, ...]:
        """What may be meant by the beginning of a name: each actor once, the label saying which name fits."""
        beginning = _plain(prefix)
        choices: dict[str, Choice] = {}
        for piece in (f"\n{beginning}", f" {beginning}", beginning):
            for line in sorted(self._lines(piece, allowed), key=self._rank):
                actor = self._actors[self._owners[line]]
                choices.setdefault(actor.id, Choice(self._label(line), actor.id))
            if len(choices) >= limit or not beginning:
                break
        return tuple(choices.values())[:limit]

    def _lines(self, piece: str, allowed: Allowed) -> Iterator[int]:
        """The lines of allowed actors that hold a piece of text, each once, the first of them."""
        at, allowed_lines = self._text.find(piece), 0
        while at >= 0 and allowed_lines < MOST_LINES_PER_PIECE:
            line = bisect_right(self._starts, at) - 1
            if allowed(self._actors[self._owners[line]]):
                yield line
                allowed_lines += 1
            after = self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text)
            at = self._text.find(piece, after)

    def _rank(self, line: int) -> tuple[bool, str, str]:
        actor = self._actors[self._owners[line]]
        return self._names[line] != actor.name, actor.name, self._names[line]

    def _label(self, line: int) -> str:
        actor, name = self._actors[self._owners[line]], self._names[line]
        return actor.name if name == actor.name else f"{actor.name} ({name})"


class Completions:
    """The names of the archive's actors, listed anew when the catalogue has changed. Used from several threads.

    Everybody's actors are listed once. A server that follows some otherwise, or others, has a short list beside it.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._version = -1
        self._everybodys = NameList(())
        self._own: Mapping[str, _OwnNames] = {}

    def complete(self, archive: Connection, prefix: str, allowed: Allowed, limit: int = 25) -> tuple[Choice, ...]:
        """Completions among the actors that the viewer follows and that are allowed to show, its own first."""
        everybodys, own = self._lists(archive)
        first = own.names.find(prefix, allowed, limit)
        rest = everybodys.find(prefix, lambda actor: actor.id not in own.instead and allowed(actor), limit)
        return (*first, *rest)[:limit]

    def _lists(self, archive: Connection) -> tuple[NameList, _OwnNames]:
        version = catalogue.catalogue_version(archive)
        with self._lock:
            if version != self._version:
                scopes = catalogue.actors_by_scope(archive)
                self._everybodys, self._version = NameList(scopes.everybodys), version
                self._own = {guild: _own_names(scopes, guild) for guild in scopes.servers}
            return self._everybodys, self._own.get(viewer_of(archive) or "", _OwnNames())


@dataclass(frozen=True, slots=True)
class _OwnNames:
    """The actors that a server follows otherwise than everybody, and the ids of everybody's that it does not see so."""

    names: NameList = field(default_factory=lambda: NameList(()))
    instead: frozenset[str] = frozenset()


def _own_names(scopes: ActorsByScope, guild: str) -> _OwnNames:
    followed = {actor.id: actor for actor in scopes.of(guild)}
    everybodys = {actor.id: actor for actor in scopes.everybodys}
    own = [actor for id, actor in followed.items() if everybodys.get(id) != actor]
    return _OwnNames(NameList(own), frozenset(id for id, actor in everybodys.items() if followed.get(id) != actor))


def _plain(text: str) -> str:
    return " ".join(words_of(plain(text)))
