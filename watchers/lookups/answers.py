"""The read side: what is known, as frozen answers. Reads the archive, decides nothing, shows nothing.

Every answer turns into the JSON of the public contract by `as_json`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from typing import Any, Literal

from watchers.comparing.diff import Difference
from watchers.events.merge import EventRow
from watchers.model import (
    Change,
    ClockAhead,
    Coverage,
    DayCount,
    DeliveryCounts,
    EncoderState,
    EncounterKind,
    FeedCounts,
    Kind,
    NotRecorded,
    PartialDate,
    Precision,
    Source,
)


@dataclass(frozen=True, slots=True)
class ActorRef:
    id: str
    name: str
    kind: Kind | Literal["place"]


@dataclass(frozen=True, slots=True)
class Spelling:
    surface: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CopyOf:
    article: str
    of: str


@dataclass(frozen=True, slots=True)
class Together:
    actor: str
    name: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recent:
    story: str
    title: str
    url: str
    published: str | None
    novelty: str
    reason: str


@dataclass(frozen=True, slots=True)
class Volume:
    """Articles a day, and whether the last seven days are unusual for the actor. Where nothing can be said of that, the
    verdict is `unknown` and the figures of an earlier week are None.

    days: one after the other, today last; never before the day on which a feed was first read
    week: articles of the last seven days, today among them; `copies` of them are copies
    usual, least, most: the median and the bounds of the `weeks` weeks before those seven days
    joined: feeds that were read for the first time within these weeks, which may therefore count too few
    named: when the actor was added or its names were changed, if that was within these weeks: the same
    """

    days: tuple[DayCount, ...]
    since: date | None  # when a feed was first read; None: never
    week: int
    weeks: int
    usual: float | None
    least: int | None
    most: int | None
    verdict: str  # above | within | below | unknown
    reason: str
    joined: int = 0
    named: date | None = None
    copies: int = 0


@dataclass(frozen=True, slots=True)
class ActorAnswer:
    """All that is known of an actor. `sources` cites every article id that the answer names."""

    actor: ActorRef
    spellings: tuple[Spelling, ...]
    articles: int
    independent: int
    copies: tuple[CopyOf, ...]
    events: tuple[EventRow, ...]
    together: tuple[Together, ...]
    recent: tuple[Recent, ...]
    coverage: Coverage
    volume: Volume
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineAnswer:
    actor: ActorRef
    events: tuple[EventRow, ...]
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryArticle:
    """One article of a story: what it adds to those before it, and, of a copy, its difference from its origin.

    `adds` are sentences; `figures`, `dates` and `actors` (by id) are those that the story did not have before.
    `published_earlier`: the late original of the story's copies. `difference` is None of what is no copy, and of copies
    past what is compared for one answer.
    """

    source: Source
    copy_of: str | None
    containment: float
    novelty: str
    reason: str
    adds: tuple[str, ...]
    first_seen: datetime
    figures: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    published_earlier: bool = False
    difference: Difference | None = None


@dataclass(frozen=True, slots=True)
class Regrouping:
    """What was decided: `other` with its `articles` was merged into `story`, split from it, or is another development.

    Who decided is told on the same server alone; `by` then says so. `reason` is why the program decided so.
    """

    kind: Literal["merge", "split", "different"]
    story: str
    other: str
    articles: tuple[str, ...]
    by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Perhaps:
    """A story that may be the same development as another one: its id, and its first article.

    `decided` is what an analyst has said of the two since.
    """

    story: str
    first: Source
    decided: Regrouping | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure as an article gives it."""

    figure: str
    source: Source


TimeBasis = Literal["published", "seen"]


