"""The read side: reads the archive and answers. Decides nothing, shows nothing.

Every look-up takes the archive's connection, `now`, and the `scope` that asks: a Discord server's id sees the actors
of the files and its own; None is the operator's terminal, which sees all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from rapidfuzz import process

from watchers.archive import (
    Connection,
    actors,
    articles,
    catalogue,
    cooccurrence,
    decisions,
    engine,
    feeds,
    future_times,
    outbox,
    quarantine,
    search,
    status,
    stories,
)
from watchers.comparing import recurrence
from watchers.errors import ConfigError, UnknownActor, UnknownThing
from watchers.events.merge import EventRow, merge
from watchers.lookups import background, story_articles, volume
from watchers.lookups.answers import (
    ActorAnswer,
    ActorRef,
    CompareAnswer,
    CopyOf,
    Recent,
    Regrouping,
    SearchAnswer,
    SearchHit,
    Spelling,
    StatusAnswer,
    StoryAnswer,
    TimelineAnswer,
    Together,
    Volume,
    WhyAnswer,
    WhyNotAnswer,
    as_json,
)
from watchers.lookups.visibility import GuildView
from watchers.matching import lookup
from watchers.model import (
    Actor,
    Decision,
    Delivery,
    Event,
    Mention,
    PartialDate,
    Quarantined,
    Report,
    Source,
    Story,
    StoryDecision,
)
from watchers.places import gazetteer
from watchers.text import credentials, urls

_NO_STORY = "no story {id!r}: its id stands in every alert and in /search"
_OUTCOMES = {"story": "told, ", "edit": "silent edit, ", "reply": "reply, ", "nothing": "not told, "}
RECENT = 10  # stories shown as recent
HITS = 20  # search hits shown
NEWEST = 500  # articles whose stories are offered


def actor(archive: Connection, name: str, now: datetime, scope: str | None = None) -> ActorAnswer:
    """All that is known of the actor whom `name` (any spelling, any script, or an id) means."""
    visible = _visible(archive, scope)
    who = resolve(visible, name)
    names = {each.id: each.name for each in visible}
    sight = GuildView.of(archive, scope)
    spellings = tuple(Spelling(surface, ids) for surface, ids in sight.groups(actors.spellings(archive, who.id)))
    total, copies = actors.counts_of(archive, who.id)
    copied = sight.copies(actors.copies_of_actor(archive, who.id))
    events = _merged(archive, sight.events(actors.events_of(archive, who.id)))
    others = sight.groups(actors.together(archive, who.id))
    together = tuple(Together(other, names[other], ids) for other, ids in others if other in names)
    newest = actors.newest_of_stories(archive, who.id, stories=RECENT, among=5 * RECENT, hidden=sight.hidden)
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
        recent=_recent(newest),
        coverage=status.coverage(archive, now, scope),
        volume=_volume(archive, who, now),
        sources=_sources(archive, cited),
    )


def timeline_of(
    archive: Connection,
    name: str,
    scope: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> TimelineAnswer:
    """The dated events of an actor, by date; `since` and `until` are dates as people type them.

    Raises UnknownActor, or ConfigError for what is no date.
    """
    who = resolve(_visible(archive, scope), name)
    found = actors.events_of(archive, who.id, _date(since), _date(until), dates=1000, each=10)
    events = _merged(archive, GuildView.of(archive, scope).events(found))
    cited = {i for row in events for i in row.articles}
    return TimelineAnswer(ActorRef(who.id, who.name, who.kind), events, _sources(archive, cited))


def story(archive: Connection, story_id: str, scope: str | None = None) -> StoryAnswer:
    """All coverage of a story, whose id or any of whose articles' ids is given."""
    found, hidden = visible_story(archive, story_id, scope), GuildView.of(archive, scope).hidden
    names = {each.id: ActorRef(each.id, each.name, each.kind) for each in _visible(archive, scope)}
    mentioned = dict.fromkeys(i for report in found.reports for i in report.actors)
    sources = {report.article.id: Source.of(report.article) for report in found.reports}
    return StoryAnswer(
        id=found.id,
        title=found.first.title,
        articles=story_articles.articles(found, _origins(archive, found, hidden), sources, names),
        independent=found.independent,
        origin=found.origin,
        actors=tuple(names[i] for i in mentioned if i in names),
        regrouped=_regrouped(archive, found.id, scope),
        disputed=background.figures(found.reports),
    )


