"""What the neighbours of a possible surname say: its given name, an initial, a title, somebody else's given name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from watchers.matching import inflection
from watchers.matching.alignment import Alignment, align, phrase_of
from watchers.matching.inflection.arabic import COMPOUNDS
from watchers.matching.name_parts import PARTICLES, Name
from watchers.matching.vocabulary.given_names import is_given
from watchers.matching.vocabulary.titles import OPENING, is_title
from watchers.matching.window import Window, Word, Words
from watchers.text.scripts import script_of

Standing = Literal["whole", "given", "initial", "title", "alone", "other"]
BARE: tuple[Standing, ...] = ("title", "alone", "other")  # without another word of the name
_UNALIGNED = Alignment()


@dataclass(frozen=True, slots=True)
class Support:
    """How a possible surname stands.

    `whole` name; with its `given` name, with an `initial`, after a `title`, `alone`, or with the given name of an
    `other`, which is a veto. `doubtful`: a whole name that stands after a given name, or an other's given name that is
    in no list but has a capital (`opens`: which says little, since it begins the sentence). `words` is what said so;
    the span, where it is wider than the surname, is in the folded text.
    """

    standing: Standing
    words: str = ""
    start: int = -1
    end: int = -1
    doubtful: bool = False
    opens: bool = False
    alignment: Alignment = _UNALIGNED


def whole_name(name: Name, before: Word | None) -> Support:
    """The support of a name that stands in the text as it is written; doubtful after another given name."""
    if name.kind != "person" or before is None or before.initial or not before.capital:
        return Support("whole", name.text)
    return Support("whole", name.text, doubtful=is_given(before.text))


class Neighbours:
    """What stands beside a word, looked at once for all names that the word may stand for.

    `headline`: its capitals say nothing.
    """

    def __init__(self, neighbours: Window, language: str | None, *, headline: bool) -> None:
        self.neighbours = neighbours
        self._language = language
        self._headline = headline
        self._phrase = phrase_of(neighbours)
        self._bare: dict[bool, Support] = {}

    def organisation(self, name: Name) -> Support | None:
        """Whether the other words of an organisation's name stand around its anchor, inflected or not."""
        before = tuple(reversed(name.words[: name.anchor]))
        after = name.words[name.anchor + 1 :]
        left, right = self.neighbours.before.first(len(before)), self.neighbours.after.first(len(after))
        if len(left) < len(before) or len(right) < len(after):
            return None
        pairs = [*zip(before, left, strict=True), *zip(after, right, strict=True)]
        if not all(
            word.text == name_word or _is_form(name_word, word.text, self._language) for name_word, word in pairs
        ):
            return None
        return Support("whole", name.text, left[-1].start if left else -1, right[-1].end if right else -1)

    def person(self, name: Name, word: str) -> Support | None:
        """What stands around one of a name's anchors; None when that is no surname and stands without one."""
        anchor = name.position(word)
        surname = anchor == name.anchor
        if surname and name.bound and word == name.words[anchor]:
            return self._before_compound.of_person(name, anchor) if self._before_compound else None
        return self.of_person(name, anchor)

    def of_person(self, name: Name, anchor: int) -> Support | None:
        """What stands around `name.words[anchor]`."""
        alignment = align(name, anchor, self._phrase, self._language)
        if alignment is not None:
            standing: Standing = "initial" if alignment.initials else "given"
            return Support(standing, alignment.words, alignment.start, alignment.end, alignment=alignment)
        if anchor != name.anchor:
            return None
        given_name = is_given(name.words[anchor])
        if given_name not in self._bare:
            self._bare[given_name] = _without_given(given_name, self.neighbours, self._headline)
        return self._bare[given_name]

    @cached_property
    def lonely(self) -> bool:
        """Whether nothing beside the word can belong to a person's name with it."""
        return not self._phrase.before and not self._phrase.after and self._before_compound is None

    @cached_property
    def _before_compound(self) -> Neighbours | None:
        """The neighbours of a compound (Abd + Allah) whose second part the word is: those from one word further left.

        None if no first part precedes.
        """
        before = tuple(self.neighbours.before)
        if not before or not _opens_compound(before[0].text):
            return None
        return Neighbours(replace(self.neighbours, before=Words(before[1:])), self._language, headline=self._headline)


def _is_form(name_word: str, word: str, language: str | None) -> bool:
    return any(base.text == name_word for base in inflection.bases(word, language))


def _opens_compound(word: str) -> bool:
    return word in COMPOUNDS or any(base.text in COMPOUNDS for base in inflection.bases(word))


def _without_given(given_name: bool, neighbours: Window, headline: bool) -> Support:
    """How a surname stands that no other word of its name is beside; `given_name`: it is one as well."""
    if given_name and not headline:
        after = next(iter(neighbours.after), None)
        if after is not None and _continues(after):
            return Support("other", f"before {after.text}")
    before = neighbours.before.first(3)
    if not before:
        return Support("alone")
    word = before[0]
    if is_title(word.text):
        return Support("title", word.text)
    if is_given(word.text) and word.capital:
        return Support("other", word.text)
    if headline or _says_nothing(word):
        return Support("alone")
    if any(is_title(other.text) for other in before[1:]):  # "president of Ukraine Poroshenko" in Slavic
        return Support("title", f"{before[1].text} {word.text}")
    return Support("other", word.text, doubtful=True, opens=word.opens)


def _continues(word: Word) -> bool:
    """Whether a word after a given name looks like the surname to it."""
    return word.capital and word.close and script_of(word.text) in ("latin", "cyrillic")


def _says_nothing(word: Word) -> bool:
    """Whether a word before a surname is surely no given name."""
    cased = script_of(word.text) in ("latin", "cyrillic")
    if not cased or not word.capital or word.shouted:
        return True
    return word.text in OPENING or word.text in PARTICLES or "'" in word.text
