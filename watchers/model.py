"""The words of actorwatch as frozen values: what passes between the stages.

Times are aware and UTC. Texts are as published; spans are half-open offsets in code points of the field they name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum, StrEnum
from typing import Literal, get_args

from watchers.reasons import Reason
from watchers.reasons.name_rules import Form, Inflection, Rule
from watchers.text import credentials, outlets

Precision = Literal["day", "month", "year"]
Kind = Literal["person", "organisation"]
Strength = Literal["alone", "context"]
TextField = Literal["title", "text"]
DeliveryKind = Literal["story", "reply", "digest"]
ChangeKind = Literal["figure", "denial", "confirmation", "joins", "leaves", "place", "time"]
EncounterKind = Literal["actor", "place", "outlet", "language"]
DeliveryStatus = Literal["waiting", "done", "lost"]
Outcome = Literal["story", "edit", "reply", "nothing"]
Stage = Literal["compare", "watchlist", "told", "delivery"]

CHANGE_KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)  # the weightiest first
CERTAIN = 0.5  # from this confidence up a mention counts
QUOTED_FROM = 0.5  # from this novelty score up a sentence is quoted as new
CLOCK_SLACK = timedelta(minutes=5)  # by which the clocks of machines that share an archive may differ

_PARTIAL_DATE = re.compile(r"\d{4}(?:-\d{1,2}){0,2}", re.ASCII)


class Basis(StrEnum):
    """Where an event's date comes from: its sentence states it, or the article's day of publication stands in."""

    STATED = "stated"
    PUBLISHED = "published"


# ---------------------------------------------------------------- who is followed


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of an actor. *alone* is enough by itself; *context* needs support from the article."""

    text: str
    strength: Strength = "alone"


@dataclass(frozen=True, slots=True)
class Actor:
    """A tracked person or organisation. `guild` is the Discord server that added it; None: a file declares it."""

    id: str
    name: str
    kind: Kind
    aliases: tuple[Alias, ...]
    titles: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    wikidata: str | None = None
    note: str = ""
    guild: str | None = None

    @property
    def spellings(self) -> tuple[str, ...]:
        """The name and all aliases, each once."""
        return tuple(dict.fromkeys((self.name, *(alias.text for alias in self.aliases))))


@dataclass(frozen=True, slots=True)
class ActorsByScope:
    """Who is followed: by everybody, and by each server that follows any actor, or any by its name, otherwise."""

    everybodys: tuple[Actor, ...] = ()
    servers: Mapping[str, tuple[Actor, ...]] = field(default_factory=dict)

    def of(self, guild: str | None) -> tuple[Actor, ...]:
        """All actors that the server follows; None: that everybody does."""
        return self.everybodys if guild is None else self.servers.get(guild, self.everybodys)


# ---------------------------------------------------------------- where news comes from


