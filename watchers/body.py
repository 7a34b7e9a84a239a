"""Plain-text pages: the article apart from navigation, bylines, captions, adverts, comments and related links.

    text -> lines -> kinds (what a line is, by its own form and words)
         -> zone  (the run of lines that holds most prose)
         -> kept lines, with their places in the original

A page whose lines are all prose is left as it is: nothing is taken from a text that is clean already. A paragraph is
never dropped for its words; only short lines are, and whatever stands outside the zone.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from watchers import dates
from watchers.model import PartialDate

MARKS = Path(__file__).with_name("bodymarks.toml")
SHORT = 30  # words; a longer line is told by its form alone
PROSE = 9  # words from which a line that ends like a sentence is prose
LONG = 22  # words from which a line is prose however it ends


@dataclass(frozen=True, slots=True)
class Line:
    """`text[start:end]` without surrounding blanks. `kind` is why it would be dropped, `prose`, or `short`."""

    start: int
    end: int
    text: str
    words: int
    kind: str = "short"
    tail: bool = False  # what follows it is no longer the article


@dataclass(frozen=True, slots=True)
class Body:
    """The article of a page. `kept` are half-open spans of the original text, in order; `dropped` lines say why."""

    original: str
    kept: tuple[tuple[int, int], ...]
    dropped: tuple[Line, ...] = ()
    title: str | None = None
    byline: str | None = None
    published: PartialDate | None = None  # as the page's head states it

    @property
    def text(self) -> str:
        """The kept spans with what stood between them, or a blank line where something was dropped."""
        parts: list[str] = []
        for n, (start, end) in enumerate(self.kept):
            if n:
                between = self.original[self.kept[n - 1][1] : start]
                parts.append(between if not between.strip() else "\n\n")
            parts.append(self.original[start:end])
        return "".join(parts)


def clean(text: str) -> str:
    """The article's text alone; a text without any surroundings comes back as it is."""
    return article_span(text).text


def article_span(text: str) -> Body:
    """What of a plain-text page is the article, and what its head says of title, author and day."""
    lines = tuple(_classified(_lines(text)))
    if not _has_surroundings(lines):
        return Body(text, ((0, len(text)),) if text else ())
    first, last = _zone(lines)
    if first == last:  # nothing reads like an article: better all than nothing
        return Body(text, ((0, len(text)),))
    kept = _without_repeats([n for n in range(first, last) if _belongs(lines, n, first, last)], lines)
    head = lines[: kept[0] + 6] if kept else lines
    byline = next((line.text for line in head if line.kind == "byline"), None)
    kept = _without_author(kept, lines, byline)
    return Body(
        text,
        tuple((lines[n].start, lines[n].end) for n in kept),
        tuple(line for n, line in enumerate(lines) if n not in set(kept)),
        _title(lines, kept),
        byline,
        next((found for line in head if line.kind == "date" for found in [_date_of(line.text)] if found), None),
    )


def surrounds(line: str) -> str | None:
    """Why a single line would not be the article (`caption`, `byline`, `date`, ...); None where it may be."""
    found = next(_classified(_lines(line)), None)
    return None if found is None or found.kind in ("prose", "short") else found.kind


# ---------------------------------------------------------------- lines and their kinds


_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_WORD = re.compile(r"[^\W_]+")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


def _lines(text: str) -> Iterator[Line]:
    for found in _LINE.finditer(text):
        stripped = found[0].strip()
        if stripped:
            start = found.start() + found[0].index(stripped)
            words = len(_WORD.findall(stripped)) + len(_WIDE.findall(stripped)) // 2
            yield Line(start, start + len(stripped), stripped, words)


def _classified(lines: Iterator[Line]) -> Iterator[Line]:
    for line in lines:
        kind, tail = kind_of(line)
        yield replace(line, kind=kind, tail=tail)


