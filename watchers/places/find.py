"""Which places a text names, in order, with their spans: whole words, in the forms that languages give them.

A name begins with a capital where its script has them; its further words are as they come. Of names that begin at one
word the longest counts, and the form as it is written before one that a rule of inflection explains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from watchers.matching import inflection
from watchers.matching.vocabulary.given_names import is_given
from watchers.places import gazetteer
from watchers.places.gazetteer import Name, Names, TownNames
from watchers.reasons.name_rules import Inflection
from watchers.text.folding import plain
from watchers.text.footnotes import MARKS
from watchers.text.scripts import first_letter, script_of

_LETTER = rf"[^\W\d_{MARKS}]"
_TOKEN = re.compile(rf"{_LETTER}+(?:[\u0300-\u036f\u0640\u064b-\u0652]+{_LETTER}*)*")
_LONGEST_WORD_CHARACTERS = 40  # characters of a word that may belong to a name
_MOST_CACHED_WORDS = 100_000  # distinct words of a language
_WIDEST_GAP_CHARACTERS = 3  # characters between two words of one name, at most
_LONGEST_ACRONYM_LETTERS = 3
_SHORTEST_INFLECTED_LETTERS = 4  # letters of a word that may be an inflected name
# Turkish writes an apostrophe before the suffixes of a proper name, English before its possessive: without one, `liman`
# is a harbour and not Lima's, and Frances is a woman.
_RULES_NOT_FOR_PLACES = (
    Inflection.ARABIC_ARTICLE_ADDED,
    Inflection.TURKISH_SUFFIX,
    Inflection.ENGLISH_PLURAL_OR_POSSESSIVE_WITHOUT_APOSTROPHE,
)
_NEWSPAPERS = frozenset(
    ("times", "post", "tribune", "herald", "journal", "daily", "gazette", "observer", "telegraph", "review", "star")
)
# What stands before a place where something is there, or goes there: `in Moscow`, not `Moscow said`.
_PREPOSITIONS = """
    in to at from near into outside around nach aus bei à a en au aux dans vers depuis hacia desde da em no na para
    w we z ze do в во на из под к у з із до في الى من نحو قرب
