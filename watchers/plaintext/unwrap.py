"""Line ends that are none: those that the width of a page made, and those that its markup left within a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

PAGE_WIDTHS_CHARACTERS = range(40, 111)
LEAST_EXPLAINED_SHARE = 0.6  # of the inner line ends that the width must explain
SENTENCE_ENDS = '.!?…؟。"”»'
LEAST_INNER_LINE_ENDS = 3  # inner line ends, fewer tell nothing
LONGEST_LINK_WORDS = 6

_CLOSES = re.compile(r"\s*[,.;:)\]”»](?!\w)")
_ENDED = re.compile(r"[.!?…:؟。][\"'”’»)\]]*\s*$")


def unwrapped(text: str) -> str:
    """The text with blanks for the line ends that are none; every place in it stays what it was.

    Text that has a paragraph or a sentence a line comes back as it is.
    """
    lines = text.split("\n")
    joined = set(_wrapped(lines)) | set(_within_sentences(lines))
    if not joined:
        return text
    return "".join(line + (" " if n in joined else "\n") for n, line in enumerate(lines[:-1])) + lines[-1]


def _wrapped(lines: Sequence[str]) -> Sequence[int]:
    """Lines after which the next line's first word would not have fitted, where most lines are such."""
    width = max((len(line.rstrip()) for line in lines), default=0)
    if width not in PAGE_WIDTHS_CHARACTERS:
        return ()
    pairs = enumerate(pairwise(lines))
    inner = [n for n, (line, after) in pairs if line.strip() and after.strip()]
    wraps = [n for n in inner if _did_not_fit(lines[n], lines[n + 1], width)]
    ended = sum(lines[n].rstrip()[-1] in SENTENCE_ENDS for n in wraps)
    explained = len(inner) >= LEAST_INNER_LINE_ENDS and len(wraps) >= LEAST_EXPLAINED_SHARE * len(inner)
    return wraps if explained and 2 * ended <= len(wraps) else ()


def _did_not_fit(line: str, after: str, width: int) -> bool:
    return len(line.rstrip()) + 1 + len(after.split(maxsplit=1)[0]) > width


def _within_sentences(lines: Sequence[str]) -> Iterator[int]:
    """Lines whose sentence goes on in the next line, in lower case, or in that after a short one, such as a link."""
    goes_on = [_goes_on(line) for line in lines]
    for n, (line, after) in enumerate(pairwise(lines)):
        if not line.strip() or not after.strip() or _ENDED.search(line):
            continue
        link = (
            n + 2 < len(lines)
            and goes_on[n + 2]
            and len(after.split()) <= LONGEST_LINK_WORDS
            and not _ENDED.search(after)
        )
        if goes_on[n + 1] or (link and line.split()[-1][:1].islower()):
            yield n


def _goes_on(line: str) -> bool:
    return line.lstrip()[:1].islower() or bool(_CLOSES.match(line))
