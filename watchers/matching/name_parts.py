"""An alias taken apart: its folded words, the word that can stand for it alone, and what belongs to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from watchers.matching.inflection.arabic import COMPOUNDS
from watchers.matching.vocabulary.given_names import is_given
from watchers.matching.vocabulary.titles import is_title
from watchers.model import Actor, Alias, Kind, Strength
from watchers.text.folding import plain

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*'?")

# Small words inside names. They are neither given name nor surname, and writers leave them out or join them.
_PARTICLES = """
al el ul ad ash as an ar az at ed en es ez abu abou abd bou bin ben ibn bint
de del della dei di da dos das du des la le les lo van von der den ter ten te zu zum zur und y e of the
ال بن ابن ابو ابي بنت فان فون دي
де ди да дель дер ван фон ле ла аль эль бин бен ибн абу
"""
PARTICLES = frozenset(_PARTICLES.split())
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "v", "vi", "phd", "md", "esq"))  # stand after the surname
_LONGEST_ACRONYM_LETTERS = 6
_SHORTEST_SURNAME_LETTERS = 3  # letters of a surname that can stand alone without support
_SHORTEST_ANCHOR_LETTERS = 4  # letters of a word, other than the surname, by which a name is looked up


@dataclass(frozen=True, slots=True)
class Name:
    """One alias of one actor. `words[anchor]` is the surname, or an organisation's longest word.

    `acronym`: written in capitals only and short, so that it also has to stand in capitals in the text. `weak`: its
    surname is too short, or is a given name, and means nobody when it stands alone.
    """

    actor: str
    kind: Kind
    text: str
    words: tuple[str, ...]
    anchor: int
    strength: Strength
    acronym: bool
    weak: bool = False

    @property
    def bound(self) -> bool:
        """Whether the surname is the second part of a name such as عبد الله, which is no name without the first."""
        return self.anchor > 0 and self.words[self.anchor - 1] in COMPOUNDS

    def position(self, anchor: str) -> int:
        """Which of the words one of the anchors is."""
        return self.words.index(anchor) if anchor in self.words else self.anchor


def words_of(text: str) -> tuple[str, ...]:
    """The words of a folded text."""
    if text.replace(" ", "").isalnum():
        return tuple(text.split())
    return tuple(match[0].rstrip("'") for match in WORD.finditer(text))


def parts_of(kind: Kind, text: str) -> tuple[tuple[str, ...], int]:
    """The folded words of a name and which of them is its anchor; no words where it has none."""
    if kind == "person" and text.count(",") == 1:  # "LAST, First"
        last, _, first = text.partition(",")
        text = f"{first} {last}"
    words = words_of(plain(text))
    if kind == "organisation" or len(words) < 2:
        return words, _longest(text, words)
    words = _without_title(words)
    return words, _surname(words)


def _longest(text: str, words: tuple[str, ...]) -> int:
    """The longest word that is written with a capital, or the longest: a text has it with a capital too."""
    originals = [match[0] for match in WORD.finditer(text.replace("_", " "))]
    capitals = [not w[:1].islower() for w in originals] if len(originals) == len(words) else [True] * len(words)
    return max(range(len(words)), key=lambda n: (capitals[n], len(words[n])), default=0)


def anchors_of(kind: Kind, words: tuple[str, ...], anchor: int) -> tuple[str, ...]:
    """The words by which a name is looked up: its anchor, and of a person's name every other word that tells."""
    if kind == "organisation" or len(words) < 2:
        return (words[anchor],)
    others = [
        word for word in words if len(word) >= _SHORTEST_ANCHOR_LETTERS and word not in PARTICLES and not is_given(word)
    ]
    joined = (words[anchor - 1] + words[anchor],) if words[anchor - 1] in COMPOUNDS else ()
    return tuple(dict.fromkeys((words[anchor], *joined, *others)))


def name_of(actor: Actor, alias: Alias) -> Name | None:
    """An alias of an actor taken apart; None when it holds no word."""
    words, anchor = parts_of(actor.kind, alias.text)
    if not words:
        return None
    if actor.kind == "organisation":
        return Name(actor.id, actor.kind, alias.text, words, anchor, alias.strength, _is_acronym(alias.text, words))
    bare = sum(word not in _SUFFIXES for word in words) == 1 and is_given(words[0])  # Queen Elizabeth II, Prince Harry
    weak = bare or len(words[anchor]) < _SHORTEST_SURNAME_LETTERS
    return Name(actor.id, actor.kind, alias.text, words, anchor, alias.strength, acronym=False, weak=weak)


def _without_title(words: tuple[str, ...]) -> tuple[str, ...]:
    """A person's name without the titles before it; a name of titles alone stays."""
    untitled = next((n for n, word in enumerate(words) if not is_title(word)), 0)
    return words[untitled:] if words[untitled] not in _SUFFIXES else words


def _surname(words: tuple[str, ...]) -> int:
    for position in range(len(words) - 1, 0, -1):
        if words[position] not in _SUFFIXES and words[position] not in PARTICLES:
            return position
    return 0


def _is_acronym(text: str, words: tuple[str, ...]) -> bool:
    return len(words) == 1 and 1 < len(words[0]) <= _LONGEST_ACRONYM_LETTERS and text.isupper()


def aliases_of(actor: Actor) -> tuple[Alias, ...]:
    """Every alias of an actor, the display name among them."""
    has_display_name = any(alias.text == actor.name for alias in actor.aliases)
    return actor.aliases if has_display_name else (Alias(actor.name), *actor.aliases)


def names_of(actor: Actor) -> tuple[Name, ...]:
    """Every name of an actor taken apart, each once."""
    names = (name_of(actor, alias) for alias in aliases_of(actor))
    return tuple({name.words: name for name in names if name is not None}.values())
