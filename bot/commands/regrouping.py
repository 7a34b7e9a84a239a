"""An analyst's word on which articles make one story: merge and split.

A story is common to all servers, and so is what is decided about it; who decided is shown on the same server alone. It
may be decided by those who manage the server or have a say in one of its teams, about stories that they may see.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.commands import access, changing, visible
from bot.commands.changing import CONFIRM
from bot.commands.context import Command, CommandContext, Parameter, Requester, listed
from bot.message import Message
from bot.render import regrouped
from watchers.archive import Connection, changes, outbox
from watchers.errors import ConfigError, UnknownThing
from watchers.lookups.story import visible_story
from watchers.lookups.visibility import GuildView
from watchers.model import StoryDecision
from watchers.pipeline import regroup
from watchers.pipeline.regroup import Regrouped

_NUMBER = re.compile(r"\s*(?:story|article|#)?\s*#?\s*(\S+)\s*", re.IGNORECASE)


def merge(
    context: CommandContext, requester: Requester, first: str, second: str, confirm: str | None = None
) -> Message:
    """Two stories are one development; the message about the younger says where it went."""
    with context.database.write() as archive:
        access.must_belong(requester, visible.teams(archive, requester), "merging stories")
        one, other = (visible_story(archive, number(each), requester.guild) for each in (first, second))
        if one.id == other.id:
            raise ConfigError(f"{first} and {second} are one story already: {one.id}; give the numbers of two")
        if confirm is None:
            return regrouped.merge_confirmation(
                one, other, outbox.told_as(archive, other.id), _teams(archive, requester)
            )
        done = regroup.merge(archive, one.id, other.id, requester.signature, requester.guild, context.clock())
        said = f"Story {done.decision.other} was merged into story {done.decision.story}."
        undo = _keep(archive, requester, said, done.decision, context)
        return regrouped.merged(_seen(archive, requester, done), _teams(archive, requester), undo)


def split(context: CommandContext, requester: Requester, story: str, articles: str) -> Message:
    """Articles are a development of their own; copies go with what they copy."""
    with context.database.write() as archive:
        access.must_belong(requester, visible.teams(archive, requester), "splitting stories")
        found = visible_story(archive, number(story), requester.guild)
        wanted = tuple(number(each) for each in listed(articles))
        known = {report.article.id for report in found.reports}
        if strange := [each for each in wanted if each not in known]:
            raise UnknownThing(f"story {found.id} has no article {', '.join(strange)}: /story {found.id} lists them")
        done = regroup.split(archive, found.id, wanted, requester.signature, requester.guild, context.clock())
        said = f"Story {done.decision.other} was split from story {done.decision.story}."
        undo = _keep(archive, requester, said, done.decision, context)
        return regrouped.split(_seen(archive, requester, done), _teams(archive, requester), undo)


def number(text: str) -> str:
    """A story's or article's id as people type it: `12`, `#12`, `story 12`."""
    found = _NUMBER.fullmatch(text)
    return found[1] if found else text.strip()


def _keep(
    archive: Connection, requester: Requester, said: str, decision: StoryDecision, context: CommandContext
) -> int:
    """A merge or split changes nothing of the catalogue."""
    unchanged = changes.snapshot(archive, requester.guild)
    return changing.keep(archive, requester, unchanged, said, context.clock(), decision)


def _seen(archive: Connection, requester: Requester, done: Regrouped) -> Regrouped:
    """What was done, as far as the requester may see the articles."""
    view = GuildView.of(archive, requester.guild)
    (decision,), story = view.decisions([done.decision]), view.story(done.story)
    assert story is not None, "what the requester named is shown to the requester"
    return replace(done, decision=decision, story=story)


def _teams(archive: Connection, requester: Requester) -> dict[str, str]:
    return {team.id: team.name for team in visible.teams(archive, requester)}


COMMANDS = (
    Command(
        "stories merge",
        "Make one story of two: they report the same development",
        merge,
        (
            Parameter("first", "a story's number, or that of any of its articles", completes="story"),
            Parameter("second", "the other story's", completes="story"),
            CONFIRM,
        ),
    ),
    Command(
        "stories split",
        "Make articles a story of their own: they report another development",
        split,
        (
            Parameter("story", "the number in an alert's footer", completes="story"),
            Parameter("articles", "numbers of its articles, as alerts and /story show them, separated by commas"),
        ),
    ),
)
