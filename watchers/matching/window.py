"""What stands around a word of a text: its neighbours within the same phrase."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from watchers.matching.name_parts import WORD
from watchers.text.folding import Folded

_WINDOW_CHARACTERS = 90  # folded characters looked at on either side
_WINDOW_WORDS = 7  # words on either side


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its span in the folded text.

    `initial`: one or two letters, as before a full stop; `close`: no comma is between it and the span. Of the word
    right before a span also `shouted`: in capitals throughout, and the text is not; `opens`: it begins a sentence, so
    that its capital says little.
    """

    text: str
    start: int
    end: int
    capital: bool
    initial: bool = False
    close: bool = True
    shouted: bool = False
    opens: bool = False


class Words:
    """Words that are read when they are asked for: often the nearest one is enough."""

    def __init__(self, words: Iterable[Word] = ()) -> None:
        self._read: list[Word] = []
        self._ahead = iter(words)

    def __iter__(self) -> Iterator[Word]:
        yield from self._read
        for word in self._ahead:
            self._read.append(word)
            yield word

    def first(self, count: int) -> tuple[Word, ...]:
        """At most so many words."""
        self._read += islice(self._ahead, max(0, count - len(self._read)))
        return tuple(self._read[:count])


@dataclass(frozen=True, slots=True)
class Window:
    """The neighbours of a span, nearest first, up to the next punctuation."""

    before: Words
    after: Words


_LONGEST_ABBREVIATION_LETTERS = 4  # letters of a word after which a full stop need not end a sentence
_OPENING_SIGNS = ' \u00a0«“„"(['
_SENTENCE_ENDS = tuple(".!?:…\n\t")


def around(folded: Folded, start: int, end: int) -> Window:
    """The words before and after `folded.text[start:end]`."""
    ahead = WORD.finditer(folded.text, end, min(len(folded.text), end + _WINDOW_CHARACTERS))
    return Window(
        Words(islice(_backwards(folded, start), _WINDOW_WORDS)),
        Words(islice(_onwards(folded, ahead, end), _WINDOW_WORDS)),
    )


def word_before(folded: Folded, start: int) -> Word | None:
    """The word right before a span, by what is written of it alone."""
    match = _last(folded.text, max(0, start - _WINDOW_CHARACTERS), start)
    return _word(folded, match) if match else None


def _word(folded: Folded, match: re.Match[str], *, close: bool = True) -> Word:
    text = match[0].rstrip("'")
    start, end = match.start(), match.start() + len(text)
    return Word(text, start, end, folded.capital(start), _is_initial(folded, start, end), close)


def _is_initial(folded: Folded, start: int, end: int) -> bool:
    """One letter, or two before a full stop as in Дж.; in capitals they are an acronym."""
    if end - start != 2:
        return end - start == 1
    return folded.text[end : end + 1] == "." and folded.original[folded.span(start + 1, end)[0]].islower()


def _last(text: str, low: int, end: int) -> re.Match[str] | None:
    """The word that ends before `end`: but for spaces, and after initials and abbreviations a full stop."""
    last = low + len(text[low:end].rstrip(" "))
    spaced = last < end
    stopped = text[low:last].endswith(".")
    last -= stopped
    words = list(WORD.finditer(text, max(low, text.rfind(" ", low, last) + 1), last))
    if not words or words[-1].end() < last or words[-1].start() == low > 0:  # the window may cut a word in the middle
        return None
    short = len(words[-1][0]) <= _LONGEST_ABBREVIATION_LETTERS
    return words[-1] if short or (spaced and not stopped) else None


def _backwards(folded: Folded, start: int) -> Iterator[Word]:
    low, following = max(0, start - _WINDOW_CHARACTERS), start
    while match := _last(folded.text, low, following):
        word = _word(folded, match)
        yield word if following < start else _weighed(folded, word)
        following = match.start()


def _weighed(folded: Folded, word: Word) -> Word:
    """The word right before a span, with what its capitals are worth where it has any."""
    if not word.capital:
        return word
    first, last = folded.span(word.start, word.end)
    surface, ahead = folded.original[first:last], folded.original[max(0, first - 4) : first].rstrip(_OPENING_SIGNS)
    shouted = len(surface) > 1 and surface.isupper() and not folded.original[: _WINDOW_CHARACTERS * 2].isupper()
    opens = (first <= 4 and not ahead) or ahead.endswith(_SENTENCE_ENDS)
    return replace(word, shouted=shouted, opens=opens)


def _onwards(folded: Folded, words: Iterable[re.Match[str]], end: int) -> Iterator[Word]:
    previous, allowed = end, {"", ","}
    for match in words:
        gap = folded.text[previous : match.start()]
        if gap.strip(" ") not in allowed:
            break
        word = _word(folded, match, close="," not in gap)
        yield word
        previous, allowed = word.end, {""}
