"""Which tracked actors an article mentions, with a reason on every mention.

    fold the fields -> read every distinct word -> look around each reading -> judge by the whole article

Nothing here knows the archive or the language of the reader. A mention under 0.5 was found
and is not believed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from watchers.matching.alias import Name
from watchers.matching.context import Around, around, word_before
from watchers.matching.index import AliasIndex, Piece
from watchers.matching.judge import judge
from watchers.matching.languages import bases, script
from watchers.matching.lookup import find_actors
from watchers.matching.name_tables import EXPLAINED, Reading
from watchers.matching.names import Folded, fold
from watchers.matching.scene import Found
from watchers.matching.support import Support, organisation_support, person_support, whole_name
from watchers.model import Mention, TextField

__all__ = ["find_actors", "match"]

# From a letter that is no small one up to white space: what may be, or begin with, a name. Most words are passed over.
_SMALL = r"a-zß-öø-ÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĵķĺļľłńņňōŏőœŕŗřśŝşšţťũūŭůűųŵŷźżž" r"а-яѐ-џґў"
_TOKEN = re.compile(rf"[^{_SMALL}\s\d!-/:-@\[-`{{-~«»„“”‘’–—…]\S*")
_MANY = 60  # tokens looked for one by one; more are found in one pass
_BESIDE = 3  # words on either side that may tell one bearer of a common surname from the others
_BOUNDED = ("latin", "cyrillic", "arabic")


def match(article_title: str, article_text: str, index: AliasIndex, language: str | None = None) -> tuple[Mention, ...]:
    """Every mention of an actor of the index in an article, in reading order, uncertain and vetoed ones included.

    `language` is the article's ISO 639-1 code where it is known (a region after it is ignored).
    """
    code = language.partition("-")[0].lower() if language else None
    fields: tuple[tuple[TextField, Folded], ...] = (("title", fold(article_title)), ("text", fold(article_text)))
    found = [hit for field, folded in fields for hit in find(field, folded, index, code)]
    return judge(found, dict(fields), index.profile, code)


def find(field: TextField, folded: Folded, index: AliasIndex, language: str | None) -> Iterator[Found]:
    """Everything in one field that may be a mention, with what its neighbours say about it."""
    if not folded.text:
        return
    whole = list(_written(field, folded, index))
    yield from whole
    taken = {(hit.name.actor, at) for hit in whole for at in range(hit.start, hit.end)}
    headline = field == "title" and _in_capitals(folded.original)
    telling = dict(index.telling(set(_TOKEN.findall(folded.original)), language))
    for token, at in _places(folded.original, telling):
        start = folded.place(at)
        for piece in telling[token]:
            yield from _read(field, folded, start + piece.start, piece, index, language, taken, headline=headline)


def _written(field: TextField, folded: Folded, index: AliasIndex) -> Iterator[Found]:
    for name, start, end in index.written(folded.text):
        if _bounded(folded.text, start, end):
            support = whole_name(name, word_before(folded, start))
            yield Found(
                field, start, end, start, name, Reading(name.words[name.anchor], 1.0, EXPLAINED, "name"), support
            )


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether a span ends where words end; scripts without spaces need no boundary."""
    before = start > 0 and text[start - 1].isalnum() and script(text[start]) in _BOUNDED
    after = end < len(text) and text[end].isalnum() and script(text[end - 1]) in _BOUNDED
    return not before and not after


def _places(text: str, tokens: Collection[str]) -> Iterator[tuple[str, int]]:
    """Where tokens stand in a text: not within a word, and up to white space."""
    if len(tokens) > _MANY:
        for match in _TOKEN.finditer(text):
            if match[0] in tokens and not text[match.start() - 1 : match.start()].isalnum():
                yield match[0], match.start()
        return
    for token in tokens:
        at = text.find(token)
        while at >= 0:
            end = at + len(token)
            if not text[at - 1 : at].isalnum() and (end == len(text) or text[end].isspace()):
                yield token, at
            at = text.find(token, end)


def _read(
    field: TextField,
    folded: Folded,
    start: int,
    piece: Piece,
    index: AliasIndex,
    language: str | None,
    taken: Collection[tuple[str, int]],
    *,
    headline: bool,
) -> Iterator[Found]:
    end = start + piece.length
    beside = cache(lambda: around(folded, start, end))
    for reading in piece.readings:
        first, last = start + reading.skip, end - reading.drop
        for name in index.bearers(reading.anchor, lambda: _forms(beside(), language)):
            if (name.actor, first) in taken or (name.acronym and not piece.shouted):
                continue
            before = () if reading.skip else beside().before  # "with" or "and" stands between
            support = _support(name, reading, Around(before, beside().after), language, headline)
            if support is not None:
                begin = min(first, support.start) if support.start >= 0 else first
                yield Found(field, begin, max(last, support.end), first, name, reading, support)


def _forms(neighbours: Around, language: str | None) -> set[str]:
    """The words beside a name, and what they may be forms of."""
    words = [word.text for word in (*neighbours.before[:_BESIDE], *neighbours.after[:_BESIDE])]
    return {*words, *(base.text for word in words for base in bases(word, language))}


def _in_capitals(title: str) -> bool:
    """Whether a headline has most of its longer words in capitals, so that a capital says nothing."""
    longer = [word for word in title.split() if len(word) > 3 and word[0].isalpha()]
    return len(longer) > 2 and sum(word[0].isupper() for word in longer) > 0.7 * len(longer)


def _support(name: Name, reading: Reading, neighbours: Around, language: str | None, headline: bool) -> Support | None:
    if name.kind == "person":
        return person_support(name, reading.anchor, neighbours, language, headline=headline)
    return organisation_support(name, neighbours, language) if reading.gain >= EXPLAINED else None
