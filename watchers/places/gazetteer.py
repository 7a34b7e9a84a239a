"""The names of places: countries, towns, and a table of further ones.

CLDR knows the countries in every language (Babel brings it), `towns` the towns of each in three scripts, and
`places.toml` what is a matter of judgement. An id says where a place is: `RU` is a country, `RU/Moscow` a place in it.
The names of a language or script are read when a text first needs them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from babel import Locale, UnknownLocaleError

from watchers.places import towns
from watchers.text.folding import plain
from watchers.text.scripts import first_letter, script_of

SHOWN_LANGUAGE = "en"  # the language of the names that people are shown
_SCRIPT_LANGUAGES = {"cyrillic": "ru", "arabic": "ar"}  # for texts in an unknown language
_WORD = re.compile(r"[^\W\d_]+")
_COUNTRY = re.compile(r"[A-Z]{2}")
_NO_COUNTRY_CODES = frozenset(("EU", "UN", "EZ", "QO", "XA", "XB", "ZZ", "AQ"))
_LONGEST_ACRONYM_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a place as folded words. `shouted`: an acronym, which a text has in capitals too. `unsure`: also a
    word or a person's name, which means the place only where something is said to be there."""

    words: tuple[str, ...]
    place: str
    shouted: bool = False
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """Names by their first word, and every word that occurs in any; the further ones of `common` come after these."""

    by_first: Mapping[str, tuple[Name, ...]]
    words: frozenset[str]
    common: Names | TownNames | None = None

    def has(self, word: str) -> bool:
        """Whether the word occurs in a name."""
        return word in self.words or (self.common is not None and self.common.has(word))

    def beginning(self, word: str) -> tuple[Name, ...]:
        """The names that begin with the word, longest first; those of the language before the common ones."""
        common = self.common.beginning(word) if self.common else ()
        return tuple(sorted((*self.by_first.get(word, ()), *common), key=lambda name: -len(name.words)))


@dataclass(frozen=True, slots=True)
class TownNames:
    """The towns' names in a script by their first word, kept as text: as many values would take ten times the memory.

    An entry of `by_first` is a town's id where its name is that word alone and sure, else lines of `id<tab>name` with a
    `?` behind an unsure name. `common` has further names, which come before these.
    """

    by_first: Mapping[str, str]
    later_words: frozenset[str]
    common: Names | None = None

    def has(self, word: str) -> bool:
        """Whether the word occurs in a name."""
        return word in self.by_first or word in self.later_words or (self.common is not None and self.common.has(word))

    def beginning(self, word: str) -> tuple[Name, ...]:
        """The names that begin with the word, longest first; the common ones before the towns'."""
        common = self.common.beginning(word) if self.common else ()
        lines = self.by_first.get(word, "").split("\n")
        names = (_town(word, line) for line in lines if line)
        return tuple(sorted((*common, *names), key=lambda name: -len(name.words)))


def _town(word: str, line: str) -> Name:
    place, _, name = line.partition("\t")
    return Name(tuple(_WORD.findall(name)) or (word,), place, unsure=name.endswith("?"))


@dataclass(frozen=True, slots=True)
class _Table:
    """`places.toml`: names by id, towns that stand for their country, and folded names that are never places."""

    names: Mapping[str, tuple[str, ...]]
    seats: dict[str, str]
    never: frozenset[tuple[str, ...]]


@lru_cache(maxsize=64)  # feeds say what they like about their language
def of_language(language: str | None, script: str = "") -> Names | TownNames:
    """The names that a text of this language (ISO 639-1) and script may use; the English ones are always among them."""
    code = re.split("[-_]", language or _SCRIPT_LANGUAGES.get(script, SHOWN_LANGUAGE))[0].lower()
    common = _towns(script) if script in _SCRIPT_LANGUAGES else _common()
    return common if code == SHOWN_LANGUAGE else _names((_name(*entry) for entry in _of_cldr(code)), common)


@cache
def _common() -> Names:
    """The English names and those of the table, which texts of any language may use, and the towns in Latin letters."""
    return _names((_name(*entry) for entry in (*_of_cldr(SHOWN_LANGUAGE), *_of_table())), _towns("latin"))


