"""Plain-text pages: the article apart from navigation, bylines, captions, adverts, comments and related links.

    text -> lines and their kinds (pagelines)
         -> nothing beside the article:   all of it
         -> some lines beside it:         all but those lines
         -> a whole page around it:       the zone, the run of lines that holds most prose, without what stands between

A text that is clean already stays as it is, and a paragraph is never dropped for its words.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from watchers.model import PartialDate
from watchers.plaintext.furniture import in_place, is_link_like, without_invitations
from watchers.plaintext.line_kinds import BULLET, ENDED_PROSE_WORDS, WORD, Line, date_of, lines_of
from watchers.plaintext.unwrap import unwrapped

# Kinds that also stand in a clean text, and go alone. The others are signs of a page.
BESIDE_KINDS = frozenset({"caption", "byline", "date", "separator", "source", "staff", "link"})
LEAST_PAGE_SIGNS = 2  # lines that make a page: one may be chance
LEAST_CLOSING_LINKS = 3  # short lines at the end of a page, which are a sign together
LEAST_SHORT_LINES = 15  # short lines that make a page of which no line is known, if paragraphs are few among them


@dataclass(frozen=True, slots=True)
class Body:
    """The article of a page. `spans` are half-open ones of the original text, in order; `dropped` lines say why."""

    original: str
    spans: tuple[tuple[int, int], ...]
    dropped: tuple[Line, ...] = ()
    title: str | None = None
    byline: str | None = None
    published: PartialDate | None = None  # as the page's head states it

    @property
    def credit(self) -> str:
        """The line that says where the text was taken from (`Source: ...`); empty where none does."""
        return next((line.text for line in self.dropped if line.kind == "source"), "")

    @property
    def is_page(self) -> bool:
        """Whether more stood around the article than what also stands in a clean text."""
        return any(line.kind not in BESIDE_KINDS for line in self.dropped)

    @property
    def text(self) -> str:
        """The kept spans with what stood between them, or a blank line where something was dropped."""
        parts: list[str] = []
        for n, (start, end) in enumerate(self.spans):
            if n:
                between = self.original[self.spans[n - 1][1] : start]
                parts.append(between if not between.strip() else "\n\n")
            parts.append(self.original[start:end])
        return "".join(parts)


def clean(text: str) -> str:
    """The article's text alone; a text without any surroundings comes back as it is."""
    return article_span(text).text


def masked(text: str) -> str:
    """The text with a page's surroundings blanked out, so that offsets stay as they are.

    A text without a page around it comes back whole: its dateline and its captions may name people too.
    """
    page = article_span(text)
    if not page.is_page:
        return text
    ends = [0, *(end for _, end in page.spans)]
    starts = [*(start for start, _ in page.spans), len(text)]
    gaps = (text[end:start] for end, start in zip(ends, starts, strict=True))
    blank = (re.sub(r"[^\n]", " ", gap) for gap in gaps)
    article = (text[start:end] for start, end in page.spans)
    return "".join(itertools.chain.from_iterable(itertools.zip_longest(blank, article, fillvalue="")))


def article_span(text: str) -> Body:
    """What of a plain-text page is the article, and what its head says of title, author and day."""
    lines = in_place(tuple(lines_of(unwrapped(text))))
    line_numbers = _article_line_numbers(lines)
    if len(line_numbers) in (0, len(lines)):
        # nothing beside it, or nothing that reads like an article: better all than nothing
        return Body(text, ((0, len(text)),) if text else ())
    head = lines[: line_numbers[0] + 6]
    byline = next((line.text for line in head if line.kind == "byline"), None)
    line_numbers = _without_author(line_numbers, lines, byline)
    dates = (date_of(line.text) for line in head if line.kind == "date")
    return Body(
        text,
        tuple((lines[n].start, lines[n].end) for n in line_numbers),
        tuple(line for n, line in enumerate(lines) if n not in set(line_numbers)),
        _title(lines, line_numbers),
        byline,
        next(dates, None),
    )


def surrounds(line: str) -> str | None:
    """Why a single line would not be the article (`caption`, `byline`, `date`, ...); None where it may be."""
    parsed = next(lines_of(line), None)
    return None if parsed is None or parsed.kind in ("prose", "short") else parsed.kind


def _article_line_numbers(lines: Sequence[Line]) -> list[int]:
    """The numbers of the lines that are the article."""
    if not _is_page(lines):
        first, last = _inner(lines)
        return [n for n in range(first, last) if lines[n].kind not in BESIDE_KINDS]
    first, last = _zone(lines)
    line_numbers = [n for n in range(first, last) if _belongs(lines, n, first, last)]
    return _without_repeats(without_invitations(line_numbers, lines), lines)


def _inner(lines: Sequence[Line]) -> tuple[int, int]:
    """The lines without those at either end that are no article."""
    article = [
        n for n, line in enumerate(lines) if line.kind in ("prose", "short", "offer")
    ]  # a headline may have a sum
    return (article[0], article[-1] + 1) if article else (0, 0)


