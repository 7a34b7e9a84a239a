"""What the neighbours of a possible surname say: its given name, an initial, a title, somebody else's given name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from watchers import languages, sounds
from watchers.alias import PARTICLES, Name
from watchers.context import Around, Word
from watchers.languages.given import is_given
from watchers.languages.titles import OPENING, is_title

Standing = Literal["whole", "given", "initial", "title", "alone", "other"]
_NEAR = 0.74  # likeness from which a word is taken for a given name
_BACK = 3  # words before a surname among which its given name may stand


@dataclass(frozen=True, slots=True)
class Support:
    """How a possible surname stands.

    `whole` name; with its `given` name (as near as `likeness`), with an `initial`, after a `title`, `alone`, or with
    the given name of an `other`, which is a veto. `words` is what said so; the span, where it is wider than the
    surname, is in the folded text.
    """

    standing: Standing
    likeness: float = 1.0
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
    return Support("whole", 1.0, name.text, left[-1].start if left else -1, right[-1].end if right else -1)


def _is_form(wanted: str, word: str, language: str | None) -> bool:
    return any(base.text == wanted for base in languages.bases(word, language))


def person_support(name: Name, neighbours: Around, language: str | None, headline: bool = False) -> Support:
    """What stands before (or after) a surname. `headline`: capitals there say nothing."""
    given = name.given
    before = tuple(word for word in neighbours.before if word.text not in PARTICLES or word.initial)
    best = _best_given(given, before[:_BACK], language, before=True)
    if best is None and neighbours.after:
        best = _best_given(given, neighbours.after[:1], language, before=False)
    if best is not None:
        return best
    return _without_given(neighbours.before, headline)


def _best_given(given: Sequence[str], words: Sequence[Word], language: str | None, *, before: bool) -> Support | None:
    found: Support | None = None
    for word in words:
        if not word.capital or (before and is_title(word.text)):
            break
        if word.initial:
            nearness = 0.9 if any(_initial_of(word.text, name) for name in given) else 0.0
        else:
            nearness = max((near(name, word.text, language) for name in given), default=0.0)
        if nearness >= _NEAR:
            standing: Standing = "initial" if word.initial else "given"
            span = (word.start, -1) if before else (-1, word.end)
            if found is None or nearness > found.likeness:
                found = Support(standing, nearness, word.text, *span)
            else:
                found = replace(found, start=min(found.start, word.start) if before else found.start)
    return found


def near(name: str, word: str, language: str | None) -> float:
    """How near a word is to a given name, inflection taken off."""
    if name == word:
        return 1.0
    likeness = sounds.likeness(name, word)
    return max([likeness, *(0.98 * sounds.likeness(name, base.text) for base in languages.bases(word, language))])


def _initial_of(initial: str, name: str) -> bool:
    first, second = sounds.romanised(initial), sounds.romanised(name)
    return bool(first and second) and (first[0] == second[0] or (first[0] in "dzj" and second[0] in "jdz"))


def _without_given(before: Sequence[Word], headline: bool) -> Support:
    if not before:
        return Support("alone")
    word = before[0]
    if is_title(word.text):
        return Support("title", words=word.text)
    if is_given(word.text):
        return Support("other", words=word.text)
    unsure = (
        headline or word.text in OPENING or not word.capital or languages.script(word.text) not in ("latin", "cyrillic")
    )
    return Support("alone") if unsure or word.text in PARTICLES else Support("other", 0.5, word.text)
