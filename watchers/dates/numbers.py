"""Numbers in words, joined to one: "twenty nine", "two thousand and thirty two", "nineteen eighty six"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from watchers.dates.tokens import Token, number_meanings


def joined(plain: Sequence[Token]) -> Iterator[Token]:
    """The tokens with each run of number words as one token, which is a figure like one written with digits."""
    at = 0
    while at < len(plain):
        length, value, ordinal = _run(plain, at) if _is_spelt(plain[at]) else (0, 0, False)
        if length == 0:
            yield plain[at]
            at += 1
            continue
        own_meanings = {k: v for k, v in plain[at].meanings.items() if length == 1}
        meanings = own_meanings | number_meanings(f"{value:02d}" if value < 10 else str(value), ordinal=ordinal)
        meanings.pop("short_year", None)
        day = meanings.pop("day", 0)
        if ordinal:
            meanings["ordinal"] = day
        elif day > 1:  # "a", "one": an article rather than the first of a month
            meanings["spelt_day"] = day
        last = plain[at + length - 1]
        yield Token(plain[at].start, last.end, "", meanings)
        at += length


def _is_spelt(token: Token) -> bool:
    meanings = token.meanings
    return bool(meanings) and ("number" in meanings or "ordinal" in meanings) and "figure" not in meanings


def _run(plain: Sequence[Token], at: int) -> tuple[int, int, bool]:
    """(tokens, value, whether an ordinal ends it) of the number in words that starts here; no tokens: none does."""
    length = value = 0
    while at + length < len(plain):
        step = 1
        token = plain[at + length]
        joint = length and ("dash" in token.meanings or ("and" in token.meanings and value >= 100))
        if joint and at + length + 1 < len(plain):
            token, step = plain[at + length + 1], 2
        spelt = token.meanings.get("number") if "figure" not in token.meanings else None
        ordinal = token.meanings.get("ordinal")
        grown = _grow(value, spelt if spelt is not None else ordinal, length == 0)
        if grown is None:
            break
        value, length = grown, length + step
        if spelt is None:
            return length, value, True
    return length, value, False


def _grow(value: int, number: int | None, first: bool) -> int | None:
    if number is None:
        return None
    if first:
        return number
    if number in (100, 1000) and value < 100:
        return value * number
    if 20 <= value < 100 and value % 10 == 0 and (number < 10 or (value in (60, 80) and number < 20)):
        return value + number
    if 13 <= value <= 20 and number >= 10:
        return value * 100 + number  # nineteen eighty ...
    if value >= 1000 and value % 100 and value % 10 == 0 and number < 10:
        return value + number  # ... six
    if value >= 100 and value % 100 == 0 and number < 100:
        return value + number
    return None
