"""Lines as Discord's Markdown: what strangers wrote is defused, only a span's own address becomes a link.

Sizes count UTF-16 units, of which no count of Discord's gives more.
"""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from bot.hostile import clean, runs_right_to_left, safe_link
from bot.message import BREAK, Line, Span

_APART = "\u200b"  # our own zero-width space: `@` and `<` then begin no mention
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_SPECIAL = re.compile(r"[\\*_~`|\[\]()#@<]|(?<=[a-z])://", re.IGNORECASE)
_LINE_START = re.compile(r"^(\s*)(>|-|\+|\d+[.)](?=\s))")


def write_line(line: Line, *, quiet_links: bool = False) -> str:
    """One line of Markdown. `quiet_links`: without a preview (in content; embeds show none anyway)."""
    written = "".join("\n" if span == BREAK else _span(span, quiet_links) for span in line)
    return "\n".join(_LINE_START.sub(_unlisted, row, count=1) for row in written.split("\n"))


def _unlisted(found: re.Match[str]) -> str:
    """A line's beginning that would make it a quote or a list, escaped."""
    blank, mark = found.groups()
    return blank + (mark[:-1] + "\\" + mark[-1])


def _span(span: Span, quiet_links: bool) -> str:
    body = escape(span.text)
    if not body:
        return " " if span.text.isspace() else ""
    lead = " " if span.text[0].isspace() else ""
    tail = " " if span.text[-1].isspace() else ""
    address = link(span.url) if span.url else ""
    if address:
        body = f"[{body}](<{address}>)" if quiet_links else f"[{body}]({address})"
    if span.bold:
        body = f"**{body}**"
    return lead + body + tail


def escape(text: str) -> str:
    """Cleaned text that shows as it is: no formatting, no mention, no link; isolated when it runs right to left."""
    shown = _SPECIAL.sub(_defused, clean(text))
    return f"{_ISOLATE}{shown}{_END_ISOLATE}" if runs_right_to_left(shown) else shown


def _defused(found: re.Match[str]) -> str:
    special = found[0]
    if special == "@":
        return special + _APART
    if special == "<":
        return "\\" + special + _APART
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
    kept = text[: most - 1]
    while size(kept) > most - 1:
        kept = kept[:-1]
    return kept + "…"


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