@dataclass(frozen=True, slots=True)
class Feed:
    """A URL that is polled. `interval` is the desk's wish and beats what the feed says of itself.

    `guild` is the server whose own it is; None: it is everybody's.
    """

    url: str
    title: str = ""
    language: str | None = None
    tags: tuple[str, ...] = ()
    interval: timedelta | None = None
    pages: bool | None = None  # fetch the linked pages: always, never, or (None) as learnt
    guild: str | None = None
    owner: str = ""  # feeds of one owner are one outlet where reports are counted

    @property
    def key(self) -> tuple[str, str | None]:
        """What tells the feed from all others: its URL and its server."""
        return self.url, self.guild

    @property
    def address(self) -> str:
        """The URL as people may see it, without credentials."""
        return credentials.shown(self.url)

    @property
    def label(self) -> str:
        """What people call the feed: its title, else its address without credentials."""
        return self.title or self.address


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes the next request conditional: opaque, byte for byte as the server sent them."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an exchange brought. With status 304 `body` is empty and the feed is as it was.

    `validators` go with the next request. `fresh_for` is the server's max-age or Expires less Age, `retry_after` its
    Retry-After. `moved_to` is where permanent redirects lead, as far as no temporary one came before; else empty.
    """

    asked: str
    url: str  # the last hop's
    status: int
    body: bytes = b""
    validators: Validators = Validators()
    content_type: str = ""
    fresh_for: timedelta | None = None
    retry_after: timedelta | None = None
    moved_to: str = ""
    conditional: bool = False
    elapsed: float = 0.0  # seconds of exchange, without waiting for slots

    @property
    def not_modified(self) -> bool:
        return self.status == 304


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as exactly as it is known. Ordered by what it states: 2017 < 2017-08 < 2017-08-14."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def precision(self) -> Precision:
        return "year" if self.month is None else "month" if self.day is None else "day"

    def __str__(self) -> str:
        """ISO 8601, reduced: `2017-08-14`, `2017-08` or `2017`."""
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """From `YYYY[-MM[-DD]]`; raises ValueError for anything else or a day that is none."""
        parts = [int(part) for part in text.split("-")] if _PARTIAL_DATE.fullmatch(text) else [0]
        try:
            date(*parts, *(1,) * (3 - len(parts)))  # raises for a year, month or day that does not exist
        except ValueError:
            raise ValueError(f"{text!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD") from None
        return cls(*parts)

    @property
    def first_day(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)


@dataclass(frozen=True, slots=True)
class Published:
    """When an article says it appeared: an instant from a feed, or a (partial) date. Fetch times never stand here.

    `date` is the day where the outlet is, by the offset from UTC that it states: "on Monday" counts from there.
    """

    date: PartialDate
    at: datetime | None = None  # UTC, only where the time of day is known
    zoned: bool = True  # False: no zone was stated, and `at` reads the time as UTC for the sake of order

    def __str__(self) -> str:
        return str(self.date) if self.at is None else self.at.strftime("%Y-%m-%dT%H:%M:%SZ")

    @classmethod
    def instant(cls, at: datetime) -> Published:
        """An instant, with its day in the offset that `at` is given in."""
        return cls(PartialDate(at.year, at.month, at.day), at.astimezone(UTC))


@dataclass(frozen=True, slots=True)
class Article:
    """One entry of one feed (or one seed document) after cleaning.

    `id` is empty until the archive gives one; seed documents go by their file name, and in batch input by the
    given id. `text` is the article alone: navigation, adverts, comments and related links are gone.
    """

    title: str
    text: str
    first_seen: datetime
    id: str = ""
    url: str = ""
    feed: str = ""  # the feed's URL; empty for seed documents
    outlet: str = ""  # the name shown to people
    language: str | None = None
    published: Published | None = None
    identity: str = ""  # the entry's identity within its feed
    also: tuple[str, ...] = ()  # further identities: an entry known by any of them is known
    credit: str = ""  # the line that says where it was taken from: "Source: Al-Monitor"
    seed: bool = False
    note: str = ""  # what the reader should know: "teaser only: the page answered 403"
    owner: str = ""  # of the feed: whose outlet it is, by what the desk says
    sections: tuple[str, ...] = ()  # in which its feed puts it, as it calls them; not kept
    genre: Reason | None = None  # Telling.OPINION, LIVE or ROUND_UP, with its sign; None: a report, or not judged
    guild: str | None = None  # the server whose feed brought it; None: it is everybody's


# ---------------------------------------------------------------- what is found in an article


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor in an article: `field[start:end] == surface`. From confidence 0.5 up an alert would be sent."""

    actor: str
    field: TextField
    start: int
    end: int
    surface: str
    rule: Rule
    confidence: float
    evidence: tuple[Reason, ...] = ()  # what supported or vetoed it
    form: Form = Form.NAME
    inflection: Inflection | None = None
    salience: Reason | None = None  # Matching.CENTRAL or IN_PASSING, of the actor in the article; None: not judged


