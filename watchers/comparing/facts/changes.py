"""What an article says otherwise than its story did: figures of the same thing, reversals, places, days. Pure.

figures    the toll of the dead, the injured and the like; of another thing where its words are the same
verbs      the lead's, against the story's leads: an opposite, a denial, a confirmation of what was denied
who        an actor whom the story did not have, in the headline
in place   of another, between nearest sentences: a place, a day, a name, neither of which the other side has
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from watchers import dates
from watchers.comparing import figures, tokens
from watchers.comparing.article_profile import LEAD_SENTENCES, Profile, ProfileSentence
from watchers.comparing.facts import aligning, contradictions, vocabulary
from watchers.comparing.facts.contradictions import Text
from watchers.comparing.facts.reading import Statement
from watchers.comparing.relative import Relative
from watchers.model import CHANGE_KINDS, Article, Change, ChangeKind

_IN_PLACE_OF: dict[str, tuple[ChangeKind, str]] = {
    "place": ("place", ""),
    "day": ("time", ""),
    "name": ("joins", "name"),
}
_LEAST_COMMON_WORDS = 2  # beside two figures, from which they may be of one thing
_LEAST_NEAR, _LEAST_NEAR_STEMS = 0.5, 2  # share of the shorter sentence's telling words in the nearest; and how many
_KINDS: dict[str, ChangeKind] = {
    "confirmed": "confirmation",
    "appointed": "joins",
    "dismissed": "leaves",
    "moved": "time",
}
_UNDONE = frozenset(("denied", "refused", "lost", "released", "dead", "closed", "cancelled", "ended", "acquitted"))
_ALONE = frozenset(("denied", "moved", "cancelled"))  # tells also where the story had said nothing of it
_ALONE_IN_HEADLINES = _ALONE | {"signed", "claimed"}
_YEAR_DIGITS = 4


class _Said(NamedTuple):
    """A sentence of a member with what it states."""

    member: Relative
    sentence: ProfileSentence
    statement: Statement
    lead: bool


def changes(article: Article, mine: Profile, actors: Sequence[str], members: Sequence[Relative]) -> tuple[Change, ...]:
    """What the article, which surely mentions `actors`, changes in the story of `members`; the weightiest first."""
    if not members:
        return ()
    earlier = sorted(members, key=lambda member: member.article.first_seen)
    said = [said for member in earlier for said in _said(member)]
    found = [
        *_figures(article, mine, earlier),
        *_verbs(mine, said),
        *_joining(mine, actors, earlier),
        *_places_and_days(article, mine, said),
    ]
    distinct = {(change.kind, change.after): change for change in reversed(found)}
    return tuple(sorted(reversed(distinct.values()), key=lambda change: CHANGE_KINDS.index(change.kind)))


def _said(member: Relative) -> Iterator[_Said]:
    profile = member.profile
    for sentence, statement in zip(profile.sentences, profile.statements, strict=False):
        yield _Said(member, sentence, statement, sentence.place < profile.heads + LEAD_SENTENCES)


def _lead(mine: Profile) -> Iterator[tuple[ProfileSentence, Statement]]:
    """The first sentences of the text, then the headline, which says it in fewer words."""
    stated = list(zip(mine.sentences, mine.leads, strict=False))
    yield from stated[mine.heads : mine.heads + LEAD_SENTENCES]
    yield from stated[: mine.heads]


# ---------------------------------------------------------------- figures


def _figures(article: Article, mine: Profile, earlier: Sequence[Relative]) -> Iterator[Change]:
    before = [(figure, member) for member in reversed(earlier) for figure in member.profile.figures if figure.of]
    numbers = {figure.number for figure, _ in before}
    tolls: set[tuple[str, bool]] = set()  # the first number of the dead in text or headline: others are parts of it
    told: set[tuple[str, str]] = set()  # what the text says of a thing, the headline need not say again
    for sentence, figure in _told_figures(article, mine):
        if figure.thing in figures.STATES:
            toll = (figure.thing, sentence.place < mine.heads)
            if toll in tolls:
                continue
            tolls.add(toll)
        alike = [(other, member) for other, member in before if _same(figure, other)]
        if alike and figure.number not in numbers and not any(figure.agrees(other) for other, _ in alike):
            if any(figure.amount in found.surface for found in _dates(article, mine, sentence.text)):
                continue
            other, member = alike[0]
            thing = figure.thing or figure.word
            if (thing, figure.number) in told:
                continue
            told.add((thing, figure.number))
            yield Change("figure", thing, other.amount, figure.amount, member.article.id, sentence.text)


def _told_figures(article: Article, mine: Profile) -> Iterator[tuple[ProfileSentence, figures.Counted]]:
    """The figures that are no history, those of lead and headline first, each with the sentence to quote."""
    told = list(zip(mine.sentences, mine.sentence_figures, strict=False))
    body = told[mine.heads :]
    for sentence, counted in (*body[:LEAD_SENTENCES], *told[: mine.heads], *body[LEAD_SENTENCES:]):
        if counted and not _looks_back(article, sentence.text):
            yield from ((sentence, figure) for figure in counted)


def _dates(article: Article, mine: Profile, sentence: str) -> Sequence[dates.DateFound]:
    return dates.find(sentence, article.published, mine.words_of)


def _same(one: figures.Counted, other: figures.Counted) -> bool:
    """Whether both count the same: of a story there is one toll, of other things there are many, by their words."""
    if one.thing in figures.STATES or other.thing in figures.STATES:
        return one.thing == other.thing
    return figures.same(one, other) and len(one.around & other.around) >= _LEAST_COMMON_WORDS


def _looks_back(article: Article, text: str) -> bool:
    """Whether a sentence states a year before the article's: what it counts is history."""
    if article.published is None:
        return False
    years = (int(found) for found in tokens.figures(text) if len(found) == _YEAR_DIGITS and found.isdecimal())
    return any(year in dates.YEARS and year < article.published.date.year for year in years)


