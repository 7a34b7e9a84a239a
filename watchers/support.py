"""What the neighbours of a possible surname say: its given name, an initial, a title, somebody else's given name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from watchers import languages, sounds
from watchers.alias import PARTICLES, Name
from watchers.context import Around, Word
from watchers.languages.given import is_given
from watchers.languages.titles import OPENING, is_title
from watchers.sounds import Nearness

Standing = Literal["whole", "given", "initial", "title", "alone", "other"]
_GIVEN_GAIN = 4.0  # log-odds from which a word is taken for a given name
_GIVEN_LIKENESS = 0.45
_BACK = 3  # words before a surname among which its given name may stand
_SURE = Nearness(1.0, 50.0)


@dataclass(frozen=True, slots=True)
class Support:
    """How a possible surname stands.

    `whole` name; with its `given` name (as near as `near`), with an `initial`, after a `title`, `alone`, or with the
    given name of an `other`, which is a veto (`near`: 1 for a known given name). `words` is what said so; the span,
    where it is wider than the surname, is in the folded text.
    """

    standing: Standing
    near: Nearness = _SURE
    words: str = ""
    start: int = -1
    end: int = -1


def whole_name(name: Name) -> Support:
    """The support of a name that stands in the text as it is written."""
    return Support("whole", words=name.text)


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
    return Support("whole", _SURE, name.text, left[-1].start if left else -1, right[-1].end if right else -1)


def _is_form(wanted: str, word: str, language: str | None) -> bool:
    return any(base.text == wanted for base in languages.bases(word, language))


def person_support(name: Name, neighbours: Around, language: str | None, *, headline: bool) -> Support:
    """What stands before (or after) a surname. `headline`: its capitals say nothing."""
    before = tuple(word for word in neighbours.before if word.text not in PARTICLES or word.initial)
    best = _given_among(name.given, before[:_BACK], language, before=True)
    if best is None and neighbours.after:
        best = _given_among(name.given, neighbours.after[:1], language, before=False)
    return best or _without_given(name, neighbours, headline)


def _given_among(given: Sequence[str], words: Sequence[Word], language: str | None, *, before: bool) -> Support | None:
    """The nearest given name among words in a row that start with capitals; the span reaches the farthest one."""
    found: Support | None = None
    for word in words:
        if not word.capital or (before and is_title(word.text)):
            break
        near = _nearest_given(given, word, language)
        if near is None:
            continue
        standing: Standing = "initial" if word.initial else "given"
        if found is None or near.gain > found.near.gain:
            words_found = word.text if found is None else f"{word.text} {found.words}"
            found = Support(standing, near, words_found, word.start if before else -1, -1 if before else word.end)
        elif before:
            found = Support(found.standing, found.near, f"{word.text} {found.words}", word.start, found.end)
    return found


def _nearest_given(given: Sequence[str], word: Word, language: str | None) -> Nearness | None:
    if word.initial:
        return Nearness(0.9, 4.0) if any(_initial_of(word.text, name) for name in given) else None
    near = max((near_form(name, word.text, language) for name in given), key=lambda n: n.gain, default=sounds.FAR)
    return near if near.gain >= _GIVEN_GAIN and near.likeness >= _GIVEN_LIKENESS else None


def near_form(name: str, word: str, language: str | None) -> Nearness:
    """How near a word is to a given name, inflection taken off."""
    if name == word or _is_form(name, word, language):
        return Nearness(1.0, max(8.0, 2.5 * len(name)))
    forms = dict.fromkeys((word, *(base.text for base in languages.bases(word, language))))
    return max((sounds.nearness(name, form) for form in forms), key=lambda near: near.gain)


def _initial_of(initial: str, name: str) -> bool:
    first, second = sounds.romanised(initial), sounds.romanised(name)
    return bool(first and second) and (first[0] == second[0] or (first[0] in "dzj" and second[0] in "jdz"))


def _without_given(name: Name, neighbours: Around, headline: bool) -> Support:
    after = neighbours.after[0] if neighbours.after else None
    if after is not None and after.capital and after.close and not headline and is_given(name.words[name.anchor]):
        return Support("other", words=f"before {after.text}")
    if not neighbours.before:
        return Support("alone")
    word = neighbours.before[0]
    if is_title(word.text):
        return Support("title", words=word.text)
    if is_given(word.text) and word.capital:
        return Support("other", words=word.text)
    if headline or _says_nothing(word):
        return Support("alone")
    return Support("other", Nearness(0.5, 0.0), word.text)


def _says_nothing(word: Word) -> bool:
    """Whether a word before a surname is surely no given name."""
    cased = languages.script(word.text) in ("latin", "cyrillic")
    return not cased or not word.capital or word.text in OPENING or word.text in PARTICLES or "'" in word.text
