"""The path of an article, in order. This module calls the stages; it decides nothing.

    article -> match, sign, date, place   (prepare.py: pure, runs anywhere, in parallel)
            -> | frequencies, candidates -> compare, encounters -> record, merge -> route -> rule, enqueue |
                                                                                      (record: one transaction)

`record` expects a connection that holds the archive's lock, so that two rewrites which arrive at once meet. What a
batch records, the deliveries it gives rise to and the feed's new state are saved together or not at all.
"""

from __future__ import annotations

import logging
import traceback
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain

from watchers.archive import Connection, decisions, errors, outbox, stories
from watchers.archive.engine import undone_on_failure
from watchers.archive.readings import Reading
from watchers.archive.recorder import Recorder, recording
from watchers.archive.visible import seen_by
from watchers.comparing.article_profile import ProfileCache
from watchers.comparing.meetings import Meeting
from watchers.comparing.stories import WINDOW
from watchers.model import Article, ArticleFailure, Feed, Report, Story, Team
from watchers.pipeline import decide, regroup
from watchers.pipeline.decide import Judgement, judge
from watchers.pipeline.prepare import Prepared
from watchers.telling import route

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RoutingContext:
    """Who may be told of what is recorded, and from when: `backlog` articles are known, not told."""

    teams: tuple[Team, ...] = ()
    group_wait: timedelta = timedelta()
    feed: Feed | None = None
    backlog: bool = False


def record(
    archive: Connection,
    batch: Sequence[Prepared],
    context: RoutingContext,
    profiles: ProfileCache,
    now: datetime,
) -> tuple[Report, ...]:
    """Compare each article with the baseline, those before it in the batch included, record it and queue what teams
    are to be told. A batch costs far less than its articles one by one; `profiles` spare reading its relatives again.
    """
    with recording(archive, [prepared.signature for prepared in batch]) as recorder:
        return tuple(_record(archive, recorder, prepared, context, profiles, now) for prepared in batch)


def record_sound(
    archive: Connection,
    batch: Sequence[Prepared],
    context: RoutingContext,
    profiles: ProfileCache,
    now: datetime,
) -> tuple[ArticleFailure, ...]:
    """Record those articles of a batch that can be recorded; the others are given back, each with the reason.

    What says that the archive cannot be used is no article's fault, and is raised.
    """
    try:
        with undone_on_failure(archive):
            record(archive, batch, context, profiles, now)
    except Exception as fault:
        if errors.concerns_archive(fault):
            raise
        if len(batch) == 1:
            reason = f"recording it made the program fail ({errors.in_words(fault)})"
            return (ArticleFailure(batch[0].article, "record", reason, traceback.format_exc()),)
    else:
        return ()
    middle = len(batch) // 2
    halves = (record_sound(archive, half, context, profiles, now) for half in (batch[:middle], batch[middle:]))
    return tuple(chain.from_iterable(halves))


def _record(
    archive: Connection,
    recorder: Recorder,
    prepared: Prepared,
    context: RoutingContext,
    profiles: ProfileCache,
    now: datetime,
) -> Report:
    """Judge an article in its own scope, and as each server whose own bears on it; record it, and let teams be told.

    A server's own article concerns that server alone. Everybody's is recorded as everybody sees it, and beside that as
    the servers do that see it otherwise.
    """
    scope = prepared.article.guild
    judgement = judge(prepared, recorder.of(scope), profiles, now)
    servers = _concerned(recorder, judgement, now) if scope is None else ()
    others = {guild: judge(prepared.read_by(guild), recorder.of(guild), profiles, now) for guild in servers}
    report = decide.record(judgement, recorder.of(scope))
    reports: dict[str | None, Report] = {scope: report}
    for server, other in others.items():
        if other.says() != judgement.says():
            reports[server] = _shadow(recorder.of(server), report, judgement, other)
    meetings = {scope: judgement.meetings} | {guild: other.meetings for guild, other in others.items()}
    if any(meetings.values()):
        _bring_together(archive, recorder, meetings, report.article.id, now)
        reports = {guild: _where_it_is_now(archive, guild, report) for guild, report in reports.items()}
    if context.teams and not prepared.article.seed:
        for guild, teams in _by_viewer(context.teams, reports).items():
            with seen_by(archive, guild):
                _tell(archive, reports[guild], teams, context, now)
    return reports[scope]