@dataclass(frozen=True, slots=True)
class Variant:
    """An unseen spelling of an actor, under review: where it was found and what speaks for it."""

    actor: str
    surface: str
    evidence: tuple[Reason, ...]
    articles: tuple[str, ...] = ()
    id: int = 0  # given by the archive, among those under review at the same server
    status: Literal["pending", "confirmed", "rejected"] = "pending"
    decided_by: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A dated sentence. `actors` are those mentioned in it.

    `weight` (0 to 1) is lower where the actors are not named in the sentence itself but carried over from around it.
    """

    date: PartialDate
    basis: Basis
    text: str
    actors: tuple[str, ...]
    article: str = ""
    field: TextField = "text"
    start: int = 0
    end: int = 0
    weight: float = 1.0
    places: tuple[str, ...] = ()  # ids of the places that the sentence names: `RU` is a country, `RU/Moscow` in it


@dataclass(frozen=True, slots=True)
class DatedSentence:
    """A dated sentence. `original` is the id of the article whose report it is: for a copy, that of what it copies.

    `on` is the last day on which the article may have appeared.
    """

    event: Event
    original: str
    on: date


@dataclass(frozen=True, slots=True)
class Telling:
    """Whose report an article is, in which story, when and in which language: what its dated sentences count by.

    Reports of one `reporter` (an outlet; of a copy the outlet of what it copies) are no independent ones.
    """

    story: str
    reporter: str
    published: date | None = None
    language: str | None = None
    copy: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """What finds an article's relatives in the archive.

    `hashes` is a FracMinHash sample of the text's five-word shingles (63-bit), `size` the number of distinct
    shingles; `words` are the distinct content words, hashed to 63 bits, with the article's weight for each.
    """

    hashes: tuple[int, ...]
    size: int
    words: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many archived articles words occur: `counts` for the asked words, of `articles` in all."""

    articles: int
    counts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an article means, whatever its language: a vector of headline and lead together, and one a sentence.

    Each is 512 signed bytes, a direction in the space of one sentence encoder; its length says nothing. The sentences
    are the article's first, in order, the headline's before the text's.
    """

    lead: bytes
    sentences: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An earlier article that may be a relative, with what the archive concluded about it.

    `meaning` is None where no encoder has read it, or none that knows its language.
    """

    article: Article
    actors: tuple[str, ...]
    story: str
    copy_of: str | None
    last_activity: datetime  # of its story
    meaning: Meaning | None = None


# ---------------------------------------------------------------- what is new about it


class Novelty(IntEnum):
    """How new an article is, in order; the names below are the words shown."""

    IN_BASELINE = 0
    REPEAT = 1
    DEVELOPING = 2
    NEW = 3

    def __str__(self) -> str:
        return ("in-baseline", "repeat", "developing", "new")[self]

    @classmethod
    def parse(cls, text: str) -> Novelty:
        """From the word shown; raises ValueError that names the four words."""
        for member in cls:
            if str(member) == text.strip().lower():
                return member
        raise ValueError(f"{text!r} is no novelty; use in-baseline, repeat, developing or new")


