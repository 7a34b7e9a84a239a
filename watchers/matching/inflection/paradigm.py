"""How rules about endings are written down, and how an inflected word is read back by them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from watchers.reasons.name_rules import Inflection
from watchers.text.folding import plain

_VOWELS = "aeiouy"


@dataclass(frozen=True, slots=True)
class Paradigm:
    """Names that end in `base` also appear with each of `endings` in its place; `rule` is its name.

    Both are in the language's own spelling. `languages` are ISO 639-1 codes. `stem`: what is left before the ending
    has at least so many letters; `after`: it ends in one of these letters; `vowels`: its last vowel is one of these.
    """

    rule: Inflection
    languages: tuple[str, ...]
    base: str
    endings: tuple[str, ...]
    stem: int = 2
    after: str = ""
    vowels: str = ""

    def fits(self, stem: str) -> bool:
        """Whether the (folded) part before the ending allows it."""
        last = next((letter for letter in reversed(stem) if letter in _VOWELS), "")
        return (
            len(stem) >= self.stem
            and (not self.after or stem[-1:] in self.after)
            and (not self.vowels or last in self.vowels)
        )


@dataclass(frozen=True, slots=True)
class Base:
    """A form that a word may be an inflection of, folded, with the rule that says so; None: the word itself.

    `skip` and `drop` letters of the word, at its start and end, are other words written together with the name.
    """

    text: str
    rule: Inflection | None
    skip: int = 0
    drop: int = 0


def paradigm(languages: str, rule: str, base: str, endings: str, stem: int = 2) -> Paradigm:
    """A row of a table: codes and endings are separated by blanks; `-` stands for the empty ending.

    `rule` is the value of one of `Inflection`; ValueError for another.
    """
    clean = (ending.removeprefix("-") for ending in endings.split())
    return Paradigm(Inflection(rule), tuple(languages.split()), base.removeprefix("-"), tuple(clean), stem)


class Endings:
    """A set of paradigms, read from the ending back to the name, on folded words."""

    def __init__(self, paradigms: Iterable[Paradigm]) -> None:
        self._back: dict[str, list[tuple[str, Paradigm]]] = {}
        for row in paradigms:
            base = plain(row.base)
            for ending in map(plain, row.endings):
                entries = self._back.setdefault(ending, [])
                if ending != base and (base, row) not in entries:
                    entries.append((base, row))
        self._longest = max(map(len, self._back), default=0)

    def bases(self, word: str) -> Iterator[Base]:
        """Every form that `word` may be an inflection of, longest ending first; `word` itself is not among them."""
        for length in range(min(self._longest, len(word) - 1), -1, -1):
            stem = word[: len(word) - length]
            for base, row in self._back.get(word[len(stem) :], ()):
                if row.fits(stem):
                    yield Base(stem + base, row.rule)


def by_language(paradigms: Iterable[Paradigm]) -> Mapping[str, Endings]:
    """The paradigms of each language; under the empty code all of them, for texts in an unknown language."""
    rows = tuple(paradigms)
    codes = sorted({code for row in rows for code in row.languages})
    return {"": Endings(rows)} | {code: Endings(r for r in rows if code in r.languages) for code in codes}
