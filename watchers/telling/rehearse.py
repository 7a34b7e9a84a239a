"""What a watchlist would have sent: the archive's stories played through `route` again, report by report.

Pure: no delivery is queued. Times are those at which articles were first seen, so what a feed held at its first fetch
plays as if it had appeared then. Message limits apply (one reply in 30 minutes), quiet hours and pauses do not. Stories
that were merged or split since play as they are now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from watchers.model import Article, Decision, Delivery, Feed, Outcome, Report, Story, Team, Told
from watchers.reasons import Reason
from watchers.telling.route import Situation, TeamView, decide


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A message that would have been sent; `reasons` are why, as the team would have been told."""

    at: datetime
    story: str
    article: Article
    reasons: tuple[Reason, ...]
    reply: bool = False


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a watchlist would have sent from `start` to `end`, oldest first; `edits` were silent."""

    start: datetime
    end: datetime
    messages: tuple[Rehearsed, ...]
    edits: int
    passed_over: int  # articles of that time which it would not have told


def rehearse(
    team: Team,
    stories: Iterable[Story],
    feeds: Mapping[str, Feed],
    period: tuple[datetime, datetime],
) -> Rehearsal:
    """Play the stories' articles of the period, in the order in which they were found, for one team."""
    unhurried = replace(team, quiet_hours=None, paused_until=None)
    messages: list[Rehearsed] = []
    outcomes: Counter[Outcome] = Counter()
    for story in stories:
        for report, decision in _play(unhurried, story, feeds, period):
            outcomes[decision.outcome] += 1
            messages.extend(
                _message(delivery, report, decision) for delivery in decision.deliveries if not delivery.edit
            )
    messages.sort(key=lambda message: (message.at, message.story))
    return Rehearsal(*period, tuple(messages), outcomes["edit"], outcomes["nothing"])


def _play(
    team: Team,
    story: Story,
    feeds: Mapping[str, Feed],
    period: tuple[datetime, datetime],
) -> Iterator[tuple[Report, Decision]]:
    """Each article of the period with the verdict on it, as if everything before had been sent when it was due."""
    message: Told | None = None
    waiting: tuple[Delivery, ...] = ()
    for number, report in enumerate(story.reports, 1):
        at = report.article.first_seen
        if not period[0] <= at < period[1]:
            continue
        for sent in waiting:
            message = _message_after(message, sent) if sent.due <= at else message
        waiting = tuple(delivery for delivery in waiting if delivery.due > at)
        so_far = replace(story, reports=story.reports[:number])
        situation = Situation(so_far, report, feeds.get(report.article.feed), at, timedelta())
        decision = decide(situation, TeamView(team, message, waiting))
        waiting += decision.deliveries
        yield report, decision


def _message_after(message: Told | None, sent: Delivery) -> Told:
    """What the team has been told once the delivery is sent."""
    if message is None:
        return Told(sent.team, sent.story or "", channel="", message="", at=sent.due)
    if sent.kind == "reply":
        return replace(message, replied_at=sent.due)
    return replace(message, edited_at=sent.due)


def _message(delivery: Delivery, report: Report, decision: Decision) -> Rehearsed:
    return Rehearsed(delivery.due, delivery.story or "", report.article, decision.reasons, delivery.kind == "reply")
