"""What the neighbours of a possible surname say: its given name, an initial, a title, somebody else's given name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from watchers.matching import languages
from watchers.matching.alias import PARTICLES, Name
from watchers.matching.alignment import Alignment, align
from watchers.matching.context import Around, Word
from watchers.matching.languages.arabic import COMPOUNDS
from watchers.matching.languages.given import is_given
from watchers.matching.languages.titles import OPENING, is_title

Standing = Literal["whole", "given", "initial", "title", "alone", "other"]
_UNALIGNED = Alignment()


@dataclass(frozen=True, slots=True)
class Support:
    """How a possible surname stands.

    `whole` name; with its `given` name, with an `initial`, after a `title`, `alone`, or with the given name of an
    `other`, which is a veto (`known`: by the list of given names; `opens`: else by its capital, but it begins the
    sentence). `words` is what said so;
    the span, where it is wider than the surname, is in the folded text.
    """

    standing: Standing
    words: str = ""
    start: int = -1
    end: int = -1
    known: bool = True
    opens: bool = False
    alignment: Alignment = _UNALIGNED


def whole_name(name: Name, before: Word | None) -> Support:
    """The support of a name that stands in the text as it is written; `known` is False after another given name."""
    if name.kind != "person" or before is None or before.initial or not before.capital:
        return Support("whole", name.text)
    return Support("whole", name.text, known=not is_given(before.text))


def organisation_support(name: Name, neighbours: Around, language: str | None) -> Support | None:
    """Whether the other words of an organisation's name stand around its anchor, inflected or not."""
    before = tuple(reversed(name.words[: name.anchor]))
    after = name.words[name.anchor + 1 :]
    left, right = neighbours.before[: len(before)], neighbours.after[: len(after)]
    if len(left) < len(before) or len(right) < len(after):
        return None
    pairs = [*zip(before, left, strict=True), *zip(after, right, strict=True)]
    if not all(word.text == wanted or _is_form(wanted, word.text, language) for wanted, word in pairs):
        return None
    return Support("whole", name.text, left[-1].start if left else -1, right[-1].end if right else -1)


def _is_form(wanted: str, word: str, language: str | None) -> bool:
    return any(base.text == wanted for base in languages.bases(word, language))


def person_support(
    name: Name, word: str, neighbours: Around, language: str | None, *, headline: bool
) -> Support | None:
    """What stands around one of a name's anchors; None when that is no surname and stands without one.

    `headline`: its capitals say nothing.
    """
    anchor = name.position(word)
    if name.bound and anchor == name.anchor and word == name.words[anchor]:
        if not neighbours.before or not _opens_compound(neighbours.before[0].text):
            return None
        neighbours = replace(neighbours, before=neighbours.before[1:])
    alignment = align(name, anchor, neighbours, language)
    if alignment.matched:
        standing: Standing = "initial" if alignment.initials else "given"
        return Support(standing, alignment.words, alignment.start, alignment.end, alignment=alignment)
    return _without_given(name, neighbours, headline) if anchor == name.anchor else None


def _opens_compound(word: str) -> bool:
    return word in COMPOUNDS or any(base.text in COMPOUNDS for base in languages.bases(word))


def _without_given(name: Name, neighbours: Around, headline: bool) -> Support:
    after = neighbours.after[0] if neighbours.after else None
    if after is not None and not headline and is_given(name.words[name.anchor]) and _continues(after):
        return Support("other", f"before {after.text}")
    if not neighbours.before:
        return Support("alone")
    word = neighbours.before[0]
    if is_title(word.text):
        return Support("title", word.text)
    if is_given(word.text) and word.capital:
        return Support("other", word.text)
    if headline or _says_nothing(word):
        return Support("alone")
    if any(is_title(other.text) for other in neighbours.before[1:3]):  # "president of Ukraine Poroshenko" in Slavic
        return Support("title", f"{neighbours.before[1].text} {word.text}")
    return Support("other", word.text, known=False, opens=word.opens)


def _continues(word: Word) -> bool:
    """Whether a word after a given name looks like the surname to it."""
    return word.capital and word.close and languages.script(word.text) in ("latin", "cyrillic")


def _says_nothing(word: Word) -> bool:
    """Whether a word before a surname is surely no given name."""
    cased = languages.script(word.text) in ("latin", "cyrillic")
    if not cased or not word.capital or word.shouted:
        return True
    return word.text in OPENING or word.text in PARTICLES or "'" in word.text
