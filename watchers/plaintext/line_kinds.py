"""What a line of a plain-text page is, told by its own form and words: prose, a caption, a menu item, a date ...

The words stand in `line_kinds.toml`, a table a kind. A long line is never told by its words: paragraphs speak of
newsletters and comments too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from watchers import dates
from watchers.model import PartialDate
from watchers.plaintext.marks import Mark, compared, read

MARKS_FILE = Path(__file__).with_name("line_kinds.toml")
MOST_WORDED_WORDS = 30  # words; a longer line is told by its form alone
ENDED_PROSE_WORDS = 9  # words from which a line that ends like a sentence is prose
SENTENCES_PROSE_WORDS = 14  # words from which a line of more than one sentence is prose
ANY_PROSE_WORDS = 22  # words from which a line is prose however it ends


@dataclass(frozen=True, slots=True)
class Line:
    """`text[start:end]` without surrounding blanks. `kind` is why it would be dropped, `prose`, or `short`."""

    start: int
    end: int
    text: str
    words: int
    kind: str = "short"


_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
WORD = re.compile(r"[^\W_]+")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


def _words(text: str) -> list[str]:
    return WORD.findall(text)


def lines_of(text: str) -> Iterator[Line]:
    """The lines of a text that hold anything, each with its kind."""
    for match in _LINE.finditer(text):
        stripped = match[0].strip()
        if stripped:
            start = match.start() + match[0].index(stripped)
            words = len(_words(stripped)) + len(_WIDE.findall(stripped)) // 2
            line = Line(start, start + len(stripped), stripped, words)
            yield replace(line, kind=kind_of(line))


ENDS = re.compile(r"[.!?…:;,،。！？।؟۔][\"'”’»›)\]]*\W*$")
_SENTENCES = re.compile(r"[.!?…؟。][\"'”’»)\]]*\s+\S")
_CUT_SHORT = re.compile(r"(?:…|\.\.\.)\W*$")  # a teaser
_SEPARATOR = re.compile(r"[\W_]+$")
BULLET = re.compile(r"[•·▪◦‣●■*–—>-]\s")
_AGENCY = (
    r"(?:reuters|getty(?: images)?|afp|ap|ap photo|epa|epa-efe|anadolu|dpa|sputnik|tass|xinhua|shutterstock|istock"
    r"|alamy|imago|flickr|wikimedia(?: commons)?|twitter|handout|file|courtesy[^)\]]*)"
)
_CREDIT = re.compile(
    rf"\b(?:REUTERS|AFP|AP|EPA|TASS)/\w"
    rf"|[\[(©]\s*(?:photo[^\])]*|{_AGENCY}(?:[/,|][^\])]*)?(?:\s+(?:photo|via|/)[^\])]*)?)[\])]?\s*$"
    rf"|(?:getty images|ap photo|afp photo|via getty|\| {_AGENCY}|©\s*{_AGENCY}[\w /]*)\s*$",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:[Bb]y|BY|[Ww]ritten by|[Pp]ar|[Vv]on|[Pp]or|[Dd]i|Автор|Текст|[Yy]azan|بقلم|كتب|كتبت|[Aa]uth?or|[Aa]uteur)"
    r"\s*:?\s+(?:[A-ZÀ-ÞА-ЯЁ\u0600-\u06ff][\w.'’-]*(?:\s+|,\s*|\s+(?:and|et|und|y|и|ve)\s+)?){1,6}(?:[|,].{0,40})?$",
)
_SAYS = re.compile(r"(?:\d+\.\s+)?\S.{0,60}\s(?:says|a dit|sagt|dice|diz|пишет|écrit|wrote|yazdı|يقول)\s*:?$")
_LINK = re.compile(r"(?:https?://|www\.)\S+$")
_COUNTED_COMMENTS = re.compile(
    r"\(?\d+\)?\s+(?:comments?|commentaires?|kommentare?|comentarios?|commenti|коммента\w+|yorum|تعليق\w*)\b",
    re.IGNORECASE,
)
# A sum with its currency, in any digits, that is no sum of the news: millions have another word between.
_AMOUNT = r"(?<!\d)\d[\d.,٫٬ ]{0,12}+"
_CURRENCY = (
    r"(?:[$¢£¤¥؋฿₠-₿﷼]|(?:usd|eur|gbp|chf|cad|aud|inr|aed|sar|egp|try|tl|rub|uah|pln|czk|sek|nok|dkk|zł|kč|kr|руб|грн"
    r"|ريال|درهم|دينار|جنيه|دولار|ليرة)\b)"
)
PRICE = re.compile(
    rf"{_CURRENCY}\s?{_AMOUNT}(?!\s?(?:[^\W\d_]*(?:ill|млн|млрд|тыс|milyon|milyar|bin|bn|m\b|k\b|b\b)|مليون|مليار|ألف))"
    rf"|{_AMOUNT}\s?{_CURRENCY}",
    re.IGNORECASE,
)
_MOST_OFFER_WORDS = 8  # words of a line that tells a price and no sentence
# What stands with a date in a line that says nothing else.
_DATE_COMPANY = frozenset(
    [
        "published",
        "updated",
        "posted",
        "last",
        "modified",
        "first",
        "on",
        "at",
        "by",
        "the",
        "am",
        "pm",
        "gmt",
        "utc",
        "est",
        "edt",
        "et",
        "cet",
        "cest",
        "pst",
        "pdt",
        "bst",
        "z",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "publié",
        "mis",
        "à",
        "jour",
        "le",
        "veröffentlicht",
        "aktualisiert",
        "um",
        "uhr",
        "stand",
        "publicado",
        "actualizado",
        "el",
        "las",
        "os",
        "às",
        "hrs",
        "pubblicato",
        "aggiornato",
        "il",
        "опубликовано",
        "обновлено",
        "в",
        "г",
        "yayınlanma",
        "güncelleme",
        "tarihi",
        "نشر",
        "في",
        "آخر",
        "تحديث",
    ]
)
_TIME = re.compile(r"\d{1,2}[:h.]\d\d(?:[:.]\d\d)?")


def kind_of(line: Line) -> str:
    """What a line is, by its form, else by its words. The first rule that fits decides."""
    if _SEPARATOR.match(line.text):
        return "separator"
    kind = (_by_form(line) or _by_words(line)) if line.words <= MOST_WORDED_WORDS else None
    return kind or ("prose" if is_prose(line) else "short")


def is_prose(line: Line) -> bool:
    """Whether a line reads like a paragraph: long, or some words that end as a sentence does."""
    ends = bool(ENDS.search(line.text)) and not _CUT_SHORT.search(line.text)
    if line.words >= ANY_PROSE_WORDS:
        return ends or not _is_in_capitals(line.text)
    if BULLET.match(line.text):
        return False
    return line.words >= ENDED_PROSE_WORDS and (
        ends or (line.words >= SENTENCES_PROSE_WORDS and bool(_SENTENCES.search(line.text)))
    )


def _is_in_capitals(text: str) -> bool:
    """A row of menu items: most words have a capital."""
    words = [word for word in _words(text) if word[0].isalpha()]
    return 2 * sum(word[0].isupper() for word in words) > len(words)


def _by_form(line: Line) -> str | None:
    if _CREDIT.search(line.text):
        return "caption"
    if line.words <= 10 and _BYLINE.match(line.text):
        return "byline"
    if line.words <= 12 and _COUNTED_COMMENTS.match(line.text):
        return "comments"
    if line.words <= 8 and _SAYS.match(line.text):
        return "commenter"
    if _LINK.match(line.text):
        return "link"
    if line.words <= _MOST_OFFER_WORDS and PRICE.search(line.text) and not ENDS.search(line.text):
        return "offer"
    return "date" if line.words <= 14 and date_of(line.text) is not None else None


def marks() -> tuple[Mark, ...]:
    """The table of marks, in its order."""
    return read(MARKS_FILE, MOST_WORDED_WORDS)


def _by_words(line: Line) -> str | None:
    text, bare = compared(line.text)
    return next((mark.kind for mark in marks() if mark.tells(text, bare, line.words)), None)


def date_of(text: str) -> PartialDate | None:
    """The day that a line states, where it says nothing else; the first of several ("Published ... Updated ...")."""
    if not any(c.isdecimal() for c in text):
        return None
    expressions = dates.find(text, None, None)
    rest = text
    for expression in reversed(expressions):
        rest = rest[: expression.start] + " " + rest[expression.end :]
    company = [word for word in _words(_TIME.sub(" ", rest).casefold()) if word not in _DATE_COMPANY]
    days = [expression.date for expression in expressions if expression.date.day is not None]
    return days[0] if days and len(company) <= 1 else None
