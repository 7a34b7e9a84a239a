"""Commands that ask: what is known, and why something was or was not told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.metadata import version

from bot.commands.context import Command, CommandContext, Parameter, Requester
from bot.message import Message
from bot.render import answers, manage, operations, stories
from watchers.errors import UnknownThing
from watchers.lookups.actor import actor_answer, compare_answer, timeline_answer
from watchers.lookups.names import names_of
from watchers.lookups.search import search_answer
from watchers.lookups.status import status_answer
from watchers.lookups.story import story_answer
from watchers.lookups.why import delivery_answer, why_answer
from watchers.lookups.why_not import why_not_answer

_DELIVERY_NUMBER = re.compile(r"deliver(?:y|ies)\s*#?\s*(\d{1,18})", re.IGNORECASE)

STORY = Parameter("id", "the number in an alert's footer", completes="story")
NAME = Parameter("name", "any spelling in any script", completes="actor")


def actor(context: CommandContext, requester: Requester, name: str) -> Message:
    with context.database.read() as archive:
        return answers.actor(actor_answer(archive, name, context.clock()))


def timeline(
    context: CommandContext, requester: Requester, name: str, since: str | None = None, until: str | None = None
) -> Message:
    with context.database.read() as archive:
        answer = timeline_answer(archive, name, since, until)
    return answers.timeline(answer)


def story(context: CommandContext, requester: Requester, id: str) -> Message:
    with context.database.read() as archive:
        return stories.story(story_answer(archive, id))


def search(context: CommandContext, requester: Requester, text: str) -> Message:
    with context.database.read() as archive:
        return answers.search(search_answer(archive, text))


def compare(context: CommandContext, requester: Requester, first: str, second: str) -> Message:
    with context.database.read() as archive:
        return answers.compare(compare_answer(archive, first, second))


def why(context: CommandContext, requester: Requester, id: str) -> Message:
    match = _DELIVERY_NUMBER.fullmatch(id.strip())
    if match:
        return why_delivery(context, requester, match[1])
    with context.database.read() as archive:
        return operations.why(why_answer(archive, id))


def why_delivery(context: CommandContext, requester: Requester, id: str) -> Message:
    """Why a message was sent, by the delivery's number in its button or footer."""
    with context.database.read() as archive:
        delivery, team = delivery_answer(archive, id)
        if delivery.story is None:
            return manage.why_digest(delivery, team, names_of(archive, delivery.reasons))
        return operations.why(why_answer(archive, delivery.cause or delivery.story))


def why_message(context: CommandContext, requester: Requester, deliveries: Sequence[int]) -> Message:
    """Why a message on Discord was sent, by the numbers of all deliveries in it."""
    if not deliveries:
        raise UnknownThing("this is no alert; use it on a message that this bot sent unasked")
    if len(deliveries) == 1:
        return why_delivery(context, requester, str(deliveries[0]))
    with context.database.read() as archive:
        of_list = [delivery_answer(archive, str(delivery))[0] for delivery in deliveries]
        said = (reason for delivery in of_list for reason in delivery.reasons)
        return manage.why_list(of_list, names_of(archive, said))


def whynot(context: CommandContext, requester: Requester, url: str) -> Message:
    with context.database.read() as archive:
        return operations.whynot(why_not_answer(archive, url))


def health(context: CommandContext, requester: Requester) -> Message:
    with context.database.read() as archive:
        return operations.status(status_answer(archive, context.clock(), version("actorwatch")))


COMMANDS = (
    Command("actor", "What is known of an actor", actor, (NAME,)),
    Command(
        "timeline",
        "The dated events of an actor",
        timeline,
        (
            NAME,
            Parameter("since", "from this date on: 2017, 2017-08 or 2017-08-14", required=False),
            Parameter("until", "up to this date", required=False),
        ),
    ),
    Command("story", "All coverage of one development", story, (STORY,)),
    Command("search", "Full text of the archive, in every script", search, (Parameter("text", "words or a phrase"),)),
    Command(
        "compare",
        "What two actors did together, or an actor at a place",
        compare,
        (
            Parameter("first", "any spelling in any script", completes="actor"),
            Parameter("second", "another actor, or a place", completes="actor"),
        ),
    ),
    Command(
        "why",
        "Why a story was told",
        why,
        (Parameter("id", "the number in an alert's footer, or delivery and its number", completes="story"),),
        private=True,
    ),
    Command("whynot", "Why an article was not told", whynot, (Parameter("url", "its address"),), private=True),
    Command("health", "Feeds and deliveries, counted", health),
)
