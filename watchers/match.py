"""Which tracked actors an article mentions, with a reason on every mention.

    fold the fields -> read every distinct word -> look around each reading -> judge by the whole article

Nothing here knows the archive or the language of the reader. A mention under 0.5 was found
and is not believed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from watchers.alias import WORD, Name
from watchers.context import Around, around
from watchers.index import AliasIndex, Reading
from watchers.judge import Found, judge
from watchers.languages import script
from watchers.lookup import complete, find_actors
from watchers.model import Mention, TextField
from watchers.names import Folded, fold
from watchers.support import Support, organisation_support, person_support, whole_name

__all__ = ["complete", "find_actors", "match"]

_INFLECTED = 0.97  # likeness of a form that a rule explains
_BOUNDED = ("latin", "cyrillic", "arabic")


def match(article_title: str, article_text: str, index: AliasIndex, language: str | None = None) -> tuple[Mention, ...]:
    """Every mention of an actor of the index in an article, in reading order, uncertain and vetoed ones included.

    `language` is the article's ISO 639-1 code where it is known (a region after it is ignored).
    """
    code = language.partition("-")[0].lower() if language else None
    fields: tuple[tuple[TextField, Folded], ...] = (("title", fold(article_title)), ("text", fold(article_text)))
    found = [hit for field, folded in fields for hit in find(field, folded, index, code)]
    return judge(found, dict(fields), index.actors)


def find(field: TextField, folded: Folded, index: AliasIndex, language: str | None) -> Iterator[Found]:
    """Everything in one field that may be a mention, with what its neighbours say about it."""
    yield from _written(field, folded, index)
    for word, readings in _telling_words(folded, index, language).items():
        for start in _places(folded.text, word):
            yield from _read(field, folded, (start, start + len(word)), readings, index, language)


def _written(field: TextField, folded: Folded, index: AliasIndex) -> Iterator[Found]:
    for name, start, end in index.written(folded.text):
        if len(name.words) < 2 and name.kind == "person":
            continue  # a single word is read as a surname
        if _bounded(folded.text, start, end) and not (name.acronym and not _capitals(folded, start, end)):
            yield Found(field, start, end, name, 1.0, "name", whole_name(name))


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether a span ends where words end; scripts without spaces need no boundary."""
    before = start > 0 and text[start - 1].isalnum() and script(text[start]) in _BOUNDED
    after = end < len(text) and text[end].isalnum() and script(text[end - 1]) in _BOUNDED
    return not before and not after


def _capitals(folded: Folded, start: int, end: int) -> bool:
    first, last = folded.span(start, end)
    return folded.original[first:last].isupper() or script(folded.text[start]) == "arabic"


def _telling_words(folded: Folded, index: AliasIndex, language: str | None) -> dict[str, tuple[Reading, ...]]:
    """The distinct words of a text that stand for something."""
    readings = {word: index.readings(word, language) for word in set(WORD.findall(folded.text))}
    return {word: found for word, found in readings.items() if found}


def _places(text: str, word: str) -> Iterator[int]:
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum()):
            yield start
        start = text.find(word, start + 1)


def _read(
    field: TextField,
    folded: Folded,
    span: tuple[int, int],
    readings: Iterable[Reading],
    index: AliasIndex,
    language: str | None,
) -> Iterator[Found]:
    start, end = span
    if not folded.capital(start):
        return
    neighbours = around(folded, start, end)
    for reading in readings:
        for name in index.bearers(reading.anchor):
            support = _support(name, reading, neighbours, language)
            if support is not None:
                first = min(start, support.start if support.start >= 0 else start)
                last = max(end, support.end)
                yield Found(field, first, last, name, reading.likeness, reading.rule, support)


def _support(name: Name, reading: Reading, neighbours: Around, language: str | None) -> Support | None:
    if name.kind == "person":
        return person_support(name, neighbours, language)
    return organisation_support(name, neighbours, language) if reading.likeness >= _INFLECTED else None
