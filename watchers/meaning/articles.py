"""The meaning of articles: of headline and lead, and of the whole text, as far as it is bounded.

The parts are encoded in one batch, each text once: a short article is its lead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from watchers.meaning.encoder import Encoder, NoEncoder, load
from watchers.meaning.languages import LEARNT, language_of
from watchers.model import Article, Meaning

_TITLE_CHARACTERS = 300
_LEAD_WORDS, _LEAD_CHARACTERS = 60, 400  # the latter also for scripts without blanks
_WHOLE_CHARACTERS = (
    600  # later paragraphs are background: with 1,200 stories were told apart less well, at twice the cost
)
_LEAD = re.compile(rf"\S*(?:\s+\S+){{0,{_LEAD_WORDS - 1}}}")


@dataclass(frozen=True, slots=True)
class Meanings:
    """What articles mean, in their order; None: in a language that the encoder has not learnt, or without words.

    `fault` says, in a sentence, why there is no encoder; then nothing has a meaning.
    """

    of_articles: tuple[Meaning | None, ...]
    fault: str = ""


Encode = Callable[[Sequence[Article]], Meanings]  # says what articles mean


def unknown(articles: Sequence[Article], fault: str = "") -> Meanings:
    """What no encoder has read."""
    return Meanings((None,) * len(articles), fault)


def meanings(articles: Sequence[Article], encoder_name: str) -> Meanings:
    """What articles mean to the encoder of that name, which is loaded if it was not yet."""
    encoder = load(encoder_name)
    if isinstance(encoder, NoEncoder):
        return unknown(articles, encoder.why)
    return Meanings(encode(articles, encoder))


def encode(articles: Sequence[Article], encoder: Encoder) -> tuple[Meaning | None, ...]:
    """What articles mean to an encoder, in their order; None where it cannot tell."""
    parts = [_parts(article) for article in articles]
    texts = list(dict.fromkeys(text for pair in parts if pair for text in pair))
    vectors = dict(zip(texts, encoder.encode(texts), strict=True)) if texts else {}
    return tuple(Meaning(vectors[pair[0]], vectors[pair[1]]) if pair else None for pair in parts)


def _parts(article: Article) -> tuple[str, str] | None:
    """Headline with lead, and headline with text; None for what no encoder is to read."""
    title, text = article.title[:_TITLE_CHARACTERS].strip(), article.text[:_WHOLE_CHARACTERS].strip()
    whole = _joined(title, text)
    if language_of(whole, article.language) not in LEARNT:
        return None
    lead = _LEAD.match(text[:_LEAD_CHARACTERS])
    return _joined(title, lead.group() if lead else ""), whole


def _joined(title: str, text: str) -> str:
    return f"{title}. {text}" if title and text else title or text
