"""What stands in an article and is none of its news: captions, by-lines, stamps, notes of editors, credits, offers.

The words are in `asides.toml`, a table a kind; what surrounds an article on a page (`line_kinds.py`) is none either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from watchers.plaintext.dateline import without_dateline
from watchers.plaintext.line_kinds import ENDS, WORD, Line, is_prose, kind_of, lines_of
from watchers.plaintext.marks import Mark, compared, read
from watchers.text.sentences import split

MARKS_FILE = Path(__file__).with_name("asides.toml")
_MOST_WORDS = 40
_LEAD_CHARACTERS = 3_000  # of a text, in which its lead is looked for
_NEWS_KINDS = frozenset({"prose", "short", "offer"})  # a sum of money is news, outside of a page
_BY_FORM = frozenset({"caption", "byline", "date", "link"})  # kinds that are told of a paragraph, too


def marks() -> tuple[Mark, ...]:
    """The table of marks, in its order."""
    return read(MARKS_FILE, _MOST_WORDS)


def asides(text: str, sentences: Sequence[str]) -> frozenset[int]:
    """Which of the sentences of a text, in their order, are none of its news, by number.

    A note goes on to the end of its paragraph, unless the text has no other.
    """
    return frozenset(number for number, kind in enumerate(_kinds(text, sentences)) if kind)


def lead(text: str, language: str | None) -> str:
    """The first sentence of a text that is news, without its dateline; empty where none is."""
    found = [sentence.text for sentence in split(text[:_LEAD_CHARACTERS], language)]
    silent = asides(text, found)
    return next((without_dateline(sentence) for number, sentence in enumerate(found) if number not in silent), "")


def is_note(sentence: str) -> bool:
    """Whether a sentence begins an editor's note."""
    return _by_words(sentence) == "note"


def _kinds(text: str, sentences: Sequence[str]) -> Iterator[str | None]:
    start, line_end, kind_of_line, note = 0, -1, None, False
    for sentence in sentences:
        start = max(start, text.find(sentence, start))
        if start > line_end:
            line_end = _line_end(text, start)
            line = text[start:line_end]
            kind_of_line, note = _by_form(line), is_note(line) and line.strip() != text.strip()
        whole = start + len(sentence) <= line_end
        yield "note" if note else (kind_of_line if whole else None) or _by_words(sentence)
        start += len(sentence)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _by_form(text: str) -> str | None:
    """What a line would be on a page, if it is no article there."""
    line: Line | None = next(lines_of(text), None)
    kind = "short" if line is None else kind_of(line)
    if line is None or kind in _NEWS_KINDS or (kind not in _BY_FORM and is_prose(line)):
        return None
    return kind


def _by_words(sentence: str) -> str | None:
    text, bare = compared(sentence.lstrip(_OPENING))
    words = len(WORD.findall(text))
    kind = next((mark.kind for mark in marks() if mark.tells(text, bare, words)), None)
    return None if kind == "stamp" and not _is_stamp(sentence) else kind


_OPENING = " \t([{*_—–-•\"'“«"


def _is_stamp(sentence: str) -> bool:
    """Whether what begins like a stamp goes on like one: with digits, and no full stop."""
    return any(map(str.isdecimal, sentence)) and not ENDS.search(sentence)
