"""From the outbox to the channel: once, also through failures, kills and locked archives."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.delivery.outbox_store import OutboxStore
from bot.delivery.outbox_worker import PostedMessage, Postponed, Refused
from tests.support.newsroom import DESK, NOW, Newsroom, unreachable
from watchers.archive import Database, catalogue
from watchers.errors import Unavailable

RISK = replace(DESK, id="risk", name="Risk", channel="20")


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    newsroom = Newsroom(tmp_path, DESK, RISK)
    yield newsroom
    newsroom.database.close()


# ---------------------------------------------------------------- what is told


async def test_a_story_that_is_due_is_told_once(room: Newsroom) -> None:
    story = room.story("Envoy arrives")
    room.queue(story)
    await room.round()
    await room.round()
    assert room.channels.texts("10") == ["Envoy arrives"]
    assert room.told(story) is not None
    assert (room.counts().delivered, room.counts().waiting) == (1, 0)


async def test_what_is_not_due_yet_waits(room: Newsroom) -> None:
    room.queue(room.story("Envoy arrives"), due=NOW + timedelta(seconds=15))
    await room.round()
    assert room.channels.posted == {}
    room.later(seconds=15)
    await room.round()
    assert room.channels.texts("10") == ["Envoy arrives"]


async def test_a_further_report_edits_the_message_and_keeps_its_button(room: Newsroom) -> None:
    story = room.story("Envoy arrives")
    room.queue(story)
    await room.round()
    room.story("Envoy arrives, says another", story)
    room.queue(story, key="edit")
    await room.round()
    (posted,) = room.channels.posted["10"]
    assert posted.edits == 1
    assert posted.message.buttons[0].action == "why:1"
    notice = room.told(story)
    assert notice is not None and notice.edited_at == NOW


async def test_a_named_change_is_a_reply_to_the_story_message(room: Newsroom) -> None:
    story = room.story("Envoy arrives")
    room.queue(story)
    await room.round()
    room.queue(story, "reply")
    await room.round()
    first, reply = room.channels.posted["10"]
    assert reply.message.reply_to == first.id
    assert reply.message.ping == "99"


async def test_eleven_stories_at_once_are_lists_and_count_as_told(room: Newsroom) -> None:
    stories = [room.story(f"Story number {number}") for number in range(11)]
    for story in stories:
        room.queue(story)
    await room.round()
    (listing,) = room.channels.posted["10"]
    lines = ["".join(span.text for span in line) for line in listing.message.cards[0].lines]
    assert [f"story {story}" in line for story, line in zip(stories, lines, strict=True)] == [True] * 11
    assert all((notice := room.told(story)) is not None and notice.listed for story in stories)
    assert room.counts().delivered == 11


async def test_a_digest_is_sent_also_when_nothing_happened(room: Newsroom) -> None:
    room.queue(None, "digest", period=(NOW - timedelta(days=1), NOW))
    await room.round()
    assert "Digest" in room.channels.texts("10")[0]
    assert room.counts().delivered == 1


# ---------------------------------------------------------------- who is told no more


async def test_a_deleted_team_is_told_nothing(room: Newsroom) -> None:
    story = room.story("Envoy arrives")
    room.queue(story)
    with room.database.write() as archive:
        catalogue.declare(archive, (), (), (RISK,), NOW)
    await room.round()
    assert room.channels.posted == {}
    assert room.notes(story) == ["team desk was deleted"]
    assert room.counts().lost == 1


async def test_a_paused_team_is_told_after_the_pause_and_that_is_not_late(room: Newsroom) -> None:
    paused = replace(DESK, paused_until=NOW + timedelta(hours=2))
    room.queue(room.story("Envoy arrives"))
    with room.database.write() as archive:
        catalogue.declare(archive, (), (), (paused, RISK), NOW)
    await room.round()
    assert room.channels.posted == {}
    room.later(hours=2)
    await room.round()
    assert room.channels.texts("10") == ["Envoy arrives"]
    assert room.counts().late == 0


# ---------------------------------------------------------------- kills


async def test_a_kill_between_sending_and_recording_repeats_nothing(room: Newsroom) -> None:
    story = room.story("Envoy arrives")
    room.queue(story)
    room.channels.held["10"] = asyncio.Event()
    killed = room.worker()
    await killed.tick()
    await room.channels.stands_in("10")
    await killed.stop(0)
    assert room.counts().waiting == 1

    room.channels.held.clear()
    await room.round()
    assert room.channels.texts("10") == ["Envoy arrives"]
    assert room.told(story) is not None
    assert (room.counts().delivered, room.counts().repeated) == (1, 0)


async def test_a_kill_before_sending_loses_nothing(room: Newsroom) -> None:
    room.queue(room.story("Envoy arrives"))
    with pytest.raises(KeyboardInterrupt):
        OutboxStore(room.database).claim([1])
        raise KeyboardInterrupt
    await room.round()
    assert room.channels.texts("10") == ["Envoy arrives"]
    assert room.counts().repeated == 0


async def test_a_kill_amid_a_list_repeats_no_line_of_it(room: Newsroom) -> None:
    for number in range(11):
        room.queue(room.story(f"Story number {number}"))
    room.channels.held["10"] = asyncio.Event()
    killed = room.worker()
    await killed.tick()
    await room.channels.stands_in("10")
    await killed.stop(0)

    room.channels.held.clear()
    room.queue(room.story("The twelfth"))
    await room.round()
    assert len(room.channels.posted["10"]) == 2
    assert room.channels.texts("10")[1] == "The twelfth"
    assert (room.counts().delivered, room.counts().repeated) == (12, 0)


class Killed(BaseException):
    """The end of the process, as far as the outbox worker can tell."""


@dataclass
class Death:
    """Comes at the given moment, counted in effects: before and after each claim, message and record."""

    moment: int
    passed: int = 0

    def may_come(self) -> None:
        self.passed += 1
        if self.passed == self.moment:
            raise Killed


class MortalStore(OutboxStore):
    def __init__(self, database: Database, death: Death) -> None:
        super().__init__(database)
        self._death = death

    def claim(self, ids: Sequence[int]) -> bool:
        self._death.may_come()
        claimed = super().claim(ids)
        self._death.may_come()
        return claimed

    def done(self, ids: Sequence[int], message: PostedMessage, channel: str, now: datetime) -> None:
        self._death.may_come()
        super().done(ids, message, channel, now)
        self._death.may_come()


@pytest.mark.parametrize("stories", [2, 11], ids=["messages", "lists"])
async def test_a_kill_at_any_moment_loses_and_repeats_nothing(room: Newsroom, stories: int) -> None:
    for moment in range(1, 4 * stories + 1):
        stories_told = [room.story(f"Story {number} of life {moment}") for number in range(stories)]
        for story in stories_told:
            room.queue(story)
        death = Death(moment)
        await room.round(room.worker(MortalStore(room.database, death)))
        await room.round()
        assert all(room.told(story) is not None for story in stories_told)
        assert _mentions(room, stories_told) == stories
        if death.passed < moment:
            break
    assert (room.counts().waiting, room.counts().repeated, room.counts().lost) == (0, 0, 0)


def _mentions(room: Newsroom, stories: Sequence[str]) -> int:
    """How often the stories stand in the channel, as messages or as lines of lists."""
    cards = [card for posted in room.channels.posted["10"] for card in posted.message.cards]
    marks = [card.footer.split(" · ")[0] for card in cards]
    marks += ["".join(span.text for span in line).rpartition(" · ")[2] for card in cards for line in card.lines]
    return sum(marks.count(f"story {story}") for story in stories)


async def test_where_the_history_cannot_be_read_it_is_told_again_and_counted(room: Newsroom) -> None:
    room.queue(room.story("Envoy arrives"))
    room.channels.after_posting["10"] = [unreachable()]
    await room.round()
    room.channels.unreadable = True
    room.later(minutes=1)
    await room.round()
    assert room.channels.texts("10") == ["Envoy arrives"] * 2
    assert room.counts().repeated == 1


async def test_an_answer_that_was_lost_is_looked_for_before_sending_again(room: Newsroom) -> None:
    room.queue(room.story("Envoy arrives"))
    room.channels.after_posting["10"] = [unreachable()]
    await room.round()
    room.later(minutes=1)
    await room.round()
    assert room.channels.texts("10") == ["Envoy arrives"]
    assert (room.counts().delivered, room.counts().repeated) == (1, 0)


# ---------------------------------------------------------------- failures


async def test_one_failing_channel_delays_no_other(room: Newsroom) -> None:
    story = room.story("Envoy arrives")
    room.queue(story)
    room.queue(story, team=RISK)
    room.channels.failures["10"] = [unreachable()]
    await room.round()
    assert (room.channels.texts("10"), room.channels.texts("20")) == ([], ["Envoy arrives"])


async def test_a_channel_that_never_answers_delays_no_other_and_is_not_asked_twice(room: Newsroom) -> None:
    story = room.story("Envoy arrives")
    room.queue(story)
    room.queue(story, team=RISK)
    room.channels.held["10"] = asyncio.Event()
    worker = room.worker()
    await worker.tick()
    await room.channels.stands_in("20")
    await worker.tick()
    room.channels.held["10"].set()
    await worker.idle()
    assert (len(room.channels.posted["10"]), len(room.channels.posted["20"])) == (1, 1)


async def test_an_absent_discord_makes_it_late_but_loses_nothing(room: Newsroom) -> None:
    room.queue(room.story("Envoy arrives"))
    room.channels.failures["10"] = [unreachable() for _ in range(5)]
    worker = room.worker()
    for _ in range(7):
        await room.round(worker)
        room.later(minutes=6)
    assert room.channels.texts("10") == ["Envoy arrives"]
    assert (room.counts().delivered, room.counts().late, room.counts().lost) == (1, 1, 0)


async def test_a_rate_limit_is_kept_for_the_whole_channel(room: Newsroom) -> None:
    room.queue(room.story("First"))
    room.queue(room.story("Second"))
    room.channels.failures["10"] = [unreachable(retry_after=30)]
    worker = room.worker()
    await room.round(worker)
    room.later(seconds=29)
    await room.round(worker)
    assert room.channels.texts("10") == []
    room.later(seconds=1)
    await room.round(worker)
    assert room.channels.texts("10") == ["First", "Second"]


async def test_too_many_edits_postpone_that_edit_and_nothing_else(room: Newsroom) -> None:
    story = room.story("Envoy arrives")
    room.queue(story)
    await room.round()
    room.queue(story, key="edit")
    room.queue(story, "reply")
    room.channels.failures["10"] = [Postponed("too many edits", 900, whole_channel=False)]
    await room.round()
    assert [posted.edits for posted in room.channels.posted["10"]] == [0, 0]
    room.later(minutes=15)
    await room.round()
    assert [posted.edits for posted in room.channels.posted["10"]] == [1, 0]
    assert room.counts().late == 0


async def test_a_deleted_channel_loses_the_message_and_says_so(room: Newsroom) -> None:
    story = room.story("Envoy arrives")
    room.queue(story)
    room.channels.failures["10"] = [Refused("channel 10 was deleted; give the team another one")]
    await room.round()
    assert room.notes(story) == ["team Libya desk: channel 10 was deleted; give the team another one"]
    assert room.counts().lost == 1


async def test_a_deleted_message_is_not_edited_and_says_so(room: Newsroom) -> None:
    story = room.story("Envoy arrives")
    room.queue(story)
    await room.round()
    room.channels.posted["10"].clear()
    room.queue(story, key="edit")
    await room.round()
    assert "the message was deleted" in room.notes(story)[1]


async def test_a_missing_permission_is_waited_for(room: Newsroom) -> None:
    story = room.story("Envoy arrives")
    room.queue(story)
    room.channels.failures["10"] = [Refused("the bot needs Send Messages", mendable=True)]
    await room.round()
    assert room.notes(story) == ["team Libya desk: the bot needs Send Messages"]
    room.later(minutes=10)
    await room.round()
    assert room.channels.texts("10") == ["Envoy arrives"]


async def test_a_permission_that_nobody_grants_within_a_day_loses_the_message(room: Newsroom) -> None:
    room.queue(room.story("Envoy arrives"))
    room.later(hours=25)
    room.channels.failures["10"] = [Refused("the bot needs Send Messages", mendable=True)]
    await room.round()
    assert room.counts().lost == 1


class LockedOnce(OutboxStore):
    """An archive that is locked when the first message is to be recorded."""

    locked = True

    def done(self, ids: Sequence[int], message: PostedMessage, channel: str, now: datetime) -> None:
        if self.locked:
            self.locked = False
            raise Unavailable("the archive is locked")
        super().done(ids, message, channel, now)


async def test_what_was_sent_is_recorded_as_soon_as_the_archive_is_free(room: Newsroom) -> None:
    room.queue(room.story("Envoy arrives"))
    await room.round(room.worker(LockedOnce(room.database)))
    assert room.channels.texts("10") == ["Envoy arrives"]
    assert room.counts().delivered == 1


async def test_nothing_is_tried_before_the_way_out_is_there(room: Newsroom) -> None:
    room.queue(room.story("Envoy arrives"))
    await room.round(room.worker(ready=False))
    assert room.channels.posted == {}
