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

_TYPED_ID = re.compile(r"\s*(?:story|article|#)?\s*#?\s*(\S+)\s*", re.IGNORECASE)


def merge(
    context: CommandContext, requester: Requester, first: str, second: str, confirm: str | None = None
) -> Message:
    """Make two stories one, or without `confirm` say what would change; the younger's message says where it went."""
    with context.database.write() as archive:
        access.must_belong(requester, visible.teams(archive, requester), "merging stories")
        first_story, second_story = (visible_story(archive, number(text), requester.guild) for text in (first, second))
        if first_story.id == second_story.id:
            raise ConfigError(f"{first} and {second} are one story already: {first_story.id}; give the numbers of two")
        if confirm is None:
            return regrouped.merge_confirmation(
                first_story, second_story, outbox.told_as(archive, second_story.id), _team_names(archive, requester)
            )
        outcome = regroup.merge(
            archive, first_story.id, second_story.id, requester.signature, requester.guild, context.clock()
        )
        sentence = f"Story {outcome.decision.other} was merged into story {outcome.decision.story}."
        undo = _record(archive, requester, sentence, outcome.decision, context)
        return regrouped.merged(_as_visible(archive, requester, outcome), _team_names(archive, requester), undo)


def split(context: CommandContext, requester: Requester, story: str, articles: str) -> Message:
    """Make articles of a story a story of their own; copies go with what they copy."""
    with context.database.write() as archive:
        access.must_belong(requester, visible.teams(archive, requester), "splitting stories")
        chosen = visible_story(archive, number(story), requester.guild)
        article_ids = tuple(number(text) for text in listed(articles))
        ids_in_story = {report.article.id for report in chosen.reports}
        if strangers := [id for id in article_ids if id not in ids_in_story]:
            raise UnknownThing(
                f"story {chosen.id} has no article {', '.join(strangers)}: /story {chosen.id} lists them"
            )
        outcome = regroup.split(archive, chosen.id, article_ids, requester.signature, requester.guild, context.clock())
        sentence = f"Story {outcome.decision.other} was split from story {outcome.decision.story}."
        undo = _record(archive, requester, sentence, outcome.decision, context)
        return regrouped.split(_as_visible(archive, requester, outcome), _team_names(archive, requester), undo)


def number(text: str) -> str:
    """A story's or article's id as people type it: `12`, `#12`, `story 12`."""
    match = _TYPED_ID.fullmatch(text)
    return match[1] if match else text.strip()


def _record(
    archive: Connection, requester: Requester, sentence: str, decision: StoryDecision, context: CommandContext
) -> int:
    """Record a merge or split, which changes nothing of the catalogue; the number that undoes it."""
    snapshot = changes.snapshot(archive, requester.guild)
    return changing.record(archive, requester, snapshot, sentence, context.clock(), decision)


def _as_visible(archive: Connection, requester: Requester, outcome: Regrouped) -> Regrouped:
    """The outcome with the articles that the requester may see."""
    view = GuildView.of(archive, requester.guild)
    (decision,), story = view.decisions([outcome.decision]), view.story(outcome.story)
    assert story is not None, "what the requester named is shown to the requester"
    return replace(outcome, decision=decision, story=story)


def _team_names(archive: Connection, requester: Requester) -> dict[str, str]:
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
