"""The verdict table as cases (tests/data/route.toml), and what holds for all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import pytest

from tests.support import case_files
from tests.support.telling import FEED, NAMES, NOW, TEAM, minutes, report, story
from watchers.model import Asides, Decision, Delivery, Novelty, QuietHours, Story, Team, Told, Watchlist
from watchers.reasons import Reason, Telling
from watchers.telling.route import Situation, TeamView, decide, explain, rests_on_story
from watchers.wording.clauses import in_words

CASES = case_files.load("route.toml")["case"]
NAMED = [pytest.param(case, id=case["says"]) for case in CASES]
GROUP_WAIT = minutes(0.25)


@pytest.mark.parametrize("case", NAMED)
def test_a_report_is_told_as_the_table_says(case: dict[str, Any]) -> None:
    decision = decided(case)
    assert decision.outcome == case["outcome"]
    assert decision.stage == case.get("stage", "delivery")
    reason = in_words(decision.reasons, NAMES)
    assert reason == case.get("reason", reason)
    sent = [
        {"kind": delivery.kind, "key": delivery.key, "due": (delivery.due - NOW) / minutes(1)}
        for delivery in decision.deliveries
    ]
    assert sent == case.get("sends", [])


@pytest.mark.parametrize("case", NAMED)
def test_every_verdict_has_a_reason_and_every_delivery_its_team_story_and_cause(case: dict[str, Any]) -> None:
    decision = decided(case)
    assert decision.reasons
    cause = f"a{len(case['reports'])}"
    for delivery in decision.deliveries:
        assert (delivery.team, delivery.story, delivery.cause) == ("desk", "a1", cause)
        own = {Reason(Telling.COVERAGE)} if delivery.edit else set(decision.reasons)
        assert set(delivery.reasons) <= own


def test_where_a_verdict_does_not_rest_on_the_story_the_report_alone_gives_the_same() -> None:
    routed = [(situation_of(case), view_of(case)) for case in CASES]
    on_report = [(s, view) for s, view in routed if not rests_on_story(s.report, s.feed, view, backlog=s.backlog)]
    assert on_report
    for situation, view in on_report:
        alone = replace(situation, story=Story(situation.story.id, (situation.report,)))
        assert decide(alone, view) == decide(situation, view)


READ = [  # says, whether the story is read for the verdict, what of the case
    ("a report that may start a message", True, {}),
    ("a report of the feed whose tag is watched", True, {"watches": [], "tags": ["libya"]}),
    ("a report of a story that was told", True, {"told": 5}),
    ("a report that nobody wants, of a story that was told", True, {"told": 5, "watches": ["shoigu"]}),
    ("a report whose edit waits", True, {"told": 5, "waiting": ["edit"]}),
    ("a report that joins a message that waits", False, {"waiting": ["story"]}),
    ("a report that nobody wants", False, {"watches": ["shoigu"]}),
    ("backlog", False, {"backlog": True}),
    ("backlog of a story that was told", False, {"backlog": True, "told": 5}),
]


@pytest.mark.parametrize(("reads", "case"), [pytest.param(reads, case, id=says) for says, reads, case in READ])
def test_a_story_is_read_only_where_the_verdict_rests_on_it(reads: bool, case: dict[str, Any]) -> None:
    situation = situation_of({"reports": [{"is": "new"}, {"is": "repeat"}]} | case)
    view = view_of(case)
    assert rests_on_story(situation.report, situation.feed, view, backlog=situation.backlog) is reads


def test_the_same_report_routed_twice_gives_the_same_keys() -> None:
    new_story = story(report("a1"))
    first, second = (
        decide(Situation(new_story, new_story.reports[0], FEED, now, GROUP_WAIT), TeamView(TEAM))
        for now in (NOW, NOW + minutes(5))
    )
    assert first.deliveries and [delivery.key for delivery in first.deliveries] == [
        delivery.key for delivery in second.deliveries
    ]


def test_each_team_is_decided_by_itself() -> None:
    other = replace(TEAM, id="other", watchlist=Watchlist(actors=("shoigu",)))
    new_story = story(report("a1"))
    situation = Situation(new_story, new_story.reports[0], FEED, NOW, GROUP_WAIT)
    decisions = explain(situation, [TeamView(TEAM), TeamView(other)])
    assert [(decision.team, decision.outcome) for decision in decisions] == [("desk", "story"), ("other", "nothing")]


def test_a_story_in_the_quiet_night_of_another_place_waits_for_its_morning() -> None:
    night = datetime(2026, 1, 10, 22, 30, tzinfo=UTC)  # 00:30 in Tripoli
    team = replace(TEAM, timezone="Africa/Tripoli", quiet_hours=QuietHours(time(22), time(7)))
    new_story = story(report("a1"))
    (delivery,) = decide(Situation(new_story, new_story.reports[0], FEED, night, GROUP_WAIT), TeamView(team)).deliveries
    assert delivery.due == datetime(2026, 1, 11, 5, 0, tzinfo=UTC)


def decided(case: dict[str, Any]) -> Decision:
    return decide(situation_of(case), view_of(case))


def situation_of(case: dict[str, Any]) -> Situation:
    told_story = reports_of(case)
    return Situation(
        told_story,
        told_story.reports[-1],
        replace(FEED, guild=case.get("feed_guild")),
        NOW,
        GROUP_WAIT,
        backlog=case.get("backlog", False),
    )


def view_of(case: dict[str, Any]) -> TeamView:
    return TeamView(team_of(case), told_of(case), waiting_of(case))


def reports_of(case: dict[str, Any]) -> Story:
    last = len(case["reports"])
    reports = [
        report(
            f"a{number}",
            Novelty.parse(row["is"]),
            language=row.get("language", "en") or None,
            actors=row.get("actors", ["haftar"]),
            passing=row.get("passing", []),
            outlet=row.get("outlet", ""),
            text=row.get("text", "Khalifa Haftar flew to Moscow on Monday."),
            genre=Reason(Telling.OPINION, sign="address", words="opinion") if row.get("opinion") else None,
            feed=row.get("feed", FEED.url),
            copy_of="a1" if row.get("copy") else None,
            quotes=[row["quote"]] if "quote" in row else [],
            seed=row.get("seed", False),
            origin=row.get("origin", False),
            seen=row.get("seen", last - number),
        )
        for number, row in enumerate(case["reports"], 1)
    ]
    return story(*reports)


def team_of(case: dict[str, Any]) -> Team:
    watchlist = Watchlist(
        actors=tuple(case.get("watches", ["haftar"])),
        feeds=tuple(case.get("feeds", [])),
        tags=tuple(case.get("tags", [])),
        languages=tuple(case.get("languages", [])),
        minimum_novelty=Novelty.parse(case.get("minimum", "developing")),
        asides=Asides.parse(case.get("asides", "digest")),
    )
    quiet = QuietHours(*map(time.fromisoformat, case["quiet"])) if "quiet" in case else None
    paused = NOW + minutes(case["paused"]) if "paused" in case else None
    return replace(TEAM, watchlist=watchlist, quiet_hours=quiet, paused_until=paused)


def told_of(case: dict[str, Any]) -> Told | None:
    if "told" not in case:
        return None
    before = {name: NOW - minutes(case[name]) for name in ("told", "edited", "replied") if name in case}
    return Told(
        "desk",
        "a1",
        channel="200",
        message="400",
        at=before["told"],
        listed=case.get("listed", False),
        edited_at=before.get("edited"),
        replied_at=before.get("replied"),
    )


def waiting_of(case: dict[str, Any]) -> tuple[Delivery, ...]:
    return tuple(
        Delivery("desk", "reply" if kind == "reply" else "story", f"{kind}:desk:a1", NOW, story="a1")
        for kind in case.get("waiting", [])
    )