def recent_stories(archive: Connection, scope: str | None = None) -> tuple[Source, ...]:
    """The stories of the newest articles, latest first, each as its first article is cited."""
    hidden = GuildView.of(archive, scope).hidden
    return tuple(cited for cited, feed in stories.recent(archive, NEWEST) if feed not in hidden)


def visible_story(archive: Connection, story_id: str, scope: str | None = None) -> Story:
    """The story of that id, or that an article of that id is in, with those of its articles that may be shown."""
    found = GuildView.of(archive, scope).story(stories.get(archive, story_id))
    if found is None:
        raise UnknownThing(_NO_STORY.format(id=story_id))
    return found


def search_for(archive: Connection, text: str, scope: str | None = None) -> SearchAnswer:
    """Full text in every script; best and newest first."""
    if not text.strip():
        raise UnknownThing("nothing to search for: give a word or a phrase")
    found = search.search(archive, text, HITS, scope)
    reports = {report.article.id: report for report in articles.reports(archive, [i for i, _ in found])}
    hits = (
        SearchHit(Source.of(reports[i].article), reports[i].comparison.story or i, snippet)
        for i, snippet in found
        if i in reports
    )
    return SearchAnswer(text, tuple(hits))


def compare(archive: Connection, first: str, second: str, scope: str | None = None) -> CompareAnswer:
    """What two actors did together: dated sentences that name both, and the articles that name both.

    One of the two may be a place, named exactly: then dated sentences about the actor that name the place.
    """
    visible = _visible(archive, scope)
    for name, other in ((first, second), (second, first)):
        place = None if lookup.named_exactly(name, visible) else gazetteer.named(name)
        if place is not None:
            return _at_place(archive, resolve(visible, other), place, scope)
    a, b = resolve(visible, first), resolve(visible, second)
    if a.id == b.id:
        raise UnknownThing(f"{first!r} and {second!r} both mean {a.name}; name two different actors")
    shared = dict(GuildView.of(archive, scope).groups(actors.together(archive, a.id))).get(b.id, ())
    both = [e for e in actors.events_of(archive, a.id) if b.id in e.actors and e.article in set(shared)]
    return CompareAnswer(
        ActorRef(a.id, a.name, a.kind),
        ActorRef(b.id, b.name, b.kind),
        _merged(archive, both),
        _sources(archive, shared),
    )


def _at_place(archive: Connection, who: Actor, place: str, scope: str | None) -> CompareAnswer:
    told = cooccurrence.evidence(archive, who.id, gazetteer.related(place), hidden=GuildView.of(archive, scope).hidden)
    events = [each.event for each in recurrence.evident(told, place)]
    return CompareAnswer(
        ActorRef(who.id, who.name, who.kind),
        ActorRef(place, gazetteer.shown(place), "place"),
        _merged(archive, events),
        _sources(archive, {event.article for event in events}),
    )


def why(archive: Connection, thing: str, scope: str | None = None) -> WhyAnswer:
    """Every stage's verdict on an article (by its id) or on a story (by its first article), from match to delivery."""
    report, sight = articles.get(archive, thing), GuildView.of(archive, scope)
    if report is None or report.article.feed in sight.hidden:
        raise UnknownThing(f"no article or story {thing!r}: ids stand in every alert and in /search")
    names = {each.id: each.name for each in _visible(archive, scope)}
    found = [m for m in articles.mentions(archive, thing) if m.actor in names]
    story_id = report.comparison.story or report.article.id
    teams = {team.id: team.name for team in catalogue.teams(archive, scope)}
    decided = decisions.of_article(archive, report.article.id, scope)
    view = background.View(names, sight.hidden)
    return WhyAnswer(
        id=thing,
        article=Source.of(report.article),
        story=story_id,
        mentions=tuple(mention_in_words(m, names[m.actor]) for m in found),
        comparison=(f"{report.comparison.novelty}: {report.comparison.reason}", *report.comparison.evidence),
        deliveries=_deliveries(archive, story_id, scope),
        decisions=tuple(_ruled(teams.get(each.team, each.team), each) for each in decided),
        regrouped=_regrouped(archive, story_id, scope),
        background=background.of_report(archive, report, stories.get(archive, story_id), view),
    )