@cache
def _towns(script: str) -> TownNames:
    """The towns' names in a script; before those in other letters than Latin come the common names."""
    by_first: dict[str, str] = {}
    later: set[str] = set()
    for place, name, unsure in towns.named(script):
        first, *others = _WORD.findall(name)
        if (first, *others) not in _table().never:
            line = f"{place}\t{name}{'?' * unsure}" if others or unsure else place
            by_first[first] = f"{by_first[first]}\n{line}" if first in by_first else line
            later.update(others)
    return TownNames(by_first, frozenset(later), None if script == "latin" else _common())


def _names(names: Iterable[Name | None], common: Names | TownNames | None = None) -> Names:
    names_by_words: dict[tuple[str, ...], Name] = {}
    for name in names:
        if name is not None:
            names_by_words.setdefault(name.words, name)
    by_first: dict[str, tuple[Name, ...]] = {}
    for name in names_by_words.values():
        by_first[name.words[0]] = (*by_first.get(name.words[0], ()), name)
    return Names(by_first, frozenset(word for name in names_by_words.values() for word in name.words), common)


def shown(place: str) -> str:
    """The English name of a place; of an id that is no longer known, the id."""
    country, _, town = place.partition("/")
    return town or _countries().get(country, country)


def related(place: str) -> tuple[str, ...]:
    """The place, and the other one that the news use for it: a country for its capital, a capital for its country."""
    country, _, town = place.partition("/")
    capital = capitals().get(country)
    if capital is None:
        return (place,)
    return (place, f"{country}/{capital}") if not town else (place, country) if town == capital else (place,)


def capitals() -> dict[str, str]:
    """The capital of each country, or the town that the news use for it in its stead, by the name in its id."""
    return towns.capitals() | _table().seats


def named(text: str) -> str | None:
    """The place of exactly that name, in any language whose script it has; None where there is none."""
    words = _words(text)
    script = script_of(first_letter(text))
    languages = {"cyrillic": ("ru", "uk"), "arabic": ("ar", "fa")}.get(script, ("en", "fr", "de", "es", "it", "tr"))
    for language in languages if words else ():
        for name in of_language(language, script).beginning(words[0]):
            if name.words == words:
                return name.place
    return None


def _name(place: str, text: str) -> Name | None:
    words = _words(text)
    if not words or words in _table().never:
        return None
    letters = "".join(letter for letter in text if letter.isalpha())
    return Name(words, place, shouted=letters.isupper() and len(letters) <= _LONGEST_ACRONYM_LETTERS)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(plain(text)))


def _of_cldr(language: str) -> Iterator[tuple[str, str]]:
    """Countries with their names in a language; nothing for a language that CLDR does not know."""
    try:
        locale = Locale(language)
    except (UnknownLocaleError, ValueError):
        return
    for country, written in locale.territories.items():
        if _COUNTRY.fullmatch(country) and country not in _NO_COUNTRY_CODES:
            yield from ((country, name) for name in _plain(str(written)))


def _plain(written: str) -> Iterator[str]:
    """`Myanmar (Burma)` is two names; `Congo - Kinshasa` and `Hong Kong SAR China` are none that texts use."""
    if " - " in written or " SAR " in written:
        return
    name, _, other = written.partition(" (")
    yield name
    if other and not other.rstrip(")").isupper():
        yield other.rstrip(")")


def _of_table() -> Iterable[tuple[str, str]]:
    return ((place, name) for place, names in _table().names.items() for name in names)


@cache
def _countries() -> Mapping[str, str]:
    territories = Locale(SHOWN_LANGUAGE).territories
    return {code: next(iter(_plain(str(name))), str(name)) for code, name in territories.items()}


@cache
def _table() -> _Table:
    table = tomllib.loads(files(__package__).joinpath("places.toml").read_text("utf-8"))
    names = {country: _listed(text) for country, text in table["also"].items()}
    for country, places in table["places"].items():
        names |= {f"{country}/{place}": (place, *_listed(text)) for place, text in places.items()}
    return _Table(names, table["seats"], frozenset(map(_words, _listed(table["never"]["words"]))))


def _listed(text: str) -> tuple[str, ...]:
    return tuple(name for part in text.split(",") if (name := part.strip()))
