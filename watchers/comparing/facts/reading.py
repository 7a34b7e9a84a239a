"""What a sentence states by the verbs that have an opposite, each as it is meant: `was not captured` is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from watchers.comparing import tokens as words_of_texts
from watchers.comparing.facts import vocabulary
from watchers.comparing.facts.vocabulary import Token, Vocabulary

_STEM_LETTERS = 5  # letters of a word that tell it apart from others, whatever its ending
_LEAST_STEM_LETTERS = 3
_NEGATED_WITHIN = 2  # words before a verb among which a negation is meant for it; only common ones between
_IDIOM = "idiom"  # a phrase in which a verb does not mean what it does alone


@dataclass(frozen=True, slots=True)
class Statement:
    """`stems` are the beginnings of the words that tell; `sides` the verbs that have an opposite, with their words."""

    stems: frozenset[str]
    sides: Mapping[str, str]


def read(text: str, language: str) -> Statement:
    """What a sentence in a language says, as far as its words are known."""
    words = vocabulary.of_language(language)
    tokens = vocabulary.tokens(text)
    return Statement(frozenset(_stems(tokens, words)), _sides(text, tokens, words))


def _stems(tokens: Sequence[Token], words: Vocabulary) -> set[str]:
    plain = (words.without_clitic(token.folded) for token in tokens if token.is_word or token.is_number)
    return {
        word[:_STEM_LETTERS]
        for word in plain
        if word not in words_of_texts.COMMON and (len(word) >= _LEAST_STEM_LETTERS or word[0].isdecimal())
    }


def _sides(text: str, tokens: Sequence[Token], words: Vocabulary) -> dict[str, str]:
    sides: dict[str, str] = {}
    at = 0
    while at < len(tokens):
        meanings = [m for m in words.meanings(tokens, at) if m.kind in ("opposite", "stance") or m.value == _IDIOM]
        for meaning in meanings:
            side = "" if meaning.value == _IDIOM else meaning.value
            if _is_negated(tokens, at, words):
                side = vocabulary.partner(side) if meaning.kind == "opposite" else ""
            if side and meaning.length == meanings[0].length:
                sides.setdefault(side, text[tokens[at].start : tokens[at + meaning.length - 1].end])
        at += meanings[0].length if meanings else 1
    return sides


def _is_negated(tokens: Sequence[Token], at: int, words: Vocabulary) -> bool:
    for before in range(at - 1, max(-1, at - 1 - _NEGATED_WITHIN), -1):
        if not tokens[before].is_word:
            return False
        if any(m.kind == "link" and m.value == "not" for m in words.meanings(tokens, before)):
            return True
        if tokens[before].folded not in words_of_texts.COMMON:
            return False
    return False
