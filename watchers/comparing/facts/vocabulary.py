"""The words with which languages count, deny and reverse, read from one table (TOML) a language.

A table's string holds words separated by blanks; `_` joins the words of a phrase, `*` ends a stem (`captur*` stands for
captures, captured, capturing). All words are folded: no case, no accents.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from watchers import dates
from watchers.text import folding
from watchers.text.footnotes import MARKS
from watchers.text.languages import primary_code

_TABLES = Path(__file__).with_name("words")
LANGUAGES = frozenset(path.stem for path in _TABLES.glob("*.toml"))
_SHORTEST_STRIPPED_LETTERS = 2  # letters that remain of a word without its clitic
_VOWELS = "aeiou"
_AND, _ARTICLE = "و", "ال"  # Arabic clitics: what begins with "and"; a number with the article is a name (of a day)
_MOST_REMEMBERED_WORDS = 50_000  # distinct words of a language
_SENTENCES_AT_HAND = 512  # those of some fifteen articles: a megabyte
_COUNTING = frozenset(("number", "magnitude"))  # kinds of meanings
_LETTER = rf"[^\W\d_{MARKS}]"
# A number in digits, a word of letters with its accents, or a sign that ends a clause.
_NUMBER = r"(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+)(?:[.,]\d+)*"
_TOKEN = re.compile(rf"({_NUMBER})|({_LETTER}+(?:[\u064b-\u0652\u0640\u0300-\u036f]{_LETTER}*)*)|([,;:()%،؛–—!?.])")


class Token(NamedTuple):
    """A word, number or sign of a text: `text[start:end]`; `folded` is what it is compared by."""

    folded: str
    start: int
    end: int
    is_word: bool
    is_number: bool


@lru_cache(maxsize=_SENTENCES_AT_HAND)
def tokens(text: str) -> tuple[Token, ...]:
    """The words, numbers and clause signs of a text, in order; figures and verbs are read from the same."""
    found = _TOKEN.finditer(text)
    return tuple(
        Token(_folded(match[0]), match.start(), match.end(), match[2] is not None, match[1] is not None)
        for match in found
    )


@lru_cache(maxsize=1 << 15)
def _folded(word: str) -> str:
    return folding.plain(word)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word or phrase of `length` tokens can mean: `("thing", "dead")`, `("number", "4")`.

    `joined`: it stood behind an "and" that is written together with it.
    """

    kind: str
    value: str
    length: int = 1
    joined: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    rest: tuple[str, ...]  # the further words; a stem ends with `*`
    meaning: Meaning