def delivery(archive: Connection, number: str, scope: str | None = None) -> tuple[Delivery, str]:
    """One message of the outbox with its team's name; UnknownThing where there is none, or it is another server's."""
    found = outbox.get(archive, int(number)) if number.isascii() and number.isdecimal() else None
    teams = {team.id: team.name for team in catalogue.teams(archive, scope)}
    if found is None or (scope is not None and found.team not in teams):
        raise UnknownThing(f"no delivery {number!r}: its number stands in the message's footer")
    return found, teams.get(found.team, found.team)


def why_not(archive: Connection, url: str, now: datetime, scope: str | None = None) -> WhyNotAnswer:
    """The first stage that stopped an article, and what would change that."""
    address = urls.canonical(url)
    if not address:
        raise UnknownThing(f"{credentials.shown(url)!r} is no address; give the article's, with http:// or https://")
    public = credentials.without(address, _secrets(archive, address))
    url = url if public == address else public or credentials.shown(url)
    report, hidden = articles.by_url(archive, public) if public else None, GuildView.of(archive, scope).hidden
    if report is None or report.article.feed in hidden:
        aside = quarantine.by_url(archive, public) if public else ()
        shown = [each for each in aside if each.failure.article.feed not in hidden]
        return _set_aside(url, shown[0]) if shown else _never_seen(archive, url, scope)
    if report.article.seed:
        return WhyNotAnswer(url, "compare", ("it is a seed document: known from the start and told to nobody",))
    teams = catalogue.teams(archive, scope)
    if not teams:
        return WhyNotAnswer(url, "watchlist", ("no team is there to be told; make one with /team create",))
    story_id = report.comparison.story or report.article.id
    told = outbox.told_many(archive, story_id)
    decided = {each.team: each for each in decisions.of_article(archive, report.article.id, scope)}
    untold = [decided[team.id] for team in teams if team.id in decided and team.id not in told]
    stage = _stage(report, untold[0]) if untold else "told" if told else "watchlist"
    return WhyNotAnswer(
        url,
        stage,
        (*(_ruled(team.name, decided.get(team.id)) for team in teams), *_deliveries(archive, story_id, scope)),
    )


def status_now(archive: Connection, now: datetime, version: str) -> StatusAnswer:
    """The counters since the archive began, what a clock that stood ahead has left, and why nothing is recorded."""
    clock = future_times.look(archive, now) or future_times.noted(archive, now)
    recording = engine.not_recorded(archive, now)
    aside = quarantine.count(archive)
    return StatusAnswer(status.deliveries(archive), status.feeds(archive, now), version, clock, recording, aside)


# ---------------------------------------------------------------- the parts of an answer


def resolve(actors: Sequence[Actor], name: str) -> Actor:
    """The actor that a typed name means; UnknownActor names the nearest ones."""
    found = lookup.find_actors(name, actors)
    if found:
        return found[0]
    near = process.extract(name, [each.name for each in actors], limit=3, score_cutoff=60)
    hint = f"; did you mean {', '.join(text for text, _, _ in near)}?" if near else ""
    raise UnknownActor(
        f"nobody called {name!r} is tracked{hint or '; add them with /track add or in config/actors.toml'}"
    )


def _date(text: str | None) -> PartialDate | None:
    try:
        return PartialDate.parse(text) if text else None
    except ValueError as problem:
        raise ConfigError(str(problem)) from None


def mention_in_words(mention: Mention, name: str) -> str:
    """One mention with its rule and what supported or vetoed it."""
    support = f"; {mention.evidence}" if mention.evidence else ""
    return f"{name}: “{mention.surface}” in the {mention.field}, {mention.rule} ({mention.confidence:.2f}{support})"


def _set_aside(url: str, held: Quarantined) -> WhyNotAnswer:
    """An article that made the program fail."""
    again = "it is kept whole, and the next version of the program tries again"
    return WhyNotAnswer(url, "set aside", (f"on {as_json(held.at)}: {held.failure.reason}", again))


def _never_seen(archive: Connection, url: str, scope: str | None) -> WhyNotAnswer:
    """No article of that address: its feed is not followed, fails, or has not carried it."""
    host = urls.host(url)
    seen = (state for state in feeds.states(archive) if scope is None or state.feed.guild in (None, scope))
    near = [state for state in seen if host and urls.host(state.feed.url) == host]
    if not near:
        return WhyNotAnswer(url, "feed", (f"no feed of {host or url} is followed; add one with /feeds add",))
    failing = [state for state in near if state.error]
    if failing:
        return WhyNotAnswer(url, "fetch", tuple(f"{state.feed.address}: {state.error}" for state in failing))
    read = (
        f"{s.feed.address} was last read {'never' if s.reached_at is None else as_json(s.reached_at)}" for s in near
    )
    return WhyNotAnswer(url, "feed", ("no feed has carried that address", *read))


