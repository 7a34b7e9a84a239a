"""What strangers may put into a message: readable text on one line, and links that lead where they seem to.

Everything that a feed says passes through here before Discord or a terminal sees it. Gone are control characters (a
terminal obeys them), direction overrides and isolates (they reverse what is read), invisible characters (they hide
names from filters) and stacks of combining marks (they smear over the lines around).
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

LONGEST_LINK_CHARACTERS = 2048
MOST_MARKS_ON_A_LETTER = 4  # Vietnamese, Hebrew and Arabic stack at most so many on one letter

_PLAIN = re.compile(r"[\x20-\x7e]*")
_SPACES = re.compile(r"\s+")
_PERSIAN_JOINT = re.compile("(?<=[\u0620-\u06ff])\u200c(?=[\u0620-\u06ff])")
_JOINT = "\x00"  # stands for a non-joiner that is part of a Persian word, while the others go
_REMOVED_CATEGORIES = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
# Letters that show as nothing: Hangul fillers, the Braille blank, the grapheme joiner, Khmer and Mongolian vowels.
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_RIGHT_TO_LEFT = frozenset(("R", "AL", "AN"))


def clean(text: str) -> str:
    """The text on one line without anything that could deceive; Persian keeps its non-joiners."""
    flat = _SPACES.sub(" ", text).strip()
    if _PLAIN.fullmatch(flat):
        return flat
    with_joints = _PERSIAN_JOINT.sub(_JOINT, flat.replace(_JOINT, ""))
    readable = "".join(_readable_characters(with_joints))
    return _SPACES.sub(" ", readable).strip()


def _readable_characters(text: str) -> list[str]:
    characters: list[str] = []
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if character == _JOINT:
            characters.append("\u200c")
        elif category in ("Zl", "Zp", "Zs"):
            characters.append(" ")
        elif (
            category not in _REMOVED_CATEGORIES
            and character not in _BLANK_LETTERS
            and marks <= MOST_MARKS_ON_A_LETTER
            and not _selects(character)
        ):
            characters.append(character)
    return characters


def _selects(character: str) -> bool:
    """Whether it is a variation selector, which can carry hidden data; not the one that makes an emoji."""
    return "\ufe00" <= character <= "\ufe0e" or "\U000e0100" <= character <= "\U000e01ef"


def runs_right_to_left(text: str) -> bool:
    """Whether any letter of it is written from right to left."""
    return any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text)


def safe_link(url: str) -> str:
    """The address in ASCII if it is an http(s) link that leads where it seems to; empty otherwise.

    An address with a user name before its host (`https://bank.example@evil.example`) is none; nor is one too long for
    Discord. Characters that could end a link early are percent-encoded.
    """
    try:
        parts = urlsplit(url.strip())
        host = _host(parts)
    except ValueError:  # a malformed port or IPv6 address, a host that no name system knows
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host or "@" in parts.netloc:
        return ""
    try:
        path, query, fragment = (_encoded(part) for part in (parts.path, parts.query, parts.fragment))
    except UnicodeEncodeError:  # half of a surrogate pair
        return ""
    link = urlunsplit((parts.scheme.lower(), host, path, query, fragment))
    return link if len(link) <= LONGEST_LINK_CHARACTERS else ""


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    if ":" in host:
        host = f"[{host}]"
    elif not re.fullmatch(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?\.?", host):
        return ""
    return f"{host}:{parts.port}" if parts.port is not None else host


def _encoded(text: str) -> str:
    return quote(text, safe="/:@!$&*+,;=?%#")  # not parentheses: they end a link of Markdown