class Vocabulary:
    """One language's words."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._words: defaultdict[str, list[_Entry]] = defaultdict(list)
        self._stems: defaultdict[str, list[_Entry]] = defaultdict(list)
        self._remembered: dict[str, tuple[_Entry, ...]] = {}
        self._counting: dict[str, bool] = {}
        self._clitics = tuple(str(table.get("clitics", "")).split())
        for kind in ("numbers", "magnitudes", "links", "things", "stances", "opposites"):
            for value, words in table.get(kind, {}).items():
                for phrase in words.split():
                    self._enter(kind.removesuffix("s"), value, phrase)
        for number, word in _compounds(table):
            self._enter("number", str(number), word)
        self._longest_stem = max(map(len, self._stems), default=0)

    def _enter(self, kind: str, value: str, phrase: str) -> None:
        pieces = _pieces(phrase)
        entry = _Entry(pieces[1:], Meaning(kind, value, len(pieces)))
        if pieces[0].endswith("*"):
            self._stems[pieces[0][:-1]].append(entry)
        else:
            self._words[pieces[0]].append(entry)

    def meanings(self, tokens: Sequence[Token], at: int) -> list[Meaning]:
        """What the words that begin at a token can mean, the longest phrases first."""
        if not tokens[at].is_word:
            return []
        entries = self._beginning(tokens[at].folded)
        return [entry.meaning for entry in entries if _follows(entry, tokens, at)] if entries else []

    def counts(self, word: str) -> bool:
        """Whether a word may begin a number or a magnitude: most do not, and are not looked at further."""
        counting = self._counting.get(word)
        if counting is None:
            if len(self._counting) >= _MOST_REMEMBERED_WORDS:
                self._counting.clear()
            kinds = {entry.meaning.kind for entry in self._beginning(word)}
            counting = self._counting[word] = not kinds.isdisjoint(_COUNTING)
        return counting

    def without_clitic(self, word: str) -> str:
        """The word without the longest clitic that may be written together with it."""
        return min((form for form, _ in self._forms(word)), key=len) if self._clitics else word

    def _beginning(self, word: str) -> tuple[_Entry, ...]:
        """The phrases that a word may begin, the longest first; remembered, since texts repeat their words."""
        entries = self._remembered.get(word)
        if entries is None:
            if len(self._remembered) >= _MOST_REMEMBERED_WORDS:
                self._remembered.clear()
            found = [entry for form, clitic in self._forms(word) for entry in self._of(form, clitic)]
            entries = tuple(sorted(found, key=lambda entry: -entry.meaning.length))
            self._remembered[word] = entries
        return entries

    def _of(self, form: str, clitic: str) -> Iterator[_Entry]:
        entries = list(self._words.get(form, ()))
        for length in range(1, min(len(form), self._longest_stem) + 1):
            entries += self._stems.get(form[:length], ())
        for entry in entries:
            if entry.meaning.kind != "number" or not clitic.endswith(_ARTICLE):
                yield replace(entry, meaning=replace(entry.meaning, joined=clitic[:1] == _AND))

    def _forms(self, word: str) -> Iterator[tuple[str, str]]:
        """The word as it is written, and without each clitic, with that."""
        yield word, ""
        for clitic in self._clitics:
            if word.startswith(clitic) and len(word) - len(clitic) >= _SHORTEST_STRIPPED_LETTERS:
                yield word[len(clitic) :], clitic


def _follows(entry: _Entry, tokens: Sequence[Token], at: int) -> bool:
    """Whether the further words of a phrase stand behind its first."""
    if not entry.rest:
        return True
    following = tokens[at + 1 : at + 1 + len(entry.rest)]
    return len(following) == len(entry.rest) and all(map(_fits, entry.rest, following))


def _compounds(table: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """The numbers from 21 to 99 that are written as one word: `{unit}und{tens}`; a tens word loses its last vowel
    before a unit that begins with one (`trentuno`)."""
    pattern = table.get("compounds")
    if not pattern:
        return
    numbers = {int(value): words.split() for value, words in table["numbers"].items()}
    for tens, unit in product(range(20, 100, 10), range(1, 10)):
        for tens_word, unit_word in product(numbers[tens], numbers[unit]):
            elided = tens_word[:-1] if tens_word[-1] in _VOWELS and unit_word[0] in _VOWELS else tens_word
            yield tens + unit, pattern.format(tens=elided, unit=unit_word)


def _pieces(phrase: str) -> tuple[str, ...]:
    """`pull*_out` -> ("pull*", "out"); a word with an apostrophe is as many pieces as a text's would be."""
    pieces: list[str] = []
    for part in phrase.split("_"):
        words = [token.folded for token in tokens(part.removesuffix("*"))]
        pieces += [*words[:-1], words[-1] + ("*" if part.endswith("*") else "")]
    return tuple(pieces)


def _fits(piece: str, token: Token) -> bool:
    return token.folded.startswith(piece[:-1]) if piece.endswith("*") else token.folded == piece


@cache
def load(language: str) -> Vocabulary:
    """A language's words; KeyError for one without a table."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return Vocabulary(tomllib.loads((_TABLES / f"{language}.toml").read_text("utf-8")))


def language_of(text: str, declared: str | None) -> str:
    """Whose words a text is read with: what it is said to be in, unless a long text is plainly in another language."""
    code = primary_code(declared)
    if code in LANGUAGES and code not in dates.LANGUAGES:
        return str(code)
    return dates.words_of(text, declared).language


_NOTHING = Vocabulary({})


@lru_cache(maxsize=64)
def of_language(language: str) -> Vocabulary:
    """A language's words; those of a language without a table are none."""
    return load(language) if language in LANGUAGES else _NOTHING


def partner(side: str) -> str:
    """The opposite of a verb's side: `captured` -> `lost`; "" where it has none."""
    return _PARTNERS.get(side, "")


_OPPOSITES = (
    ("accepted", "refused"),
    ("captured", "lost"),
    ("detained", "released"),
    ("alive", "dead"),
    ("opened", "closed"),
    ("appointed", "dismissed"),
    ("held", "cancelled"),
    ("began", "ended"),
    ("guilty", "acquitted"),
    ("confirmed", "denied"),
)
_PARTNERS = {one: other for pair in _OPPOSITES for one, other in (pair, pair[::-1])}
