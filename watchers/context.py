"""What stands around a word of a text: its neighbours within the same phrase."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from watchers.alias import WORD
from watchers.names import Folded

_WINDOW = 90  # folded characters looked at on either side
_MOST = 7  # words on either side
_INITIAL_LONGEST = 2


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its span in the folded text.

    `initial`: one or two letters, as before a full stop; `close`: only white space is before it (or after it, for
    words before the span); `shouted`: in capitals throughout, and the text around it is not;
    `opens`: it begins a sentence, so that its capital says little.
    """

    text: str
    start: int
    end: int
    capital: bool
    initial: bool = False
    close: bool = True
    shouted: bool = False
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """The neighbours of a span, nearest first, up to the next punctuation."""

    before: tuple[Word, ...]
    after: tuple[Word, ...]


_GAP = re.compile(r" +")
_GAP_AFTER_INITIAL = re.compile(r"\.? *")
_OPENERS = ' \u00a0«“„"(['
_ENDERS = tuple(".!?:…\n\t")


def around(folded: Folded, start: int, end: int) -> Around:
    """The words before and after `folded.text[start:end]`."""
    low, high = max(0, start - _WINDOW), min(len(folded.text), end + _WINDOW)
    left = [_word(folded, m) for m in WORD.finditer(folded.text, low, start)]
    right = [_word(folded, m) for m in WORD.finditer(folded.text, end, high)]
    if low and left and left[0].start == low:  # may be cut in the middle
        del left[0]
    return Around(tuple(_chain_back(folded.text, left, start)), tuple(_chain(folded.text, right, end)))


def _word(folded: Folded, match: re.Match[str]) -> Word:
    text = match[0].rstrip("'")
    end = match.start() + len(text)
    dotted = folded.text[end : end + 1] == "."
    initial = len(text) <= _INITIAL_LONGEST and (dotted or len(text) == 1)
    first, last = folded.span(match.start(), end)
    shouted = (
        last - first > 1 and folded.original[first:last].isupper() and not folded.original[: _WINDOW * 2].isupper()
    )
    ahead = folded.original[max(0, first - 4) : first].rstrip(_OPENERS)
    opens = first <= 4 and not ahead or ahead[-1:] in _ENDERS
    return Word(text, match.start(), end, folded.capital(match.start()), initial, shouted=shouted, opens=opens)


def _joined(text: str, first: Word, second: Word) -> bool:
    gap = _GAP_AFTER_INITIAL if first.initial or len(first.text) <= 4 else _GAP
    return gap.fullmatch(text, first.end, second.start) is not None


def _chain_back(text: str, words: list[Word], start: int) -> list[Word]:
    chain: list[Word] = []
    following = Word("", start, start, False)
    for word in reversed(words):
        if len(chain) == _MOST or not _joined(text, word, following):
            break
        chain.append(word)
        following = word
    return chain


def _chain(text: str, words: list[Word], end: int) -> list[Word]:
    chain: list[Word] = []
    previous = end
    for word in words:
        gap = text[previous : word.start]
        if len(chain) == _MOST or gap.strip(" ") not in ("", ",")[: 1 + (not chain)]:
            break
        chain.append(replace(word, close="," not in gap))
        previous = word.end
    return chain
