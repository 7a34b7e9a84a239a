"""Turkish and Azerbaijani: suffixes on names, by vowel harmony, with and without the apostrophe.

A proper name takes its suffixes after an apostrophe (Erdoğan'ın); newsrooms write it straight, curly, or not at all.
The tables give the suffixes once for each harmony; folding makes ı and i, ö and o, ü and u alike.
"""

from __future__ import annotations

from itertools import product

from watchers.languages.paradigm import Paradigm

_FRONT_BACK = {"A": "ae", "I": "ıiuü", "D": "dt", "C": "cç"}

# Capitals are the sounds that harmonise: A a/e, I ı/i/u/ü, D d/t, C c/ç.
_CASES = ("I", "yI", "In", "nIn", "A", "yA", "DA", "DAn", "lA", "ylA", "nA", "nI", "nDA", "nDAn", "CA", "sIz", "lI")
_MORE = (
    "DAki",
    "DAkiler",
    "nInki",
    "Inki",
    "lAr",
    "lArI",
    "lArIn",
    "lArA",
    "gil",
    "DIr",
    "yDI",
    "DI",
    "mIş",
    "sA",
    "ysA",
    "lIk",
)
SUFFIXES = (*_CASES, *_MORE)


def _spelled(suffix: str) -> set[str]:
    return {"".join(letters) for letters in product(*(_FRONT_BACK.get(sound, sound) for sound in suffix))}


_ALL = tuple(sorted({form for suffix in SUFFIXES for form in _spelled(suffix)}))

PARADIGMS = (
    Paradigm("Turkish suffix after an apostrophe", ("tr", "az"), "", tuple(f"'{form}" for form in _ALL)),
    Paradigm("Turkish suffix", ("tr", "az"), "", _ALL, stem=3),
)
