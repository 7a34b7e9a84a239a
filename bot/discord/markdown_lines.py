"""Lines as Discord's Markdown: what strangers wrote is defused, only a span's own address becomes a link.

Sizes count UTF-16 units, of which no count of Discord's gives more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from urllib.parse import urlsplit

from bot.message import BREAK, Line, Span
from bot.render.sanitise import clean, runs_right_to_left, safe_link

_ZERO_WIDTH_SPACE = "\u200b"  # our own zero-width space: `@` and `<` then begin no mention
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
CHANGE_MARKS = {"same": "", "deleted": "~~", "inserted": "**"}
_SPECIAL = re.compile(r"[\\*_~`|\[\]()#@<]|://")
_LINE_START = re.compile(r"^(\s*)(>|-|\+|\d+[.)](?=\s))")


def write_line(line: Line, *, quiet_links: bool = False) -> str:
    """One line of Markdown. `quiet_links`: without a preview (in content; embeds show none anyway)."""
    runs = groupby(line, key=lambda span: bool(span.change))
    markdown = "".join(_versions(run) if changed else _spans(run, quiet_links) for changed, run in runs)
    return "\n".join(_LINE_START.sub(_escaped_list_mark, row, count=1) for row in markdown.split("\n"))


def _escaped_list_mark(match: re.Match[str]) -> str:
    """A line's beginning that would make it a quote or a list, escaped."""
    blank, mark = match.groups()
    return blank + (mark[:-1] + "\\" + mark[-1])


def _spans(spans: Iterable[Span], quiet_links: bool) -> str:
    return "".join("\n" if span == BREAK else _span(span, quiet_links) for span in spans)


def _versions(spans: Iterable[Span]) -> str:
    """A sentence with the words that are gone and those that came, isolated as a whole: its pieces stay in order."""
    marked = ((span.text, _marked(_defuse(span.text), CHANGE_MARKS[span.change])) for span in spans)
    return _isolated("".join(_with_outer_blanks(text, markdown) for text, markdown in marked))


def _marked(body: str, mark: str) -> str:
    return f"{mark}{body}{mark}" if body else ""


def _span(span: Span, quiet_links: bool) -> str:
    body = escape(span.text)
    if not body:
        return " " if span.text.isspace() else ""
    address = link(span.url) if span.url else ""
    if address:
        body = f"[{body}](<{address}>)" if quiet_links else f"[{body}]({address})"
    if span.bold:
        body = f"**{body}**"
    return _with_outer_blanks(span.text, body)


def _with_outer_blanks(text: str, markdown: str) -> str:
    """`markdown` with a blank where `text` begins or ends with one: inside `**` Discord would show the asterisks."""
    return (" " if text[:1].isspace() else "") + markdown + (" " if text[-1:].isspace() else "")


def escape(text: str) -> str:
    """Cleaned text that shows as it is: no formatting, no mention, no link; isolated when it runs right to left."""
    return _isolated(_defuse(text))


def _defuse(text: str) -> str:
    return _SPECIAL.sub(_defused, clean(text))


def _isolated(markdown: str) -> str:
    return f"{_ISOLATE}{markdown}{_END_ISOLATE}" if runs_right_to_left(markdown) else markdown


def _defused(match: re.Match[str]) -> str:
    special = match[0]
    if special == "@":
        return special + _ZERO_WIDTH_SPACE
    if special == "<":
        return "\\" + special + _ZERO_WIDTH_SPACE
    return "\\" + special


def link(url: str) -> str:
    """The address if Discord takes it, else nothing: one bad address makes it refuse the whole message."""
    safe = safe_link(url)
    host = urlsplit(safe).hostname or ""
    return safe if "." in host or ":" in host else ""


# ---------------------------------------------------------------- making it fit


def size(text: str) -> int:
    """Length in UTF-16 units: an upper bound of every way to count characters."""
    return len(text) + sum(character > "\uffff" for character in text)


def clip(text: str, most: int) -> str:
    """Plain text cut to so many units; never within a character."""
    if size(text) <= most:
        return text
    head = text[: most - 1]
    while size(head) > most - 1:
        head = head[:-1]
    return head + "…"


def shortened(line: Line, room: int) -> str:
    """The line with its longest texts cut, without its links if need be; empty when nothing of it fits."""
    unlinked = tuple(replace(span, url="") for span in line)
    return _squeezed(line, room) or _squeezed(unlinked, room)


def _squeezed(line: Line, room: int) -> str:
    """Texts are cut before they are escaped, so that no escape or link is cut in half."""
    low, high = 0, max((len(span.text) for span in line), default=0)
    while low < high:
        middle = (low + high + 1) // 2
        if size(write_line(_cut(line, middle))) <= room:
            low = middle
        else:
            high = middle - 1
    return write_line(_cut(line, low)) if low else ""


def _cut(line: Line, most: int) -> Line:
    return tuple(span if len(span.text) <= most else replace(span, text=span.text[: most - 1] + "…") for span in line)