class Asides(StrEnum):
    """Where articles go that are no report about a team's actors: that name them in passing, or are opinion, round-ups
    of many things or live blogs."""

    DIGEST = "digest"
    ALERT = "alert"

    @classmethod
    def parse(cls, text: str) -> Asides:
        """From the word shown; raises ValueError that names both words."""
        if text.strip().lower() in set(cls):
            return cls(text.strip().lower())
        raise ValueError(f"{text!r} is no place for what is no report about the actors; use digest or alert")


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence with its novelty, 0 to 1."""

    text: str
    score: float

    @property
    def quoted(self) -> bool:
        return self.score >= QUOTED_FROM


@dataclass(frozen=True, slots=True)
class Adds:
    """What an article adds to everything known before it."""

    sentences: tuple[ScoredSentence, ...] = ()
    actors: tuple[str, ...] = ()  # actors new to the story
    dates: tuple[str, ...] = ()  # ISO, as precise as stated
    figures: tuple[str, ...] = ()

    @property
    def quoted(self) -> tuple[str, ...]:
        return tuple(sentence.text for sentence in self.sentences if sentence.quoted)


@dataclass(frozen=True, slots=True)
class Change:
    """What an article says otherwise than its story did before.

    `thing` is what changed: a code that `watchers.wording` knows (`dead`, `captured`), else a word of the text, or an
    actor's id. `before` and `after` are words of the texts; `before` is empty where the story said nothing of it.
    `source` is the earlier article that had it otherwise, and `sentence` the one of this article that says it.
    """

    kind: ChangeKind
    thing: str
    before: str
    after: str
    source: str
    sentence: str = ""

    @property
    def is_joining(self) -> bool:
        """Whether an actor joins, whom `thing` names by an id that not every viewer may see."""
        return self.kind == "joins" and self.thing == self.after


@dataclass(frozen=True, slots=True)
class Encounter:
    """What an article brings together, and when the archive last had it.

    An actor with another actor (in one article), a place (in one dated sentence), an outlet or a language that reports
    on it; with an empty `actor`, the story with a language. `last` is the newest earlier article of another story that
    has both; None: this is the first of the whole archive.
    """

    actor: str
    other: str  # an actor's id, a place's, an outlet's name, an ISO 639-1 code
    kind: EncounterKind
    last: str | None = None


@dataclass(frozen=True, slots=True)
class EncounterQuery:
    """What an article brings together, to be looked for in earlier articles; answered by an `EncounterHistory`."""

    actors: tuple[str, ...]
    there: tuple[tuple[str, str], ...]  # (actor, place) named together in one dated sentence
    outlet: str
    language: str
    told_in_language: bool = False  # whether an article of the story in that language is known already
    places: tuple[str, ...] = ()  # those of `there`, and those that the news use in their stead


@dataclass(frozen=True, slots=True)
class EncounterHistory:
    """What the archive had of an `EncounterQuery` before the article was recorded.

    A pair's value is the newest article of another story that has both, or None where only the article's own story
    has them; a pair that is missing was never brought together.
    """

    seen: frozenset[str] = frozenset()  # actors that were mentioned before
    together: Mapping[tuple[str, str], str | None] = field(
        default_factory=dict
    )  # in the order of `EncounterQuery.actors`
    there: Mapping[tuple[str, str], str | None] = field(default_factory=dict)
    outlets: frozenset[str] = frozenset()  # actors on whom the outlet has reported before
    languages: frozenset[str] = frozenset()  # actors who were reported on in the language before
    story_language: bool = True  # whether the story has been told in it, or is new


@dataclass(frozen=True, slots=True)
class Comparison:
    """An article against the baseline. `story` is None when it starts a story of its own.

    `perhaps` is the story that it may belong to all the same, where that was unsure; `also` are further stories that it
    is like enough to join, likeliest first.
    """

    novelty: Novelty
    reason: Reason
    story: str | None = None
    copy_of: str | None = None
    containment: float = 0.0
    nearest: str | None = None
    adds: Adds = field(default_factory=Adds)
    changes: tuple[Change, ...] = ()  # the weightiest first
    origin: bool = False  # the late original of the story's copies: it joins and starts no message
    evidence: tuple[Reason, ...] = ()  # the steps of the verdict, for /why
    encounters: tuple[Encounter, ...] = ()
    perhaps: str | None = None
    also: tuple[str, ...] = ()


# ---------------------------------------------------------------- who is told, and what


@dataclass(frozen=True, slots=True)
class Watchlist:
    """What a team wants: (any of its actors) and (no feeds or tags given, or any of them) and (its languages)."""

    actors: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    minimum_novelty: Novelty = Novelty.DEVELOPING
    asides: Asides = Asides.DIGEST


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Local times between which messages wait; may cross midnight."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Team:
    """Analysts in a Discord server. `digest` is a schedule as the user wrote it: `daily 08:00`, `cron 0 8 * * 1`."""

    id: str  # stable: the slug of guild and name
    name: str
    guild: str
    channel: str
    role: str | None = None
    timezone: str = "UTC"
    watchlist: Watchlist = Watchlist()
    digest: str | None = None
    quiet_hours: QuietHours | None = None
    paused_until: datetime | None = None
    editors: tuple[str, ...] = ()  # Discord user ids
    origin: Literal["file", "discord"] = "file"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A row of the outbox: one message or edit. Done only when Discord has said so.

    `key` is unique for good, so that the same thing is never queued twice. `cause` is the article that gave rise to
    it; `reasons` what is named to the team. An `edit` rings nobody: it brings a message up to date. A digest has a
    `period` (start, end) and no story.
    """

    team: str
    kind: DeliveryKind
    key: str
    due: datetime
    story: str | None = None
    cause: str | None = None
    reasons: tuple[Reason, ...] = ()
    edit: bool = False
    period: tuple[datetime, datetime] | None = None
    id: int = 0  # given by the outbox
    number: int = 0  # likewise, among those of the team's server: people see it
    attempts: int = 0
    status: DeliveryStatus = "waiting"
    note: str = ""  # why it waits longer, or was lost
    message: str = ""  # Discord's id, once done
    ended_at: datetime | None = None  # when it was done or lost


