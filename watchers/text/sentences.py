"""Sentences of a text in any script, with their places in it.

    text -> lines -> sentences

A blank line always ends a sentence, and so does a line's end unless the next line goes on in lower case.
Within a line a sentence ends at its mark (. ! ? … and their Arabic, Urdu, Indic and CJK sisters) with the quotes that
close and the footnotes that are marked there, unless what stands before the mark is an abbreviation, an initial or an
ordinal, or what follows goes on in lower case. Knows no grammar: tables of abbreviations and of words that begin
sentences decide doubtful full stops.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from watchers.text.footnotes import MARKS

_MARKS = ".!?…؟۔।॥։።"
_WIDE_MARKS = "。！？"  # stand without a blank after them
_CLOSING = "\"'”’»›)]）」』"
_CLOSED = f"[{re.escape(_CLOSING)}{MARKS}]*+"
# A run of marks is looked at once, as a whole: tried again from each of its marks, a hostile one would take for ever.
# The pattern begins with one set of characters, which the engine skips to; an alternative there costs six times more.
_END = re.compile(
    rf"[{_MARKS}{_WIDE_MARKS}](?:(?<=[{_WIDE_MARKS}])[{_WIDE_MARKS}]*+{_CLOSED}"
    rf"|(?<=[{_MARKS}])(?<![{_MARKS}][{_MARKS}])[{_MARKS}]*+{_CLOSED}(?=\s))"
)
_LINE_BREAK = re.compile(r"[\n\r\u2028\u2029]\s*")
_NEXT_WORD = re.compile(r"\s*[^\w\s]*\s?(\w+)")
_LAST_TOKEN = re.compile(r"[\w.\-’']+$")
_BULLET = re.compile(r"\W*\d{1,3}\W*$")
_DOTTED = re.compile(r"(?:\w{1,2}\.)+\w{1,2}$")


def _table(words: str) -> frozenset[str]:
    return frozenset(words.split())


# A full stop after one of these ends nothing: what they belong to follows. Titles are told by their capital.
_TITLES = _table(
    """mr mrs ms messrs dr prof gen lt col maj capt cpt sgt cpl pvt adm brig cmdr sen rep gov pres rev hon
    st ste ft mt supt insp amb atty mm mgr mlle mme vve gral cnel tte sra srta dra fr hr frl dipl ing
    doç org korg tümg tuğg alb yb bnb öğr gör av"""
)
_LEADING_ABBREVIATIONS = _table(
    "op cf approx ca vs проф акад ген полк кап им ул пл пр см рис тов гр св пос просп д.и.н"
)
_NUMBERED_ABBREVIATIONS = _table("no nr nos núm num fig vol art abs стр ст рис п §")
# These may end a sentence: they do when the next word is one that begins sentences.
_TRAILING_ABBREVIATIONS = _table(
    """jan feb mar apr jun jul aug sep sept oct nov dec janv févr avr juil déc ene abr ago dic okt dez
    inc ltd co corp bros jr sr etc al dept est mio mrd bzw usw evtl ggf inkl vb yy
    г гг вв тыс млн млрд трлн руб долл коп др проч обл р-н янв февр апр авг сент окт нояб дек"""
)
_STARTERS = _table(
    """the a an this that these those it its he she they we you i his her their our in on at as after
    before by for from with when while if but and or so yet there here what who how why where although
    though since however meanwhile no not one some many most all both
    der die das ein eine er sie es wir ihr im am auf nach vor bei mit seit aber und doch wie was wer als
    le la les un une il elle ils elles ce cette ces nous en au aux dans sur après avant mais et selon par
    el los las una él ella ellos al del tras pero y según para con bu şu bir ve ama ancak biz onlar
    он она оно они это этот эта эти мы в во на по после до но и а как также кроме при из за с со для об
    однако когда хотя если ранее позже"""
)
_MONTHS = _table(
    """januar jänner februar märz april mai juni juli august september oktober november dezember
    ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
    january february march may june july october december leden duben květen"""
)
_ORDINAL_LANGUAGES = _table("de tr cs sk sl hr sr bs pl da no nb nn fi hu et lv is")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it stands: `text == whole[start:end]`, without blanks around it."""

    text: str
    start: int
    end: int


def split(text: str, language: str | None = None) -> tuple[Sentence, ...]:
    """The sentences of `text` in order, offsets in code points; `language` (ISO 639-1) settles ordinals."""
    sentences: list[Sentence] = []
    for start, end in _lines(text):
        begin = start
        for stop in _stops(text, start, end, language):
            _add(sentences, text, begin, stop)
            begin = stop
        _add(sentences, text, begin, end)
    return tuple(sentences)


def _add(sentences: list[Sentence], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    if piece:
        sentences.append(Sentence(piece, start, start + len(piece)))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Spans of lines, those wrapped within a sentence joined."""
    start = 0
    for match in _LINE_BREAK.finditer(text):
        if not _wraps(text, start, match):
            yield start, match.start()
            start = match.end()
    yield start, len(text)


def _wraps(text: str, start: int, line_break: re.Match[str]) -> bool:
    blank = line_break.group().count("\n") > 1
    before = text[max(start, line_break.start() - 4) : line_break.start()].rstrip()[-1:]
    after = text[line_break.end() : line_break.end() + 1]
    return not blank and after.islower() and before not in (*_MARKS, *_WIDE_MARKS, *_CLOSING, "")


def _stops(text: str, start: int, end: int, language: str | None) -> Iterator[int]:
    """Offsets just behind each sentence end within a line, its own end left out."""
    begin = start
    for match in _END.finditer(text, start, end):
        following = _NEXT_WORD.match(text, match.end(), end)
        if following is None:
            continue
        if match.group()[0] in _WIDE_MARKS or _ends(text, begin, match, following.group(1), language):
            begin = match.end()
            yield begin


def _ends(text: str, begin: int, mark: re.Match[str], following: str, language: str | None) -> bool:
    if following[0].islower():
        return False
    if mark.group()[0] != "." or mark.group().startswith(".."):
        return True
    last = _LAST_TOKEN.search(text, max(begin, mark.start() - 24), mark.start())
    if last is None or (mark.start() - begin < 8 and _BULLET.match(text[begin : mark.start()])):
        return last is None
    return _full_stop(last.group(), following, language)


def _full_stop(last: str, following: str, language: str | None) -> bool:
    """Whether the full stop after the token `last` ends its sentence, `following` being the next word."""
    word, starter = last.lower().strip("’'-"), following.lower() in _STARTERS
    if word.isdecimal():
        return not _ordinal(word, following, starter, language)
    if word in _LEADING_ABBREVIATIONS or (word in _TITLES and last[0].isupper()) or _is_initial(last):
        return False
    if word in _NUMBERED_ABBREVIATIONS and following[0].isdecimal():
        return False
    return starter if word in _TRAILING_ABBREVIATIONS or _DOTTED.match(word) else True


def _is_initial(token: str) -> bool:
    """One capital, or one letter of a script without capitals (Arabic shortens Doctor so)."""
    return len(token) == 1 and token.isalpha() and not token.islower()


def _ordinal(number: str, following: str, starter: bool, language: str | None) -> bool:
    if len(number) > 2:
        return False
    if following.lower() in _MONTHS:
        return language in _ORDINAL_LANGUAGES or language is None
    return (language or "")[:2] in _ORDINAL_LANGUAGES and not starter
