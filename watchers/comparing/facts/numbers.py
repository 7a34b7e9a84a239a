"""Numbers in digits and in words, as ranges: `19` and `nineteen` are 19 to 19, `dozens` 12 to 120."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from watchers.comparing import tokens as digits
from watchers.comparing.facts.vocabulary import Token, Vocabulary

_MAGNITUDES = {
    "few": (2, 20),
    "dozens": (12, 200),
    "hundreds": (100, 2_000),
    "thousands": (1_000, 20_000),
    "millions": (1_000_000, 20_000_000),
}
_ROUNDED, _AT_LEAST = 0.15, 0.25  # by which "about" and "more than" may be off, as a share of the number
_SCALE_FROM = 1_000  # from this number up a number word multiplies all that stands before it
_QUALIFYING_WORDS = 3  # words before a number that may qualify it


@dataclass(frozen=True, slots=True)
class Number:
    """`tokens[start:end]` states a number between `low` and `high`; those are equal where it is exact."""

    start: int
    end: int
    low: float
    high: float

    def agrees(self, other: Number) -> bool:
        """Whether both may be the same number."""
        return self.low <= other.high and other.low <= self.high


def numbers(tokens: Sequence[Token], vocabulary: Vocabulary) -> list[Number]:
    """All numbers of a text, in order."""
    found: list[Number] = []
    at = 0
    while at < len(tokens):
        number = None
        if tokens[at].is_number or vocabulary.counts(tokens[at].folded):
            number = _vague(tokens, at, vocabulary) or _exact(tokens, at, vocabulary)
        if number:
            found.append(number)
        at = number.end if number else at + 1
    return found


def _vague(tokens: Sequence[Token], at: int, vocabulary: Vocabulary) -> Number | None:
    magnitude = next((m for m in vocabulary.meanings(tokens, at) if m.kind == "magnitude"), None)
    return Number(at, at + magnitude.length, *_MAGNITUDES[magnitude.value]) if magnitude else None


def _exact(tokens: Sequence[Token], at: int, vocabulary: Vocabulary) -> Number | None:
    end, value = _figure(tokens, at) if tokens[at].is_number else (at, None)
    end, value = _spelt(tokens, end, vocabulary, value)
    if value is None:
        return None
    low, high = _qualified(tokens, at, vocabulary, value)
    return Number(at, end, low, high)


def _figure(tokens: Sequence[Token], at: int) -> tuple[int, float | None]:
    plain = digits.plain_figure("".join(tokens[at].folded.split()))
    return at + 1, float(plain) if plain.count(".") <= 1 else None


def _spelt(tokens: Sequence[Token], at: int, vocabulary: Vocabulary, figure: float | None) -> tuple[int, float | None]:
    """Where the number words end, and what they say; behind a figure only such as multiply it (`12 billion`)."""
    total, current = 0.0, figure
    least = _SCALE_FROM if figure is not None else 0
    while at < len(tokens):
        step, word, joined = _number_word(tokens, at, vocabulary, linked=current is not None)
        if word is None or word < least:
            break
        if word >= _SCALE_FROM:
            total, current = total + (current or 1) * word, 0.0
        else:
            grown = _grown(current, word, joined)
            if grown is None:
                break
            current = grown
        at += step
    return at, None if current is None else total + current


def _number_word(
    tokens: Sequence[Token], at: int, vocabulary: Vocabulary, *, linked: bool
) -> tuple[int, int | None, bool]:
    """How many tokens, the number that they say, and whether an "and" goes before it."""
    step = 0
    if linked and any(m.kind == "link" and m.value == "and" for m in vocabulary.meanings(tokens, at)):
        step = 1
    if at + step < len(tokens):
        for meaning in vocabulary.meanings(tokens, at + step):
            if meaning.kind == "number":
                return step + meaning.length, int(meaning.value), bool(step) or meaning.joined
    return 0, None, False


def _grown(value: float | None, word: int, joined: bool) -> float | None:
    """The number that goes on with another word; None where it does not."""
    if value is None or value == 0:
        return word
    below_hundred = value % 100
    if word == 100 and value < 10:
        return value * 100
    if below_hundred == 0 and value >= 100 and word < 100:
        return value + word
    if (value, word) == (4, 20):
        return 80  # quatre-vingts
    tens_and_unit = below_hundred >= 10 and below_hundred % 10 == 0 and word < 10
    score_and_teens = below_hundred in (60, 80) and 10 <= word < 20
    if tens_and_unit or score_and_teens:
        return value + word
    unit_before_ten = 3 <= below_hundred < 10 and ((word == 10 and not joined) or (joined and 20 <= word < 100))
    if unit_before_ten and word % 10 == 0:
        return value + word  # in Arabic
    return None if word < 100 or value % 1000 else value + word


def _qualified(tokens: Sequence[Token], at: int, vocabulary: Vocabulary, value: float) -> tuple[float, float]:
    for before in range(max(0, at - _QUALIFYING_WORDS), at):
        for meaning in vocabulary.meanings(tokens, before):
            if meaning.kind == "link" and before + meaning.length == at:
                if meaning.value == "about":
                    return value * (1 - _ROUNDED), value * (1 + _ROUNDED)
                if meaning.value == "over":
                    return value, value * (1 + _AT_LEAST)
    return value, value