@dataclass(frozen=True, slots=True)
class Decision:
    """What a report means for one team, and why. `stage` names what decided it."""

    team: str
    outcome: Outcome
    stage: Stage
    reasons: tuple[Reason, ...]
    deliveries: tuple[Delivery, ...] = ()


@dataclass(frozen=True, slots=True)
class WaitingDelivery:
    """A delivery that waits: for whom, until when, and whether it `rings` (an edit does not)."""

    id: int
    team: str
    until: datetime
    rings: bool


# ---------------------------------------------------------------- what the archive holds, read back


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed with what the poller remembers of it; one row of the archive.

    `rhythm` is the usual time between new entries. `slower` says why it is polled less often than asked.
    """

    feed: Feed
    validators: Validators = Validators()
    next_check: datetime | None = None  # None: never checked, so due at once
    first_fetched: datetime | None = None  # the first fetch that succeeded: what it held is the backlog
    reached_at: datetime | None = None  # the last exchange that succeeded, 304 included
    last_entry: datetime | None = None  # when the newest entry was first seen
    rhythm: timedelta | None = None
    failures: int = 0  # in a row
    error: str = ""  # the last failure in one sentence; empty when the last exchange succeeded
    moved_to: str = ""  # a permanent redirect seen `moved_seen` times in a row
    moved_seen: int = 0
    stopped: str = ""  # why it is polled no more ("410 Gone"); empty while it is polled
    slower: str = ""
    pages_help: bool | None = None  # learnt: its entries are teasers and its pages hold the text
    unconditional_at: datetime | None = None  # when its whole document last came, which no 304 could hide
    asks: timedelta | None = None  # what its document asks for between two polls (`ttl`, `sy:updatePeriod`)
    skips: str = ""  # hours (UTC) and days on which its document asks for no polls: "hours 0 1 2; days sat sun"
    memo: bytes | None = field(
        default=None, repr=False
    )  # of the entries of its last document, so that only new ones are read
    origin: Literal["file", "discord"] = "file"
    number: str = field(default="", compare=False)  # by which commands name it: "3", of a server's own "P3"


@dataclass(frozen=True, slots=True)
class FeedWaits:
    """How long a feed may be left alone: its interval and `jitter`, and `slower` more where its server or its failures
    make it slower. `interval` is that of feeds without one of their own.
    """

    interval: timedelta
    jitter: timedelta
    slower: timedelta


@dataclass(frozen=True, slots=True)
class ArticleFailure:
    """An article that made the program fail: at which stage, why in words, and the traceback for the log."""

    article: Article
    stage: Literal["prepare", "record"]
    reason: str
    trace: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A failure that is kept, with the whole article, until another version of the program can try again.

    `backlog`: what is known and not told once it is recorded.
    """

    failure: ArticleFailure
    at: datetime
    backlog: bool
    id: int


@dataclass(frozen=True, slots=True)
class EncoderState:
    """By which sentence encoder articles are compared (`off`: by none), and why it does not work; empty: it does."""

    name: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class NotRecorded:
    """Why nothing can be recorded, in a sentence, and since when, where that is known."""

    why: str
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One article of a story with the archive's verdict on it, as recorded."""

    article: Article
    comparison: Comparison
    actors: tuple[str, ...]  # ids, mentioned with confidence 0.5 or more
    passing: tuple[str, ...] = ()  # those of them that the article names in passing, as far as that was judged


