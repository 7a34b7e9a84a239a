"""Which sentences of an article are quoted: of a new story, of which everything is new, its lead; else what is new.

Never quoted is what is none of the news (captions, by-lines, notes, offers: `Profile.asides`), and the
dateline before the first sentence is left off.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice

from watchers.comparing import tokens, unheard
from watchers.comparing.article_profile import Profile, ProfileSentence
from watchers.comparing.likeness import probability
from watchers.model import QUOTED_FROM, ScoredSentence
from watchers.plaintext.dateline import without_dateline

_LEAD_SENTENCES = 8  # of the body, among which the second one to be quoted is looked for
_LEAST_TELLING_WORDS = 4  # telling words of a sentence that leads: headings and credits have fewer
_DATELINED_SENTENCES = 3  # of the body, of which one may have a dateline: a by-line or a stamp may stand before it
_FIRST_TELLS = 1  # words of the headline that the first sentence counts more, so that it leads as a rule
_LEAD_SCORES = (1.0, 0.95)
_GOES_WITH_NEWS = -1.0  # log-odds from which a sentence is quoted beside one that is news
_NEAR_TELLS, _NAME_TELLS = 0.2, 0.2  # of what a sentence tells: that it is near to the headline, names who is watched
_UNSPACED_CHARACTERS = 3  # that a telling word takes, in scripts without blanks
HIGHEST_UNQUOTED = 0.49


def unquoted(score: float) -> float:
    """The score capped below QUOTED_FROM; the order of scores stays."""
    if score < QUOTED_FROM:
        return score
    return round(HIGHEST_UNQUOTED + (QUOTED_FROM - HIGHEST_UNQUOTED) * score / 2, 4)


def of_known_story(
    mine: Profile, scores: Sequence[float], meant: Sequence[unheard.Sentence], names: Collection[str]
) -> tuple[float, ...]:
    """The scores of the sentences of an article that is not its story's first: what is new in it is quoted.

    By its meaning, where that is known (`meant`: of the first sentences; later ones are background), else by its words.
    Of what is new, that tells most which is near to the headline and has one of the `names`, as they stand in the text.
    """
    newness = _by_meaning(mine, meant) if meant else _by_words(mine, scores)
    headline = _words(mine.sentences[: mine.heads])
    quoted: dict[int, float] = {}
    for number, new in newness.items():
        sentence = mine.sentences[number]
        near = len(headline & _words([sentence])) / max(1, len(headline))
        tells = new * (1 - _NEAR_TELLS * (1 - near) - _NAME_TELLS * (not _names(sentence, names)))
        quoted[number] = round(QUOTED_FROM + (1 - QUOTED_FROM) * tells, 3)
    return tuple(quoted.get(number, unquoted(score)) for number, score in enumerate(scores))


def _by_words(mine: Profile, scores: Sequence[float]) -> Mapping[int, float]:
    """How new the sentences are that are to be quoted, 0 to 1, by number."""
    above = {number: (score - QUOTED_FROM) / (1 - QUOTED_FROM) for number, score in enumerate(scores)}
    return {number: new for number, new in above.items() if new >= 0 and number not in mine.asides}


def _by_meaning(mine: Profile, meant: Sequence[unheard.Sentence]) -> Mapping[int, float]:
    """How new the sentences are that are to be quoted, by number: one that is news, and those that nearly are."""
    odds = {number: meant[number].odds for number in judged(mine) if number < len(meant)}
    if max(odds.values(), default=-1.0) < 0:
        return {}
    return {number: probability(value) for number, value in odds.items() if value >= _GOES_WITH_NEWS}


def of_new_story(mine: Profile, scores: Sequence[float], names: Collection[str]) -> tuple[float, ...]:
    """The scores of the sentences of a story's first article: its lead is quoted, of the others none.

    The lead is the first sentence (unless one near it tells much more of what the headline says), and the one near it
    that tells most of the rest; one of the `names`, as they stand in the text, counts as a word of the headline. What
    has a headline alone is quoted for that.
    """
    lead = _lead(mine, names)
    if not lead:
        return without_asides(mine, scores)
    led = dict(zip(lead, _LEAD_SCORES, strict=False))
    return tuple(led.get(number, unquoted(score)) for number, score in enumerate(scores))


def without_asides(mine: Profile, scores: Sequence[float]) -> tuple[float, ...]:
    """The scores, of what is none of the article's news below what is quoted."""
    return tuple(
        unquoted(score) if score >= QUOTED_FROM and number in mine.asides else score
        for number, score in enumerate(scores)
    )


def judged(mine: Profile) -> tuple[int, ...]:
    """The numbers of the sentences whose meaning is looked at: the body's, or where that says nothing the headline's;
    of so few words as a headline has the meaning is vague."""
    return tuple(_telling(mine)) or tuple(range(mine.heads))


def as_quoted(mine: Profile, scores: Sequence[float]) -> tuple[ScoredSentence, ...]:
    """The sentences with their scores, without a dateline; the headline's last, since a reader sees it anyway."""
    texts = [sentence.text for sentence in mine.sentences]
    behind = mine.heads + _DATELINED_SENTENCES
    texts[mine.heads : behind] = map(without_dateline, texts[mine.heads : behind])
    scored = [ScoredSentence(text, score) for text, score in zip(texts, scores, strict=True)]
    return (*scored[mine.heads :], *scored[: mine.heads])


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
    headline = _words(mine.sentences[: mine.heads])
    telling = (mine.sentences[number] for number in _telling(mine))
    return [*islice((sentence for sentence in telling if not _words([sentence]) <= headline), _LEAD_SENTENCES)]


def _telling(mine: Profile) -> Iterator[int]:
    """The numbers of the body's sentences that are news and say enough to be quoted."""
    for sentence in mine.sentences[mine.heads :]:
        unspaced = len(tokens.UNSPACED.findall(sentence.text)) // _UNSPACED_CHARACTERS
        if len(_words([sentence])) + unspaced >= _LEAST_TELLING_WORDS and sentence.place not in mine.asides:
            yield sentence.place


def _words(sentences: Sequence[ProfileSentence]) -> frozenset[str]:
    """The telling words of sentences; numbers are none."""
    words = frozenset(word for sentence in sentences for word in sentence.words if not word.isdecimal())
    return words - tokens.COMMON


def _names(sentence: ProfileSentence, names: Collection[str]) -> bool:
    return any(name in sentence.text for name in names)
