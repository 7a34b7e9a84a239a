"""What languages do to names: tables of rules, one file a language family, and one question asked of them.

    arabic        clitics, article, words written together
    east_slavic   Russian, Ukrainian, Bulgarian endings
    west_slavic   Polish, Czech, Slovak, Slovene, Croatian endings
    turkish       suffixes with and without apostrophe
    western       possessives, elisions

The tables are written to be read and corrected by a linguist; tests/data/inflections.toml holds cases for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from watchers.matching.inflection import arabic, east_slavic, turkish, west_slavic, western
from watchers.matching.inflection.paradigm import Base, Endings, by_language
from watchers.reasons.name_rules import Inflection
from watchers.text.scripts import script_of

_LATIN = by_language((*west_slavic.PARADIGMS, *turkish.PARADIGMS, *western.PARADIGMS))
_CYRILLIC = by_language(east_slavic.PARADIGMS)
_ARABIC = by_language(arabic.PARADIGMS)
_NONE = Endings(())
_POSSESSIVE = by_language(western.PARADIGMS)["en"]
_SHORTEST_BASE_LETTERS = 3  # letters that a name keeps when something is taken off


def bases(word: str, language: str | None = None) -> Iterator[Base]:
    """What a folded word may be a form of, apart from itself: likelier ones first, possibly with repetitions.

    `language` is an ISO 639-1 code; a language without rules of its own gives only what any newsroom writes.
    """
    script = script_of(word)
    if script == "arabic":
        yield from _without_clitics(word)
        yield from _endings(_ARABIC, language, fallback=_NONE).bases(word)
    elif script == "cyrillic":
        yield from _endings(_CYRILLIC, language, fallback=_CYRILLIC[""]).bases(word)
    elif script == "latin":
        yield from _without_elision(word)
        if word.startswith(western.ARABIC_ARTICLES) and len(word) > 5:
            yield Base(word[2:], Inflection.ARABIC_ARTICLE_WRITTEN_TOGETHER)
        name, apostrophe, rest = word.partition("'")
        if apostrophe:
            yield Base(name, Inflection.APOSTROPHE, drop=len(rest) + 1)
        yield from _endings(_LATIN, language, fallback=_POSSESSIVE).bases(word)


def _without_elision(word: str) -> Iterator[Base]:
    for elision in western.ELISIONS:
        if word.startswith(elision) and len(word) - len(elision) >= _SHORTEST_BASE_LETTERS:
            yield Base(word[len(elision) :], Inflection.ELISION, skip=len(elision))


def _endings(tables: Mapping[str, Endings], language: str | None, fallback: Endings) -> Endings:
    return tables.get(language or "", fallback)


def _without_clitics(word: str) -> Iterator[Base]:
    for clitic in arabic.CLITICS_WITH_ARTICLE:
        if word.startswith(clitic) and len(word) - len(clitic) >= 2:
            rest, skip = word[len(clitic) :], max(0, len(clitic) - len(arabic.ARTICLE))
            yield Base(arabic.ARTICLE + rest, Inflection.ARABIC_CLITIC, skip)
            yield Base(rest, Inflection.ARABIC_ARTICLE_ADDED, skip)
    for clitic in arabic.CLITICS:
        if word.startswith(clitic) and len(word) - len(clitic) >= _SHORTEST_BASE_LETTERS:
            yield Base(word[len(clitic) :], Inflection.ARABIC_CLITIC, len(clitic))
