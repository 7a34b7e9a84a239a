"""The read side: reads the archive and answers. Decides nothing, shows nothing.

Every look-up takes the archive's connection, `now`, and the `scope` that asks: a Discord server's id sees the actors
of the files and its own; None is the operator's terminal, which sees all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from rapidfuzz import process

from watchers import match, timeline
from watchers.answers import (
    ActorAnswer,
    ActorRef,
    Choice,
    CompareAnswer,
    CopyOf,
    EventRow,
    Recent,
    SearchAnswer,
    SearchHit,
    Source,
    Spelling,
    StatusAnswer,
    StoryAnswer,
    StoryArticle,
    TimelineAnswer,
    Together,
    WhyAnswer,
)
from watchers.errors import UnknownActor, UnknownThing
from watchers.model import Actor, Event, Mention, PartialDate, Report, Story
from watchers.storage import Connection, articles, catalogue, outbox, search, status, stories

RECENT = 10  # stories shown as recent
HITS = 20  # search hits shown


def actor(archive: Connection, name: str, now: datetime, scope: str | None = None) -> ActorAnswer:
    """All that is known of the actor whom `name` (any spelling, any script, or an id) means."""
    visible = _visible(archive, scope)
    who = resolve(visible, name)
    names = {each.id: each.name for each in visible}
    spellings = tuple(Spelling(surface, ids) for surface, ids in articles.spellings(archive, who.id))
    total, copies = articles.counts_of(archive, who.id)
    copied = articles.copies_of_actor(archive, who.id)
    events = _merged(archive, articles.events_of(archive, who.id))
    together = tuple(
        Together(other, names[other], ids) for other, ids in articles.together(archive, who.id) if other in names
    )
    newest = articles.of_actor(archive, who.id, limit=5 * RECENT)
    cited = {i for row in (*spellings, *events, *together) for i in row.articles} | set(copied) | set(copied.values())
    return ActorAnswer(
        actor=ActorRef(who.id, who.name, who.kind),
        spellings=spellings,
        articles=total,
        independent=total - copies,
        copies=tuple(CopyOf(article, of) for article, of in sorted(copied.items())),
        events=events,
        together=together,
        recent=_recent(newest),
        coverage=status.coverage(archive, now),
        sources=_sources(archive, cited),
    )


def timeline_of(
    archive: Connection,
    name: str,
    scope: str | None = None,
    since: PartialDate | None = None,
    until: PartialDate | None = None,
) -> TimelineAnswer:
    """The dated events of an actor, by date."""
    who = resolve(_visible(archive, scope), name)
    events = _merged(archive, articles.events_of(archive, who.id, since=since, until=until))
    cited = {i for row in events for i in row.articles}
    return TimelineAnswer(ActorRef(who.id, who.name, who.kind), events, _sources(archive, cited))


def story(archive: Connection, story_id: str, scope: str | None = None) -> StoryAnswer:
    """All coverage of a story, whose id or any of whose articles' ids is given."""
    found = _story(archive, story_id)
    names = {each.id: ActorRef(each.id, each.name, each.kind) for each in _visible(archive, scope)}
    mentioned = dict.fromkeys(i for report in found.reports for i in report.actors)
    return StoryAnswer(
        id=found.id,
        title=found.first.title,
        articles=tuple(_story_article(report) for report in found.reports),
        independent=found.independent,
        origin=found.origin,
        actors=tuple(names[i] for i in mentioned if i in names),
    )


def search_for(archive: Connection, text: str) -> SearchAnswer:
    """Full text in every script; best and newest first."""
    if not text.strip():
        raise UnknownThing("nothing to search for: give a word or a phrase")
    found = search.search(archive, text, HITS)
    reports = {report.article.id: report for report in articles.reports(archive, [i for i, _ in found])}
    hits = (
        SearchHit(source(reports[i]), reports[i].comparison.story or i, snippet) for i, snippet in found if i in reports
    )
    return SearchAnswer(text, tuple(hits))


def compare(archive: Connection, first: str, second: str, scope: str | None = None) -> CompareAnswer:
    """What two actors did together: dated sentences that name both, and the articles that name both."""
    visible = _visible(archive, scope)
    a, b = resolve(visible, first), resolve(visible, second)
    shared = dict(articles.together(archive, a.id)).get(b.id, ())
    both = [e for e in articles.events_of(archive, a.id) if b.id in e.actors and e.article in set(shared)]
    return CompareAnswer(
        ActorRef(a.id, a.name, a.kind),
        ActorRef(b.id, b.name, b.kind),
        _merged(archive, both),
        _sources(archive, shared),
    )