@dataclass(frozen=True, slots=True)
class Story:
    """The articles that report one development, in the order in which they were recorded; `id` is the first's."""

    id: str
    reports: tuple[Report, ...]
    origin: str | None = None  # the article that the copies come from, where it is not the first
    created: datetime | None = None
    last_activity: datetime | None = None

    @property
    def first(self) -> Article:
        return self.reports[0].article

    @property
    def independent(self) -> int:
        """How many outlets have reports of their own on the story."""
        return independent(self.reports)

    @property
    def changes(self) -> tuple[tuple[Change, Article], ...]:
        """What changed since the first report, with the latest article that says so; the weightiest first.

        A thing that changed more than once is there once, from its first value to its last: `4 -> 9 -> 19` as 4 to 19.
        Who joined, the articles' actors say.
        """
        latest: dict[tuple[str, str], tuple[Change, Article]] = {}
        for report in self.reports:
            for change in report.comparison.changes:
                if not change.is_joining:
                    first, _ = latest.get((change.kind, change.thing), (change, report.article))
                    latest[change.kind, change.thing] = replace(change, before=first.before), report.article
        return tuple(sorted(latest.values(), key=lambda changed: CHANGE_KINDS.index(changed[0].kind)))


def independent(reports: Iterable[Report]) -> int:
    """How many outlets have reports of their own among these of one story; at least 1.

    Copies are none, nor are opinion, round-ups and live blogs. What credits an agency is the agency's.
    """
    own = (report.article for report in reports if report.comparison.copy_of is None and report.article.genre is None)
    return outlets.sources(map(_source, own)) or 1


def _source(article: Article) -> frozenset[str]:
    return outlets.names_of(
        article.outlet,
        article.url,
        article.feed,
        owner=article.owner,
        text=article.text,
        credit=article.credit,
    )


@dataclass(frozen=True, slots=True)
class StoryDecision:
    """What was decided about stories: `other` with its `articles` was merged into `story`, was split from it, or is a
    different development.

    `guild` is the server where it was decided; None: by whoever runs the program. An empty `by` is the program itself,
    which says why in `reasons`.
    """

    kind: Literal["merge", "split", "different"]
    story: str
    other: str
    articles: tuple[str, ...]
    by: str
    at: datetime
    guild: str | None = None
    id: int = 0  # given by the archive
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two articles, and whether an analyst said that they report one development.

    `guild` is the server where that was said; None: by whoever runs the program.
    """

    first: Article
    second: Article
    same: bool
    by: str
    at: datetime
    guild: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """What a team has been told of a story: its message on Discord and when it was last touched."""

    team: str
    story: str
    channel: str
    message: str  # Discord's id; for a story told in a list, that list's message
    at: datetime
    listed: bool = False  # told as one line of a list message, which is not edited
    edited_at: datetime | None = None
    replied_at: datetime | None = None


# ---------------------------------------------------------------- what look-ups answer


@dataclass(frozen=True, slots=True)
class Source:
    """An article as people cite it: `published` in ISO 8601, as exactly as it was stated; None: not stated."""

    id: str
    title: str
    outlet: str
    url: str
    published: str | None
    language: str | None

    @classmethod
    def of(cls, article: Article) -> Source:
        published = None if article.published is None else str(article.published)
        return cls(article.id, article.title, article.outlet, article.url, published, article.language)


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many articles mention an actor that were published on that day (UTC), and how many of them are copies."""

    day: date
    articles: int
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which feeds and languages an answer rests on.

    silent: feeds without an entry for five times their rhythm; unreached: those that fail, or were never read
    """

    feeds: int
    reached: int
    silent: tuple[str, ...]
    languages: tuple[str, ...]
    unreached: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeliveryCounts:
    """Deliveries since the archive began. late: done more than 60 s after it was due; repeated: sent once more, since
    the first time could not be confirmed; lost: given up with its reason; waiting: not sent yet.
    """

    delivered: int
    late: int
    repeated: int
    lost: int
    waiting: int


@dataclass(frozen=True, slots=True)
class FeedCounts:
    """Followed feeds. reached: the last exchange succeeded; failing: it did not, or the feed is polled no more;
    silent: no entry for five times its rhythm. A feed may count as reached and silent.
    """

    reached: int
    failing: int
    silent: int


@dataclass(frozen=True, slots=True)
class ClockAhead:
    """Times in the archive that lay in the future when it was `noticed`; `mended`: they no longer do."""

    times: int
    furthest: datetime
    noticed: datetime
    mended: bool = False
