"""The names of places: countries, the cities that time zones are called after, and a table of further ones.

CLDR knows the former two in every language (Babel brings it); `places.toml` adds what it leaves out. An id says where
a place is: `RU` is a country, `RU/Moscow` a place in it. The names of a language are read when a text first needs them:
all languages at once would take twenty megabytes and a quarter of a second.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from watchers.matching.names import plain

SHOWN = "en"  # the language of the names that people are shown
_SCRIPT_LANGUAGES = {"cyrillic": "ru", "arabic": "ar"}  # for texts in an unknown language
_WORD = re.compile(r"[^\W\d_]+")
_COUNTRY = re.compile(r"[A-Z]{2}")
_NO_COUNTRY = frozenset(("EU", "UN", "EZ", "QO", "XA", "XB", "ZZ", "AQ"))
_NO_TOWNS = ("Antarctica/", "America/Indiana/", "America/Kentucky/", "America/North_Dakota/", "Etc/", "Arctic/")
_LONGEST_ACRONYM = 4  # letters


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a place as folded words. `shouted`: an acronym, which a text has in capitals too."""

    words: tuple[str, ...]
    place: str
    shouted: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a language by their first word, and every word that occurs in any; `common` has those of all."""

    by_first: Mapping[str, tuple[Name, ...]]
    words: frozenset[str]
    common: Names | None = None

    def has(self, word: str) -> bool:
        """Whether the word occurs in a name."""
        return word in self.words or (self.common is not None and self.common.has(word))

    def beginning(self, word: str) -> tuple[Name, ...]:
        """The names that begin with the word, longest first; those of the language before the common ones."""
        common = self.common.beginning(word) if self.common else ()
        return tuple(sorted((*self.by_first.get(word, ()), *common), key=lambda name: -len(name.words)))


@dataclass(frozen=True, slots=True)
class _Table:
    """`places.toml`: names by id, capitals by country, and folded names that are never places."""

    names: Mapping[str, tuple[str, ...]]
    capitals: Mapping[str, str]
    never: frozenset[tuple[str, ...]]


@lru_cache(maxsize=64)  # feeds say what they like about their language
def of_language(language: str | None, script: str = "") -> Names:
    """The names that a text of this language (ISO 639-1) and script may use; the English ones are always among them."""
    code = re.split("[-_]", language or _SCRIPT_LANGUAGES.get(script, SHOWN))[0].lower()
    return _common() if code == SHOWN else _names(_of_cldr(code), _common())


@cache
def _common() -> Names:
    """The English names and those of the table, which texts of any language may use."""
    return _names((*_of_cldr(SHOWN), *_of_table()))


def _names(written: Iterable[tuple[str, str]], common: Names | None = None) -> Names:
    found: dict[tuple[str, ...], Name] = {}
    for place, text in written:
        name = _name(place, text)
        if name is not None and not (common and name in common.beginning(name.words[0])):
            found.setdefault(name.words, name)
    by_first: dict[str, tuple[Name, ...]] = {}
    for name in found.values():
        by_first[name.words[0]] = (*by_first.get(name.words[0], ()), name)
    return Names(by_first, frozenset(word for name in found.values() for word in name.words), common)


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


def capitals() -> Mapping[str, str]:
    """The capital of each country, by the name in its id."""
    return _table().capitals


def named(text: str) -> str | None:
    """The place of exactly that name, in any language whose script it has; None where there is none."""
    words = _words(text)
    letters = {"cyrillic": ("ru", "uk"), "arabic": ("ar", "fa")}.get(
        _script(text), ("en", "fr", "de", "es", "it", "tr")
    )
    for language in letters if words else ():
        for name in of_language(language).beginning(words[0]):
            if name.words == words:
                return name.place
    return None


def _script(text: str) -> str:
    first = next((letter for letter in text if letter.isalpha()), "")
    return "cyrillic" if "\u0400" <= first <= "\u052f" else "arabic" if "\u0600" <= first <= "\u06ff" else "latin"


def _name(place: str, text: str) -> Name | None:
    words = _words(text)
    if not words or words in _table().never:
        return None
    letters = "".join(letter for letter in text if letter.isalpha())
    return Name(words, place, shouted=letters.isupper() and len(letters) <= _LONGEST_ACRONYM)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(plain(text)))


def _of_cldr(language: str) -> Iterator[tuple[str, str]]:
    """Countries and towns with their names in a language; nothing for a language that CLDR does not know."""
    try:
        locale = Locale(language)
    except (UnknownLocaleError, ValueError):
        return
    for country, written in locale.territories.items():
        if _COUNTRY.fullmatch(country) and country not in _NO_COUNTRY:
            yield from ((country, name) for name in _plain(str(written)))
    zones = locale.time_zones
    for zone, place in _zones().items():
        city = zones.get(zone, {}).get("city") or (place.partition("/")[2] if language == SHOWN else "")
        if city:
            yield place, city.partition(",")[0].partition(" (")[0]


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
    territories = Locale(SHOWN).territories
    return {code: next(iter(_plain(str(name))), str(name)) for code, name in territories.items()}


@cache
def _zones() -> Mapping[str, str]:
    """The places that time zones are called after, by zone."""
    countries, new_names = get_global("zone_territories"), get_global("zone_aliases")
    exemplars = Locale(SHOWN).time_zones
    places = {}
    for zone in exemplars.keys() | countries.keys():
        country = countries.get(zone) or countries.get(new_names.get(zone, ""))
        if country is not None and "/" in zone and not zone.startswith(_NO_TOWNS):
            city = exemplars.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")
            if city not in _countries().values():
                places[zone] = f"{country}/{city}"
    return places


@cache
def _table() -> _Table:
    read = tomllib.loads(files(__package__).joinpath("places.toml").read_text("utf-8"))
    names = {country: _listed(text) for country, text in read["also"].items()}
    for country, towns in read["towns"].items():
        names |= {f"{country}/{town}": (town, *_listed(text)) for town, text in towns.items()}
    return _Table(names, read["capitals"], frozenset(map(_words, _listed(read["never"]["words"]))))


def _listed(text: str) -> tuple[str, ...]:
    return tuple(name for part in text.split(",") if (name := part.strip()))
