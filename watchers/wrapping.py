"""Hard-wrapped text: line ends that stand only for the width of a page."""

from __future__ import annotations

from itertools import pairwise

WIDTHS = range(40, 111)  # of a page, in code points
SHARE = 0.6  # of the inner line ends that the width must explain
SENTENCE_ENDS = '.!?…؟。"”»'
LEAST = 3  # inner line ends, fewer tell nothing


def unwrapped(text: str) -> str:
    """The text with blanks for the line ends that only the width made; every place in it stays what it was.

    A line was wrapped where the next line's first word would not have fitted, and mostly within a sentence. Text
    that is not wrapped, a paragraph or a sentence a line, comes back as it is.
    """
    lines = text.split("\n")
    width = max((len(line.rstrip()) for line in lines), default=0)
    pairs = enumerate(pairwise(lines))
    inner = [n for n, (line, after) in pairs if line.strip() and after.strip()]
    wrapped = [n for n in inner if _did_not_fit(lines[n], lines[n + 1], width)]
    ended = sum(lines[n].rstrip()[-1] in SENTENCE_ENDS for n in wrapped)
    if width not in WIDTHS or len(inner) < LEAST or len(wrapped) < SHARE * len(inner) or 2 * ended > len(wrapped):
        return text
    breaks = set(range(len(lines) - 1)) - set(wrapped)
    return "".join(line + ("\n" if n in breaks else " ") for n, line in enumerate(lines[:-1])) + lines[-1]


def _did_not_fit(line: str, after: str, width: int) -> bool:
    return len(line.rstrip()) + 1 + len(after.split(maxsplit=1)[0]) > width
