"""An article as comparing sees it: read once, compared many times.

    article -> sentences -> words -> features, shingles

Pure. Whoever compares hands the profiles in; a `ProfileCache` keeps those asked for last.
"""

from __future__ import annotations

import re
from array import array
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, repeat
from operator import and_

from watchers.comparing import templates, tokens
from watchers.comparing.facts import reading
from watchers.comparing.facts.reading import Statement
from watchers.comparing.facts.vocabulary import language_of
from watchers.comparing.features import Features, features
from watchers.comparing.figures import Counted, counted
from watchers.comparing.templates import Wording
from watchers.model import Article
from watchers.places.find import find
from watchers.plaintext.asides import asides
from watchers.text import scripts, sentences
from watchers.text.languages import primary_code

_Key = tuple[str, str, str | None]  # headline, text, language

_CACHED_CHARACTERS = 5_000_000  # a profile takes some fourteen bytes for each character of its text
_LEAST_CACHED = 32  # profiles kept however long their texts are

_OUTLINE_BITS = 1 << 14
_DIGIT_ONE = ord("1")
_PROSE_WORDS = 8  # words make a line prose, and so does a full stop
_STOPS = ".!?؟۔。"
_STOPPED = re.compile(rf"[{_STOPS}]\W*$")
_ENOUGH_PROSE_CHARACTERS = 1500  # or half of the text
_PLACED_CHARACTERS = 1_200  # of a text, in which places are looked for
_READ_SENTENCES = 40  # sentences of an article whose facts are read: what comes later is background
LEAD_SENTENCES = 2  # of the text, that with the headline say what is new
_TAIL_CHARACTERS = 20  # characters of a line among which its full stop is


@dataclass(frozen=True, slots=True, eq=False)
class ProfileSentence:
    """A sentence: its number among its article's, and its distinct words in order. Equal to none but itself."""

    text: str
    place: int
    words: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Profile:
    """What an article says, taken apart. The headline's sentences come first; there are `heads` of them.

    `holders` are the sentences that have a word, in order; `shingles` the distinct ones of the prose, or of the
    headline where there is no text, in the ninth part of the memory that a set of them takes; `outline` has a bit for
    each of them (a Bloom filter of one hash), which tells of most texts at a glance that they share little.
    """

    title: str
    text: str
    language: str | None
    sentences: Sequence[ProfileSentence]
    heads: int
    holders: Mapping[str, tuple[ProfileSentence, ...]]
    shingles: array[int]
    outline: int
    features: Features

    @cached_property
    def words_of(self) -> str:
        """The language whose words the text is read with."""
        return language_of(self.text or self.title, self.language)

    @cached_property
    def leads(self) -> tuple[Statement, ...]:
        """What headline and lead state, sentence by sentence: of an article that only begins its story no more is asked
        for."""
        return self._read(self.sentences[: self.heads + LEAD_SENTENCES])

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What the first sentences state, in their order."""
        return (*self.leads, *self._read(self.sentences[len(self.leads) : _READ_SENTENCES]))[:_READ_SENTENCES]

    def _read(self, sentences: Iterable[ProfileSentence]) -> tuple[Statement, ...]:
        return tuple(reading.read(sentence.text, self.words_of) for sentence in sentences)

    @cached_property
    def sentence_figures(self) -> tuple[tuple[Counted, ...], ...]:
        """The counted figures of each of the first sentences."""
        return tuple(counted(sentence.text, self.words_of) for sentence in self.sentences[:_READ_SENTENCES])

    @cached_property
    def figures(self) -> tuple[Counted, ...]:
        """The counted figures of headline and text, in reading order."""
        return tuple(chain.from_iterable(self.sentence_figures))

    @cached_property
    def places(self) -> frozenset[str]:
        """The places that headline and the beginning of the text name: later paragraphs are background."""
        language = primary_code(self.language) if self.language else None
        beginning = f"{self.title}\n{self.text[:_PLACED_CHARACTERS]}"
        return frozenset(named.place for named in find(beginning, language))

    @cached_property
    def headline_figures(self) -> frozenset[str]:
        """The numbers of the headline."""
        return frozenset(tokens.figures(self.title))

    @cached_property
    def asides(self) -> frozenset[int]:
        """The numbers of the text's sentences that are none of its news: captions, notes, offers."""
        body = [sentence.text for sentence in self.sentences[self.heads :]]
        return frozenset(self.heads + number for number in asides(self.text, body))

    @cached_property
    def countries(self) -> frozenset[str]:
        """The places, and the countries that they are in."""
        return self.places | {place.partition("/")[0] for place in self.places}

    @cached_property
    def towns(self) -> frozenset[str]:
        """The places within countries."""
        return frozenset(place for place in self.places if "/" in place)

    @cached_property
    def wording(self) -> Wording:
        """How it puts what it says."""
        sentences = ((sentence.text, sentence.words) for sentence in self.sentences)
        return templates.wording(sentences, self.features.words, self.features.names, self.features.figures)

    @cached_property
    def script(self) -> str:
        """The script of most letters; "" where there is none."""
        return scripts.main_script(self.text or self.title)


