"""The words with which languages write dates, read from one table (TOML) a language.

A table's string holds words separated by blanks; `_` joins the words of a phrase; `a{b,c}` stands for `ab` and `ac`.
Everything is folded before it is compared: no case, no accents, one apostrophe.
"""

from __future__ import annotations

import itertools
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from watchers.text.footnotes import MARKS
from watchers.text.languages import primary_code

TABLES = Path(__file__).with_name("tables")
LANGUAGES = tuple(sorted(path.stem for path in TABLES.glob("*.toml")))
# A number with its digits, a word of letters (with its accents), or one sign; marks of footnotes are passed over.
_LETTER = rf"[^\W\d_{MARKS}]"
TOKEN = re.compile(rf"\d+|{_LETTER}+(?:[\u064b-\u0652\u0640\u0300-\u036f]{_LETTER}*)*|[^\w\s]|_")

NOUNS = frozenset({"thing", "occurrence", "namesake", "when"})  # what nouns say of a date beside them, see `named`

Meanings = Mapping[str, int]  # category -> value: {"month": 5}
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """One language's table. `lexicon` maps folded phrases (one word or more) to what they can mean."""

    language: str
    order: Literal["mdy", "dmy"]  # of 5/12
    lexicon: Mapping[Phrase, Meanings]
    single: frozenset[str]  # the phrases of one word, but for the nouns of `NOUNS`
    phrase_lengths: Mapping[str, int]  # first word of phrases -> how many words the longest has
    anchors: frozenset[str]  # words of which a sentence needs one to hold a date
    weak: frozenset[str]  # also ordinary words or names: a date only beside a number or a word that dates
    capital: bool  # weak words count only with a capital letter
    suffixes: tuple[str, ...]  # that months, weekdays and units may carry; longest first
    prefixes: tuple[str, ...]  # conjunctions and prepositions written together with the word
    ordinal_suffixes: frozenset[str]
    adverbial_years: bool  # "Er kam 2011 zurück": a bare year says when
    prenominal_dates: bool  # "the 25 January revolution": a date stands before its noun
    past_endings: tuple[str, ...]  # of verbs, as they are written
    future_endings: tuple[str, ...]


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """One word as it is compared: no case, accents, tashkeel or tatweel; dotless and dotted i are one."""
    word = unicodedata.normalize("NFKD", word.replace("’", "'").replace("ʼ", "'").casefold())
    return "".join(c for c in word if not unicodedata.combining(c) and c != "ـ").replace("ı", "i")


def split(text: str) -> list[str]:
    """The words, numbers and signs of a text."""
    return TOKEN.findall(text)


def known(language: str | None) -> Words | None:
    """The table of a language (`en`, or a tag that starts so: `en-GB`); None where there is none."""
    code = primary_code(language)
    return load(code) if code in LANGUAGES else None


@cache
def load(code: str) -> Words:
    """The table of one of `LANGUAGES`."""
    table = tomllib.loads((TABLES / f"{code}.toml").read_text(encoding="utf-8"))
    lexicon: dict[Phrase, dict[str, int]] = {}
    for category, value, text in _entries(table):
        for phrase in _phrases(text):
            lexicon.setdefault(phrase, {})[category] = value
    words = table["words"]
    return Words(
        language=code,
        order=table["order"],
        lexicon=lexicon,
        single=frozenset(
            phrase[0] for phrase, meanings in lexicon.items() if len(phrase) == 1 and not meanings.keys() <= NOUNS
        ),
        phrase_lengths=_phrase_lengths(lexicon),
        anchors=_anchors(lexicon),
        weak=frozenset(phrase[0] for phrase in _phrases(table.get("weak", ""))),
        capital=table.get("capital", False),
        suffixes=tuple(sorted(map(fold, table.get("suffixes", "").split()), key=len, reverse=True)),
        prefixes=tuple(map(fold, table.get("prefixes", "").split())),
        ordinal_suffixes=frozenset(map(fold, words.get("ordinal_suffix", "").split())),
        adverbial_years=table.get("adverbial_years", False),
        prenominal_dates=table.get("prenominal_dates", False),
        past_endings=tuple(words.get("past_endings", "").split()),
        future_endings=tuple(words.get("future_endings", "").split()),
    )


def _entries(table: Mapping[str, Any]) -> Iterator[tuple[str, int, str]]:
    """(category, value, text) of everything that a table lists."""
    for number, text in enumerate(table["months"], 1):
        yield "month", number, text
    for number, text in enumerate(table["weekdays"]):
        yield "weekday", number, text
    for category, section in (("number", "numbers"), ("ordinal", "ordinals"), ("relative", "days")):
        for value, text in table.get(section, {}).items():
            yield category, int(value), text
    for number, unit in enumerate(UNITS):
        yield "unit", number, table["units"].get(unit, "")
        yield "units", number, table.get("many", {}).get(unit, "")
        yield "dual", number, table.get("duals", {}).get(unit, "")
    yield from ((category, 0, text) for category, text in table["words"].items() if category not in ENDING_KEYS)


def _phrase_lengths(lexicon: Mapping[Phrase, Meanings]) -> Mapping[str, int]:
    phrase_lengths: dict[str, int] = {}
    for phrase in lexicon:
        if len(phrase) > 1:
            phrase_lengths[phrase[0]] = max(phrase_lengths.get(phrase[0], 0), len(phrase))
    return phrase_lengths


ANCHOR_CATEGORIES = frozenset(
    {"month", "weekday", "unit", "units", "dual", "relative", "then", "eve", "ordinal_suffix"}
)


def _anchors(lexicon: Mapping[Phrase, Meanings]) -> frozenset[str]:
    """Every such word, and of a phrase that holds none its longest word."""
    phrases = [phrase for phrase, meanings in lexicon.items() if not ANCHOR_CATEGORIES.isdisjoint(meanings)]
    single = {phrase[0] for phrase in phrases if len(phrase) == 1}
    return frozenset(single | {max(phrase, key=len) for phrase in phrases if single.isdisjoint(phrase)})


@lru_cache(maxsize=65536)
def is_date_word(word: str) -> bool:
    """Whether a word is one without which some language has no dates: a month, a weekday, a unit, "yesterday"."""
    return any(fold(word) in load(language).anchors for language in LANGUAGES)


ENDING_KEYS = ("past_endings", "future_endings")
UNITS = ("day", "week", "fortnight", "month", "year", "decade")


def _phrases(text: str) -> Iterator[Phrase]:
    for entry in text.split():
        for spelt in _expand(entry):
            yield tuple(fold(piece) for piece in split(spelt.replace("_", " ")))


def _expand(entry: str) -> Iterator[str]:
    parts = [part.split(",") if n % 2 else [part] for n, part in enumerate(re.split("[{}]", entry))]
    yield from ("".join(combination) for combination in itertools.product(*parts))
