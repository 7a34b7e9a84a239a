"""Whether a text is in a language that the sentence encoder has learnt, as its script and its words show.

In a language that it has not learnt all texts of one subject lie close together, so that their nearness misleads.
Feeds are often wrong about their language: it is asked for only where the words do not decide.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from watchers.text.languages import primary_code
from watchers.text.scripts import main_script

LEARNT = frozenset(["en", "ar", "ru", "fr", "tr", "de", "es", "it", "pl", "pt", "nl", "zh", "ja", "ko"])

_SAMPLE_CHARACTERS = 600  # of a text, from its beginning
_WORD = re.compile(r"[^\W\d_]+")
_DECLARED_SHARE = 0.15  # of all words, by which the declared language may fall behind another
_ONE_LANGUAGE: Mapping[str, str] = {"Han": "zh", "Hiragana": "ja", "Katakana": "ja", "Hangul": "ko"}  # by script
_LANGUAGES: Mapping[str, Mapping[str, str]] = {  # by script and code: the name of its list of common words
    "Latin": {
        "en": "English", "fr": "French", "tr": "Turkish", "de": "German", "es": "Spanish", "it": "Italian",
        "pl": "Polish", "pt": "Portuguese", "nl": "Dutch",
        "az": "Azerbaijani", "ca": "Catalan", "cs": "Czech", "da": "Danish", "et": "Estonian", "eu": "Basque",
        "fi": "Finnish", "gl": "Galician", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "is": "Icelandic",
        "lt": "Lithuanian", "lv": "Latvian", "ms": "Malay", "nb": "Norwegian_Bokmal", "ro": "Romanian", "sk": "Slovak",
        "sl": "Slovenian", "sq": "Albanian", "sv": "Swedish", "sw": "Swahili", "tl": "Tagalog",
        "uz": "Uzbek", "vi": "Vietnamese",
    },
    "Cyrillic": {
        "ru": "Russian", "be": "Belarusian", "bg": "Bulgarian", "kk": "Kazakh", "ky": "Kyrgyz", "mk": "Macedonian",
        "sr": "Serbian", "uk": "Ukrainian",
    },
    "Arabic": {"ar": "Arabic", "fa": "Persian", "ur": "Urdu"},
}  # fmt: skip


_LEARNT_LISTS = frozenset(name for lists in _LANGUAGES.values() for code, name in lists.items() if code in LEARNT)


def language_of(text: str, declared: str | None) -> str | None:
    """The ISO 639-1 code of the language that a text begins in, as far as `LEARNT` can be told from others.

    None where it has no letters, or nothing tells: no common word of any language, and none declared.
    """
    sample = text[:_SAMPLE_CHARACTERS]
    script = main_script(sample)
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script]
    lists, words = _LANGUAGES.get(script, {}), {word.casefold() for word in _WORD.findall(sample)}
    shares = {code: len(words & _common_words(name)) / len(words) for code, name in lists.items() if words}
    code = primary_code(declared)
    if code in shares:
        shares[code] += _DECLARED_SHARE
    best = max(shares, key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] else None


@cache
def _common_words(name: str) -> frozenset[str]:
    from justext.utils import get_stoplist  # reads a file a language

    return frozenset(word.casefold() for word in get_stoplist(name) if _WORD.fullmatch(word)) - _strangers(name)


def _strangers(name: str) -> frozenset[str]:
    """English words, which the lists of smaller languages hold from the titles of songs and films."""
    return frozenset() if name in _LEARNT_LISTS else _common_words("English")