_ENDS = re.compile(r"[.!?…:;。！？।؟۔][\"'”’»›)\]]*\W*$")
_SENTENCES = re.compile(r"[.!?…؟。][\"'”’»)\]]*\s+\S")
_SEPARATOR = re.compile(r"[\W_]+$")
_BULLET = re.compile(r"[•·▪◦‣●■*–—>-]\s")
_AGENCY = (
    r"(?:reuters|getty(?: images)?|afp|ap|ap photo|epa|epa-efe|anadolu|dpa|sputnik|tass|xinhua|shutterstock|istock"
    r"|alamy|imago|flickr|wikimedia(?: commons)?|twitter|handout|file|courtesy[^)\]]*)"
)
_CREDIT = re.compile(
    rf"\b(?:REUTERS|AFP|AP|EPA|TASS)/\w|[\[(©]\s*(?:photo[^\])]*|{_AGENCY}(?:[/,|][^\])]*)?(?:\s+(?:photo|via|/)[^\])]*)?)[\])]?\s*$"
    rf"|(?:getty images|ap photo|afp photo|via getty|\| {_AGENCY}|©\s*{_AGENCY}[\w /]*)\s*$",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:[Bb]y|BY|[Ww]ritten by|[Pp]ar|[Vv]on|[Pp]or|[Dd]i|Автор|Текст|[Yy]azan|بقلم|كتب|كتبت|[Aa]uth?or|[Aa]uteur)"
    r"\s*:?\s+(?:[A-ZÀ-ÞА-ЯЁ\u0600-\u06ff][\w.'’-]*(?:\s+|,\s*|\s+(?:and|et|und|y|и|ve)\s+)?){1,6}(?:[|,].{0,40})?$",
)
_SAYS = re.compile(
    r"(?:\d+\.\s+)?\S.{0,60}\s(?:says|said|a dit|dit|sagt|dice|пишет|écrit|wrote|diyor ki|يقول|قال)\s*:?$",
    re.IGNORECASE,
)
_COUNTED_COMMENTS = re.compile(
    r"\(?\d+\)?\s+(?:comments?|commentaires?|kommentare?|comentarios?|commenti|коммента\w+|yorum|تعليق\w*)\b",
    re.IGNORECASE,
)


def kind_of(line: Line) -> tuple[str, bool]:
    """What a line is, and whether it begins what is no longer the article. The first rule that fits decides."""
    if _SEPARATOR.match(line.text):
        return "separator", False
    if line.words <= SHORT:
        rule = _by_form(line) or _by_words(line)
        if rule is not None:
            return rule
    return ("prose" if is_prose(line) else "short"), False


def is_prose(line: Line) -> bool:
    if line.words >= LONG:
        return True
    if _BULLET.match(line.text):
        return False
    return line.words >= PROSE and bool(_ENDS.search(line.text) or _SENTENCES.search(line.text))


def _by_form(line: Line) -> tuple[str, bool] | None:
    if _CREDIT.search(line.text):
        return "caption", False
    if line.words <= 10 and _BYLINE.match(line.text):
        return "byline", False
    if line.words <= 12 and (_SAYS.match(line.text) or _COUNTED_COMMENTS.match(line.text)):
        return "comments", True
    if line.words <= 14 and _date_of(line.text) is not None:
        return "date", False
    return None


@dataclass(frozen=True, slots=True)
class Mark:
    """A kind of surrounding line with the words that tell it."""

    kind: str
    tail: bool
    whole: frozenset[str]
    starts: tuple[str, ...]
    holds: tuple[str, ...]


@cache
def marks() -> tuple[Mark, ...]:
    table = tomllib.loads(MARKS.read_text(encoding="utf-8"))
    return tuple(
        Mark(
            kind,
            row.get("tail", False),
            frozenset(_listed(row, "whole")),
            _listed(row, "starts"),
            _listed(row, "holds"),
        )
        for kind, row in table.items()
    )


def _listed(row: dict[str, str], key: str) -> tuple[str, ...]:
    return tuple(phrase for phrase in (part.strip() for part in re.split(r"[|\n]", row.get(key, ""))) if phrase)


_AROUND_WORDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")


def _by_words(line: Line) -> tuple[str, bool] | None:
    told = line.text.casefold().replace("’", "'")
    bare = _AROUND_WORDS.sub("", told)
    for mark in marks():
        if bare in mark.whole or told.startswith(mark.starts) or any(phrase in told for phrase in mark.holds):
            return mark.kind, mark.tail
    return None