def _bring_together(
    archive: Connection,
    recorder: Recorder,
    meetings: Mapping[str | None, Iterable[Meeting]],
    article: str,
    now: datetime,
) -> None:
    """Merge the stories that an article was found to bring together, in each scope those that it does there.

    Everybody's come first; a server may see its own as one already then.
    """
    for guild, of_scope in meetings.items():
        with seen_by(archive, guild):
            for meeting in of_scope:
                if stories.id_of(archive, meeting.story) != stories.id_of(archive, meeting.other):
                    why = [meeting.reason(article)]
                    regroup.merge(archive, meeting.story, meeting.other, "", now, why, recorder)


def _where_it_is_now(archive: Connection, guild: str | None, report: Report) -> Report:
    """A report with the story that its article is in by now."""
    with seen_by(archive, guild):
        story = stories.id_of(archive, report.article.id)
    return replace(report, comparison=replace(report.comparison, story=story))


def _concerned(recorder: Recorder, judgement: Judgement, now: datetime) -> Sequence[str]:
    """The servers that may see the article otherwise than everybody: by their actors, or by articles of their own.

    To compare it anew costs much: so it is not for those that would compare it with the same articles, read alike.
    """
    prepared = judgement.prepared
    since = now - WINDOW
    related = recorder.servers(prepared.signature, judgement.keys, _actors(judgement), since)
    others = {
        guild for guild in related - prepared.readings.keys() if _sees_others(recorder.of(guild), judgement, since)
    }
    return sorted(others | prepared.readings.keys())


def _sees_others(recorder: Recorder, judgement: Judgement, since: datetime) -> bool:
    """Whether a server would compare the article with others than everybody does, or sees one of these otherwise."""
    prepared, most = judgement.prepared, decide.MOST_CANDIDATES
    signature, actors, meaning = prepared.signature, prepared.actors, prepared.seen_meaning
    candidates = recorder.candidates(signature, judgement.keys, actors, since, most, meaning)
    return candidates != tuple(judgement.candidates)


def _actors(judgement: Judgement) -> frozenset[str]:
    """The actors in the article and in what it was compared with: a server's reading of either bears on it."""
    related = (actor for candidate in judgement.candidates for actor in candidate.actors)
    return frozenset(chain(judgement.prepared.actors, related))


def _shadow(recorder: Recorder, report: Report, everybodys: Judgement, own: Judgement) -> Report:
    """Record a server's verdict beside everybody's report; gives the report as the server sees it."""
    prepared = own.prepared
    copy = report.comparison.copy_of is not None
    reading = Reading(everybodys.prepared.mentions, everybodys.events, copy)
    return recorder.shadow(replace(report, comparison=own.comparison), reading, prepared.mentions, own.events)


def _by_viewer(teams: Iterable[Team], reports: Mapping[str | None, Report]) -> Mapping[str | None, list[Team]]:
    """The teams by whose report they are told of: their server's, or everybody's where the server has none."""
    viewers: dict[str | None, list[Team]] = defaultdict(list)
    for team in teams:
        if team.guild in reports or None in reports:
            viewers[team.guild if team.guild in reports else None].append(team)
    return viewers


def in_order(articles: Iterable[Article]) -> list[Article]:
    """Articles in the order of publication, so that what came first is compared first."""
    return sorted(articles, key=_when)


def _tell(archive: Connection, report: Report, teams: Sequence[Team], context: RoutingContext, now: datetime) -> None:
    story_id = report.comparison.story or report.article.id
    messages = outbox.told_many(archive, story_id)
    waiting = outbox.waiting_many(archive, story_id)
    views = [route.TeamView(team, messages.get(team.id), waiting.get(team.id, ())) for team in teams]
    story = Story(story_id, (report,))
    if any(route.rests_on_story(report, context.feed, view, backlog=context.backlog) for view in views):
        story = stories.get(archive, story_id) or story
    situation = route.Situation(story, report, context.feed, now, context.group_wait, backlog=context.backlog)
    verdicts = route.explain(situation, views)
    decisions.record(archive, report.article.id, verdicts)
    outbox.enqueue(archive, (delivery for decision in verdicts for delivery in decision.deliveries))
    log.info("recorded article %s in story %s: %s", report.article.id, story.id, report.comparison.novelty)


def _when(article: Article) -> datetime:
    """Published where the instant is known, else first seen: an order for one batch, never shown."""
    return article.published.at if article.published and article.published.at else article.first_seen