# ---------------------------------------------------------------- whether it is a page


def _is_page(lines: Sequence[Line]) -> bool:
    """Whether a whole page stands around the article: signs of it, or far more short lines than paragraphs."""
    kinds = Counter(line.kind for line in lines)
    signs = sum(count for kind, count in kinds.items() if kind not in (*BESIDE_KINDS, "prose", "short"))
    links = sum(1 for _ in itertools.takewhile(is_link_like, reversed(lines))) >= LEAST_CLOSING_LINKS
    crowd = kinds["prose"] > 2 and kinds["short"] > max(LEAST_SHORT_LINES, 2 * kinds["prose"])
    return signs + links >= LEAST_PAGE_SIGNS or crowd


# ---------------------------------------------------------------- the zone

# What a line is worth: a paragraph its words, up to a point; what is no prose costs, and menus cost most.
MOST_WORTH_WORDS = 60  # of one paragraph
WORDS_COST_BY_KIND = {
    "caption": 2.0,
    "byline": 2.0,
    "date": 2.0,
    "separator": 2.0,
    "repeated": 12.0,
    "offer": 30.0,
    "account": 30.0,
}
WORDS_COST = 6.0
LEAST_WORDS_BEFORE_COMMENTS = 60  # words of prose before reader comments; fewer are a link to them above the article


def _worth(line: Line) -> float:
    return min(line.words, MOST_WORTH_WORDS) if line.kind == "prose" else -WORDS_COST_BY_KIND.get(line.kind, WORDS_COST)


def _zone(lines: Sequence[Line]) -> tuple[int, int]:
    """The contiguous run of greatest worth before the readers' comments (Kadane's maximum sum)."""
    lines = lines[: _comments_start(lines)]
    best = (0.0, 0, 0)
    total, start = 0.0, 0
    for n, line in enumerate(lines):
        total += _worth(line)
        if total <= 0:
            total, start = 0.0, n + 1
        elif total > best[0]:
            best = (total, start, n + 1)
    return best[1], best[2]


def _comments_start(lines: Sequence[Line]) -> int:
    """The first mark of comments that has an article before it: enough prose, or most of the page's."""
    words = [line.words if line.kind == "prose" else 0 for line in lines]
    before = 0
    for n, line in enumerate(lines):
        before += words[n]
        if line.kind == "comments" and (before >= LEAST_WORDS_BEFORE_COMMENTS or 2 * before > sum(words)):
            return n
    return len(lines)


MOST_HEADING_LINES, MOST_LIST_LINES = 2, 12  # lines in a row, within the article: headings, or a list with its bullets


def _belongs(lines: Sequence[Line], n: int, first: int, last: int) -> bool:
    """Within the zone: prose, and short lines that are headings or a list; other rows of them are links."""
    if lines[n].kind != "short":
        return lines[n].kind == "prose"
    row = 1
    for step in (-1, 1):
        at = n + step
        while first <= at < last and lines[at].kind != "prose":
            row += 1
            at += step
    return row <= MOST_HEADING_LINES or (row <= MOST_LIST_LINES and bool(BULLET.match(lines[n].text)))


def _without_repeats(line_numbers: Sequence[int], lines: Sequence[Line]) -> list[int]:
    """A summary that the text says again in full is dropped: of equal lines the last stays."""
    remaining = Counter(_key(lines[n]) for n in line_numbers)
    last_occurrences: list[int] = []
    for n in line_numbers:
        remaining[_key(lines[n])] -= 1
        if remaining[_key(lines[n])] == 0 or lines[n].words < ENDED_PROSE_WORDS:
            last_occurrences.append(n)
    return last_occurrences


def _without_author(line_numbers: list[int], lines: Sequence[Line], byline: str | None) -> list[int]:
    """What ends a page and begins with its author's name tells who the author is."""
    name = " ".join((byline or "").split()[1:3]).rstrip(",|")
    while name and line_numbers and lines[line_numbers[-1]].text.startswith(name):
        line_numbers = line_numbers[:-1]
    return line_numbers


def _key(line: Line) -> str:
    return " ".join(WORD.findall(line.text.casefold()))


def _title(lines: Sequence[Line], line_numbers: Sequence[int]) -> str | None:
    """The headline: a line that the head repeats, or the first of the short lines that lead up to the article."""
    above = lines[: line_numbers[0] if line_numbers else 0]
    counts = Counter(_key(line) for line in above if _may_be_title(line))
    repeated = [line.text for line in above if counts[_key(line)] > 1]
    if repeated:
        return repeated[0]
    leading = itertools.dropwhile(lambda line: not _may_be_title(line), reversed(above))
    run = list(itertools.takewhile(_may_be_title, leading))
    return run[-1].text if run else None


def _may_be_title(line: Line) -> bool:
    return line.kind == "short" and 3 <= line.words <= 25 and not BULLET.match(line.text)