def why(archive: Connection, thing: str, scope: str | None = None) -> WhyAnswer:
    """Every stage's verdict on an article (by its id) or on a story (by its first article), from match to delivery."""
    report = articles.get(archive, thing)
    if report is None:
        raise UnknownThing(f"no article or story {thing!r}: ids stand in every alert and in `actorwatch search`")
    names = {each.id: each.name for each in _visible(archive, scope)}
    found = [m for m in articles.mentions(archive, thing) if m.actor in names]
    story_id = report.comparison.story or report.article.id
    told = outbox.deliveries_of(archive, story_id, scope)
    return WhyAnswer(
        id=thing,
        article=source(report),
        story=story_id,
        mentions=tuple(mention_in_words(m, names[m.actor]) for m in found),
        comparison=(f"{report.comparison.novelty}: {report.comparison.reason}", *report.comparison.evidence),
        deliveries=tuple(told),
    )


def status_now(archive: Connection, now: datetime, version: str) -> StatusAnswer:
    """The counters since the archive began."""
    return StatusAnswer(status.deliveries(archive), status.feeds(archive, now), version)


def complete(archive: Connection, prefix: str, scope: str | None, limit: int = 25) -> tuple[Choice, ...]:
    """Completions of a name over every alias in every script."""
    found = match.complete(prefix, _visible(archive, scope), limit)
    return tuple(Choice(label, value) for label, value in found)


# ---------------------------------------------------------------- the parts of an answer


def resolve(actors: Sequence[Actor], name: str) -> Actor:
    """The actor that a typed name means; UnknownActor names the nearest ones."""
    found = match.find_actors(name, actors)
    if found:
        return found[0]
    near = process.extract(name, [each.name for each in actors], limit=3, score_cutoff=60)
    hint = f"; did you mean {', '.join(text for text, _, _ in near)}?" if near else ""
    raise UnknownActor(
        f"nobody called {name!r} is tracked{hint or '; add them with /track add or in config/actors.toml'}"
    )


def source(report: Report) -> Source:
    """An article as people cite it."""
    article = report.article
    published = None if article.published is None else str(article.published)
    return Source(article.id, article.title, article.outlet, article.url, published, article.language)


def mention_in_words(mention: Mention, name: str) -> str:
    """One mention with its rule and what supported or vetoed it."""
    support = f"; {mention.evidence}" if mention.evidence else ""
    return f"{name}: “{mention.surface}” in the {mention.field}, {mention.rule} ({mention.confidence:.2f}{support})"


def _visible(archive: Connection, scope: str | None) -> tuple[Actor, ...]:
    return catalogue.actors(archive, scope, everyone=scope is None)


def _story(archive: Connection, story_id: str) -> Story:
    found = stories.get(archive, story_id)
    if found is None:
        raise UnknownThing(f"no story {story_id!r}: its id stands in every alert and in `actorwatch search`")
    return found


def _merged(archive: Connection, events: Iterable[Event]) -> tuple[EventRow, ...]:
    events = tuple(events)
    return timeline.merge(events, articles.copies_of(archive, {event.article for event in events}))


def _sources(archive: Connection, ids: Iterable[str]) -> tuple[Source, ...]:
    return tuple(source(report) for report in articles.reports(archive, sorted(set(ids))))


def _recent(reports: Sequence[Report]) -> tuple[Recent, ...]:
    """The newest stories, each by its newest article."""
    rows: dict[str, Recent] = {}
    for report in reports:
        cited, verdict = source(report), report.comparison
        story_id = verdict.story or cited.id
        rows.setdefault(
            story_id,
            Recent(story_id, cited.title, cited.url, cited.published, str(verdict.novelty), verdict.reason),
        )
    return tuple(rows.values())[:RECENT]


def _story_article(report: Report) -> StoryArticle:
    verdict = report.comparison
    return StoryArticle(
        source=source(report),
        copy_of=verdict.copy_of,
        containment=verdict.containment,
        novelty=str(verdict.novelty),
        reason=verdict.reason,
        adds=verdict.adds.quoted,
        first_seen=report.article.first_seen,
    )
