"""What a copy made of its origin: sentences added and left out, words changed within one, another headline. Pure.

    two texts -> sentences -> word for word alike, wherever they stand -> alike in most of their words -> the rest

Typography, case and diacritics make no difference (`words` folds them). Worked out when somebody asks, never stored,
and bounded: texts are read up to `MOST_READ_CHARACTERS`, a sentence is held against the few that share its rarer words,
and words within a sentence are aligned by bit-parallel longest common subsequences (Hyyrö 2004, in RapidFuzz).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import Indel

from watchers.comparing import tokens
from watchers.model import Article
from watchers.plaintext.asides import is_note
from watchers.text import sentences

MOST_READ_CHARACTERS = 100_000  # of each text
_LEAST_SHARED_WORDS = 0.5  # share of the words of two sentences, in their order, that makes them one sentence
_UNIT_WORDS = 120  # what runs on without an end is taken in pieces of so many words
_MOST_JOINED_SENTENCES = 4  # that one was cut into, or that were made one
_MOST_SENTENCES_OF_A_WORD = 32  # a word that more open sentences have finds no counterpart
_MOST_MEASURED_COUNTERPARTS = 3  # of a sentence
_TOKEN = re.compile(rf"(?:{tokens.UNSPACED.pattern}|[^\s{tokens.UNSPACED.pattern[1:]}+)\s*")


PieceKind = Literal["same", "deleted", "inserted"]


Place = Literal["start", "within", "end"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a changed sentence, with the blank behind them: in both texts, in the origin or in the copy alone.

    Those that are the same stand as the copy writes them.
    """

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that only one text has. `place`: before, among or after what both have; `note`: an editor's note."""

    text: str
    place: Place
    note: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """A copy against its origin, in the order of the text. `headline` is empty where it is the same, or not known.

    `kept` of the origin's `sentences` stand in the copy, some of them with changed words. `whole` is False where
    a text was too long to be read to its end.
    """

    headline: tuple[Piece, ...] = ()
    adds: tuple[Passage, ...] = ()
    leaves_out: tuple[Passage, ...] = ()
    changes: tuple[tuple[Piece, ...], ...] = ()
    kept: int = 0
    sentences: int = 0
    whole: bool = True

    @property
    def none(self) -> bool:
        """Whether the copy has its origin's text as it is."""
        return not (self.headline or self.adds or self.leaves_out or self.changes)


def between(origin: Article, copy: Article) -> Difference:
    """What `copy` adds to `origin`, leaves out and changes."""
    old, new = _read(origin), _read(copy)
    pairs = _joined(_paired(old, new), old, new)
    old_numbers = sorted(n for pair in pairs for n in pair.old)
    new_numbers = sorted(n for pair in pairs for n in pair.new)
    changed = sorted((pair for pair in pairs if pair.alike < 1), key=lambda pair: pair.new)
    return Difference(
        headline=_headline(origin.title, copy.title),
        adds=_noted(new, _passages(new, new_numbers)),
        leaves_out=tuple(passage for _, passage in _passages(old, old_numbers)),
        changes=tuple(pieces(_text(old, pair.old), _text(new, pair.new)) for pair in changed),
        kept=len(old_numbers),
        sentences=len(old),
        whole=max(len(origin.text), len(copy.text)) <= MOST_READ_CHARACTERS,
    )


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Two versions of a sentence as one, by words; a lone word between two changes is part of the change."""
    old, new = _tokens(before), _tokens(after)
    steps = Indel.opcodes([key for _, key in old], [key for _, key in new])
    parts: list[Piece] = []
    deleted: list[str] = []
    inserted: list[str] = []
    for number, step in enumerate(steps):
        old_words, new_words = ([text for text, _ in old[step.src_start : step.src_end]],
                        [text for text, _ in new[step.dest_start : step.dest_end]])  # fmt: skip
        if step.tag == "equal" and (len(new_words) > 1 or number in (0, len(steps) - 1)):
            parts += [*_changed(deleted, inserted), Piece("same", "".join(new_words))]
            deleted, inserted = [], []
        else:
            deleted += old_words
            inserted += new_words
    parts += _changed(deleted, inserted)
    return (*parts[:-1], replace(parts[-1], text=parts[-1].text.rstrip()))


# ---------------------------------------------------------------- the two texts


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence with its folded words; `starts`: it begins a line."""

    text: str
    key: tuple[str, ...]
    starts: bool = True


