"""Which script a text is in: the block of Unicode that most of its letters come from."""

from __future__ import annotations

from collections import Counter

_LATIN_END = 0x250  # Latin letters stand in several blocks below this one
_READ = 400  # characters that tell


def main_block(text: str) -> int | None:
    """The high byte of the code points of most letters at the beginning of the text, 0 for Latin ones; None where it
    has no letter. Of equally many the lower block counts."""
    letters = (character for character in text[:_READ] if character.isalpha())
    blocks = Counter(ord(letter) >> 8 if ord(letter) >= _LATIN_END else 0 for letter in letters)
    return max(blocks, key=lambda block: (blocks[block], -block), default=None)
