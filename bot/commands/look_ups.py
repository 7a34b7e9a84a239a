"""Commands that ask: what is known, and why something was or was not told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.metadata import version

from bot import render
from bot.commands.context import Asker, Command, Desk, Parameter
from bot.message import Message
from bot.render import manage
from watchers.errors import ConfigError, UnknownThing
from watchers.lookups import lookups
from watchers.model import PartialDate

_DELIVERY = re.compile(r"deliver(?:y|ies)\s*#?\s*(\d{1,18})", re.IGNORECASE)

STORY = Parameter("id", "the number in an alert's footer", completes="story")
NAME = Parameter("name", "any spelling in any script", completes="actor")


def actor(desk: Desk, asker: Asker, name: str) -> Message:
    with desk.database.read() as archive:
        return render.actor(lookups.actor(archive, name, desk.clock(), asker.guild))


def timeline(desk: Desk, asker: Asker, name: str, since: str | None = None, until: str | None = None) -> Message:
    with desk.database.read() as archive:
        answer = lookups.timeline_of(archive, name, asker.guild, date_of(since), date_of(until))
    return render.timeline(answer)


def story(desk: Desk, asker: Asker, id: str) -> Message:
    with desk.database.read() as archive:
        return render.story(lookups.story(archive, id, asker.guild))


def search(desk: Desk, asker: Asker, text: str) -> Message:
    with desk.database.read() as archive:
        return render.search(lookups.search_for(archive, text, asker.guild))


def compare(desk: Desk, asker: Asker, first: str, second: str) -> Message:
    with desk.database.read() as archive:
        return render.compare(lookups.compare(archive, first, second, asker.guild))


def why(desk: Desk, asker: Asker, id: str) -> Message:
    named = _DELIVERY.fullmatch(id.strip())
    if named:
        return why_delivery(desk, asker, named[1])
    with desk.database.read() as archive:
        return render.why(lookups.why(archive, id.strip(), asker.guild))


def why_delivery(desk: Desk, asker: Asker, id: str) -> Message:
    """Why a message was sent, by the delivery id in its button or footer."""
    with desk.database.read() as archive:
        delivery, team = lookups.delivery(archive, id, asker.guild)
        if delivery.story is None:
            return manage.why_digest(delivery, team)
        return render.why(lookups.why(archive, delivery.cause or delivery.story, asker.guild))


def why_message(desk: Desk, asker: Asker, deliveries: Sequence[int]) -> Message:
    """Why a message on Discord was sent, by all the delivery ids in it."""
    if not deliveries:
        raise UnknownThing("this is no alert; use it on a message that this bot sent unasked")
    if len(deliveries) == 1:
        return why_delivery(desk, asker, str(deliveries[0]))
    with desk.database.read() as archive:
        return manage.why_list([lookups.delivery(archive, str(each), asker.guild)[0] for each in deliveries])


def whynot(desk: Desk, asker: Asker, url: str) -> Message:
    with desk.database.read() as archive:
        return render.whynot(lookups.why_not(archive, url, desk.clock(), asker.guild))


def health(desk: Desk, asker: Asker) -> Message:
    with desk.database.read() as archive:
        return render.status(lookups.status_now(archive, desk.clock(), version("actorwatch")))


def date_of(text: str | None) -> PartialDate | None:
    """A date as people type it; ConfigError says how to write it."""
    if not text:
        return None
    try:
        return PartialDate.parse(text)
    except ValueError:
        raise ConfigError(f"{text!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD") from None


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