def _read(article: Article) -> tuple[_Unit, ...]:
    """The sentences of a text; its headline, if it stands there again, is none of them."""
    headline = tuple(tokens.words(article.title))
    return tuple(unit for unit in _units(article.text[:MOST_READ_CHARACTERS], article.language) if unit.key != headline)


@lru_cache(maxsize=4)
def _units(text: str, language: str | None) -> tuple[_Unit, ...]:
    units: list[_Unit] = []
    end = 0
    for sentence in sentences.split(text, language):
        starts = "\n" in text[end : sentence.start] or not end
        end = sentence.end
        for number, part in enumerate(_parts(sentence.text)):
            if key := tuple(tokens.words(part)):
                units.append(_Unit(part, key, starts and not number))
    return tuple(units)


def _parts(sentence: str) -> Iterable[str]:
    if len(sentence) <= _UNIT_WORDS:  # characters, so it cannot have more words
        return (sentence,)
    pieces = _TOKEN.findall(sentence)
    return ("".join(pieces[start : start + _UNIT_WORDS]).strip() for start in range(0, len(pieces), _UNIT_WORDS))


# ---------------------------------------------------------------- which sentence became which


@dataclass(frozen=True, slots=True)
class _Pair:
    """Sentences of the origin and of the copy, by number, that are one; several where it was cut or joined."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    alike: float = 1.0
    exact: bool = False


def _paired(old: Sequence[_Unit], new: Sequence[_Unit]) -> list[_Pair]:
    """Each sentence at most once: first those that are the same, then the most alike."""
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number in reversed(range(len(old))):
        places[old[number].key].append(number)
    pairs = [_Pair((places[unit.key].pop(),), (n,), exact=True) for n, unit in enumerate(new) if places.get(unit.key)]
    paired_old, paired_new = {n for pair in pairs for n in pair.old}, {n for pair in pairs for n in pair.new}
    open_old = [n for n in range(len(old)) if n not in paired_old]
    open_new = [n for n in range(len(new)) if n not in paired_new]
    for pair in sorted(_alike(old, new, open_old, open_new), key=lambda pair: (-pair.alike, pair.new, pair.old)):
        if paired_old.isdisjoint(pair.old) and paired_new.isdisjoint(pair.new):
            paired_old.update(pair.old)
            paired_new.update(pair.new)
            pairs.append(pair)
    return pairs


def _alike(
    old: Sequence[_Unit], new: Sequence[_Unit], open_old: Sequence[int], open_new: Sequence[int]
) -> Iterable[_Pair]:
    """Open sentences that are alike enough to be one, found by the rarer words that they share."""
    having: defaultdict[str, list[int]] = defaultdict(list)
    for number in open_old:
        for word in set(old[number].key):
            having[word].append(number)
    for number in open_new:
        shared: Counter[int] = Counter()
        for word in sorted(set(new[number].key)):
            if len(having.get(word, ())) <= _MOST_SENTENCES_OF_A_WORD:
                shared.update(having.get(word, ()))
        for other, _ in shared.most_common(_MOST_MEASURED_COUNTERPARTS):
            alike = _likeness(old[other].key, new[number].key)
            if alike >= _LEAST_SHARED_WORDS:
                yield _Pair((other,), (number,), alike)


def _joined(pairs: Sequence[_Pair], old: Sequence[_Unit], new: Sequence[_Unit]) -> list[_Pair]:
    """The pairs, each with the open sentences beside it that make it more alike: one was cut, or some were joined."""
    paired_old, paired_new = {n for pair in pairs for n in pair.old}, {n for pair in pairs for n in pair.new}
    joined: list[_Pair] = []
    for pair in sorted(pairs, key=lambda pair: pair.new):
        while not pair.exact and len(pair.old) + len(pair.new) <= _MOST_JOINED_SENTENCES:
            wider = (w for w in _wider(pair, old, new) if not (paired_old & w.old_open or paired_new & w.new_open))
            best = max(wider, key=lambda w: w.pair.alike, default=None)
            if best is None or best.pair.alike <= pair.alike:
                break
            pair = best.pair
            paired_old |= best.old_open
            paired_new |= best.new_open
        joined.append(pair)
    return joined


@dataclass(frozen=True, slots=True)
class _Wider:
    """A pair with one sentence more, on one of its two sides."""

    pair: _Pair
    old_open: frozenset[int] = frozenset()
    new_open: frozenset[int] = frozenset()


def _wider(pair: _Pair, old: Sequence[_Unit], new: Sequence[_Unit]) -> Iterable[_Wider]:
    for number in (min(pair.old) - 1, max(pair.old) + 1):
        if 0 <= number < len(old):
            yield _Wider(_measured(tuple(sorted((*pair.old, number))), pair.new, old, new), frozenset({number}))
    for number in (min(pair.new) - 1, max(pair.new) + 1):
        if 0 <= number < len(new):
            more = _measured(pair.old, tuple(sorted((*pair.new, number))), old, new)
            yield _Wider(more, new_open=frozenset({number}))


def _measured(
    old_numbers: tuple[int, ...], new_numbers: tuple[int, ...], old: Sequence[_Unit], new: Sequence[_Unit]
) -> _Pair:
    old_words = [word for n in old_numbers for word in old[n].key]
    new_words = [word for n in new_numbers for word in new[n].key]
    return _Pair(old_numbers, new_numbers, _likeness(old_words, new_words))


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of the words of both that they have in the same order."""
    return Indel.normalized_similarity(one, other, score_cutoff=_LEAST_SHARED_WORDS)