def _secrets(archive: Connection, url: str) -> frozenset[str]:
    """The credentials of the feeds of an address's host: articles are kept without them."""
    near = (each.feed.url for each in feeds.states(archive) if urls.host(each.feed.url) == urls.host(url))
    return frozenset(secret for address in near for secret in credentials.secrets(address))


def _ruled(team: str, decision: Decision | None) -> str:
    """What an article meant for a team, as it was decided when the article was recorded."""
    if decision is None:
        return f"{team}: it was made after the article came"
    return f"{team}: {_OUTCOMES[decision.outcome]}{decision.reason}"


def _stage(report: Report, decision: Decision) -> str:
    """An article that names nobody stopped at the match, whatever the watchlist says of it."""
    return "match" if decision.stage == "watchlist" and not report.actors else decision.stage


def _deliveries(archive: Connection, story_id: str, scope: str | None) -> tuple[str, ...]:
    teams = {team.id: team.name for team in catalogue.teams(archive, scope)}
    sent = outbox.deliveries_of(archive, story_id, scope)
    return tuple(delivery_in_words(each, teams.get(each.team, each.team)) for each in sent)


def delivery_in_words(delivery: Delivery, team: str) -> str:
    """What became of one message: when it was due or told, and why it was sent."""
    what = "edit" if delivery.key.startswith("edit:") else delivery.kind
    because = f" because {delivery.reason}" if delivery.reason else ""
    if delivery.status == "done" and delivery.ended_at is not None:
        return f"{team}: {what} told at {as_json(delivery.ended_at)}{because}"
    if delivery.status == "lost":
        return f"{team}: {what} given up: {delivery.note}"
    note = f" ({delivery.note})" if delivery.note else ""
    return f"{team}: {what} due at {as_json(delivery.due)}{because}{note}"


def _visible(archive: Connection, scope: str | None) -> tuple[Actor, ...]:
    return catalogue.actors(archive, scope, everyone=scope is None)


def _regrouped(archive: Connection, story_id: str, scope: str | None) -> tuple[Regrouping, ...]:
    """What analysts decided about a story; those of other servers without their names."""
    decided = GuildView.of(archive, scope).decisions(stories.decisions(archive, story_id))
    return tuple(Regrouping(d.kind, d.story, d.other, d.articles, _decided_by(d, scope), d.at) for d in decided)


def _decided_by(decision: StoryDecision, scope: str | None) -> str:
    if decision.guild is None:
        return "whoever runs the program"
    return decision.by if scope in (None, decision.guild) else "somebody on another server"


def _origins(archive: Connection, found: Story, hidden: Collection[str]) -> dict[str, Report]:
    """What the story's copies were copied from, some of it in other stories."""
    inside = {report.article.id: report for report in found.reports}
    wanted = {report.comparison.copy_of for report in found.reports if report.comparison.copy_of} - inside.keys()
    outside = articles.reports(archive, sorted(wanted)) if wanted else ()
    return inside | {each.article.id: each for each in outside if each.article.feed not in hidden}


def _merged(archive: Connection, events: Iterable[Event]) -> tuple[EventRow, ...]:
    events = tuple(events)
    return merge(events, articles.copies_of(archive, {event.article for event in events}))


def _sources(archive: Connection, ids: Iterable[str]) -> tuple[Source, ...]:
    return articles.cited(archive, sorted(set(ids)))


def _volume(archive: Connection, who: Actor, now: datetime) -> Volume:
    days = actors.volume(archive, who.id, volume.DAYS, now)
    since, joined = status.first_reads(archive, after=days[0].day)
    return volume.of(days, since, joined, catalogue.named_since(archive, who.id))


def _recent(reports: Sequence[Report]) -> tuple[Recent, ...]:
    """Stories, each by one article."""
    cited = ((Source.of(report.article), report.comparison) for report in reports)
    return tuple(
        Recent(verdict.story or by.id, by.title, by.url, by.published, str(verdict.novelty), verdict.reason)
        for by, verdict in cited
    )
