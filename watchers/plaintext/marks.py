"""Tables of words that tell what a line is: a table a kind, its phrases parted by bars and line ends.

    whole     the line says nothing else (but numbers and signs)
    starts    it begins so
    holds     the words are in it
    of, says  it begins with one of `of`, and one of `says` is in it

Compared without case, the apostrophe as `'`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_OUTSIDE = re.compile(r"^[\W\d_]+|[\W\d_]+$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A kind of line with the words that tell it."""

    kind: str
    most_words: int  # words of a line that it can tell
    whole: frozenset[str]
    starts: tuple[str, ...]
    holds: tuple[str, ...]
    of: tuple[str, ...]
    says: tuple[str, ...]

    def tells(self, text: str, bare: str, words: int) -> bool:
        """Whether a line of so many words is of this kind; `text` and `bare` as `compared` gives them."""
        return words <= self.most_words and (
            bare in self.whole
            or text.startswith(self.starts)
            or any(phrase in text for phrase in self.holds)
            or (text.startswith(self.of) and any(phrase in text for phrase in self.says))
        )


def compared(text: str) -> tuple[str, str]:
    """A line as marks see it: whole, and without the signs and numbers at its ends."""
    plain = text.casefold().replace("’", "'")
    return plain, _OUTSIDE.sub("", plain)


@cache
def read(path: Path, most_words: int) -> tuple[Mark, ...]:
    """The marks of a file, in its order; `most_words` holds for those that state no other number."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Mark(
            kind,
            row.get("most", most_words),
            frozenset(_listed(row.get("whole", ""))),
            *(tuple(_listed(row.get(key, ""))) for key in ("starts", "holds", "of", "says")),
        )
        for kind, row in table.items()
    )


def _listed(phrases: str) -> Iterable[str]:
    return (phrase for phrase in (part.strip() for part in re.split(r"[|\n]", phrases)) if phrase)
