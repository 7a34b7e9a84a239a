"""Whether an article is a report, or opinion, a live blog or a round-up of many things, with what says so.

    the section its feed puts it in, its address and its feed's, its headline -> the words of `genres.toml`
    its shape                                                                -> lines with times, unrelated headlines

Pure. What is no report starts no story of its own in any alert: see `watchers.telling.route`.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from watchers.model import Article
from watchers.reasons import Reason, Telling
from watchers.text.folding import plain

_WORDS_FILE = Path(__file__).with_name("genres.toml")
_CODES = {"opinion": Telling.OPINION, "live": Telling.LIVE, "round_up": Telling.ROUND_UP}  # as the file calls them

_PARTS = re.compile(r"\s*[:|｜：┃»•/]\s*|\s+[-–—―]+\s+|\s*[\[\]()【】]\s*|(?<=\w)[.!]\s+")  # of a headline
_WORD = re.compile(r"\w+")
_READ_CHARACTERS = 20_000  # of a text, for its shape
_TIMED = re.compile(r"\W{0,3}(?:[01]?\d|2[0-3])\s?[:.hH]\s?[0-5]\d\b(?!\s?(?:%|[^\W\d_]*lion))", re.ASCII)
_LEAST_TIMED_LINES = 4
_BULLET = re.compile(r"\s*(?:[•·▪◦‣●■*–—›>-]|\d{1,2}[.)])\s+")
_ENDED = re.compile(r"[.!?…؟。]\W*$")
_LEAST_ITEMS, _ITEM_WORDS, _ITEMS_SHARE = 5, range(3, 31), 0.6  # lines; words of one; share of the text's letters
_COMMON_SHARE, _TELLING_LETTERS = 0.5, 4  # a word in more of the items makes them one subject; shorter ones say nothing


@dataclass(frozen=True, slots=True)
class _Words:
    """What a genre is known by (see `genres.toml`), folded."""

    code: Telling
    places: frozenset[str]  # directories and sections
    labels: frozenset[str]
    phrases: re.Pattern[str] | None


def of(article: Article) -> Reason | None:
    """What the article is instead of a report, with the sign of it; None: it is a report, for all that is seen."""
    signs = (_by_words(article, words) for words in _genres())
    return next((sign for sign in signs if sign is not None), None) or _by_shape(article.text[:_READ_CHARACTERS])


# ---------------------------------------------------------------- by words


def _by_words(article: Article, words: _Words) -> Reason | None:
    for sign, named in (
        ("section", _first(map(plain, article.sections), words.places)),
        ("address", _first(_directories(article.url, article.feed), words.places)),
        ("headline", _first(_labels(article.title), words.labels)),
        ("headline", _phrase(plain(article.title), words)),
        ("address", _phrase(_slug(article.url), words)),
    ):
        if named:
            return Reason(words.code, sign=sign, words=named)
    return None


def _first(values: Iterable[str], known: frozenset[str]) -> str:
    return next((value for value in values if value in known), "")


def _phrase(text: str, words: _Words) -> str:
    found = words.phrases.search(f" {' '.join(_WORD.findall(text))} ") if words.phrases else None
    return found[0].strip() if found else ""


def _directories(*addresses: str) -> Iterator[str]:
    """The directories of addresses, without the last part of an article's, which is its own name."""
    for address in addresses:
        for directory in _path(address)[:-1]:
            yield plain(directory)


def _slug(address: str) -> str:
    return plain(_path(address)[-1])


def _path(address: str) -> Sequence[str]:
    try:
        return unquote(urlsplit(address).path).split("/")
    except ValueError:
        return [""]


def _labels(title: str) -> Iterator[str]:
    """The first and the last part of a headline that signs part from the rest."""
    parts = [part for part in _PARTS.split(title) if part.strip()]
    yield from (plain(part).strip() for part in (*parts[:1], *parts[-1:]))


@cache
def _genres() -> tuple[_Words, ...]:
    tables = tomllib.loads(_WORDS_FILE.read_text("utf-8"))
    return tuple(_read(_CODES[genre], table) for genre, table in tables.items())


def _read(code: Telling, table: dict[str, str]) -> _Words:
    names, sections, labels, phrases = (_listed(table[key]) for key in ("names", "sections", "labels", "phrases"))
    spelt = "|".join(re.escape(" ".join(_WORD.findall(phrase))) for phrase in sorted(phrases, key=len, reverse=True))
    pattern = re.compile(rf" (?:{spelt}) ") if spelt else None
    return _Words(code, names | sections, names | labels, pattern)


def _listed(words: str) -> frozenset[str]:
    return frozenset(plain(word).strip() for word in re.split(r"[|\n]", words) if word.strip())


# ---------------------------------------------------------------- by shape


def _by_shape(text: str) -> Reason | None:
    lines = [line for line in text.splitlines() if line.strip()]
    timed = sum(1 for line in lines if _TIMED.match(line))
    if timed >= _LEAST_TIMED_LINES:
        return Reason(Telling.LIVE, sign="shape", words=f"{timed} lines that begin with a time")
    items = [line for line in lines if _is_item(line)]
    if len(items) >= _LEAST_ITEMS and len("".join(items)) >= _ITEMS_SHARE * len("".join(lines)) and _unrelated(items):
        return Reason(Telling.ROUND_UP, sign="shape", words=f"{len(items)} unrelated headlines")
    return None


def _is_item(line: str) -> bool:
    """Whether a line is one of a list: behind a bullet, or as short as a headline and without a full stop."""
    words = len(_WORD.findall(line))
    return words in _ITEM_WORDS and (_BULLET.match(line) is not None or not _ENDED.search(line))


def _unrelated(items: Sequence[str]) -> bool:
    """Whether no telling word stands in most of them."""
    counts = Counter(
        word
        for item in items
        for word in {plain(word) for word in _WORD.findall(item)}
        if len(word) >= _TELLING_LETTERS
    )
    return max(counts.values(), default=0) <= _COMMON_SHARE * len(items)
