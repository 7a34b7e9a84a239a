"""Commands that ask: what is known, and why something was or was not told."""

from __future__ import annotations

from importlib.metadata import version

from bot import render
from bot.message import Message
from bot.replies.desk import Asker, Command, Desk, Parameter
from watchers import lookups
from watchers.errors import ConfigError
from watchers.model import PartialDate

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
    with desk.database.read() as archive:
        return render.why(lookups.why(archive, id, asker.guild))


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
    Command("story", "All coverage of one development", story, (Parameter("id", "the number in an alert's footer"),)),
    Command("search", "Full text of the archive, in every script", search, (Parameter("text", "words or a phrase"),)),
    Command(
        "compare",
        "What two actors did together",
        compare,
        (
            Parameter("first", "any spelling in any script", completes="actor"),
            Parameter("second", "any spelling in any script", completes="actor"),
        ),
    ),
    Command("why", "Why a story was told", why, (Parameter("id", "the number in an alert's footer"),), private=True),
    Command("whynot", "Why an article was not told", whynot, (Parameter("url", "its address"),), private=True),
    Command("health", "Feeds and deliveries, counted", health),
)
