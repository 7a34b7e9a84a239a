"""The meaning of articles: of headline and lead together, and of their first sentences, without the actors' names.

What two reports about one actor mean is more alike by his name than by what happened.

All is encoded in one batch, each text once: a headline alone is its lead and its only sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from watchers.meaning.encoder import Encoder, NoEncoder, load
from watchers.model import Article, Meaning
from watchers.text.sentences import split
from watchers.text.spoken import language_of

# What the encoders have learnt. In another language all texts of one subject lie close together, and mislead.
LEARNT = frozenset(["en", "ar", "ru", "fr", "tr", "de", "es", "it", "pl", "pt", "nl", "zh", "ja", "ko"])
_TITLE_CHARACTERS = 300
_LEAD_WORDS = 30  # 60 cost more, and told stories apart no better
_LEAD_CHARACTERS = 250  # for scripts without blanks
_MOST_SENTENCES = 10  # later ones are background, and each costs two milliseconds
_READ_CHARACTERS, _SENTENCE_CHARACTERS = 3_000, 400  # of a text, in which sentences are looked for; of a sentence
_LEAD = re.compile(rf"\S*(?:\s+\S+){{0,{_LEAD_WORDS - 1}}}")


@dataclass(frozen=True, slots=True)
class Meanings:
    """What articles mean, in their order; None: in a language that the encoder has not learnt, or without words.

    `fault` says, in a sentence, why there is no encoder; then nothing has a meaning.
    """

    of_articles: tuple[Meaning | None, ...]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Called:
    """An article, with the names by which it calls tracked actors, as they stand in it."""

    article: Article
    names: frozenset[str] = frozenset()


Encode = Callable[[Sequence[Called]], Meanings]  # says what articles mean


def unknown(articles: Sequence[Called], fault: str = "") -> Meanings:
    """What no encoder has read."""
    return Meanings((None,) * len(articles), fault)


def meanings(articles: Sequence[Called], encoder_name: str) -> Meanings:
    """What articles mean to the encoder of that name, which is loaded if it was not yet."""
    encoder = load(encoder_name)
    if isinstance(encoder, NoEncoder):
        return unknown(articles, encoder.why)
    return Meanings(encode(articles, encoder))


def encode(articles: Sequence[Called], encoder: Encoder) -> tuple[Meaning | None, ...]:
    """What articles mean to an encoder, in their order; None where it cannot tell."""
    parts = [_parts(called.article, _without(called.names)) for called in articles]
    texts = list(dict.fromkeys(text for part in parts if part for text in (part.lead, *part.sentences)))
    vectors = dict(zip(texts, encoder.encode(texts), strict=True)) if texts else {}
    return tuple(
        Meaning(vectors[part.lead], tuple(map(vectors.__getitem__, part.sentences))) if part else None for part in parts
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """The texts of an article that are encoded."""

    lead: str
    sentences: Sequence[str]


def _parts(article: Article, nameless: Callable[[str], str]) -> _Parts | None:
    """None for what no encoder is to read."""
    title, text = article.title[:_TITLE_CHARACTERS].strip(), article.text[:_LEAD_CHARACTERS].strip()
    if language_of(_joined(title, text), article.language) not in LEARNT:
        return None
    lead = _LEAD.match(text)
    sentences = map(nameless, islice(_sentences(article), _MOST_SENTENCES))
    return _Parts(nameless(_joined(title, lead.group() if lead else "")), list(sentences))


def _without(names: frozenset[str]) -> Callable[[str], str]:
    """Takes the names out of a text, as whole words; what is nothing but a name stays."""
    if not names:
        return str
    longest_first = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    name = re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)")

    def nameless(text: str) -> str:
        rest = " ".join(name.sub("", text).split())
        return rest if any(map(str.isalpha, rest)) else text

    return nameless


def _sentences(article: Article) -> Iterator[str]:
    """The sentences as a `Profile` counts them, up to where a text is too long to be looked at as a whole."""
    for text in (article.title, article.text):
        found = [sentence.text for sentence in split(text[:_READ_CHARACTERS], article.language)]
        is_cut = len(text) > _READ_CHARACTERS
        for sentence in found[: -1 if is_cut else None]:
            yield sentence[:_SENTENCE_CHARACTERS]
        if is_cut:
            return


def _joined(title: str, text: str) -> str:
    return f"{title}. {text}" if title and text else title or text
