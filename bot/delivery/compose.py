"""What a step says: the archive is read and `bot.render` writes. Decides nothing.

The archive is to be read as the team's server sees it: then nothing that is another server's can be told. Every message
bears the numbers of its deliveries (`bot.delivery.delivery_numbers`), so that it is recognised when it is in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from zlib import crc32

from bot.delivery.delivery_numbers import stamped, stamped_list
from bot.delivery.plan import Item, Step, by_story
from bot.message import Message
from bot.render import alerts, digests
from bot.render.alerts import Unsure
from watchers.archive import Connection, catalogue, feeds, outbox, status, stories
from watchers.errors import UnknownThing
from watchers.lookups import background
from watchers.lookups.answers import Regrouping
from watchers.lookups.names import names_of
from watchers.lookups.story import perhaps, regrouped
from watchers.model import Delivery, Story, Team, Told
from watchers.telling import digest


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """One message to send: the deliveries that are done with it, and `mark`, the same for the same message only."""

    ids: tuple[int, ...]
    message: Message
    mark: str


def messages(archive: Connection, step: Step) -> tuple[OutgoingMessage, ...]:
    """The messages of a step, one except for a long list; raises UnknownThing when what it tells is gone."""
    team, first = step.first.team, step.first
    if team is None:
        raise UnknownThing(f"team {first.delivery.team} was deleted")
    if step.action == "list":
        return _lists(archive, step, team)
    if step.action == "digest":
        message = _digest(archive, first, team)
    elif step.action == "reply":
        message = _reply(archive, first, team)
    else:
        message = _alert(archive, first, team)
    mark = f"{step.action[0]}{first.delivery.id}"
    return (OutgoingMessage(step.ids, stamped(message, first.delivery.number), mark),)


def _alert(archive: Connection, item: Item, team: Team) -> Message:
    """A new story message, or the whole message anew for an edit, as the delivery that first told it would write it."""
    story = _story(archive, item)
    decisions = regrouped(archive, story.id)
    unsure = _unsure(archive, story, team, decisions)
    history = background.of_story(archive, story, catalogue.actor_names(archive))
    if item.notice is None or item.notice.listed:
        names = names_of(archive, item.delivery.reasons)
        return alerts.alert(story, team, item.delivery, names, history, item.notice, decisions, unsure)
    first = _told_first(archive, story, item.notice) or item.delivery
    if story.id != item.delivery.story:  # merged into another since
        surviving = outbox.told(archive, team.id, story.id)
        return alerts.left_over(story, item.notice, team, first, surviving, decisions)
    names = names_of(archive, first.reasons)
    return alerts.alert(story, team, first, names, history, decisions=decisions, unsure_of=unsure)


def _unsure(archive: Connection, story: Story, team: Team, decisions: Sequence[Regrouping]) -> Unsure | None:
    """The story that this one may be one with, with what the team was told of it."""
    other = perhaps(archive, story, decisions)
    return None if other is None else Unsure(other, outbox.told(archive, team.id, other.story))


def _told_first(archive: Connection, story: Story, notice: Told) -> Delivery | None:
    """The delivery that posted the story's message: its number and reasons stay in the message through all edits."""
    deliveries = (delivery for delivery in outbox.deliveries_of(archive, story.id) if delivery.team == notice.team)
    posts = (delivery for delivery in deliveries if delivery.kind == "story" and delivery.message == notice.message)
    return next(posts, None)


def _reply(archive: Connection, item: Item, team: Team) -> Message:
    assert item.notice is not None, "a reply is planned only where the story has a message"
    names = names_of(archive, item.delivery.reasons)
    return alerts.reply(_story(archive, item), team, item.delivery, item.notice, names)


def _lists(archive: Connection, step: Step, team: Team) -> tuple[OutgoingMessage, ...]:
    deliveries_by_story: dict[str, tuple[Delivery, ...]] = {}
    stories_by_id: dict[str, Story] = {}
    for items in by_story(step.items):
        story = _story(archive, items[0])
        stories_by_id[story.id] = story
        deliveries = tuple(item.delivery for item in items)
        deliveries_by_story[story.id] = deliveries_by_story.get(story.id, ()) + deliveries
    pages = alerts.listing(tuple(stories_by_id.values()), team)
    return tuple(
        _page(page.message, tuple(chain.from_iterable(deliveries_by_story[story] for story in page.stories)))
        for page in pages
    )


def _page(message: Message, deliveries: Sequence[Delivery]) -> OutgoingMessage:
    ids = tuple(delivery.id for delivery in deliveries)
    numbers = [delivery.number for delivery in deliveries]
    return OutgoingMessage(ids, stamped_list(message, numbers), f"l{crc32(repr(ids).encode()):08x}")


def digest_of(archive: Connection, team: Team, period: tuple[datetime, datetime]) -> Message:
    """What happened in a period, for a team."""
    start, end = period
    active = stories.between(archive, start, end)
    of_stories = ((story.id, outbox.told(archive, team.id, story.id)) for story in active)
    notices = {story_id: notice for story_id, notice in of_stories if notice is not None}
    feeds_by_url = {state.feed.url: state.feed for state in feeds.states(archive)}
    coverage = status.coverage(archive, end)
    built = digest.build(team, active, notices, feeds_by_url, coverage, period)
    return digests.digest(built, catalogue.actor_names(archive))


def _digest(archive: Connection, item: Item, team: Team) -> Message:
    if item.delivery.period is None:
        raise UnknownThing(f"digest {item.delivery.key} has no period")
    return digest_of(archive, team, item.delivery.period)


def _story(archive: Connection, item: Item) -> Story:
    story = stories.get(archive, item.delivery.story or "")
    if story is None:
        raise UnknownThing(f"story {item.delivery.story} is not in the archive")
    return story
