"""Whom a text credits: "(Reuters)" in its dateline, "By Reuters", "Source: The Gazette" at its end, "© AFP".

A credit is evidence of who copied from whom, never proof of copying. News agencies are known by all their names
(`wires.toml`); other names are taken as they stand.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path

from watchers.text import folding

_WIRES_FILE = Path(__file__).with_name("wires.toml")
_EDGE_CHARACTERS = 300  # characters at the beginning and the end where credits stand
_EDGE_LINES = 3  # lines at either end that may be a credit as a whole
_LONGEST_CREDIT_CHARACTERS = 60  # of a line that is a credit as a whole
_LONGEST_ACRONYM_LETTERS = 4  # of an agency; where they are no capitals they may be a word
_DATELINE = re.compile(r"^.{0,80}?\(([^()\n]{2,30})\)\s*(?:,\s*[^\s,]+\s+\d{1,2}\s*)?[-–—:]", re.DOTALL)
_WORDS = (
    "source|via|originally published (?:by|in|on|at)|first (?:published|appeared) (?:by|in|on)|quelle|fuente|fonte"
    r"|kaynak|źródło|источник|джерело|المصدر|©|\(c\)|copyright"
)
_LABELLED = re.compile(
    rf"(?:^|[\n.(\[])\s*(?:{_WORDS})\s*[:©]?\s*(?:\d{{4}}\s+)?([^\n.,;()\[\]]{{2,40}})", re.IGNORECASE
)
# Where an agency may stand without a word for it: "OEA - AFP - ...", "Reuters: ...", "OEA. /TASS/. ...", "... (AFP)".
_OPENING = re.compile(r"^(?:[^\n]{0,60}?(?:\s[-–—]\s*|/))?([^-–—:/\n]{2,30}?)\s*[-–—:./]\s?")
_CLOSING = re.compile(r"(?:[(\[]|[-–—]\s*|[.!?…؟。]\s+)([^()\[\]\n.]{2,30})[)\]]?[.\s]*$")
_BYLINE = re.compile(r"\s*[(\[]?\s*(?:(?:by|par|von|por|di|od|від|من|عن)\s+)?(.*?)\s*[)\]]?\s*", re.IGNORECASE)
_TOGETHER = re.compile(r"\s*[/|,]\s*|\s+(?:and|et|und|y|e|ve|и|та|و)\s+")  # "AFP/Reuters"
_SIGNATURES = {"reuters": re.compile(r"\((?:additional )?reporting by .{3,300}?editing by", re.IGNORECASE | re.DOTALL)}


def credited(text: str, credit: str = "") -> tuple[str, ...]:
    """The names in credits, folded, in order; `credit` is a line that stands apart from the text."""
    folded = (folding.plain(name).strip() for name in _named(text.strip(), credit))
    return tuple(dict.fromkeys(name for name in folded if name))


def wire(text: str, credit: str = "") -> str:
    """The news agency that a text credits, by its id; "" for none. One that is merely quoted is not credited."""
    text = text.strip()
    for name in chain(_named(text, credit), _unlabelled(text)):
        for part in (name, *_TOGETHER.split(name)):
            if agency := wire_called(part):
                return agency
    end = text[-_EDGE_CHARACTERS:]
    return next((agency for agency, signature in _SIGNATURES.items() if signature.search(end)), "")


def wire_called(name: str) -> str:
    """The id of the news agency of that name; "" for none. A short name, which may be a word too, only in capitals."""
    known = _wires().get(letters(name), "")
    return known if len(name) > _LONGEST_ACRONYM_LETTERS or name == name.upper() or name == "dpa" else ""


def letters(name: str) -> str:
    """Letters and digits alone: `Al-Monitor`, `Al Monitor` and `almonitor` are one, and `The Gazette` is `Gazette`."""
    return re.sub(r"\W", "", folding.plain(name)).removeprefix("the")


def _named(text: str, credit: str) -> Iterator[str]:
    """The names that words or a dateline's brackets say to be credits."""
    yield from _DATELINE.findall(text[:_EDGE_CHARACTERS])
    for edge in (text[:_EDGE_CHARACTERS], text[-_EDGE_CHARACTERS:], credit):
        yield from _LABELLED.findall(edge)


def _unlabelled(text: str) -> Iterator[str]:
    """What would be a credit if it were an agency's name: short lines, and what opens or closes the text."""
    begin, end = text[:_EDGE_CHARACTERS], text[-_EDGE_CHARACTERS:]
    for line in (*begin.splitlines()[:_EDGE_LINES], *end.splitlines()[-_EDGE_LINES:]):
        if len(line) <= _LONGEST_CREDIT_CHARACTERS and (byline := _BYLINE.fullmatch(line)):
            yield byline[1]
    yield from _OPENING.findall(begin)
    yield from _CLOSING.findall(end)


@cache
def _wires() -> Mapping[str, str]:
    """The ids of news agencies by each of their names, letters and digits alone."""
    agencies = tomllib.loads(_WIRES_FILE.read_text("utf-8"))
    return {letters(name): agency for agency, names in agencies.items() for name in names.split("|")}
