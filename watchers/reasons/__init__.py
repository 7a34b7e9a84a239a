"""Why a stage decided as it did, as data: a code and its parameters. `watchers.wording` says them in words.

A reason is kept as it was made and worded when somebody asks. It names articles, actors and feeds by their ids alone,
so that nobody is shown more of them than he may see when he asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain
from typing import Any


class Unread(StrEnum):
    """What stands where a reason of an earlier version of the program could not be read."""

    NOT_RECORDED = "not recorded"


class Matching(StrEnum):
    """What supports a mention, or speaks against it."""

    EXCLUDED = "matching.excluded"  # phrase
    NAME_WORDS = "matching.name words"  # words: those of the name, as the text has them
    GIVEN_NAME = "matching.given name"  # words
    INITIAL = "matching.initial"  # words
    OTHER_GIVEN_NAME = "matching.other given name"  # words
    PERHAPS_GIVEN_NAME = "matching.perhaps given name"  # words
    FULL_NAME_ELSEWHERE = "matching.full name elsewhere"
    DESCRIBED = "matching.described"  # words
    NOTHING_LONGER = "matching.nothing longer"
    CONTEXT_MISSING = "matching.context missing"
    WORDS_BEFORE = "matching.words before"  # words
    RIVALS = "matching.rivals"  # actors
    NAMESAKE_ELSEWHERE = "matching.namesake elsewhere"  # words
    TITLE = "matching.title"  # words
    ONLY_BEARER = "matching.only bearer"
    IN_CAPITALS = "matching.in capitals"
    COMPANY = "matching.company"
    COMMON_WORD = "matching.common word"
    # whether the article is about the actor: headline, lead (whether it is there), subjects (sentences), times, others
    CENTRAL = "matching.central"
    IN_PASSING = "matching.in passing"
    SPELLING_SEEN = "matching.spelling seen"  # mentions, in_articles, percent, name: the alias that it is like


class Comparing(StrEnum):
    """How new an article is, and by which steps that was found."""

    # the verdict
    NOTHING_LIKE_IT = "comparing.nothing like it"
    NOT_REPORTED = "comparing.not reported"  # article: the nearest
    PERHAPS = "comparing.perhaps"  # article: the first of the story that it may belong to
    ORIGINAL = "comparing.original"  # article: the copy; credit: the name under which that credits it, or empty
    COPIES = "comparing.copies"  # article: what it copies; percent
    COPIES_AND_ADDS = "comparing.copies and adds"  # the same; sentences, and after and before of a figure
    ADDS = "comparing.adds"  # article: the story's first; sentences, and after and before of a figure
    IN_SEEDS = "comparing.in seeds"  # article: the seed document
    NOTHING_NEW = "comparing.nothing new"  # article: the story's first
    # the steps
    LIKELY = "comparing.likely"  # article: the nearest; percent, least; members; in_common; days, words ...: likenesses
    ALIKE = "comparing.alike"  # article: the nearest; odds, least; words, focus ...: likenesses from 0 to 1
    ALIKE_ACROSS_LANGUAGES = "comparing.alike across languages"  # article: the nearest; odds, least
    ONE_DEVELOPMENT = "comparing.one development"  # of two stories; article: like both; articles: their likeliest pair;
    # percent: on average, least; pairs; in_common; days, words ...: likenesses of that pair
    SENTENCES_SCORED = "comparing.sentences scored"  # quoted, sentences, least
    CHANGED = "comparing.changed"  # article: that had it otherwise; kind, thing, after, before of a change
    FIGURE_CHANGED = "comparing.figure changed"  # article, after, before: a change in archives of earlier versions
    TEXT_SHARED = "comparing.text shared"  # article; percent of the shorter text, cover: percent of this one
    MERGED_FROM = "comparing.merged from"  # articles
    CREDITS = "comparing.credits"  # credit: the name
    ORIGIN = "comparing.origin"  # credit, as for the original


class Telling(StrEnum):
    """Why a team is told, or not, and by which message."""

    SEED_DOCUMENT = "telling.seed document"
    # what an article is instead of a report: sign (section, address, headline, shape) and its words
    OPINION = "telling.opinion"
    LIVE = "telling.live"
    ROUND_UP = "telling.round-up"
    NO_STORY_OF_ITS_OWN = "telling.no story of its own"
    # what the watchlist says of an article
    WATCHLIST_EMPTY = "telling.watchlist empty"
    FEED_OF_OTHERS = "telling.feed of others"
    ACTORS_WATCHED = "telling.actors watched"  # actors
    ACTORS_NOT_WATCHED = "telling.actors not watched"
    FEED_WATCHED = "telling.feed watched"  # feed
    TAGS_WATCHED = "telling.tags watched"  # tags
    FEED_NOT_WATCHED = "telling.feed not watched"
    IN_PASSING = "telling.in passing"  # actors
    LANGUAGE_NOT_READ = "telling.language not read"  # language, languages
    # how new the story is to the team
    VERDICT = "telling.verdict"  # verdict: the novelty, or a copy; what follows says why
    BELOW_MINIMUM = "telling.below minimum"  # minimum
    COPY_STARTS_NOTHING = "telling.copy starts nothing"
    FIRST_WANTED = "telling.first wanted"
    BACKLOG = "telling.backlog"
    # the message that tells it
    MESSAGE_WAITS = "telling.message waits"
    JOINS_MESSAGE = "telling.joins message"
    JOINS_REPLY = "telling.joins reply"
    LIST_NOT_EDITED = "telling.list not edited"
    TOLD_IN_LIST = "telling.told in list"
    COVERAGE = "telling.coverage"
    # a named change
    FACT_CHANGED = "telling.fact changed"  # article; kind, thing, before, after of a change
    FACT_ADDED = "telling.fact added"  # article, quote
    ACTORS_ADDED = "telling.actors added"  # actors
    CONFIRMED = "telling.confirmed"  # reports, article
    # what holds a message
    PAUSED = "telling.paused"  # until
    QUIET_HOURS = "telling.quiet hours"  # until
    # what was decided about stories
    MERGED = "telling.merged"  # story, other
    SPLIT = "telling.split"  # story, other
    TOLD_APART = "telling.told apart"  # story, other
    SPLIT_OFF = "telling.split off"  # story
    SPLIT_BEFORE_TOLD = "telling.split before told"  # other
    # digests
    DIGEST_SCHEDULED = "telling.digest scheduled"
    DIGEST_ASKED = "telling.digest asked"


Code = Unread | Matching | Comparing | Telling
CODES: Mapping[str, Code] = {code.value: code for stage in (Unread, Matching, Comparing, Telling) for code in stage}

Parameter = str | int | float | tuple[str, ...]


@dataclass(frozen=True, slots=True, init=False)
class Reason:
    """One thing that is said of a decision. `Reason(Telling.FEED_WATCHED, feed=url)["feed"]` is the url.

    Parameters are ids, texts, numbers, or tuples of texts; days and instants stand in ISO 8601.
    """

    code: Code
    parameters: tuple[tuple[str, Parameter], ...]

    def __init__(self, code: Code, **parameters: Parameter) -> None:
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "parameters", tuple(sorted(parameters.items())))

    def __getitem__(self, name: str) -> Any:
        """The parameter of that name; KeyError where the reason has none."""
        return dict(self.parameters)[name]


NOT_RECORDED = Reason(Unread.NOT_RECORDED)


def as_json(reasons: Iterable[Reason]) -> list[Any]:
    """A list of [code, parameters], as `from_json` reads it."""
    return [[reason.code.value, dict(reason.parameters)] for reason in reasons]


def from_json(values: Iterable[Any]) -> tuple[Reason, ...]:
    """Reasons out of JSON; a code that this version of the program does not know is not recorded for it."""
    return tuple(_read(*value) for value in values)


def _read(code: str, parameters: Mapping[str, Any]) -> Reason:
    if code not in CODES:
        return NOT_RECORDED
    return Reason(CODES[code], **{n: tuple(v) if isinstance(v, list) else v for n, v in parameters.items()})


def instant(at: datetime) -> str:
    """An aware time as a parameter: ISO 8601 in UTC, to the second."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def articles(reasons: Iterable[Reason]) -> frozenset[str]:
    """The ids of all articles that the reasons name."""
    many = tuple(reasons)
    return frozenset((*_named(many, "article"), *chain.from_iterable(_named(many, "articles"))))


def feeds(reasons: Iterable[Reason]) -> frozenset[str]:
    """The URLs of all feeds that the reasons name."""
    return frozenset(_named(reasons, "feed"))


def _named(reasons: Iterable[Reason], name: str) -> Iterator[Any]:
    return (value for reason in reasons for parameter, value in reason.parameters if parameter == name)
