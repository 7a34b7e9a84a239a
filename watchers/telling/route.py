"""Who is told of a report, how and when. Pure: it decides and says why, and touches neither archive nor Discord.

    verdict                           told already                      not told yet
    copy, in-baseline, repeat         silent edit                       nothing, counted in the digest
    developing                        edit, and a reply if it is named  a story message
    new                               the same                          a story message

What names the watched actors in passing alone, opinion, round-ups and live blogs start no message and ring for nothing,
unless the watchlist says so: the digest has them.

What it does not do: it never looks at the clock, never sends, and never cancels what waits. What waits is rendered from
the archive when it is sent, so a report that arrives meanwhile joins it and needs no delivery of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from watchers.model import (
    Comparison,
    Decision,
    Delivery,
    DeliveryKind,
    Feed,
    Novelty,
    Outcome,
    Report,
    Stage,
    Story,
    Team,
    Told,
    Watchlist,
)
from watchers.reasons import Reason, Telling
from watchers.telling.changes import changes
from watchers.telling.schedule import held_by, tell_at
from watchers.telling.watchlist import WatchDecision, aside, is_report, may_read, wish

EDIT_APART = timedelta(minutes=1)
OLD_AFTER = timedelta(hours=1)
OLD_EDIT_APART = timedelta(minutes=15)  # Discord refuses more edits of a message older than an hour
REPLY_APART = timedelta(minutes=30)
LATE_INTEREST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TeamView:
    """A team with what it was told of the story. `waiting` are its undelivered deliveries for that story."""

    team: Team
    told: Told | None = None
    waiting: tuple[Delivery, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """All that a verdict rests on: the story after recording, its new report and the feed that brought it.

    `backlog`: the feed held it at its first fetch, so it is recorded as known.
    """

    story: Story
    report: Report
    feed: Feed | None
    now: datetime
    group_wait: timedelta
    backlog: bool = False


def explain(situation: Situation, teams: Sequence[TeamView]) -> tuple[Decision, ...]:
    """One decision a team, in their order, whether it is told or not; its reasons are what `/whynot` reads back."""
    return tuple(decide(situation, view) for view in teams)


def decide(situation: Situation, view: TeamView) -> Decision:
    """The verdict table for one team."""
    if situation.report.article.seed:
        return _nothing(view, "compare", Reason(Telling.SEED_DOCUMENT))
    if view.told is not None:
        return _told(situation, view, view.told)
    watch_decision = wish(view.team, situation.report, situation.feed)
    if not watch_decision.wanted:
        return _nothing(view, "watchlist", *watch_decision.reasons)
    return _untold(situation, view, watch_decision)


def rests_on_story(report: Report, feed: Feed | None, view: TeamView, *, backlog: bool) -> bool:
    """Whether the story's other articles bear on the verdict; where they do not, the report alone gives the same one.

    A story that is read anew for each article that joins it costs the square of its length.
    """
    if backlog:
        return False
    if view.told is not None:
        return True
    waits = any(delivery.kind == "story" for delivery in view.waiting)
    return not waits and wish(view.team, report, feed).wanted


# ---------------------------------------------------------------- not told yet


def _untold(situation: Situation, view: TeamView, watch_decision: WatchDecision) -> Decision:
    if any(delivery.kind == "story" for delivery in view.waiting):
        return _nothing(view, "told", Reason(Telling.MESSAGE_WAITS))
    if situation.backlog:
        return _nothing(view, "delivery", Reason(Telling.BACKLOG))
    level, why = _level(situation, view.team)
    minimum = view.team.watchlist.minimum_novelty
    if level < minimum:
        return _nothing(view, "compare", *why, Reason(Telling.BELOW_MINIMUM, minimum=str(minimum)))
    if level <= Novelty.REPEAT and situation.report.comparison.copy_of is not None:
        return _nothing(view, "compare", *why, Reason(Telling.COPY_STARTS_NOTHING))
    if reasons := aside(view.team.watchlist, situation.report):
        return _nothing(view, "watchlist", *why, *reasons)
    reasons = (*why, *watch_decision.reasons)
    return _decision(situation, view, "story", reasons, [_notifying(situation, view, "story", reasons)])


def _level(situation: Situation, team: Team) -> tuple[Novelty, tuple[Reason, ...]]:
    """How new the story is to this team, and why.

    A report that repeats the story is still news to a team whose watchlist wanted an alert of none of its earlier
    articles (they were in a language it does not read, or named its actor in passing if at all), while the story is
    fresh.
    """
    own = situation.report.comparison
    earlier = [report for report in situation.story.reports if report.article.id != situation.report.article.id]
    if any(_may_have_wanted(team.watchlist, report) for report in earlier):
        return own.novelty, _verdict(own)
    since = situation.now - LATE_INTEREST
    recent = [report.comparison for report in earlier if report.article.first_seen >= since and not report.article.seed]
    best = max(recent, key=lambda comparison: comparison.novelty, default=own)
    if best.novelty <= own.novelty:
        return own.novelty, _verdict(own)
    return best.novelty, (*_verdict(best), Reason(Telling.FIRST_WANTED))


def _may_have_wanted(watchlist: Watchlist, report: Report) -> bool:
    """Whether an earlier article may have been told by an alert; its feed's tags are not at hand, so they pass."""
    sources = bool(watchlist.tags) or not watchlist.feeds or report.article.feed in watchlist.feeds
    return sources and not aside(watchlist, report) and may_read(watchlist, report)


