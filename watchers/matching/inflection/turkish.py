"""Turkish and Azerbaijani: suffixes on names, by vowel harmony, with and without the apostrophe.

A proper name takes its suffixes after an apostrophe (Erdoğan'ın); newsrooms write it straight, curly, or not at
all. After an apostrophe any suffix is taken. Without one it has to fit the name, or Gülen would be Gül: a vowel
does not follow a vowel, d becomes t after a voiceless consonant, and a and e follow the last vowel of the name.
Folding has made ı and i, ö and o, ü and u alike, so that only a and e tell the harmony.
"""

from __future__ import annotations

from itertools import product

from watchers.matching.inflection.paradigm import Paradigm
from watchers.reasons.name_rules import Inflection

# Capitals are the sounds that harmonise: A a/e, I ı/i/u/ü, D d/t, C c/ç.
AFTER_CONSONANT = ("I", "In", "A", "Inki", "In", "ImIz")
AFTER_VOWEL = ("yI", "nIn", "yA", "ylA", "nA", "nI", "nDA", "nDAn", "nInki", "ysA", "yDI", "sI", "sInIn")
ALWAYS = (
    "DA",
    "DAn",
    "DAki",
    "lA",
    "lAr",
    "lArI",
    "lArIn",
    "lArA",
    "CA",
    "lI",
    "sIz",
    "DIr",
    "DI",
    "gil",
    "gillAr",
    "lIk",
)

_VOICELESS = "fstkhp"
_VOWELS = "aeiou"
_VOICED = "bcdgjlmnrvyzw"
_LANGUAGES = ("tr", "az")


def _spelled(suffix: str, *, a: str = "ae", d: str = "dt") -> tuple[str, ...]:
    sounds = {"A": a, "I": "iu", "D": d, "C": "c"}
    return tuple("".join(letters) for letters in product(*(sounds.get(sound, sound) for sound in suffix)))


def _apostrophe() -> Paradigm:
    suffixes = (*AFTER_CONSONANT, *AFTER_VOWEL, *ALWAYS)
    endings = tuple(f"'{form}" for suffix in suffixes for form in _spelled(suffix))
    return Paradigm(Inflection.TURKISH_SUFFIX_AFTER_AN_APOSTROPHE, _LANGUAGES, "", endings)


def _harmonised() -> list[Paradigm]:
    """One row for each kind of last letter and each vowel that a and e follow."""
    rows = []
    for suffixes, after, d in (
        ((*AFTER_CONSONANT, *ALWAYS), _VOICED, "d"),
        ((*AFTER_CONSONANT, *ALWAYS), _VOICELESS, "t"),
        ((*AFTER_VOWEL, *ALWAYS), _VOWELS, "d"),
    ):
        for a, vowels in (("a", "aiou"), ("e", "eiou")):
            endings = tuple(dict.fromkeys(form for suffix in suffixes for form in _spelled(suffix, a=a, d=d)))
            rows.append(
                Paradigm(Inflection.TURKISH_SUFFIX, _LANGUAGES, "", endings, stem=3, after=after, vowels=vowels)
            )
    return rows


PARADIGMS = (_apostrophe(), *_harmonised())
