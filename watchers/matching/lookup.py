"""Look-ups of a typed name: which tracked actor is meant."""

from __future__ import annotations

from collections.abc import Sequence

from watchers.matching import inflection, phonetics
from watchers.matching.likeness import Likeness
from watchers.matching.name_parts import names_of, words_of
from watchers.model import Actor
from watchers.text.folding import plain

_MOST_TYPED_WORDS = 20  # more are a text and no name, and each is compared with every word of every name
_SHORTEST_TYPED_LETTERS = 3  # of the longest word: an article or a preposition means nobody, unless it is a whole name
_LEAST_SCORE = 0.5  # people misspell what they type, and see at once whom the answer is about


def find_actors(name: str, actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """The actors that a typed name may mean, best first: any alias, any script, inflected or misspelt; or an id."""
    words = words_of(plain(name))
    scored = [(_nearness(name, words, actor), actor) for actor in actors] if 0 < len(words) <= _MOST_TYPED_WORDS else []
    likely = [(score, actor) for score, actor in scored if score >= _LEAST_SCORE]
    best = max((score for score, _ in likely), default=Likeness.UNLIKE.level)
    sure = Likeness.INFLECTED.level  # as good as typed in full: then nobody of a similar name is meant
    nearest = [(score, actor) for score, actor in likely if best < sure or score >= sure]
    return tuple(actor for _, actor in sorted(nearest, key=lambda pair: (-pair[0], pair[1].name)))


def named_exactly(name: str, actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """The actors whose name it is exactly: the one of that id, else all that have it, as a whole, among their names."""
    typed, words = name.strip().casefold(), words_of(plain(name))
    by_id = tuple(actor for actor in actors if typed == actor.id)
    return by_id or tuple(actor for actor in actors if words and words in _wordings(actor))


def _wordings(actor: Actor) -> set[tuple[str, ...]]:
    return {words_of(plain(actor.name)), *(name.words for name in names_of(actor))}


def _nearness(name: str, words: tuple[str, ...], actor: Actor) -> float:
    if name.strip().casefold() == actor.id:
        return Likeness.EQUAL.level
    share = Likeness.EQUAL if len(words) > 1 else Likeness.ONE_WORD_TYPED
    best = Likeness.UNLIKE.level
    for alias in names_of(actor):
        if words == alias.words:
            return Likeness.EQUAL.level
        whole = len(words) > 1 or actor.kind == "organisation"
        name_words = alias.words if whole else (alias.words[alias.anchor],)
        best = max(best, _alignment(words, name_words) * share.level)
    return best


def _alignment(words: tuple[str, ...], name_words: tuple[str, ...]) -> float:
    """How well every typed word is met by a word of the name, the words of the name left over counting a little."""
    if max(map(len, words)) < _SHORTEST_TYPED_LETTERS:
        return Likeness.UNLIKE.level
    nearest = [max(_near(word, name_word) for name_word in name_words) for word in words]
    return min(nearest) * (1 - Likeness.NAME_WORD_NOT_TYPED.level * max(0, len(name_words) - len(words)))


def _near(word: str, name_word: str) -> float:
    if word == name_word:
        return Likeness.EQUAL.level
    forms = (word, *(base.text for base in inflection.bases(word)))
    if name_word in forms:
        return Likeness.INFLECTED.level
    return Likeness.RESPELT_WHEN_TYPED.level * max(phonetics.nearness(name_word, form).likeness for form in forms)
