"""The path of an article, in order. This module calls the stages; it decides nothing.

    article -> match, sign, date, place   (prepare.py: pure, runs anywhere, in parallel)
            -> | frequencies, candidates -> compare, encounters -> record -> route -> rule, enqueue |   (record: one
                                                                                                        transaction)

`record` expects a connection that holds the archive's lock, so that two rewrites which arrive at once meet. What a
batch records, the deliveries it gives rise to and the feed's new state are saved together or not at all.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain

from watchers.archive import Connection, decisions, errors, outbox, stories
from watchers.archive.engine import undone_on_failure
from watchers.archive.recorder import Recorder, recording
from watchers.comparing.article_profile import ProfileCache
from watchers.model import Article, ArticleFailure, Feed, Report, Story, Team
from watchers.pipeline.decide import decide
from watchers.pipeline.prepare import Prepared
from watchers.telling import route

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RoutingContext:
    """Who may be told of what is recorded, and from when: `backlog` articles are known, not told.

    `names` turns actor ids into names for the reasons that people read.
    """

    teams: tuple[Team, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
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
    report = decide(prepared, recorder, profiles, now)
    if context.teams and not prepared.article.seed:
        _tell(archive, report, context, now)
    return report


def in_order(articles: Iterable[Article]) -> list[Article]:
    """Articles in the order of publication, so that what came first is compared first."""
    return sorted(articles, key=_when)


def _tell(archive: Connection, report: Report, context: RoutingContext, now: datetime) -> None:
    story_id = report.comparison.story or report.article.id
    messages = outbox.told_many(archive, story_id)
    views = [
        route.TeamView(team, messages.get(team.id), outbox.waiting(archive, team.id, story_id))
        for team in context.teams
    ]
    story = Story(story_id, (report,))
    if any(route.rests_on_story(report, context.feed, view, backlog=context.backlog) for view in views):
        story = stories.get(archive, story_id) or story
    situation = route.Situation(
        story, report, context.feed, now, context.group_wait, backlog=context.backlog, names=context.names
    )
    verdicts = route.explain(situation, views)
    decisions.record(archive, report.article.id, verdicts)
    outbox.enqueue(archive, (delivery for decision in verdicts for delivery in decision.deliveries))
    log.info("recorded article %s in story %s: %s", report.article.id, story.id, report.comparison.novelty)


def _when(article: Article) -> datetime:
    """Published where the instant is known, else first seen: an order for one batch, never shown."""
    return article.published.at if article.published and article.published.at else article.first_seen
