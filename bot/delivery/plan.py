"""What is to be done with the deliveries that are due in one channel. Pure: no archive, no Discord.

    due items of one channel -> held, lost, posts (or one series of lists), edits, replies, digests

A story message always shows the story as it is now, so everything that is due for a story which is not told yet goes
out with its one message, and all its edits that are due become one edit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Literal

from watchers.model import Delivery, Team, Told
from watchers.telling.schedule import tell_at
from watchers.telling.waits import LONGEST_TURN

MOST_STORIES_AT_ONCE = 10  # story messages due in one channel; more become a series of lists
FIRST_RETRY_AFTER = timedelta(seconds=2)
LONGEST_RETRY_AFTER = timedelta(minutes=5)
LONGEST_WAIT_FOR_PERMISSION = timedelta(days=1)

Action = Literal["post", "edit", "reply", "list", "digest", "hold", "lose"]


@dataclass(frozen=True, slots=True)
class Item:
    """A delivery with what decides about it: its team (None: deleted) and what the team was told of the story."""

    delivery: Delivery
    team: Team | None
    notice: Told | None = None

    @property
    def has_message(self) -> bool:
        """Whether the story has a message of its own, to be edited and replied to; a line of a list is none."""
        return self.notice is not None and not self.notice.listed

    @property
    def rings(self) -> bool:
        """Whether delivering it notifies people: everything does but an edit."""
        return not (self.delivery.kind == "story" and self.has_message)

    @property
    def in_doubt(self) -> bool:
        """Claimed before without a word of how it ended: it may stand in the channel. (An edit may be made again.)"""
        return self.delivery.attempts > 0 and self.team is not None and self.rings

    @property
    def channel(self) -> str:
        """Where it goes: edits and replies to where the story was told, all else to the team's channel now."""
        if self.notice is not None and self.has_message:
            return self.notice.channel
        return self.team.channel if self.team is not None else ""

    @property
    def about(self) -> tuple[str, str]:
        """What is told to whom: items that agree in it go out together."""
        return self.delivery.team, self.delivery.story or self.delivery.key


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do for items of one team; `reason` says why nothing is sent, `until` when to look again."""

    action: Action
    items: tuple[Item, ...]
    reason: str = ""
    until: datetime | None = None

    @property
    def first(self) -> Item:
        return self.items[0]

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(item.delivery.id for item in self.items)


def plan(items: Iterable[Item], now: datetime, most: int = MOST_STORIES_AT_ONCE) -> tuple[Step, ...]:
    """The steps for the due items of one channel, in the order in which they are to be taken.

    More than `most` story messages at once become lists.
    """
    steps: list[Step] = []
    live: list[Item] = []
    for item in items:
        step = _withheld(item, now)
        if step is None:
            live.append(item)
        else:
            steps.append(step)
    live.sort(key=lambda item: (item.delivery.due, item.delivery.id))
    of_stories = by_story(item for item in live if item.delivery.story)
    story_steps = [step for group in of_stories for step in _story_steps(group)]
    posts = [step for step in story_steps if step.action == "post"]
    changes = [step for step in story_steps if step.action != "post"]
    digests = [Step("digest", (item,)) for item in live if item.delivery.kind == "digest"]
    return (*steps, *(_lists(posts) if len(posts) > most else posts), *changes, *digests)


def by_story(items: Iterable[Item]) -> tuple[tuple[Item, ...], ...]:
    """The items of each story (of a digest: its own item) together: they are told with one message or line."""
    groups: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        groups.setdefault(item.about, []).append(item)
    return tuple(tuple(group) for group in groups.values())


def retry_at(now: datetime, attempts: int, retry_after: float | None = None) -> datetime:
    """When a failed attempt is made again: as Discord asks, up to half an hour; else after 2 s, doubled by each
    attempt, up to 5 min.
    """
    if retry_after is not None:
        return now + min(timedelta(seconds=max(0.0, retry_after)), LONGEST_TURN)
    return now + min(FIRST_RETRY_AFTER * (1 << min(attempts, 16)), LONGEST_RETRY_AFTER)


def given_up(delivery: Delivery, now: datetime) -> bool:
    """Whether what somebody could still mend (a missing permission) has been waited for long enough."""
    return now - delivery.due > LONGEST_WAIT_FOR_PERMISSION


def _withheld(item: Item, now: datetime) -> Step | None:
    if item.team is None:
        return Step("lose", (item,), reason=f"team {item.delivery.team} was deleted")
    paused = item.team.paused_until
    if paused is not None and paused > now and item.rings:
        reason = f"team {item.team.name} is paused until {paused:%Y-%m-%d %H:%M} UTC"
        return Step("hold", (item,), reason=reason, until=tell_at(item.team, now))
    return None


def _story_steps(group: Sequence[Item]) -> Iterator[Step]:
    reports = tuple(item for item in group if item.delivery.kind == "story")
    replies = tuple(item for item in group if item.delivery.kind == "reply")
    if not group[0].has_message:
        yield Step("post", (*reports, *replies))
        return
    if reports:
        yield Step("edit", reports)
    if replies:
        yield Step("reply", replies)


def _lists(posts: Sequence[Step]) -> Iterator[Step]:
    """One list step a team; how many messages it takes is for who writes them."""
    ordered = sorted(posts, key=lambda step: step.first.delivery.team)
    for _, steps in groupby(ordered, key=lambda step: step.first.delivery.team):
        yield Step("list", tuple(item for step in steps for item in step.items))
