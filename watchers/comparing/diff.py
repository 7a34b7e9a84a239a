"""What a copy made of its origin: sentences added and left out, words changed within one, another headline. Pure.

    two texts -> sentences -> word for word alike, wherever they stand -> alike in most of their words -> the rest

Typography, case and diacritics make no difference (`words` folds them). Worked out when somebody asks, never stored,
and bounded: long texts are read up to `LONGEST`, a sentence is held against the few that share its rarer words, and
words within a sentence are aligned by bit-parallel longest common subsequences (Hyyrö 2004, in RapidFuzz).
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
from watchers.text import sentences

LONGEST = 100_000  # characters read of each text
ALIKE = 0.5  # of the words of two sentences, in their order
_UNIT_WORDS = 120  # words: what runs on without an end is taken in pieces of so many
_JOINED = 4  # sentences at most that one was cut into, or that were made one
_COMMON = 32  # a word that so many open sentences have finds no counterpart
_TRIED = 3  # counterparts that are measured
_TOKEN = re.compile(rf"(?:{tokens.UNSPACED.pattern}|[^\s{tokens.UNSPACED.pattern[1:]}+)\s*")
_NOTE = re.compile(
    r"""\W*(?:editor(?:ial|['’]?s)?['’]?\ note|ed(?:itor|s)?\.\ note|note\ from\ the\ editors?
    |note\ de\ la\ rédaction|n\.?d\.?l\.?r\b|nota\ de(?:l\ editor|\ la\ redacción|lla\ redazione)
    |n\.\ ?d(?:el|\.)\ ?[er]\.|anm(?:erkung|\.)\ ?d(?:er|\.)\ ?red(?:aktion|\.)|redaktioneller\ hinweis
    |editör(?:ün)?\ notu
    |от\ редакции|прим(?:ечание|\.)\ ?ред(?:акции|актора|\.)|ملاحظة\ (?:المحرر|التحرير)|تنويه\ من\ التحرير)""",
    re.IGNORECASE | re.VERBOSE,
)


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
    theirs = sorted(n for pair in pairs for n in pair.old)
    mine = sorted(n for pair in pairs for n in pair.new)
    changed = sorted((pair for pair in pairs if pair.alike < 1), key=lambda pair: pair.new)
    return Difference(
        headline=_headline(origin.title, copy.title),
        adds=_noted(new, _passages(new, mine)),
        leaves_out=tuple(passage for _, passage in _passages(old, theirs)),
        changes=tuple(pieces(_text(old, pair.old), _text(new, pair.new)) for pair in changed),
        kept=len(theirs),
        sentences=len(old),
        whole=max(len(origin.text), len(copy.text)) <= LONGEST,
    )


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Two versions of a sentence as one, by words; a lone word between two changes is part of the change."""
    old, new = _tokens(before), _tokens(after)
    steps = Indel.opcodes([key for _, key in old], [key for _, key in new])
    said: list[Piece] = []
    gone: list[str] = []
    come: list[str] = []
    for number, step in enumerate(steps):
        theirs, mine = ([text for text, _ in old[step.src_start : step.src_end]],
                        [text for text, _ in new[step.dest_start : step.dest_end]])  # fmt: skip
        if step.tag == "equal" and (len(mine) > 1 or number in (0, len(steps) - 1)):
            said += [*_changed(gone, come), Piece("same", "".join(mine))]
            gone, come = [], []
        else:
            gone += theirs
            come += mine
    said += _changed(gone, come)
    return (*said[:-1], replace(said[-1], text=said[-1].text.rstrip()))


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
    return tuple(unit for unit in _units(article.text[:LONGEST], article.language) if unit.key != headline)


@lru_cache(maxsize=4)
def _units(text: str, language: str | None) -> tuple[_Unit, ...]:
    found: list[_Unit] = []
    end = 0
    for sentence in sentences.split(text, language):
        starts = "\n" in text[end : sentence.start] or not end
        end = sentence.end
        for number, part in enumerate(_parts(sentence.text)):
            if key := tuple(tokens.words(part)):
                found.append(_Unit(part, key, starts and not number))
    return tuple(found)


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
    gone, come = {n for pair in pairs for n in pair.old}, {n for pair in pairs for n in pair.new}
    open_old = [n for n in range(len(old)) if n not in gone]
    open_new = [n for n in range(len(new)) if n not in come]
    for pair in sorted(_alike(old, new, open_old, open_new), key=lambda pair: (-pair.alike, pair.new, pair.old)):
        if gone.isdisjoint(pair.old) and come.isdisjoint(pair.new):
            gone.update(pair.old)
            come.update(pair.new)
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
            if len(having.get(word, ())) <= _COMMON:
                shared.update(having.get(word, ()))
        for other, _ in shared.most_common(_TRIED):
            alike = _likeness(old[other].key, new[number].key)
            if alike >= ALIKE:
                yield _Pair((other,), (number,), alike)


def _joined(pairs: Sequence[_Pair], old: Sequence[_Unit], new: Sequence[_Unit]) -> list[_Pair]:
    """The pairs, each with the open sentences beside it that make it more alike: one was cut, or some were joined."""
    gone, come = {n for pair in pairs for n in pair.old}, {n for pair in pairs for n in pair.new}
    joined: list[_Pair] = []
    for pair in sorted(pairs, key=lambda pair: pair.new):
        while not pair.exact and len(pair.old) + len(pair.new) <= _JOINED:
            wider = (each for each in _wider(pair, old, new) if not (gone & each.old_open or come & each.new_open))
            best = max(wider, key=lambda each: each.pair.alike, default=None)
            if best is None or best.pair.alike <= pair.alike:
                break
            pair = best.pair
            gone |= best.old_open
            come |= best.new_open
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


def _measured(theirs: tuple[int, ...], mine: tuple[int, ...], old: Sequence[_Unit], new: Sequence[_Unit]) -> _Pair:
    before = [word for n in theirs for word in old[n].key]
    after = [word for n in mine for word in new[n].key]
    return _Pair(theirs, mine, _likeness(before, after))


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of the words of both that they have in the same order."""
    return Indel.normalized_similarity(one, other, score_cutoff=ALIKE)


# ---------------------------------------------------------------- what is said of the rest


def _passages(units: Sequence[_Unit], kept: Sequence[int]) -> list[tuple[int, Passage]]:
    """The sentences that are not kept, with their numbers and their places among those that are."""
    first, last = (kept[0], kept[-1]) if kept else (0, len(units))
    places: list[tuple[int, Passage]] = []
    for number in sorted(set(range(len(units))).difference(kept)):
        place: Place = "start" if number < first else "end" if number > last else "within"
        places.append((number, Passage(_flat(units[number].text), place)))
    return places


def _noted(units: Sequence[_Unit], added: Sequence[tuple[int, Passage]]) -> tuple[Passage, ...]:
    """Marks the sentences of an editor's note: from its label to the end of its paragraph."""
    marked: list[Passage] = []
    noted = -1  # the last sentence of a note
    for number, passage in added:
        goes_on = noted == number - 1 and not units[number].starts
        if goes_on or _NOTE.match(passage.text):
            noted = number
        marked.append(replace(passage, note=noted == number))
    return tuple(marked)


def _headline(before: str, after: str) -> tuple[Piece, ...]:
    old, new = tokens.words(before), tokens.words(after)
    if not old or not new or old == new:
        return ()
    if _likeness(old, new) >= ALIKE:
        return pieces(before, after)
    return Piece("deleted", _flat(before) + " "), Piece("inserted", _flat(after))


def _text(units: Sequence[_Unit], numbers: Iterable[int]) -> str:
    return " ".join(units[number].text for number in numbers)


def _tokens(text: str) -> list[tuple[str, str]]:
    """Words as they stand, each with a blank behind it where its script writes one, and as they are compared."""
    found = [(token, " ".join(tokens.words(token))) for token in _TOKEN.findall(text)]
    return [(token if tokens.UNSPACED.fullmatch(token) else token.rstrip() + " ", key) for token, key in found]


def _changed(gone: Sequence[str], come: Sequence[str]) -> list[Piece]:
    """What was put in the place of what."""
    kinds: tuple[tuple[PieceKind, Sequence[str]], ...] = (("deleted", gone), ("inserted", come))
    return [Piece(kind, "".join(parts)) for kind, parts in kinds if parts]


def _flat(text: str) -> str:
    return " ".join(text.split())
