"""What a word keeps through its endings, roughly: how words of one language are compared.

A word of a script with endings is cut to its first letters (truncation serves inflected languages nearly as well as a
stemmer for each: McNamee and Mayfield 2004, doi 10.1023/B:INRT.0000009441.78971.be). Arabic writes conjunctions,
prepositions and the article in front, and pronouns and endings behind (after the light stemmer of Larkey et al. 2002,
doi 10.1145/564376.564425).
"""

from __future__ import annotations

from functools import lru_cache

_LEAST_LETTERS, _STEM_LETTERS = 5, 6
_ENDINGS = frozenset("aeiouyаеиоуыяюєїіь")  # of a word hardly longer than its stem: they tell case or number
_ARABIC_PREFIXES = ("وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل", "ف")
_ARABIC_SUFFIXES = ("ها", "ات", "ون", "ين", "ان", "يه", "ه", "ي")
_ARABIC_LETTERS = 3  # that a stem keeps at least


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The stem of a folded word, a number as it is."""
    if "\u0600" <= word[:1] <= "\u06ff":
        return _without_clitics(word)
    if _LEAST_LETTERS <= len(word) <= _STEM_LETTERS and word[-1] in _ENDINGS:
        return word[:-1]
    return word if word.isdecimal() else word[:_STEM_LETTERS]


def _without_clitics(word: str) -> str:
    for prefix in _ARABIC_PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _ARABIC_LETTERS:
            word = word[len(prefix) :]
            break
    for suffix in _ARABIC_SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _ARABIC_LETTERS:
            return word[: -len(suffix)]
    return word
