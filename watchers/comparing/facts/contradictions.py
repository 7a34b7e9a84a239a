"""Where two texts in the same words say different things: the mark of a template, which is filled in anew each time.

    "received the Russian ambassador in Rajma"       "received the Turkish ambassador in Rajma"

A sentence and the one of the other text that became it are held against one another, and what was put in place of
what: a name, a place, a number, a day, a verb by its opposite. Another wording of the same is none of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz

from watchers import dates
from watchers.comparing import tokens as words_of_texts
from watchers.comparing.facts import reading, vocabulary
from watchers.comparing.facts.vocabulary import Token
from watchers.comparing.figures import counted
from watchers.model import Article, PartialDate
from watchers.places.find import find as find_places
from watchers.places.gazetteer import related

Kind = Literal["name", "place", "figure", "day", "verb"]

_STEM_LETTERS = 4  # letters that a name keeps in its cases
_READ_CHARACTERS = 20_000  # of a text, in which a name or a place is looked for
_TEXTS_AT_HAND = 32  # an article is held against several, and each of its first sentences against one
_SAME_NAME = 60  # likeness of two spellings, of 100, from which they are one name
_ABOUT = timedelta(days=1)  # about its own appearance, as an article may write of a day


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What the first text has in the place of what the second has."""

    kind: Kind
    mine: str
    theirs: str
    of_reporting: bool = False  # both are days about which each text itself appeared


@dataclass(frozen=True, slots=True)
class Text:
    """An article as one side of a comparison; `language` is the one whose words it is read with."""

    article: Article
    language: str

    @property
    def whole(self) -> str:
        """Headline and text, as far as they are looked at."""
        return f"{self.article.title}\n{self.article.text}"[:_READ_CHARACTERS]


def between(mine: str, theirs: str, one: Text, other: Text) -> Iterator[Contradiction]:
    """What a sentence of one text contradicts in the sentence of the other that it is made from."""
    yield from places(mine, theirs, one, other)
    yield from _verbs(mine, theirs, one, other)
    yield from _figures(mine, theirs, one, other)
    yield from days(mine, theirs, one, other)
    yield from names(mine, theirs, one, other)


def places(mine: str, theirs: str, one: Text, other: Text) -> Iterator[Contradiction]:
    """A place for a place, each of which the other text has nowhere, nor what lies in it or around it."""
    here = _only(mine, one.language, other)
    there = _only(theirs, other.language, one) if here else []
    if here and there:
        yield Contradiction("place", here[0], there[0])


def _only(sentence: str, language: str, elsewhere: Text) -> list[str]:
    found = list(find_places(sentence, language))
    known = {place.place for place in find_places(elsewhere.whole, elsewhere.language)} if found else frozenset()
    return [sentence[place.start : place.end] for place in found if known.isdisjoint(related(place.place))]


def _verbs(mine: str, theirs: str, one: Text, other: Text) -> Iterator[Contradiction]:
    here, there = reading.read(mine, one.language).sides, reading.read(theirs, other.language).sides
    for side, word in here.items():
        opposite = vocabulary.partner(side)
        if opposite in there and opposite not in here and side not in there:
            yield Contradiction("verb", word, there[opposite])


def _figures(mine: str, theirs: str, one: Text, other: Text) -> Iterator[Contradiction]:
    here, there = counted(mine, one.language), counted(theirs, other.language)
    for figure in here:
        alike = [before for before in there if before.of and before.of == figure.of]
        if alike and not any(figure.agrees(before) for before in alike):
            yield Contradiction("figure", figure.surface, alike[0].surface)


def days(mine: str, theirs: str, one: Text, other: Text) -> Iterator[Contradiction]:
    """A day for a day in other words, if they are not the same day: `on Thursday` and `on 2 April` may be."""
    here = [day for day in _dates(mine, one) if day.surface not in theirs]
    there = [day for day in _dates(theirs, other) if day.surface not in mine]
    if len(here) != 1 or len(there) != 1 or here[0].date.precision != there[0].date.precision:
        return
    if here[0].date != there[0].date:
        of_reporting = _is_of(one.article, here[0].date) and _is_of(other.article, there[0].date)
        yield Contradiction("day", here[0].surface, there[0].surface, of_reporting)


def _dates(sentence: str, text: Text) -> Sequence[dates.DateFound]:
    return dates.find(sentence, text.article.published, text.language)


def _is_of(article: Article, date: PartialDate) -> bool:
    published = article.published
    return published is not None and abs(published.date.first_day - date.first_day) <= _ABOUT


def names(mine: str, theirs: str, one: Text, other: Text) -> Iterator[Contradiction]:
    """A name for a name that the other text has nowhere, one of them in its headline: what is of the subject."""
    here, there = _words(mine), _words(theirs)
    elsewhere = _stems(other.whole), _stems(one.whole)
    headlines = _stems(one.article.title), _stems(other.article.title)
    steps = SequenceMatcher(None, [word.folded for word in here], [word.folded for word in there], autojunk=False)
    for tag, i, j, k, m in steps.get_opcodes():
        if tag != "replace":
            continue
        put = [word for word in here[i:j] if _is_name(mine, word) and _stem(word) not in elsewhere[0]]
        gone = [word for word in there[k:m] if _is_name(theirs, word) and _stem(word) not in elsewhere[1]]
        about = _are_subject(mine, put, gone, *headlines)
        if put and gone and about and not any(_same_name(p, g) for p in put for g in gone):
            yield Contradiction("name", mine[put[0].start : put[-1].end], theirs[gone[0].start : gone[-1].end])


def _are_subject(
    sentence: str, put: Sequence[Token], gone: Sequence[Token], mine: frozenset[str], theirs: frozenset[str]
) -> bool:
    """Whether the names are what the headlines are about; in a script without capitals, where a verb may look like a
    name, both headlines have to say so."""
    in_mine, in_theirs = any(_stem(word) in mine for word in put), any(_stem(word) in theirs for word in gone)
    if put and not sentence[put[0].start].isupper():
        return in_mine and in_theirs
    return in_mine or in_theirs or not (mine or theirs)


def _words(text: str) -> Sequence[Token]:
    return [token for token in vocabulary.tokens(text) if token.is_word]


@lru_cache(maxsize=_TEXTS_AT_HAND)
def _stems(text: str) -> frozenset[str]:
    return frozenset(map(_stem, _words(text)))


def _stem(word: Token) -> str:
    return word.folded[: max(_STEM_LETTERS, len(word.folded) - 3)]


def _is_name(text: str, word: Token) -> bool:
    """Whether it is written as a name; where the script has no capitals, whatever tells may be one."""
    first = text[word.start]
    return word.folded not in words_of_texts.COMMON and (first.isupper() or first.lower() == first.upper())


def _same_name(one: Token, other: Token) -> bool:
    return fuzz.ratio(one.folded, other.folded) >= _SAME_NAME
