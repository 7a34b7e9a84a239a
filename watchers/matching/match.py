"""Which tracked actors an article mentions, with a reason on every mention.

    fold the fields -> read every distinct word -> look around each reading -> judge by the whole article

Nothing here knows the archive or the language of the reader. A mention under 0.5 is
reported and not believed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from watchers.matching.article_context import Candidate, is_full
from watchers.matching.candidates import Field, Place
from watchers.matching.index import AliasIndex
from watchers.matching.likeness import Likeness
from watchers.matching.name_tables import EXPLAINED_GAIN, Reading
from watchers.matching.neighbours import whole_name
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


def match(article_title: str, article_text: str, index: AliasIndex, language: str | None = None) -> tuple[Mention, ...]:
    """Every mention of an actor of the index in an article, in reading order, uncertain and vetoed ones included.

    `language` is the article's ISO 639-1 code where it is known (a region after it is ignored).
    """
    code = language.partition("-")[0].lower() if language else None
    texts: dict[TextField, str] = {"title": article_title, "text": article_text}
    fields = {name: fold(text) for name, text in texts.items() if text}
    candidates: list[Candidate] = []
    crowded: list[Place] = []
    for name, folded in fields.items():
        whole_names = list(_whole_names(name, folded, index))
        places = list(_places(name, folded, index, code, whole_names))
        candidates += whole_names
        candidates += (hit for place in places for hit in place.candidates(index))
        crowded += (place for place in places if place.crowded)
    if crowded:
        full = sorted({hit.name.actor for hit in candidates if is_full(hit)})
        candidates += [hit for place in crowded for hit in place.recognised(full, index)]
    return judge(candidates, fields, index.profile, code)


def _places(
    name: TextField, folded: Folded, index: AliasIndex, language: str | None, whole_names: Iterable[Candidate]
) -> Iterator[Place]:
    """The words of a field that may stand for names."""
    candidates = dict(index.name_candidates(set(_TOKEN.findall(folded.original)), language))
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