def foreign(one: Profile, other: Profile) -> bool:
    """Whether the texts are in different languages, by what is declared or else by their scripts."""
    if one.language and other.language:
        return primary_code(one.language) != primary_code(other.language)
    return one.script != other.script


class ProfileCache:
    """The profiles of the texts asked for last, up to so many characters; for one thread at a time.

    `functools.lru_cache` could not be given what has been read elsewhere, and would count a book as it counts a teaser.
    """

    def __init__(self, characters: int = _CACHED_CHARACTERS, least: int = _LEAST_CACHED) -> None:
        self._room, self._least = characters, least
        self._profiles: OrderedDict[_Key, Profile] = OrderedDict()

    def of(self, article: Article) -> Profile:
        """The article's profile, read now unless it is at hand."""
        key = _key(article)
        if key not in self._profiles:
            return self.put(article, read(article))
        self._profiles.move_to_end(key)
        return self._profiles[key]

    def put(self, article: Article, profile: Profile) -> Profile:
        """Take over a profile that was read elsewhere; gives it back."""
        key = _key(article)
        if key not in self._profiles:
            self._room -= _size(key)
        self._profiles[key] = profile
        while self._room < 0 and len(self._profiles) > self._least:
            dropped, _ = self._profiles.popitem(last=False)
            self._room += _size(dropped)
        return profile


def _key(article: Article) -> _Key:
    return article.title, article.text, article.language


def _size(key: _Key) -> int:
    return len(key[0]) + len(key[1])


def read(article: Article) -> Profile:
    """Take the article apart. Remembers nothing."""
    headline, body = article.title, article.text
    headline_sentences, body_sentences = (
        [sentence.text for sentence in sentences.split(text, article.language)] for text in (headline, body)
    )
    texts = [*headline_sentences, *body_sentences]
    words_of = [tokens.words(text) for text in texts]
    title, text = (
        list(chain.from_iterable(part))
        for part in (words_of[: len(headline_sentences)], words_of[len(headline_sentences) :])
    )
    profile_sentences = [ProfileSentence(text, place, _telling(words_of[place])) for place, text in enumerate(texts)]
    shingles = tokens.shingles(_prose(body, text) or title)
    return Profile(
        title=headline,
        text=body,
        language=article.language,
        sentences=profile_sentences,
        heads=len(headline_sentences),
        holders=_holders(profile_sentences),
        shingles=array("q", [*shingles]),
        outline=_outline(shingles),
        features=features(headline, body, title, text),
    )


def _telling(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([word for word in words if len(word) > 1 or word.isdecimal()]))


def _holders(profile_sentences: Sequence[ProfileSentence]) -> Mapping[str, tuple[ProfileSentence, ...]]:
    holders: dict[str, tuple[ProfileSentence, ...]] = {}
    common: dict[str, list[ProfileSentence]] = {}
    for sentence in profile_sentences:
        single = (sentence,)  # shared by all words that no other sentence has
        for word in sentence.words:
            if word not in holders:
                holders[word] = single
            elif word in common:
                common[word].append(sentence)
            else:
                common[word] = [*holders[word], sentence]
    return holders | {word: tuple(sentences) for word, sentences in common.items()}


def _outline(shingles: Iterable[int]) -> int:
    digits = bytearray(b"0") * _OUTLINE_BITS
    for place in map(and_, shingles, repeat(_OUTLINE_BITS - 1)):
        digits[place] = _DIGIT_ONE
    return int(digits, 2)


def _prose(body: str, running: list[str]) -> list[str]:
    """The words of the text without the lines that are no prose (menus, captions, link lists), as far as enough
    remains: strangers of one site share them. `running` are all its words."""
    lines = body.splitlines()
    prose = [line for line in lines if _is_prose(line)]
    prose_length = sum(map(len, prose)) + len(prose) - 1
    if len(prose) == len(lines) or not (2 * prose_length > len(body) or prose_length > _ENOUGH_PROSE_CHARACTERS):
        return running
    return tokens.words("\n".join(prose))


def _is_prose(line: str) -> bool:
    stopped = line[-1:] in _STOPS or _STOPPED.search(line[-_TAIL_CHARACTERS:])
    return bool(stopped) or len(line.split()) >= _PROSE_WORDS
