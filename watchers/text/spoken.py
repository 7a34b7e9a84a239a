"""Which language a text is in: its script says it, and the common words that it begins with.

Feeds are often wrong about their language, so what they declare is asked for only where the words do not decide, or
where the language is one without a list of common words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from watchers.text.languages import primary_code
from watchers.text.scripts import main_script

_SAMPLE_CHARACTERS = 600  # of a text, from its beginning
_WORD = re.compile(r"[^\W\d_]+")
_KANA = re.compile("[\u3040-\u30ff]")
_DECLARED_SHARE = 0.15  # of all words, by which the declared language may fall behind another
_LEAST_LEAD = 2  # words by which it falls behind where another is believed
_FOREIGN_SHARE = 0.2  # of all words, common in another language: then it is not in a declared one without a list
_ONE_LANGUAGE: Mapping[str, str] = {  # by script
    "Han": "zh", "Hiragana": "ja", "Katakana": "ja", "Hangul": "ko", "Greek": "el", "Hebrew": "he", "Thai": "th",
    "Georgian": "ka", "Armenian": "hy", "Lao": "lo", "Khmer": "km", "Myanmar": "my", "Tamil": "ta", "Telugu": "te",
    "Kannada": "kn", "Malayalam": "ml", "Gujarati": "gu", "Gurmukhi": "pa", "Sinhala": "si",
}  # fmt: skip
_LANGUAGES: Mapping[str, Mapping[str, str]] = {  # by script and code, English first: the name of its list of words
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


# The lists are of encyclopedias, which know neither first persons nor yesterday.
_MISSING = {
    "fr": frozenset(["je", "me", "moi", "ai", "suis", "vais", "nous", "vous", "hier", "demain", "hui", "lendemain"])
}
_NOT_ENGLISH = frozenset(["de", "san"])  # although in its list
_OTHERS_SCRIPT = {*_ONE_LANGUAGE.values(), *(code for lists in _LANGUAGES.values() for code in lists)}


def language_of(text: str, declared: str | None) -> str | None:
    """The ISO 639 code of the language that a text begins in; `declared` is what its feed says, a tag or None.

    None where it has no letters, or nothing tells: no common word of any language, and none declared of its script.
    """
    sample, code = text[:_SAMPLE_CHARACTERS], primary_code(declared)
    script = main_script(sample)
    if script in _ONE_LANGUAGE:
        return "ja" if script == "Han" and _KANA.search(sample) else _ONE_LANGUAGE[script]
    words = {word.casefold() for word in _WORD.findall(sample)}
    return _by_words(words, script, code) if words else None


def _by_words(words: set[str], script: str, declared: str | None) -> str | None:
    lists = _lists_by_word(script)
    counts = Counter(code for word in words for code in lists.get(word, ()))
    best, most = max(counts.items(), key=lambda pair: (pair[1], pair[0] == declared), default=(None, 0))
    if declared is None:
        return best
    if declared in _LANGUAGES.get(script, {}):
        lead = most - counts[declared]
        return best if lead >= _LEAST_LEAD and lead > _DECLARED_SHARE * len(words) else declared
    in_another_script = declared in _OTHERS_SCRIPT
    return best if in_another_script or most >= _FOREIGN_SHARE * len(words) else declared


@cache
def _lists_by_word(script: str) -> Mapping[str, Sequence[str]]:
    """The languages of a script in which a word is common, by word.

    English words are nobody else's: all lists hold them, from the titles of songs and films. Nor is a single Latin
    letter, which an apostrophe may have cut off, unless English has it.
    """
    from justext.utils import get_stoplist  # reads a file a language

    codes: dict[str, list[str]] = defaultdict(list)
    for code, name in _LANGUAGES.get(script, {}).items():
        listed = {word.casefold() for word in get_stoplist(name) if _WORD.fullmatch(word)}
        for word in listed | _MISSING.get(code, frozenset()):
            foreign = word in _NOT_ENGLISH if code == "en" else "en" in codes[word]
            if not foreign and (len(word) > 1 or code == "en" or script != "Latin"):
                codes[word].append(code)
    return {word: tuple(found) for word, found in codes.items()}
