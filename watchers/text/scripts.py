"""Which script a character, a word or a text is in: one definition for every stage.

    unicode_script   of a character: Latin, Cyrillic, Arabic, Greek, Hebrew, Han, Thai, ...
    script_of        of a word, among the scripts whose names are matched by rules
    main_script      of most letters of a text

Unicode's own names of characters say it, mostly in their first word: ARABIC LETTER BEH, CJK UNIFIED IDEOGRAPH-56FD.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Literal

Script = Literal["latin", "cyrillic", "arabic", "other"]  # those with rules about names, and all the rest

# Scripts that write no blank between words (Thai and Lao, Burmese, Khmer, kana, Han), as ranges of a character class.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
HANGUL = "\uac00-\ud7af"  # writes blanks, but joins its particles to the word before them

_SAMPLE_CHARACTERS = 600  # of a text, from its beginning: enough to tell its script
_NAMES = {
    "LATIN": "Latin",
    "ARABIC": "Arabic",
    "CYRILLIC": "Cyrillic",
    "GREEK": "Greek",
    "HEBREW": "Hebrew",
    "CJK": "Han",
}
_WITH_RULES: dict[str, Script] = {"Latin": "latin", "Cyrillic": "cyrillic", "Arabic": "arabic"}


@lru_cache(maxsize=1 << 14)
def unicode_script(character: str) -> str:
    """The script of one character, its digits and signs included; "" for a character without a name, or for ""."""
    # any word of the name, not only the first: EXTENDED ARABIC-INDIC DIGIT TWO
    words = re.split("[ -]", unicodedata.name(character, "")) if character else [""]
    return next((_NAMES[word] for word in words if word in _NAMES), words[0].capitalize())


def script_of(word: str) -> Script:
    """The script of a word, told by its first character; "other" also for a digit, a sign or nothing."""
    return _WITH_RULES.get(unicode_script(word[:1]), "other")


def first_letter(text: str) -> str:
    """The first letter of a text; "" where it has none."""
    return next((character for character in text if character.isalpha()), "")


def main_script(text: str) -> str:
    """The script (see `unicode_script`) of most letters at the beginning of a text, Latin of equally many.

    "" where there is no letter.
    """
    if text.isascii():
        return "Latin" if any(map(str.isalpha, text)) else ""
    letters = filter(str.isalpha, text[:_SAMPLE_CHARACTERS])
    counts = Counter(map(unicode_script, letters))
    return max(counts, key=lambda script: (counts[script], script == "Latin"), default="")
