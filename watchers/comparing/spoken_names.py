"""Names as they sound: the consonants of a word in Latin letters, so that one name in two scripts is one.

In scripts without capitals every uncommon word may be a name.
"""

from __future__ import annotations

from functools import lru_cache

from watchers.comparing import tokens
from watchers.comparing.features import Features
from watchers.matching.phonetics import romanised
from watchers.text import folding

_LEAST_LETTERS = 4  # of a name, and consonants with its first letter that tell it from others
_WORDS_REMEMBERED = 1 << 15
_GROUPS = (("kh", "h"), ("gh", "g"), ("sch", "s"), ("sh", "s"), ("ch", "s"), ("zh", "s"), ("dj", "s"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ts", "s"), ("tz", "s"), ("ck", "k"), ("x", "ks"))  # fmt: skip  # noqa: E501
_LETTERS = str.maketrans("cqzjpv", "kkssbf", "aeiouywh'")


def spoken_names(features: Features) -> frozenset[str]:
    """The sounds of an article's names; of a text without capitals, of all its uncommon words."""
    candidates = features.names.weights or features.words.weights
    words = (word for word in candidates if len(word) >= _LEAST_LETTERS and word not in tokens.COMMON)
    return frozenset(consonants for word in words if len(consonants := sound(word)) >= _LEAST_LETTERS - 1)


@lru_cache(maxsize=_WORDS_REMEMBERED)
def sound(word: str) -> str:
    """The consonants of a word in Latin letters; sounds that languages exchange are one letter, doubled ones too."""
    latin = romanised(folding.plain(word))
    for group, letter in _GROUPS:
        latin = latin.replace(group, letter)
    plain = latin.translate(_LETTERS)
    return "".join(c for n, c in enumerate(plain) if n == 0 or plain[n - 1] != c)
