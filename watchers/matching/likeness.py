"""How near a word is to a name: the table of levels, each with what it means. A leaf: all that measure import it."""

from __future__ import annotations

from enum import Enum


class Likeness(Enum):
    """Levels of likeness, 0 (nothing in common) to 1 (equal), or what is done with one, as the meaning says.

    A likeness is no confidence: it says how alike two words are, `score.Confidence` how likely a mention is.
    """

    EQUAL = 1.0, "the words of a name as they are, or the actor's id"
    INFLECTED = 0.99, "a rule of inflection leads from the word to the name"
    UNEQUAL_AT_MOST = 0.99, "the most for two different words, however well letter tables or spelling explain them"
    ONE_WORD_TYPED = 0.98, "times so much where one word was typed: a whole name of one word comes before a surname"
    INFLECTED_IN_TEXT = 0.98, "a word of a text that a rule of inflection leads to a name from"
    RESPELT_IN_TEXT_AT_MOST = 0.97, "the most for a word of a text in a spelling or script that the catalogue has not"
    RESPELT_WHEN_TYPED = 0.97, "times so much where a typed word is only like the name's: below an inflected form"
    ROMANISED = 0.97, "times so much where two words are alike in Latin letters rather than in their own"
    INITIAL = 0.9, "an initial for a word that begins with its sound, on either side"
    NAME_WORD_NOT_TYPED = 0.02, "times so much less for each word by which the name has more than were typed"
    UNLIKE = 0.0, "nothing to compare, or no sound in common"

    def __init__(self, level: float, meaning: str) -> None:
        self.level = level
        self.meaning = meaning