# ---------------------------------------------------------------- told already


def _told(situation: Situation, view: TeamView, message: Told) -> Decision:
    named = _named(situation, view.team)
    if message.listed:
        return _listed(situation, view, named)
    deliveries = []
    if not any(delivery.kind == "story" for delivery in view.waiting):
        deliveries.append(_edit(situation, view, message))
    if not named:
        return _decision(
            situation, view, "edit", (_heading(situation.report), Reason(Telling.JOINS_MESSAGE)), deliveries
        )
    if any(delivery.kind == "reply" for delivery in view.waiting):
        return _decision(situation, view, "edit", (*named, Reason(Telling.JOINS_REPLY)), deliveries)
    turn = _reply_from(message)
    deliveries.append(_notifying(situation, view, "reply", named, not_before=turn))
    return _decision(situation, view, "reply", named, deliveries, not_before=turn)


def _listed(situation: Situation, view: TeamView, named: tuple[Reason, ...]) -> Decision:
    if any(delivery.kind == "story" for delivery in view.waiting):
        return _nothing(view, "told", Reason(Telling.MESSAGE_WAITS))
    if not named:
        return _nothing(view, "told", _heading(situation.report), Reason(Telling.LIST_NOT_EDITED))
    again = _notifying(situation, view, "story", named, again=True)
    return _decision(situation, view, "story", (Reason(Telling.TOLD_IN_LIST), *named), [again])


def _named(situation: Situation, team: Team) -> tuple[Reason, ...]:
    """What may ring: nothing of a backlog, in a language the team does not read, or when it wants new stories alone.

    Nor opinion, round-ups and live blogs. That an article of a told story names the actors in passing hinders nothing.
    """
    if situation.backlog or team.watchlist.minimum_novelty > Novelty.DEVELOPING:
        return ()
    if not may_read(team.watchlist, situation.report) or not is_report(team.watchlist, situation.report):
        return ()
    return changes(situation.story, situation.report, team.watchlist)


def _edit(situation: Situation, view: TeamView, message: Told) -> Delivery:
    """An edit notifies nobody, so it waits for neither quiet hours nor pauses, only for its turn."""
    due = edit_turn(message, situation.now + situation.group_wait)
    key = f"edit:{_where(situation, view)}:{situation.report.article.id}"
    return replace(_delivery(situation, view, "story", key, due, (Reason(Telling.COVERAGE),)), edit=True)


def edit_turn(message: Told, earliest: datetime) -> datetime:
    """When a message may be edited next."""
    touched = message.edited_at or message.at
    due = max(earliest, touched + EDIT_APART)
    return max(due, touched + OLD_EDIT_APART) if due - message.at > OLD_AFTER else due


def _reply_from(message: Told) -> datetime | None:
    return None if message.replied_at is None else message.replied_at + REPLY_APART


# ---------------------------------------------------------------- putting it together


def _notifying(
    situation: Situation,
    view: TeamView,
    kind: DeliveryKind,
    reasons: tuple[Reason, ...],
    *,
    not_before: datetime | None = None,
    again: bool = False,
) -> Delivery:
    """A delivery that rings: after the group wait, its turn, the team's pause and its quiet hours."""
    cause = f":{situation.report.article.id}" if kind == "reply" or again else ""
    key = f"{kind}:{_where(situation, view)}{cause}"
    return _delivery(situation, view, kind, key, tell_at(view.team, _turn(situation, not_before)), reasons)


def _turn(situation: Situation, not_before: datetime | None) -> datetime:
    """When a delivery may ring at the earliest, were there neither pause nor quiet hours."""
    due = situation.now + situation.group_wait
    return due if not_before is None else max(due, not_before)


def _delivery(
    situation: Situation, view: TeamView, kind: DeliveryKind, key: str, due: datetime, reasons: tuple[Reason, ...]
) -> Delivery:
    cause = situation.report.article.id
    return Delivery(view.team.id, kind, key, due, story=situation.story.id, cause=cause, reasons=reasons)


def _decision(
    situation: Situation,
    view: TeamView,
    outcome: Outcome,
    reasons: tuple[Reason, ...],
    deliveries: list[Delivery],
    *,
    not_before: datetime | None = None,
) -> Decision:
    holding = held_by(view.team, _turn(situation, not_before)) if outcome in ("story", "reply") else ()
    return Decision(view.team.id, outcome, "delivery", (*reasons, *holding), tuple(deliveries))


def _nothing(view: TeamView, stage: Stage, *reasons: Reason) -> Decision:
    return Decision(view.team.id, "nothing", stage, reasons)


def _where(situation: Situation, view: TeamView) -> str:
    return f"{view.team.id}:{situation.story.id}"


def _verdict(comparison: Comparison) -> tuple[Reason, ...]:
    return Reason(Telling.VERDICT, verdict=str(comparison.novelty)), comparison.reason


def _heading(report: Report) -> Reason:
    copy = report.comparison.copy_of is not None
    return Reason(Telling.VERDICT, verdict="copy" if copy else str(report.comparison.novelty))