# ---------------------------------------------------------------- verbs


def _verbs(mine: Profile, said: Sequence[_Said]) -> Iterator[Change]:
    """Verbs of the lead that reverse what the story's leads say, where no sentence of the story has done so before."""
    known = {side for one in said for side in one.statement.sides}
    for sentence, statement in _lead(mine):
        for side, word in statement.sides.items():
            opposite = vocabulary.partner(side)
            if side in known or opposite in statement.sides or not _is_asserted(side, statement, sentence, mine):
                continue
            reversed_ones = [one for one in said if one.lead and opposite in one.statement.sides]
            if reversed_ones:
                last = reversed_ones[-1]
                yield _reversal(side, last.statement.sides[opposite], word, last, sentence)
            elif side in (_ALONE_IN_HEADLINES if sentence.place < mine.heads else _ALONE):
                yield _reversal(side, "", word, said[-1], sentence)
            else:
                continue
            known.add(side)  # "denies", says the headline of what the text has "denied"


def _is_asserted(side: str, statement: Statement, sentence: ProfileSentence, mine: Profile) -> bool:
    """Whether the sentence itself says so: not of what it denies, and of one who died rather than of a toll."""
    if side == "dead":
        return not any(figure.thing in figures.STATES for figure in mine.sentence_figures[sentence.place])
    return side == "denied" or "denied" not in statement.sides


def _reversal(side: str, before: str, after: str, last: _Said, sentence: ProfileSentence) -> Change:
    kind = _KINDS.get(side) or ("denial" if side in _UNDONE else "confirmation")
    return Change(kind, side, before, after, last.member.article.id, sentence.text)


# ---------------------------------------------------------------- who, where and when


def _joining(mine: Profile, actors: Sequence[str], earlier: Sequence[Relative]) -> Iterator[Change]:
    """Actors whom no article of the story mentions and the headline does; of a text without one, the first sentence."""
    for actor in actors:
        if any(actor in member.candidate.actors for member in earlier):
            continue
        last_name = actor.rpartition("-")[2]
        for sentence in mine.sentences[: mine.heads or 1]:
            if last_name in sentence.words:
                yield Change("joins", actor, "", actor, earlier[-1].article.id, sentence.text)
                break


def _places_and_days(article: Article, mine: Profile, said: Sequence[_Said]) -> Iterator[Change]:
    here = Text(article, mine.words_of)
    for sentence, statement in _lead(mine):
        nearest = _nearest(statement, said)
        if nearest is None:
            continue
        there = Text(nearest.member.article, nearest.member.profile.words_of)
        pair = sentence.text, nearest.sentence.text
        places, days = list(contradictions.places(*pair, here, there)), contradictions.days(*pair, here, there)
        is_told = sentence.place >= mine.heads or not article.text  # a headline's first word may be the section's
        named = contradictions.names(*pair, here, there) if is_told and aligning.is_one(*pair) and not places else ()
        names = (name for name in named if name.mine[0].isupper())  # else it may be any word
        for found in (*places, *days, *names):
            if not found.of_reporting and not any(found.mine in one.sentence.text for one in said):
                kind, thing = _IN_PLACE_OF[found.kind]
                yield Change(kind, thing, found.theirs, found.mine, nearest.member.article.id, sentence.text)


def _nearest(statement: Statement, said: Iterable[_Said]) -> _Said | None:
    """The latest of the sentences that share most telling words with it, if that is enough."""
    best, nearest = _LEAST_NEAR, None
    for one in said:
        shared = len(statement.stems & one.statement.stems)
        if shared < _LEAST_NEAR_STEMS:
            continue
        share = shared / min(len(statement.stems), len(one.statement.stems))
        if share >= best:
            best, nearest = share, one
    return nearest
