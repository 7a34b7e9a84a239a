"""Which sentences of an article are quoted. Of a new story everything is new: its lead is quoted, not what is oddest.

Never quoted is what is none of the news (captions, by-lines, notes, offers, ...: `watchers.plaintext.asides`), and the
dateline before the first sentence is left off.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice

from watchers.comparing import tokens
from watchers.comparing.article_profile import Profile, ProfileSentence
from watchers.model import QUOTED_FROM, ScoredSentence
from watchers.plaintext.asides import asides
from watchers.plaintext.dateline import without_dateline

_LEAD_SENTENCES = 8  # of the body, among which the second one to be quoted is looked for
_LEAST_TELLING_WORDS = 4  # telling words of a sentence that leads: headings and credits have fewer
_DATELINED_SENTENCES = 3  # of the body, of which one may have a dateline: a by-line or a stamp may stand before it
_FIRST_TELLS = 1  # words of the headline that the first sentence counts more, so that it leads as a rule
_LEAD_SCORES = (1.0, 0.95)
HIGHEST_UNQUOTED = 0.49


def unquoted(score: float) -> float:
    """The score capped below QUOTED_FROM; the order of scores stays."""
    if score < QUOTED_FROM:
        return score
    return round(HIGHEST_UNQUOTED + (QUOTED_FROM - HIGHEST_UNQUOTED) * score / 2, 4)


def of_news(mine: Profile, scores: Sequence[float]) -> tuple[float, ...]:
    """The scores of an article's sentences, with what is none of its news below what is quoted."""
    silent = _asides(mine)
    return tuple(unquoted(score) if number in silent else score for number, score in enumerate(scores))


def of_new_story(mine: Profile, scores: Sequence[float], names: Collection[str]) -> tuple[float, ...]:
    """The scores of the sentences of a story's first article: its lead is quoted, of the others none.

    The lead is the first sentence (unless one near it tells much more of what the headline says), and the one near it
    that tells most of the rest; one of the `names`, as they stand in the text, counts as a word of the headline. What
    has a headline alone is quoted for that.
    """
    lead = _lead(mine, names)
    if not lead:
        return of_news(mine, scores)
    led = dict(zip(lead, _LEAD_SCORES, strict=False))
    return tuple(led.get(number, unquoted(score)) for number, score in enumerate(scores))


def as_quoted(mine: Profile, scores: Sequence[float]) -> tuple[ScoredSentence, ...]:
    """The sentences with their scores, without a dateline; the headline's last, since a reader sees it anyway."""
    texts = [sentence.text for sentence in mine.sentences]
    behind = mine.heads + _DATELINED_SENTENCES
    texts[mine.heads : behind] = map(without_dateline, texts[mine.heads : behind])
    scored = [ScoredSentence(text, score) for text, score in zip(texts, scores, strict=True)]
    return (*scored[mine.heads :], *scored[: mine.heads])


def _asides(mine: Profile) -> frozenset[int]:
    """The numbers of the body's sentences that are none of the news."""
    body = [sentence.text for sentence in mine.sentences[mine.heads :]]
    return frozenset(mine.heads + number for number in asides(mine.text, body))


def _lead(mine: Profile, names: Collection[str]) -> tuple[int, ...]:
    """The numbers of at most two sentences of the body; none where it has no words but those of the headline."""
    headline, near = _words(mine.sentences[: mine.heads]), _near(mine)
    wanted, lead = headline, list[ProfileSentence]()
    named = not names

    def tells(sentence: ProfileSentence) -> tuple[int, int]:
        first = _FIRST_TELLS * (not lead and sentence is near[0])
        return len(wanted & _words([sentence])) + first + (not named and _names(sentence, names)), -sentence.place

    while len(lead) < len(_LEAD_SCORES) and len(lead) < len(near):
        best = max((sentence for sentence in near if sentence not in lead), key=tells)
        lead.append(best)
        wanted, named = wanted - _words([best]), named or _names(best, names)
    return tuple(sentence.place for sentence in lead)


def _near(mine: Profile) -> Sequence[ProfileSentence]:
    """The first sentences of the body that say something, and not only what the headline says."""
    silent, headline = _asides(mine), _words(mine.sentences[: mine.heads])
    telling = (
        sentence
        for sentence in mine.sentences[mine.heads :]
        if sentence.place not in silent
        and len(words := _words([sentence])) >= _LEAST_TELLING_WORDS
        and not words <= headline
    )
    return [*islice(telling, _LEAD_SENTENCES)]


def _words(sentences: Sequence[ProfileSentence]) -> frozenset[str]:
    """The telling words of sentences; numbers are none."""
    words = frozenset(word for sentence in sentences for word in sentence.words if not word.isdecimal())
    return words - tokens.COMMON


def _names(sentence: ProfileSentence, names: Collection[str]) -> bool:
    return any(name in sentence.text for name in names)
