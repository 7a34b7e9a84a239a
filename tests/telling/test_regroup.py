"""What follows for messages when an analyst merges or splits stories, as values."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Literal

import pytest

from tests.support.telling import FEED, NAMES, NOW, TEAM, minutes, report, story
from watchers.model import Delivery, Novelty, QuietHours, Report, StoryDecision, Team, Told, Watchlist
from watchers.telling import regroup
from watchers.telling.regroup import Sides, Split
from watchers.telling.route import TeamView
from watchers.wording.clauses import in_words

TOLD = Told("desk", "a1", channel="200", message="400", at=NOW - minutes(10))
WAITING = Delivery("desk", "story", "story:desk:a1", NOW, "a1", "a3", id=7)
EDIT = replace(WAITING, key="edit:desk:a1:a3", id=8, edit=True)
OLD = story(report("a1"), report("a2", Novelty.REPEAT))
NEW = story(report("a3", Novelty.REPEAT), report("a4", Novelty.REPEAT, copy_of="a3"))


def decision(kind: Literal["merge", "split"] = "split", guild: str | None = "100") -> StoryDecision:
    return StoryDecision(kind, "a1", "a3", ("a3", "a4"), "ann", NOW, guild, id=5)


def after_split(
    old: TeamView | None = None,
    new: TeamView | None = None,
    *,
    team: Team = TEAM,
    guild: str | None = "100",
    split_off: tuple[Report, ...] = NEW.reports,
) -> list[Delivery]:
    situation = Split(decision(guild=guild), OLD, story(*split_off), NOW, {FEED.url: FEED})
    return list(regroup.split(situation, [Sides(old or TeamView(team), new or TeamView(team))]))


def test_a_merged_storys_message_is_edited_when_its_turn_comes() -> None:
    (edit,) = regroup.merged(decision("merge"), [TeamView(TEAM, TOLD)], NOW)
    assert (edit.key, edit.story, edit.due) == ("edit:desk:a1:decision 5", "a1", NOW)
    assert in_words(edit.reasons, NAMES) == "story a3 was merged into story a1"
    (later,) = regroup.merged(decision("merge"), [TeamView(TEAM, replace(TOLD, edited_at=NOW))], NOW)
    assert later.due == NOW + minutes(1)


@pytest.mark.parametrize(
    "view",
    [TeamView(TEAM), TeamView(TEAM, replace(TOLD, listed=True)), TeamView(TEAM, TOLD, (EDIT,))],
    ids=["not told", "told in a list", "an edit waits"],
)
def test_no_edit_is_queued_where_none_is_needed(view: TeamView) -> None:
    assert regroup.merged(decision("merge"), [view], NOW) == ()


def test_a_message_that_is_left_over_is_edited_as_that_of_its_own_story() -> None:
    (last,) = regroup.left_over(decision("merge"), {"desk": TOLD}, NOW)
    assert (last.team, last.key, last.story, last.due) == ("desk", "edit:desk:a3:decision 5", "a3", NOW)


def test_what_was_split_off_is_told_to_a_team_that_was_told_of_the_whole() -> None:
    edit, new = after_split(TeamView(TEAM, TOLD))
    assert (edit.key, edit.story) == ("edit:desk:a1:decision 5", "a1")
    assert (new.key, new.story, new.cause, new.due) == ("story:desk:a3:decision 5", "a3", "a3", NOW)
    assert in_words(new.reasons, NAMES) == "an analyst split it from story a1; it names Khalifa Haftar"


@pytest.mark.parametrize(("hours", "told"), [(1, True), (30, False)])
def test_it_is_told_to_a_team_that_knew_nothing_while_it_is_fresh(hours: float, told: bool) -> None:
    aged = tuple(replace(r, article=replace(r.article, first_seen=NOW - minutes(60 * hours))) for r in NEW.reports)
    assert bool(after_split(split_off=aged)) is told
    assert len(after_split(TeamView(TEAM, TOLD), split_off=aged)) == 2, "whoever was told of the whole is told of it"


def test_another_servers_message_is_edited_and_nobody_there_is_rung() -> None:
    (edit,) = after_split(TeamView(TEAM, TOLD), guild="999")
    assert edit.story == "a1"
    assert len(after_split(TeamView(TEAM, TOLD), guild=None)) == 2, "the operator decides for all"


def test_a_team_that_does_not_want_it_is_not_told() -> None:
    other = replace(TEAM, watchlist=Watchlist(actors=("shoigu",)))
    (edit,) = after_split(TeamView(other, TOLD), TeamView(other))
    assert edit.story == "a1"


def test_seed_documents_are_told_to_nobody() -> None:
    assert after_split(split_off=(report("a3", seed=True),)) == []


def test_quiet_hours_hold_what_was_split_off() -> None:
    quiet = replace(TEAM, quiet_hours=QuietHours(time(13), time(15)))
    _, new = after_split(TeamView(quiet, TOLD), TeamView(quiet))
    assert new.due == NOW + minutes(60)


def test_what_waits_because_of_an_article_goes_with_it_and_the_rest_is_told_too() -> None:
    reply = replace(WAITING, kind="reply", cause="a4", id=9)
    staying = replace(WAITING, cause="a2", id=10)
    waiting = TeamView(TEAM, None, (WAITING, EDIT, reply, staying))
    assert regroup.leaving(waiting, ("a3", "a4")) == (7, 9)
    (message,) = after_split(TeamView(TEAM), TeamView(TEAM, None, (WAITING,)))
    assert (message.story, message.key, message.cause) == ("a1", "story:desk:a1:decision 5", "a1")


def test_a_message_that_was_left_over_is_brought_up_to_date() -> None:
    first, second = after_split(TeamView(TEAM, TOLD), TeamView(TEAM, replace(TOLD, story="a3", message="500")))
    assert (first.story, second.story) == ("a1", "a3")
    assert second.key == "edit:desk:a3:decision 5"


@pytest.mark.parametrize(
    ("articles", "along"),
    [(("a3",), ("a3", "a4")), (("a4",), ("a4",)), (("a5",), ("a5",))],
    ids=["an original", "a copy", "the late original of the story's first article"],
)
def test_copies_go_along_with_what_they_copy(articles: tuple[str, ...], along: tuple[str, ...]) -> None:
    whole = story(report("a1", copy_of="a5"), *NEW.reports, report("a5", origin=True), report("a6", copy_of="a5"))
    assert regroup.with_copies(whole, articles) == along