"""
_PREPOSITION_WORDS = frozenset(_PREPOSITIONS.split())
_ARABIC_PREPOSITIONS = ("ب", "ل")  # written together with the place
_TURKISH_CASE_SUFFIX = re.compile("[dt][ae](?:n|ki)?|n?[dy]?[ae]")  # behind the apostrophe: there, from there, to there


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """A place in a text: `text[start:end]` names it. `there`: its form, or the word before it, says that something is
    there; else it may be who acts."""

    place: str
    start: int
    end: int
    there: bool = False


def find(text: str, language: str | None = None) -> Iterator[PlaceFound]:
    """The places that the text names, in order, without overlaps. `language` is an ISO 639-1 code."""
    spotter = _spotter(language, script_of(plain(first_letter(text))))
    if not spotter.may_name(text):
        return
    tokens = list(_TOKEN.finditer(text))
    place = 0
    while place < len(tokens):
        if tokens[place][0][0].islower():
            place += 1
            continue
        name = spotter.name_at(text, tokens, place)
        there = name is not None and spotter.says_where(tokens, place, name)
        if name is None or (name.unsure and not there):
            place += 1
            continue
        last = tokens[place + len(name.words) - 1]
        if not _is_of_something_else(text, tokens, place, len(name.words)):
            yield PlaceFound(name.place, tokens[place].start(), last.end(), there)
        place += len(name.words)


class _Spotter:
    """The names of a language, with what is known of words met before; forgotten when it has grown large."""

    def __init__(self, language: str | None, names: Names | TownNames) -> None:
        self._language = language
        self._names = names
        self._forms_by_token: dict[str, tuple[str, ...]] = {}

    def may_name(self, text: str) -> bool:
        """Whether any word of the text can belong to a name."""
        return any(map(self.forms, _TOKEN.findall(text)))

    def name_at(self, text: str, tokens: Sequence[re.Match[str]], place: int) -> Name | None:
        """The longest name that begins at a token."""
        written = tokens[place][0]
        for form in self.forms(written):
            for name in self._names.beginning(form):
                if _fits_capitals(name, written) and self._goes_on(text, tokens, place, name):
                    return name
        return None

    def says_where(self, tokens: Sequence[re.Match[str]], place: int, name: Name) -> bool:
        """Whether the word before the name, or what is written together with it, says that something is there."""
        if place and plain(tokens[place - 1][0]) in _PREPOSITION_WORDS:
            return True
        form = plain(tokens[place][0])
        attached = form != name.words[0] and form.lstrip("وف")[:1] in _ARABIC_PREPOSITIONS
        suffixed = (
            self._language == "tr" and place + 1 < len(tokens) and _TURKISH_CASE_SUFFIX.fullmatch(tokens[place + 1][0])
        )
        return attached or bool(suffixed)

    def _goes_on(self, text: str, tokens: Sequence[re.Match[str]], place: int, name: Name) -> bool:
        if place + len(name.words) > len(tokens):
            return False
        for before, word in enumerate(name.words[1:], place):
            apart = text[tokens[before].end() : tokens[before + 1].start()]
            if len(apart) > _WIDEST_GAP_CHARACTERS or "\n" in apart or word not in self.forms(tokens[before + 1][0]):
                return False
        return True

    def forms(self, token: str) -> tuple[str, ...]:
        """The words of names that a token may be a form of, as it is written first."""
        forms = self._forms_by_token.get(token)
        if forms is None:
            if len(self._forms_by_token) >= _MOST_CACHED_WORDS:
                self._forms_by_token.clear()
            word_forms = (form for form in self._forms(token) if self._names.has(form))
            forms = self._forms_by_token[token] = tuple(dict.fromkeys(word_forms))
        return forms

    def _forms(self, token: str) -> Iterator[str]:
        if len(token) > _LONGEST_WORD_CHARACTERS:
            return
        folded = plain(token)
        yield folded
        if len(folded) < _SHORTEST_INFLECTED_LETTERS or (token.isupper() and len(token) <= _SHORTEST_INFLECTED_LETTERS):
            return
        for base in inflection.bases(folded, self._language):
            if base.rule not in _RULES_NOT_FOR_PLACES:
                yield base.text


def _fits_capitals(name: Name, written: str) -> bool:
    """An acronym is written in capitals; and what is so short and in capitals is an acronym."""
    if name.shouted:
        return written.isupper()
    return (
        len(name.words) > 1 or len(written) > _LONGEST_ACRONYM_LETTERS or not (written.isupper() and written.isascii())
    )


def _is_of_something_else(text: str, tokens: Sequence[re.Match[str]], place: int, words: int) -> bool:
    """Whether the name is a person's (Michael Jordan) or a newspaper's (The Moscow Times)."""
    last = place + words - 1
    before = _capital_beside(text, tokens, place - 1, place) and is_given(plain(tokens[place - 1][0]))
    if before or not _capital_beside(text, tokens, last + 1, last):
        return before
    is_given_name = words == 1 and is_given(plain(tokens[place][0]))
    return is_given_name or plain(tokens[last + 1][0]) in _NEWSPAPERS


def _capital_beside(text: str, tokens: Sequence[re.Match[str]], index: int, neighbour: int) -> bool:
    """Whether there is a token of that index, next to its neighbour, and it begins with a capital."""
    if not 0 <= index < len(tokens) or not tokens[index][0][0].isupper():
        return False
    first, second = sorted((index, neighbour))
    return text[tokens[first].end() : tokens[second].start()] == " "


@lru_cache(maxsize=64)  # feeds say what they like about their language
def _spotter(language: str | None, script: str) -> _Spotter:
    return _Spotter(language, gazetteer.of_language(language, script))
