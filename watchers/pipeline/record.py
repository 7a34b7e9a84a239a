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
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from watchers.archive import Connection, errors, outbox, stories
from watchers.archive import decisions as rulings
from watchers.archive.engine import undone_on_failure
from watchers.archive.recorder import Recorder, recording
from watchers.comparing import compare, encounters
from watchers.comparing import signature as sign
from watchers.comparing.article_profile import remember
from watchers.model import Article, ArticleFailure, Event, Feed, Report, Story, Team
from watchers.pipeline.prepare import Prepared, events_of_copy, prepare
from watchers.telling import route

__all__ = ["Prepared", "RoutingContext", "events", "in_order", "prepare", "record", "record_sound"]

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
    archive: Connection, batch: Sequence[Prepared], telling: RoutingContext, now: datetime
) -> tuple[Report, ...]:
    """Compare each article with the baseline, those before it in the batch included, record it and queue what teams
    are to be told. A batch costs far less than its articles one by one.
    """
    with recording(archive, [each.signature for each in batch]) as recorder:
        return tuple(_record(archive, recorder, each, telling, now) for each in batch)


def record_sound(
    archive: Connection, batch: Sequence[Prepared], telling: RoutingContext, now: datetime
) -> tuple[ArticleFailure, ...]:
    """Record those articles of a batch that can be recorded; the others are given back, each with the reason.

    What says that the archive cannot be used is no article's fault, and is raised.
    """
    try:
        with undone_on_failure(archive):
            record(archive, batch, telling, now)
    except Exception as fault:
        if errors.concerns_archive(fault):
            raise
        if len(batch) == 1:
            reason = f"recording it made the program fail ({errors.in_words(fault)})"
            return (ArticleFailure(batch[0].article, "record", reason, traceback.format_exc()),)
    else:
        return ()
    middle = len(batch) // 2
    return tuple(
        failure for half in (batch[:middle], batch[middle:]) for failure in record_sound(archive, half, telling, now)
    )


def _record(
    archive: Connection, recorder: Recorder, prepared: Prepared, telling: RoutingContext, now: datetime
) -> Report:
    remember(prepared.article, prepared.profile)
    signature, actors = prepared.signature, prepared.actors
    frequencies = recorder.frequencies(signature.words)
    keys = sign.keys(signature, frequencies)
    candidates = recorder.candidates(signature, keys, actors, now - compare.WINDOW, compare.CANDIDATES)
    comparison = compare.compare(prepared.article, signature, actors, candidates, frequencies, now)
    if comparison.copy_of is None and not comparison.origin:  # a copy brings nothing together that its original has not
        members = (each.article for each in candidates if each.story == comparison.story)
        asked = encounters.ask(prepared.article, actors, prepared.events, prepared.mentions, members)
        known = recorder.before(asked, comparison.story)
        comparison = replace(comparison, encounters=encounters.encounters(asked, known))
    original = next((each.article for each in candidates if each.article.id == comparison.copy_of), None)
    dated = events(prepared, original)
    report = recorder.record(prepared.article, prepared.mentions, signature, keys, comparison, dated)
    if telling.teams and not prepared.article.seed:
        _tell(archive, report, telling, now)
    return report


def events(prepared: Prepared, original: Article | None) -> Sequence[Event]:
    """The dated events of an article, which may be a copy of `original`."""
    return prepared.events if original is None else events_of_copy(prepared, original)


def in_order(articles: Iterable[Article]) -> list[Article]:
    """Articles in the order of publication, so that what came first is compared first."""
    return sorted(articles, key=_when)


def _tell(archive: Connection, report: Report, telling: RoutingContext, now: datetime) -> None:
    story_id = report.comparison.story or report.article.id
    told = outbox.told_many(archive, story_id)
    views = [
        route.TeamView(team, told.get(team.id), outbox.waiting(archive, team.id, story_id)) for team in telling.teams
    ]
    story = Story(story_id, (report,))
    if any(route.rests_on_story(report, telling.feed, view, backlog=telling.backlog) for view in views):
        story = stories.get(archive, story_id) or story
    situation = route.Situation(
        story, report, telling.feed, now, telling.group_wait, backlog=telling.backlog, names=telling.names
    )
    decisions = route.explain(situation, views)
    rulings.record(archive, report.article.id, decisions)
    outbox.enqueue(archive, (delivery for decision in decisions for delivery in decision.deliveries))
    log.info("recorded article %s in story %s: %s", report.article.id, story.id, report.comparison.novelty)


def _when(article: Article) -> datetime:
    """Published where the instant is known, else first seen: an order for one batch, never shown."""
    return article.published.at if article.published and article.published.at else article.first_seen
