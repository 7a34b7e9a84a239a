"""The definition of folding, character by character.

Folding removes what writers add or leave out at will: compatibility forms, case, diacritics, Arabic tashkeel and
tatweel, the forms of alef, hamza, ya, kaf and ta marbuta, zero-width and direction marks, the kinds of apostrophe,
hyphen and white space, marks of footnotes among these.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from watchers.text.footnotes import MARKS

_SPACES = "\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029_"
_HYPHENS = "-\u2010\u2011·"
_DASHES = "\u2012\u2013\u2014\u2015\u2212"  # between words, not within them
_APOSTROPHES = "’‘ʼʻʽ′`´＇ʹʾʿ‛"

# Letters that do not decompose into a base letter and marks, or not into the one that writers confuse them with.
_LETTERS = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i", "ŋ": "n",
    "ґ": "г", "ѓ": "г", "ќ": "к", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "ә": "а",
    "ة": "ه", "ی": "ي", "ى": "ي", "ک": "ك", "ە": "ه", "ہ": "ه", "ھ": "ه", "ٱ": "ا", "گ": "ك", "ڤ": "ف", "چ": "ج",
    "ء": "", "\u0640": "",
}  # fmt: skip
_SIGNS = (
    dict.fromkeys(_SPACES + _HYPHENS, " ") | dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_DASHES, ";") | {"…": "."}
)
_REPLACEMENTS = _SIGNS | _LETTERS
_FOOTNOTE = re.compile(f"[{MARKS}]")
_DROPPED_CATEGORIES = ("Mn", "Cf")  # combining marks; zero-width, direction and other invisible marks


@lru_cache(maxsize=65536)
def fold_character(character: str) -> str:
    """What one character becomes, which may be nothing or several characters."""
    if "\ud800" <= character <= "\udfff":  # half of a character, which no other program takes
        return "\ufffd"
    if _FOOTNOTE.match(character):
        return " "
    for form in (character, character.casefold()):
        if form in _REPLACEMENTS:
            return _REPLACEMENTS[form]
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", character).casefold())
    letters = "".join(
        _REPLACEMENTS.get(part, part) for part in parts if unicodedata.category(part) not in _DROPPED_CATEGORIES
    )
    return unicodedata.normalize("NFC", letters)
