"""An analyst's word on which articles make one story: merge, split, and that two stories are different.

What is decided holds for the server where it is decided; what the operator decides at the terminal holds for all but
those who have decided otherwise. It may be decided by those who manage the server or have a say in one of its teams.
"""

from __future__ import annotations

from collections.abc import Collection

from bot.commands import access, changing
from bot.commands.changing import CONFIRM, YES
from bot.commands.context import Command, CommandContext, Parameter, Requester, listed
from bot.message import Message
from bot.render import regrouped
from watchers.archive import Connection, catalogue, changes, outbox, stories
from watchers.errors import ConfigError, UnknownThing
from watchers.lookups.story import article_id, story_of
from watchers.model import Story, StoryDecision
from watchers.pipeline import regroup


def merge(
    context: CommandContext, requester: Requester, first: str, second: str, confirm: str | None = None
) -> Message:
    """Make two stories one, or without `confirm` say what would change; the younger's message says where it went."""
    with context.database.write() as archive:
        access.must_belong(requester, catalogue.teams(archive), "merging stories")
        first_story, second_story = (story_of(archive, text) for text in (first, second))
        if first_story.id == second_story.id:
            raise ConfigError(f"{first} and {second} are one story already: {first_story.id}; give the numbers of two")
        if confirm is None:
            return regrouped.merge_confirmation(
                first_story, second_story, outbox.told_as(archive, second_story.id), _team_names(archive)
            )
        outcome = regroup.merge(archive, first_story.id, second_story.id, requester.signature, context.clock())
        sentence = f"Story {outcome.decision.other} was merged into story {outcome.decision.story}."
        undo = _record(archive, requester, sentence, outcome.decision, context)
        return regrouped.merged(outcome, _team_names(archive), undo)


def split(context: CommandContext, requester: Requester, story: str, articles: str) -> Message:
    """Make articles of a story a story of their own; copies go with what they copy."""
    with context.database.write() as archive:
        access.must_belong(requester, catalogue.teams(archive), "splitting stories")
        chosen = story_of(archive, story)
        article_ids = tuple(article_id(text) for text in listed(articles))
        ids_in_story = {report.article.id for report in chosen.reports}
        if strangers := [id for id in article_ids if id not in ids_in_story]:
            raise UnknownThing(
                f"story {chosen.id} has no article {', '.join(strangers)}: /story {chosen.id} lists them"
            )
        outcome = regroup.split(archive, chosen.id, article_ids, requester.signature, context.clock())
        sentence = f"Story {outcome.decision.other} was split from story {outcome.decision.story}."
        undo = _record(archive, requester, sentence, outcome.decision, context)
        return regrouped.split(outcome, _team_names(archive), undo)


def different(context: CommandContext, requester: Requester, first: str, second: str) -> Message:
    """Keep that two stories are two developments; where one was merged into the other, it is split off again."""
    with context.database.write() as archive:
        access.must_belong(requester, catalogue.teams(archive), "telling stories apart")
        first_story, second_story = (story_of(archive, text) for text in (first, second))
        if first_story.id == second_story.id:
            articles = _merged_as(archive, first_story, (article_id(first), article_id(second)))
            outcome = regroup.split(archive, first_story.id, articles, requester.signature, context.clock())
            sentence = f"Story {outcome.decision.other} was split from story {outcome.decision.story}."
            return regrouped.split(
                outcome, _team_names(archive), _record(archive, requester, sentence, outcome.decision, context)
            )
        outcome = regroup.tell_apart(archive, first_story.id, second_story.id, requester.signature, context.clock())
        return regrouped.told_apart(outcome, _team_names(archive))


def _merged_as(archive: Connection, story: Story, ids: Collection[str]) -> tuple[str, ...]:
    """The articles that came into a story when one of those ids was merged into it; UnknownThing where none was."""
    inside = {report.article.id for report in story.reports}
    for decision in reversed(stories.decisions(archive, story.id)):
        articles = tuple(article for article in decision.articles if article in inside)
        if decision.kind == "merge" and decision.other in ids and articles:
            return articles
    raise UnknownThing(f"{' and '.join(ids)} are one story, {story.id}, and were not two before: see /stories split")


def same_pressed(context: CommandContext, requester: Requester, about: str) -> Message:
    """The button *Same* below a story that may be one with another: `about` is `3:1`."""
    first, second = _two(about)
    return merge(context, requester, first, second, confirm=YES)


def different_pressed(context: CommandContext, requester: Requester, about: str) -> Message:
    """The button *Different* beside it."""
    first, second = _two(about)
    return different(context, requester, first, second)


def _two(about: str) -> tuple[str, str]:
    first, _, second = about.partition(":")
    return first, second


def _record(
    archive: Connection, requester: Requester, sentence: str, decision: StoryDecision, context: CommandContext
) -> int:
    """Record a merge or split, which changes nothing of the catalogue; the number that undoes it."""
    snapshot = changes.snapshot(archive)
    return changing.record(archive, requester, snapshot, sentence, context.clock(), decision)


def _team_names(archive: Connection) -> dict[str, str]:
    return {team.id: team.name for team in catalogue.teams(archive)}


TWO_STORIES = (
    Parameter("first", "a story's number, or that of any of its articles", completes="story"),
    Parameter("second", "the other story's", completes="story"),
)
COMMANDS = (
    Command(
        "stories merge",
        "Make one story of two: they report the same development",
        merge,
        (*TWO_STORIES, CONFIRM),
    ),
    Command(
        "stories different",
        "Keep two stories apart: they report different developments",
        different,
        TWO_STORIES,
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
