"""What is done with the deliveries that are due in one channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery.plan import Item, Step, given_up, plan, retry_at
from watchers.model import Delivery, DeliveryKind, Team, Told

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DESK = Team("desk", "Desk", guild="1", channel="10")
NOTICE = Told("desk", "7", channel="10", message="500", at=NOW - timedelta(hours=2))


def item(number: int, story: str = "7", kind: DeliveryKind = "story", notice: Told | None = None) -> Item:
    about = None if kind == "digest" else story
    return Item(Delivery("desk", kind, f"{kind}:{number}", NOW, story=about, id=number), DESK, notice)


def shape(steps: tuple[Step, ...]) -> list[tuple[str, tuple[int, ...]]]:
    return [(step.action, step.ids) for step in steps]


def test_a_story_that_is_not_told_yet_is_posted() -> None:
    assert shape(plan([item(1)], NOW)) == [("post", (1,))]


def test_a_story_that_is_told_is_edited_once_for_all_its_reports() -> None:
    assert shape(plan([item(1, notice=NOTICE), item(2, notice=NOTICE)], NOW)) == [("edit", (1, 2))]


def test_a_named_change_is_a_reply_beside_the_edit() -> None:
    steps = plan([item(1, notice=NOTICE), item(2, kind="reply", notice=NOTICE)], NOW)
    assert shape(steps) == [("edit", (1,)), ("reply", (2,))]


def test_a_change_of_a_story_that_was_never_told_goes_out_with_its_one_message() -> None:
    assert shape(plan([item(2, kind="reply"), item(1)], NOW)) == [("post", (1, 2))]


def test_a_story_told_in_a_list_gets_a_message_of_its_own_when_it_changes() -> None:
    listed = replace(NOTICE, listed=True)
    assert shape(plan([item(1, notice=listed)], NOW)) == [("post", (1,))]


@pytest.mark.parametrize(("stories", "actions"), [(10, {"post"}), (11, {"list"})])
def test_more_than_ten_stories_at_once_become_lists(stories: int, actions: set[str]) -> None:
    steps = plan([item(number, story=str(number)) for number in range(1, stories + 1)], NOW)
    assert {step.action for step in steps} == actions
    assert sorted(delivery_id for step in steps for delivery_id in step.ids) == list(range(1, stories + 1))


def test_edits_and_digests_do_not_count_towards_a_list() -> None:
    edits = [item(number, story=str(number), notice=replace(NOTICE, story=str(number))) for number in range(20, 30)]
    steps = plan([*edits, item(1, story="1"), item(2, kind="digest")], NOW)
    assert [step.action for step in steps] == ["post", *["edit"] * 10, "digest"]


def test_two_teams_in_one_channel_get_lists_of_their_own() -> None:
    other_team = replace(DESK, id="other", name="Other")
    items = [item(number, story=str(number)) for number in range(6)]
    others_items = [replace(item, team=other_team, delivery=replace(item.delivery, team="other")) for item in items]
    steps = plan([*items, *others_items], NOW)
    assert [(step.action, step.first.delivery.team, len(step.items)) for step in steps] == [
        ("list", "desk", 6),
        ("list", "other", 6),
    ]


def test_a_deleted_team_is_told_nothing_and_the_reason_says_so() -> None:
    (step,) = plan([replace(item(1), team=None)], NOW)
    assert (step.action, step.reason) == ("lose", "team desk was deleted")


def test_a_paused_team_is_told_when_the_pause_ends() -> None:
    ends = NOW + timedelta(hours=5)
    (step,) = plan([replace(item(1), team=replace(DESK, paused_until=ends))], NOW)
    assert (step.action, step.until) == ("hold", ends)
    assert "paused until 2026-03-01 17:00 UTC" in step.reason


def test_an_edit_rings_nobody_so_a_pause_does_not_hold_it() -> None:
    paused = replace(DESK, paused_until=NOW + timedelta(hours=5))
    assert shape(plan([replace(item(1, notice=NOTICE), team=paused)], NOW)) == [("edit", (1,))]


def test_edits_go_where_the_story_was_told_and_new_stories_to_the_channel_of_now() -> None:
    moved = replace(DESK, channel="99")
    assert replace(item(1, notice=NOTICE), team=moved).channel == "10"
    assert replace(item(1), team=moved).channel == "99"


def test_a_failed_attempt_waits_as_long_as_asked_or_twice_as_long_as_before() -> None:
    waits = [(retry_at(NOW, attempts) - NOW).total_seconds() for attempts in (0, 1, 2, 50)]
    assert waits == [2, 4, 8, 300]
    assert retry_at(NOW, 3, retry_after=7.5) == NOW + timedelta(seconds=7.5)


def test_what_somebody_could_mend_is_waited_for_a_day() -> None:
    delivery = item(1).delivery
    assert not given_up(delivery, NOW + timedelta(hours=23))
    assert given_up(delivery, NOW + timedelta(hours=25))