# ---------------------------------------------------------------- what is said of the rest


def _passages(units: Sequence[_Unit], common: Sequence[int]) -> list[tuple[int, Passage]]:
    """The sentences that are not common to both texts, with their numbers and their places among those that are."""
    first, last = (common[0], common[-1]) if common else (0, len(units))
    passages: list[tuple[int, Passage]] = []
    for number in sorted(set(range(len(units))).difference(common)):
        place: Place = "start" if number < first else "end" if number > last else "within"
        passages.append((number, Passage(_flat(units[number].text), place)))
    return passages


def _noted(units: Sequence[_Unit], added: Sequence[tuple[int, Passage]]) -> tuple[Passage, ...]:
    """The added passages, those of an editor's note marked as such: from its label to the end of its paragraph."""
    marked: list[Passage] = []
    last_of_note = -1  # number of a sentence
    for number, passage in added:
        goes_on = last_of_note == number - 1 and not units[number].starts
        if goes_on or is_note(passage.text):
            last_of_note = number
        marked.append(replace(passage, note=last_of_note == number))
    return tuple(marked)


def _headline(before: str, after: str) -> tuple[Piece, ...]:
    old, new = tokens.words(before), tokens.words(after)
    if not old or not new or old == new:
        return ()
    if _likeness(old, new) >= _LEAST_SHARED_WORDS:
        return pieces(before, after)
    return Piece("deleted", _flat(before) + " "), Piece("inserted", _flat(after))


def _text(units: Sequence[_Unit], numbers: Iterable[int]) -> str:
    return " ".join(units[number].text for number in numbers)


def _tokens(text: str) -> list[tuple[str, str]]:
    """Words as they stand, each with a blank behind it where its script writes one, and as they are compared."""
    keyed = [(token, " ".join(tokens.words(token))) for token in _TOKEN.findall(text)]
    return [(token if tokens.UNSPACED.fullmatch(token) else token.rstrip() + " ", key) for token, key in keyed]


def _changed(deleted: Sequence[str], inserted: Sequence[str]) -> list[Piece]:
    """The deleted words as one piece and the inserted words as another, each where there are any."""
    kinds: tuple[tuple[PieceKind, Sequence[str]], ...] = (("deleted", deleted), ("inserted", inserted))
    return [Piece(kind, "".join(words)) for kind, words in kinds if words]


def _flat(text: str) -> str:
    return " ".join(text.split())
