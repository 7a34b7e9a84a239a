"""The numbers of a report with what they count, and which of them are new.

`12 killed`, `seventeen people were killed` and `death toll rises to 19` count the same thing: the words beside the
number say what. Words for the dead, the injured and the like are known in every language that has a table; of other
nouns the word itself tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from watchers.comparing import tokens
from watchers.comparing.facts import vocabulary
from watchers.comparing.facts.numbers import Number, numbers
from watchers.comparing.facts.vocabulary import Token, Vocabulary

_STEM_LETTERS = 6  # letters of a word that tell what is counted: endings change with the number
_LEAST_NOUN_LETTERS = 3  # letters of a word that can be counted
_NOUN_WORDS = 2  # words behind a number that may be what it counts
_THING_WORDS_BEHIND, _THING_WORDS_BEFORE = 5, 2  # words of its clause where a known thing may stand
_BESIDE_CHARACTERS = 60  # characters beside a number that tell what it is about
_LEAST_COMMON_SHARE = 0.4  # of these words, the fewer side's, tell that two numbers are about the same
_YEARS = range(1900, 2101)
_NO_NUMBER_BEFORE = re.compile(r"[\w.,:/-]$")  # a time of day, a code, a score, a name of a thing
_NO_NUMBER_BEHIND = re.compile(r"[\w:/-]")
_UNIT_BEFORE = re.compile(r"[$€£₽₺]\s?$")
_UNIT_BEHIND = re.compile(r"\s?[%٪$€£₽₺]")
_PEOPLE = "people"
STATES = frozenset(("dead", "injured", "missing", "detained", "rescued", "survivors", "displaced"))  # of people


@dataclass(frozen=True, slots=True)
class Counted:
    """`seventeen people were killed`: the number (in plain digits where it is exact), what it counts (may be empty),
    and the words as they stand. `thing` is what it counts if that is known in every language: `dead`."""

    number: str
    of: frozenset[str]
    surface: str
    around: frozenset[str]  # the telling words beside it
    thing: str = ""
    word: str = ""  # the thing as the text calls it
    amount: str = ""  # the number as the text has it
    low: float = 0.0
    high: float = 0.0

    def agrees(self, other: Counted) -> bool:
        """Whether both numbers may be the same: `dozens` and `47` may."""
        return self.low <= other.high and other.low <= self.high


def counted(text: str, language: str | None = None) -> tuple[Counted, ...]:
    """The numbers of a text that count something or may; years and single-word dates are left to the dates."""
    words = vocabulary.of_language(vocabulary.language_of(text, language))
    text_tokens = vocabulary.tokens(text)
    figures, since = [], 0
    for number in numbers(text_tokens, words):
        if (figure := _figure(text, text_tokens, number, since, words)) is not None:
            figures.append(figure)
        since = number.end
    return tuple(figures)


def _figure(text: str, text_tokens: Sequence[Token], number: Number, since: int, words: Vocabulary) -> Counted | None:
    """The number with what it counts; no word before token `since` says that, where the number before it ends."""
    start, end = text_tokens[number.start].start, text_tokens[number.end - 1].end
    in_digits = text_tokens[number.start].is_number
    if in_digits and (_NO_NUMBER_BEFORE.search(text[:start][-1:]) or _NO_NUMBER_BEHIND.match(text, end)):
        return None
    if in_digits and end - start == 4 and number.low in _YEARS:
        return None
    of_people = not (_UNIT_BEFORE.search(text[:start][-2:]) or _UNIT_BEHIND.match(text, end))
    thing, word = _thing(text_tokens, number, since, words) if of_people else ("", "")
    nouns = _nouns(text, text_tokens, number)
    of = frozenset((thing,)) if thing and thing != _PEOPLE else frozenset(_stem(noun) for noun in nouns)
    if not in_digits and not (thing if number.low > 1 else _counts_one(text_tokens, number, words) and thing in STATES):
        return None  # "one of", "the four": words that are numbers count only what is known
    beside = text[max(0, start - _BESIDE_CHARACTERS) : start] + " " + text[end : end + _BESIDE_CHARACTERS]
    return Counted(
        number=_plain(text[start:end], number),
        of=of,
        surface=_surface(text, text_tokens, number, words, known=bool(thing)),
        around=frozenset(tokens.words(beside)) - tokens.COMMON,
        thing="" if thing == _PEOPLE else thing,
        word=word if thing and thing != _PEOPLE else nouns[0] if nouns else "",
        amount=text[start:end],
        low=number.low,
        high=number.high,
    )


def _counts_one(text_tokens: Sequence[Token], number: Number, words: Vocabulary) -> bool:
    """Whether "one" is no article: right before people, or what became of them."""
    at = number.end
    return at < len(text_tokens) and _thing_at(text_tokens, at, words) in (_PEOPLE, *STATES)


def _plain(surface: str, number: Number) -> str:
    if number.low != number.high and not surface[0].isdecimal():
        return surface.casefold()
    figures = tokens.figures(surface)
    if len(figures) == 1 and surface[-1].isdecimal():
        return figures[0]
    return f"{(number.low + number.high) / 2:.15g}"


# ---------------------------------------------------------------- what a number counts


def _thing(text_tokens: Sequence[Token], number: Number, since: int, words: Vocabulary) -> tuple[str, str]:
    """What is counted, if known, and the word that says so: behind the number in its clause, else right before it.

    Where nothing follows that could be counted, it may stand far before: `the death toll in Sabha rose to 19`.
    """
    behind = _clause(text_tokens[number.end : number.end + _THING_WORDS_BEHIND])
    if _is_link(text_tokens, number.end, words, "part"):
        return "", ""
    people = ("", "")
    for at in range(number.end, number.end + len(behind)):
        if _is_link(text_tokens, at, words, "and"):
            break
        thing = _thing_at(text_tokens, at, words)
        if thing in STATES or (thing != _PEOPLE and thing and at - number.end < _NOUN_WORDS):
            return thing, text_tokens[at].folded
        people = (_PEOPLE, text_tokens[at].folded) if thing == _PEOPLE else people
    bare = people[0] == _PEOPLE or not behind or behind[0].folded in tokens.COMMON
    reach = len(text_tokens) if bare and number.low > 1 else _THING_WORDS_BEFORE
    for at in range(number.start - 1, max(since - 1, number.start - 1 - reach), -1):
        if (not bare and not text_tokens[at].is_word) or text_tokens[at].folded in ".!?":
            break
        thing = _thing_at(text_tokens, at, words)
        if thing in STATES:
            return thing, text_tokens[at].folded
    return people


def _clause(behind: Sequence[Token]) -> Sequence[Token]:
    for place, token in enumerate(behind):
        if not token.is_word:
            return behind[:place]
    return behind


def _thing_at(text_tokens: Sequence[Token], at: int, words: Vocabulary) -> str:
    return next((m.value for m in words.meanings(text_tokens, at) if m.kind == "thing"), "")


def _is_link(text_tokens: Sequence[Token], at: int, words: Vocabulary, link: str) -> bool:
    """Whether a word goes on with "and", also one written together with it, or says that a number is of a `part`."""
    return at < len(text_tokens) and any(
        m.value == link if m.kind == "link" else m.joined and link == "and" for m in words.meanings(text_tokens, at)
    )


def _nouns(text: str, text_tokens: Sequence[Token], number: Number) -> list[str]:
    end = text_tokens[number.end - 1].end
    if text[end:].lstrip().startswith("%"):
        return ["%"]
    behind = [token.folded for token in _clause(text_tokens[number.end : number.end + _NOUN_WORDS])]
    telling = [word for word in behind if word not in tokens.COMMON]
    return [word for word in telling or behind[:1] if len(word) >= _LEAST_NOUN_LETTERS]


def _stem(noun: str) -> str:
    return noun[:_STEM_LETTERS]


def _surface(text: str, text_tokens: Sequence[Token], number: Number, words: Vocabulary, *, known: bool) -> str:
    """The number with the word behind it, and the next where that one alone says nothing and no more is `known`."""
    start, end = text_tokens[number.start].start, text_tokens[number.end - 1].end
    if percent := re.match(r"\s*%", text[end:]):
        return text[start : end + percent.end()]
    behind = _clause(text_tokens[number.end : number.end + _NOUN_WORDS])
    if not behind or text[end : behind[0].start].strip():
        return text[start:end]
    if behind[0].folded not in tokens.COMMON or _thing_at(text_tokens, number.end, words):
        return text[start : behind[0].end]
    if len(behind) == 1 or behind[1].folded in tokens.COMMON:
        return text[start:end] if known else text[start : behind[0].end]
    return text[start : behind[1].end]


# ---------------------------------------------------------------- which of them are the same, or new


def same(one: Counted, other: Counted) -> bool:
    """Whether both count the same: `17 killed` and `12 people killed`, not `12 people injured`."""
    alike = bool(one.of and other.of) and (one.of <= other.of or other.of <= one.of)
    return alike and len(one.around & other.around) >= _LEAST_COMMON_SHARE * min(len(one.around), len(other.around))


def new(mine: Sequence[Counted], earlier: Iterable[Sequence[Counted]]) -> tuple[Counted, ...]:
    """The numbers of an article that none of the earlier ones has at all, each once."""
    numbers = {figure.number for figures in earlier for figure in figures}
    return tuple({figure.number: figure for figure in mine if figure.number not in numbers}.values())
