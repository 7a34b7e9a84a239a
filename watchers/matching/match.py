"""Which tracked actors an article mentions, with a reason on every mention.

    fold the fields -> read every distinct word -> look around each reading -> judge by the whole article
    -> whether the article is about them or names them in passing

Everybody's actors are matched as if no server had its own; for the servers of whose own names one may be in the article
it is matched again, each time with what that server follows.

Nothing here knows the archive or the language of the reader. A mention under 0.5 is
reported and not believed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from watchers.matching.article_context import Candidate, is_full
from watchers.matching.candidates import Field, Place
from watchers.matching.index import AliasIndex
from watchers.matching.likeness import Likeness
from watchers.matching.name_tables import EXPLAINED_GAIN, Reading
from watchers.matching.neighbours import whole_name
from watchers.matching.overlay import ScopedIndex
from watchers.matching.salience import with_salience
from watchers.matching.score import judge
from watchers.matching.window import word_before
from watchers.model import Mention, TextField
from watchers.reasons.name_rules import Form
from watchers.text.folding import Folded, fold
from watchers.text.scripts import script_of

# From a letter that is no small one up to white space: what may be, or begin with, a name. Most words are passed over.
_SMALL_LETTERS = r"a-zß-öø-ÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĵķĺļľłńņňōŏőœŕŗřśŝşšţťũūŭůűųŵŷźżž" r"а-яѐ-џґў"
_TOKEN = re.compile(rf"[^{_SMALL_LETTERS}\s\d!-/:-@\[-`{{-~«»„“”‘’–—…]\S*")
_MOST_SINGLE_SEARCHES = 60  # tokens looked for one by one; more are found in one pass
_SPACED_SCRIPTS = ("latin", "cyrillic", "arabic")


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of an article, folded, and its tokens as written."""

    folded: Folded
    tokens: set[str]


def match(article_title: str, article_text: str, index: AliasIndex, language: str | None = None) -> tuple[Mention, ...]:
    """Every mention of an actor of the index in an article, in reading order, uncertain and vetoed ones included.

    `language` is the article's ISO 639-1 code where it is known (a region after it is ignored).
    """
    return _match(_fields(article_title, article_text), index, _code(language))


def match_by_scope(
    article_title: str, article_text: str, index: ScopedIndex, language: str | None = None
) -> tuple[tuple[Mention, ...], Mapping[str, tuple[Mention, ...]]]:
    """Every mention of everybody's actors (see `match`), and by server those that it finds, where they are others."""
    fields, code = _fields(article_title, article_text), _code(language)
    servers = {guild for field in fields.values() for guild in index.concerned(field.folded.text, field.tokens, code)}
    looks = _Looks() if servers else None
    mentions = _match(fields, index.everybodys, code, looks)
    readings = {guild: _match(fields, index.of(guild), code, looks) for guild in sorted(servers)}
    return mentions, {guild: reading for guild, reading in readings.items() if reading != mentions}


class _Looks:
    """What everybody's names gave at each place of an article, for servers whose own have nothing to do with it.

    The index of everybody's has to be the first that asks.
    """

    def __init__(self) -> None:
        self._covered: dict[TextField, Set[tuple[str, int]]] = {}
        self._looks: dict[tuple[TextField, int], tuple[Place, list[Candidate]]] = {}

    def at(self, places: Sequence[Place], index: AliasIndex) -> Iterator[tuple[Place, list[Candidate]]]:
        """The places of one field, each with what it may stand for.

        That is what it was before, unless the word has another meaning for this index or a covering whole name is gone.
        """
        alike = all(self._covered.setdefault(p.field.name, p.field.covered) <= p.field.covered for p in places[:1])
        for place in places:
            key = place.field.name, place.start
            look = self._looks.get(key)
            if look is None or not alike or look[0].piece is not place.piece:
                look = place, list(place.candidates(index))
                self._looks.setdefault(key, look)
            yield look


def _code(language: str | None) -> str | None:
    return language.partition("-")[0].lower() if language else None


def _fields(title: str, text: str) -> dict[TextField, _Field]:
    texts: dict[TextField, str] = {"title": title, "text": text}
    folded = {name: fold(text) for name, text in texts.items() if text}
    return {name: _Field(field, set(_TOKEN.findall(field.original))) for name, field in folded.items()}


def _match(
    fields: Mapping[TextField, _Field], index: AliasIndex, language: str | None, looks: _Looks | None = None
) -> tuple[Mention, ...]:
    candidates: list[Candidate] = []
    crowded: list[Place] = []
    for name, field in fields.items():
        whole_names = list(_whole_names(name, field.folded, index))
        places = list(_places(name, field, index, language, whole_names))
        candidates += whole_names
        for place, hits in looks.at(places, index) if looks else ((p, p.candidates(index)) for p in places):
            candidates += hits
            if place.crowded:
                crowded.append(place)
    if crowded:
        full = sorted({hit.name.actor for hit in candidates if is_full(hit)})
        candidates += [hit for place in crowded for hit in place.recognised(full, index)]
    folded = {name: field.folded for name, field in fields.items()}
    mentions = judge(candidates, folded, index.profile, language)
    return with_salience(mentions, *(folded[name].original if name in folded else "" for name in ("title", "text")))


def _places(
    name: TextField, text: _Field, index: AliasIndex, language: str | None, whole_names: Iterable[Candidate]
) -> Iterator[Place]:
    """The words of a field that may stand for names."""
    candidates, folded = dict(index.name_candidates(text.tokens, language)), text.folded
    if not candidates:
        return
    covered = {(hit.name.actor, at) for hit in whole_names for at in range(hit.start, hit.end)}
    headline = name == "title" and _in_capitals(folded.original)
    field = Field(name, folded, language, headline, covered)
    for token, at in _occurrences(folded.original, candidates):
        start = folded.place(at)
        for piece in candidates[token]:
            yield Place(field, start + piece.start, piece)


def _whole_names(field: TextField, folded: Folded, index: AliasIndex) -> Iterator[Candidate]:
    for name, start, end in index.whole_names(folded.text):
        if _bounded(folded.text, start, end):
            support = whole_name(name, word_before(folded, start))
            reading = Reading(name.words[name.anchor], Likeness.EQUAL.level, EXPLAINED_GAIN, Form.NAME)
            yield Candidate(field, start, end, start, name, reading, support)


def _bounded(text: str, start: int, end: int) -> bool:
    """Whether a span ends where words end; scripts without spaces need no boundary."""
    before = start > 0 and text[start - 1].isalnum() and script_of(text[start]) in _SPACED_SCRIPTS
    after = end < len(text) and text[end].isalnum() and script_of(text[end - 1]) in _SPACED_SCRIPTS
    return not before and not after


def _occurrences(text: str, tokens: Collection[str]) -> Iterator[tuple[str, int]]:
    """(token, place) wherever one of the tokens stands in a text: not within a word, and up to white space."""
    if len(tokens) > _MOST_SINGLE_SEARCHES:
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


def _in_capitals(title: str) -> bool:
    """Whether a headline has most of its longer words in capitals, so that a capital says nothing."""
    longer = [word for word in title.split() if len(word) > 3 and word[0].isalpha()]
    return len(longer) > 2 and sum(word[0].isupper() for word in longer) > 0.7 * len(longer)
