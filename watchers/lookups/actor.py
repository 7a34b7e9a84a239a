"""Answers about actors: what is known of one, the timeline, and what two of them did together.

Reads the archive, decides nothing, shows nothing. An answer is for the connection's viewer and rests on what he sees.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from rapidfuzz import process

from watchers.archive import Connection, actors, articles, catalogue, cooccurrence, status
from watchers.comparing import recurrence
from watchers.errors import ConfigError, UnknownActor, UnknownThing
from watchers.events.merge import EventRow, merge
from watchers.lookups import volume
from watchers.lookups.answers import (
    ActorAnswer,
    ActorRef,
    CompareAnswer,
    CopyOf,
    Recent,
    Spelling,
    TimelineAnswer,
    Together,
    Volume,
)
from watchers.lookups.names import names_of
from watchers.matching import lookup
from watchers.model import Actor, Event, PartialDate, Report, Source
from watchers.places import gazetteer
from watchers.wording.clauses import clause

RECENT_STORIES = 10  # shown
_TIMELINE_DATES = 1000  # read for one timeline
_REPORTS_PER_DATE = 10  # read of one date, so that whoever asks sees the same of it


def actor_answer(archive: Connection, name: str, now: datetime) -> ActorAnswer:
    """All that is known of the actor whom `name` (any spelling, any script, or an id) means."""
    followed = catalogue.actors(archive)
    who = resolve(followed, name)
    names = {other.id: other.name for other in followed}
    spellings = tuple(Spelling(surface, ids) for surface, ids in actors.spellings(archive, who.id))
    total, copies = actors.counts_of(archive, who.id)
    copied = actors.copies_of_actor(archive, who.id)
    events = _merged(archive, actors.events_of(archive, who.id, per_date=_REPORTS_PER_DATE), who)
    others = actors.together(archive, who.id)
    together = tuple(Together(other, names[other], ids) for other, ids in others if other in names)
    newest = actors.newest_of_stories(archive, who.id, stories=RECENT_STORIES, among=5 * RECENT_STORIES)
    named = (*(s.articles for s in spellings), *(e.articles for e in events), *(t.articles for t in together))
    cited = {i for ids in named for i in ids} | set(copied) | set(copied.values())
    return ActorAnswer(
        actor=ActorRef(who.id, who.name, who.kind),
        spellings=spellings,
        articles=total,
        independent=total - copies,
        copies=tuple(CopyOf(article, of) for article, of in sorted(copied.items())),
        events=events,
        together=together,
        recent=_recent(archive, newest),
        coverage=status.coverage(archive, now),
        volume=_volume(archive, who, now),
        sources=_sources(archive, cited),
    )


def timeline_answer(
    archive: Connection, name: str, since: str | None = None, until: str | None = None
) -> TimelineAnswer:
    """The dated events of an actor, by date; `since` and `until` are dates as people type them.

    Raises UnknownActor, or ConfigError for what is no date.
    """
    who = resolve(catalogue.actors(archive), name)
    events_read = actors.events_of(
        archive, who.id, _date(since), _date(until), dates=_TIMELINE_DATES, per_date=_REPORTS_PER_DATE
    )
    events = _merged(archive, events_read, who)
    cited = {i for row in events for i in row.articles}
    return TimelineAnswer(ActorRef(who.id, who.name, who.kind), events, _sources(archive, cited))


def compare_answer(archive: Connection, first: str, second: str) -> CompareAnswer:
    """What two actors did together: dated sentences that name both, and the articles that name both.

    One of the two may be a place, named exactly: then dated sentences about the actor that name the place.
    """
    followed = catalogue.actors(archive)
    for name, other in ((first, second), (second, first)):
        place = None if lookup.named_exactly(name, followed) else gazetteer.named(name)
        if place is not None:
            return _at_place(archive, resolve(followed, other), place)
    a, b = resolve(followed, first), resolve(followed, second)
    if a.id == b.id:
        raise UnknownThing(f"{first!r} and {second!r} both mean {a.name}; name two different actors")
    shared = dict(actors.together(archive, a.id)).get(b.id, ())
    both = [e for e in actors.events_of(archive, a.id) if b.id in e.actors and e.article in set(shared)]
    return CompareAnswer(
        ActorRef(a.id, a.name, a.kind),
        ActorRef(b.id, b.name, b.kind),
        _merged(archive, both, a, b),
        _sources(archive, shared),
    )


def _at_place(archive: Connection, who: Actor, place: str) -> CompareAnswer:
    evidence = cooccurrence.evidence(archive, who.id, gazetteer.related(place))
    events = [sentence.event for sentence in recurrence.evident(evidence, place)]
    return CompareAnswer(
        ActorRef(who.id, who.name, who.kind),
        ActorRef(place, gazetteer.shown(place), "place"),
        _merged(archive, events, who),
        _sources(archive, {event.article for event in events}),
    )


def resolve(actors: Sequence[Actor], name: str) -> Actor:
    """The actor that a typed name means; UnknownActor names the nearest ones."""
    meant = lookup.find_actors(name, actors)
    if meant:
        return meant[0]
    near = process.extract(name, [actor.name for actor in actors], limit=3, score_cutoff=60)
    hint = f"; did you mean {', '.join(text for text, _, _ in near)}?" if near else ""
    raise UnknownActor(
        f"nobody called {name!r} is tracked{hint or '; add them with /track add or in config/actors.toml'}"
    )


def _date(text: str | None) -> PartialDate | None:
    try:
        return PartialDate.parse(text) if text else None
    except ValueError as problem:
        raise ConfigError(str(problem)) from None


def _merged(archive: Connection, events: Iterable[Event], *about: Actor) -> tuple[EventRow, ...]:
    events = tuple(events)
    tellings = articles.tellings(archive, {event.article for event in events})
    return merge(events, tellings, [name for who in about for name in who.spellings])


def _sources(archive: Connection, ids: Iterable[str]) -> tuple[Source, ...]:
    return articles.cited(archive, sorted(set(ids)))


def _volume(archive: Connection, who: Actor, now: datetime) -> Volume:
    days = actors.volume(archive, who.id, volume.DAYS_OF_ALL_WEEKS, now)
    since, joined = status.first_reads(archive, after=days[0].day)
    return volume.of(days, since, joined, catalogue.named_since(archive, who.id))


def _recent(archive: Connection, reports: Sequence[Report]) -> tuple[Recent, ...]:
    """Stories, each by one article."""
    names = names_of(archive, (report.comparison.reason for report in reports))
    cited = ((Source.of(report.article), report.comparison) for report in reports)
    return tuple(
        Recent(
            verdict.story or by.id, by.title, by.url, by.published, str(verdict.novelty), clause(verdict.reason, names)
        )
        for by, verdict in cited
    )