_DATE_COMPANY = re.compile(
    r"\b(?:published|updated|posted|last|modified|on|at|by|the|first|gmt|utc|est|edt|et|am|pm|a\.m\.|p\.m\.|publié|mis|à|jour|le|veröffentlicht|aktualisiert|am|uhr|stand"
    r"|publicado|actualizado|el|pubblicato|il|aggiornato|опубликовано|обновлено|в|г|yayınlanma|güncelleme|tarihi|نشر|في|آخر|تحديث|\d{1,2}[:h.]\d\d(?:[:.]\d\d)?|z)\b",
    re.IGNORECASE,
)


def _date_of(text: str) -> PartialDate | None:
    """The day that a line states, where it says nothing else."""
    if not any(c.isdigit() for c in text):
        return None
    for found in dates.find(text, None, None):
        rest = _DATE_COMPANY.sub(" ", text[: found.start] + " " + text[found.end :])
        if found.date.day is not None and len(_WORD.findall(rest)) <= 1:
            return found.date
    return None


# ---------------------------------------------------------------- the zone


def _has_surroundings(lines: Sequence[Line]) -> bool:
    """Whether anything but prose stands on the page: a line of a known kind, or more short lines than paragraphs."""
    if any(line.kind not in ("prose", "short") for line in lines):
        return True
    short = sum(line.kind == "short" for line in lines)
    prose = sum(line.kind == "prose" for line in lines)
    return prose > 2 and short > 2 * prose


def _worth(line: Line) -> float:
    if line.kind == "prose":
        return min(line.words, 60)
    return -4.0 if line.kind == "short" else -2.0 if line.kind in ("caption", "byline", "date", "separator") else -8.0


def _zone(lines: Sequence[Line]) -> tuple[int, int]:
    """The contiguous run of greatest worth; comments end it, and so does what is marked as other articles."""
    best = (0.0, 0, 0)
    total, start = 0.0, 0
    for n, line in enumerate(lines):
        if line.tail and line.kind == "comments" and best[0] > 0:
            break
        total += _worth(line)
        if total <= 0:
            total, start = 0.0, n + 1
        elif total > best[0]:
            best = (total, start, n + 1)
    return best[1], best[2]


def _belongs(lines: Sequence[Line], n: int, first: int, last: int) -> bool:
    """Within the zone: prose, and short lines alone or in pairs (headings); longer runs of them are links."""
    if lines[n].kind == "prose":
        return True
    if lines[n].kind != "short":
        return False
    run = 1
    for step in (-1, 1):
        at = n + step
        while first <= at < last and lines[at].kind != "prose":
            run += 1
            at += step
    return run <= 2 or (bool(_BULLET.match(lines[n].text)) and run <= 12)


def _without_repeats(kept: Sequence[int], lines: Sequence[Line]) -> list[int]:
    """A summary that the text says again in full is dropped: of equal lines the last stays."""
    left = Counter(_key(lines[n]) for n in kept)
    result: list[int] = []
    for n in kept:
        left[_key(lines[n])] -= 1
        if left[_key(lines[n])] == 0 or lines[n].words < PROSE:
            result.append(n)
    return result


def _without_author(kept: list[int], lines: Sequence[Line], byline: str | None) -> list[int]:
    """What ends a page and begins with its author's name tells who the author is."""
    name = " ".join((byline or "").split()[1:3]).rstrip(",|")
    while name and kept and lines[kept[-1]].text.startswith(name):
        kept = kept[:-1]
    return kept


def _key(line: Line) -> str:
    return " ".join(_WORD.findall(line.text.casefold()))


def _title(lines: Sequence[Line], kept: Sequence[int]) -> str | None:
    """The headline: a line that the head repeats, or the first of the short lines that lead up to the article."""
    above = lines[: kept[0] if kept else 0]
    counts = Counter(_key(line) for line in above if _may_be_title(line))
    repeated = [line.text for line in above if counts[_key(line)] > 1]
    if repeated:
        return repeated[0]
    leading = itertools.dropwhile(lambda line: not _may_be_title(line), reversed(above))
    run = list(itertools.takewhile(_may_be_title, leading))
    return run[-1].text if run else None


def _may_be_title(line: Line) -> bool:
    return line.kind == "short" and 3 <= line.words <= 25 and not _BULLET.match(line.text)
