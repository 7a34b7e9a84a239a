"""What a team hears of one story over hours: `route.decide` played with a courier that delivers on time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.support.telling import FEED, NOW, TEAM, minutes, report, story
from watchers.model import Delivery, Novelty, QuietHours, Report, Team, Told
from watchers.telling.route import (
    EDIT_APART,
    OLD_AFTER,
    OLD_EDIT_APART,
    REPLY_APART,
    Situation,
    TeamView,
    decide,
)
from watchers.telling.schedule import quiet_until

GROUP_WAIT = minutes(0.25)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A report of the story and how many seconds it comes after the one before."""

    after: int
    novelty: Novelty
    copy: bool
    quote: bool


ARRIVALS = st.lists(
    st.builds(
        Arrival,
        st.one_of(st.integers(0, 90), st.integers(0, 7200)),
        st.sampled_from(Novelty),
        st.booleans(),
        st.booleans(),
    ),
    min_size=1,
    max_size=25,
)
QUIET = st.sampled_from([None, QuietHours(time(15), time(17)), QuietHours(time(22), time(7))])


def reports_of(arrivals: Sequence[Arrival]) -> list[Report]:
    at, reports = NOW, []
    for number, arrival in enumerate(arrivals, 1):
        at += timedelta(seconds=arrival.after)
        reports.append(
            report(
                f"a{number}",
                arrival.novelty,
                copy_of="a1" if arrival.copy and number > 1 else None,
                quotes=[f"Fact {number}."] if arrival.quote else [],
                seen=(NOW - at) / minutes(1),
            )
        )
    return reports


def delivered(team: Team, arrivals: Sequence[Arrival]) -> list[Delivery]:
    """All that is sent, each when it is due, as the reports come in."""
    reports = reports_of(arrivals)
    message: Told | None = None
    waiting: list[Delivery] = []
    sent: list[Delivery] = []
    keys: set[str] = set()
    for number, new in enumerate(reports, 1):
        now = new.article.first_seen
        for delivery in sorted(
            (delivery for delivery in waiting if delivery.due <= now), key=lambda delivery: delivery.due
        ):
            message = after(message, delivery)
            sent.append(delivery)
        waiting = [delivery for delivery in waiting if delivery.due > now]
        situation = Situation(story(*reports[:number]), new, FEED, now, GROUP_WAIT)
        for delivery in decide(situation, TeamView(team, message, tuple(waiting))).deliveries:
            assert delivery.key not in keys and delivery.due >= now
            keys.add(delivery.key)
            waiting.append(delivery)
    return sent + sorted(waiting, key=lambda delivery: delivery.due)


def after(message: Told | None, sent: Delivery) -> Told:
    if message is None:
        return Told("desk", "a1", "200", "400", sent.due)
    if sent.kind == "reply":
        return replace(message, replied_at=sent.due)
    return replace(message, edited_at=sent.due)


def times(sent: Sequence[Delivery], kind: str) -> list[datetime]:
    return [delivery.due for delivery in sent if ("edit" if delivery.edit else delivery.kind) == kind]


@given(ARRIVALS, QUIET)
def test_a_story_has_one_message_and_nothing_comes_before_it(arrivals: list[Arrival], quiet: QuietHours | None) -> None:
    sent = delivered(replace(TEAM, quiet_hours=quiet), arrivals)
    assert len(times(sent, "story")) <= 1
    if sent:
        assert sent[0].kind == "story" and not sent[0].edit


@given(ARRIVALS)
def test_edits_and_replies_keep_their_distance(arrivals: list[Arrival]) -> None:
    sent = delivered(TEAM, arrivals)
    posted = times(sent, "story")
    assert all(late - early >= REPLY_APART for early, late in pairwise(times(sent, "reply")))
    for early, late in pairwise([*posted, *times(sent, "edit")]):
        assert late - early >= EDIT_APART
        assert late - posted[0] <= OLD_AFTER or late - early >= OLD_EDIT_APART


@given(ARRIVALS, QUIET)
def test_nothing_rings_in_quiet_hours(arrivals: list[Arrival], quiet: QuietHours | None) -> None:
    for delivery in delivered(replace(TEAM, quiet_hours=quiet), arrivals):
        assert delivery.edit or quiet_until(quiet, TEAM.timezone, delivery.due) == delivery.due


@given(ARRIVALS)
def test_every_development_is_told_or_waits_to_be(arrivals: list[Arrival]) -> None:
    """The last delivery that shows the story comes after the last report that belongs in it."""
    sent = delivered(TEAM, arrivals)
    reports = reports_of(arrivals)
    news = [report for report in reports if report.comparison.novelty >= Novelty.DEVELOPING]
    shown = [*times(sent, "story"), *times(sent, "edit")]
    assert bool(news) == bool(shown)
    if shown:
        assert max(shown) >= reports[-1].article.first_seen