@dataclass(frozen=True, slots=True)
class Step:
    """A report of a story that is no copy: when it appeared, and whether that is when it was published or first seen.

    `copied_by` are the ids of its copies in the story.
    """

    source: Source
    at: datetime
    basis: TimeBasis
    first_in_language: bool
    copied_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change of a story, from its first value to its last, and the latest article that says so."""

    change: Change
    source: Source


@dataclass(frozen=True, slots=True)
class StoryAnswer:
    id: str
    title: str
    articles: tuple[StoryArticle, ...]
    independent: int
    origin: str | None
    actors: tuple[ActorRef, ...]
    regrouped: tuple[Regrouping, ...] = ()
    perhaps: Perhaps | None = None  # the story that it may be one with
    disputed: tuple[tuple[Claim, ...], ...] = ()  # figures on which its articles differ, each by who gave it first
    changes: tuple[ChangeView, ...] = ()  # the weightiest first
    ladder: tuple[Step, ...] = ()  # who had it when, earliest first


@dataclass(frozen=True, slots=True)
class SearchHit:
    source: Source
    story: str
    snippet: str


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    text: str
    hits: tuple[SearchHit, ...]


@dataclass(frozen=True, slots=True)
class EncounterView:
    """An actor with another one, a place, an outlet or a language: last in an earlier article, or for the first time.

    Without an `actor` it is the story that is told in the language for the first time.
    """

    actor: str
    other: str
    kind: EncounterKind
    last: Source | None


@dataclass(frozen=True, slots=True)
class Occasion:
    """A date on which sentences put an actor and a place together: one source for each independent report.

    `places` are named instead of the one that is asked for: its capital, its country, a place in it.
    """

    date: PartialDate
    precision: Precision
    sources: tuple[Source, ...]
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recurrence:
    """On which earlier dates an actor was with a place: the evidence whole, and no count beyond it."""

    actor: str
    place: str
    occasions: tuple[Occasion, ...]


@dataclass(frozen=True, slots=True)
class Background:
    """What was known before a story, or is new in all the archive, which was `begun` then; figures that disagree."""

    met: tuple[EncounterView, ...] = ()
    recurrences: tuple[Recurrence, ...] = ()
    figures: tuple[tuple[Claim, ...], ...] = ()
    begun: date | None = None


@dataclass(frozen=True, slots=True)
class CompareAnswer:
    """What two actors did together: dated sentences that name both, and the articles that name both.

    The second may be a place: then the sentences are those that state the date, and name it or what stands for it.
    """

    first: ActorRef
    second: ActorRef
    events: tuple[EventRow, ...]
    articles: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class WhyAnswer:
    """Why an article, story or delivery was told: each stage's verdict, from match to delivery, read back."""

    id: str
    article: Source
    story: str
    mentions: tuple[str, ...]
    comparison: tuple[str, ...]
    deliveries: tuple[str, ...]
    decisions: tuple[str, ...] = ()  # what it meant for each team, as decided then
    regrouped: tuple[Regrouping, ...] = ()  # what was decided about its story
    background: Background = field(default_factory=Background)


@dataclass(frozen=True, slots=True)
class WhyNotAnswer:
    """Why nothing was told about a URL: the first stage that stopped it, and what would change that."""

    url: str
    stopped_at: str  # feed | fetch | set aside | match | compare | watchlist | delivery | told
    explanation: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatusAnswer:
    deliveries: DeliveryCounts
    feeds: FeedCounts
    version: str
    clock: ClockAhead | None = None
    recording: NotRecorded | None = None  # None: what comes can be recorded
    set_aside: int = 0  # articles that made the program fail, and wait for its next version
    encoder: EncoderState | None = None  # by which articles are compared; None: there was nothing yet to use it for


@dataclass(frozen=True, slots=True)
class Choice:
    """A completion: what is shown and what is sent back (an actor id)."""

    label: str
    value: str


# ---------------------------------------------------------------- JSON

CONTRACT_ACTOR = (
    "actor",
    "spellings",
    "articles",
    "independent",
    "copies",
    "events",
    "with",
    "recent",
    "coverage",
    "volume",
)
CONTRACT_COVERAGE = ("feeds", "reached", "silent", "languages")
CONTRACT_EVENT = ("date", "precision", "basis", "text", "articles")


def as_json(answer: Any) -> Any:
    """An answer as JSON values: dates and times in ISO 8601 (UTC), tuples as lists, what is unknown as null."""
    match answer:
        case ActorAnswer():
            return _actor_json(answer)
        case StatusAnswer():
            return {name: value for name, value in _json_fields(answer).items() if value is not None}
        case PartialDate():
            return str(answer)
        case datetime():
            return answer.strftime("%Y-%m-%dT%H:%M:%SZ")
        case date():
            return answer.isoformat()
        case tuple() | list():
            return [as_json(item) for item in answer]
        case _ if is_dataclass(answer) and not isinstance(answer, type):
            return _json_fields(answer)
        case _:
            return answer


def _json_fields(answer: Any) -> dict[str, Any]:
    """The fields of a dataclass as JSON values, by name."""
    return {field.name: as_json(getattr(answer, field.name)) for field in fields(answer)}


def _actor_json(answer: ActorAnswer) -> dict[str, Any]:
    """The public contract of `actor`, its keys and no others."""
    values = _json_fields(answer)
    values["with"] = [{"actor": other["actor"], "articles": other["articles"]} for other in values["together"]]
    values["coverage"] = {key: values["coverage"][key] for key in CONTRACT_COVERAGE}
    values["events"] = [{key: event[key] for key in CONTRACT_EVENT} for event in values["events"]]
    return {key: values[key] for key in CONTRACT_ACTOR}
