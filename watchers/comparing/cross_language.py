"""Likeness of articles in different languages: tracked actors, names as they sound, figures and days.

Words do not meet across languages, so names carry the comparison: each is spelt in Latin letters and stripped of what
languages change at will. In scripts without capitals every uncommon word may be a name.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from watchers.comparing import tokens
from watchers.comparing.article_profile import profile
from watchers.matching.phonetics import romanised
from watchers.model import Article
from watchers.text import folding

_LEAST = 4  # letters of a name, and consonants with its first letter that tell it from others
_BIAS = -5.5
_ACTOR, _ACTORS = 1.25, 2  # each shared actor, up to so many: those of one conflict are always named together
_SAME_ACTORS = 1.5  # times the actors in common among all
_NAMES, _FIGURES, _SAME_DAY = 4.0, 4.0, 1.0
_ALONE = 3  # names in common without which articles that share no actor are strangers
_GROUPS = (("kh", "h"), ("gh", "g"), ("sch", "s"), ("sh", "s"), ("ch", "s"), ("zh", "s"), ("dj", "s"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ts", "s"), ("tz", "s"), ("ck", "k"), ("x", "ks"))  # fmt: skip  # noqa: E501
_LETTERS = str.maketrans("cqzjpv", "kkssbf", "aeiouywh'")


def foreign(one: Article, other: Article) -> bool:
    """Whether the texts are in different languages, by what is declared or else by their scripts."""
    if one.language and other.language:
        return one.language[:2].lower() != other.language[:2].lower()
    return _script(one) != _script(other)


@lru_cache(maxsize=1024)
def _script(article: Article) -> str:
    letters = [c for c in (article.text or article.title)[:400] if c.isalpha()]
    if not letters:
        return ""
    blocks = [ord(c) >> 8 if ord(c) >= 0x250 else 0 for c in letters]
    return str(max(set(blocks), key=lambda block: (blocks.count(block), -block)))


@lru_cache(maxsize=1024)
def sounds(article: Article) -> frozenset[str]:
    """The article's names as they sound; of a text without capitals, all its uncommon words."""
    found = profile(article).features
    candidates = found.names.weights or found.words.weights
    heard = (sound(word) for word in candidates if len(word) >= _LEAST and word not in tokens.COMMON)
    return frozenset(each for each in heard if len(each) >= _LEAST - 1)


@lru_cache(maxsize=1 << 15)
def sound(word: str) -> str:
    """The consonants of a word in Latin letters; sounds that languages exchange are one."""
    latin = romanised(folding.plain(word))
    for group, letter in _GROUPS:
        latin = latin.replace(group, letter)
    plain = latin.translate(_LETTERS)
    return "".join(c for n, c in enumerate(plain) if n == 0 or plain[n - 1] != c)


def odds(
    one: Article, other: Article, mine: Collection[str], theirs: Collection[str], figures: float, days: float
) -> float:
    """Log-odds that two articles in different languages report one development.

    `mine` and `theirs` are the tracked actors, `figures` the share of numbers in common, `days` the days between them.
    """
    actors = set(mine) & set(theirs)
    here, there = sounds(one), sounds(other)
    shared = len(here & there)
    if not actors and shared < _ALONE:
        return _BIAS
    names_shared = shared / (len(here) + 1) + shared / (len(there) + 1)
    people = _ACTOR * min(_ACTORS, len(actors)) + _SAME_ACTORS * len(actors) / (len({*mine, *theirs}) or 1)
    same_day = _SAME_DAY if days <= 1 else 0.0
    return _BIAS + people + _NAMES * names_shared + _FIGURES * figures + same_day
