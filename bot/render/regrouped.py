"""Answers to an analyst who merged, split or told apart stories: what was done, what it means for messages, how to take
it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.message import Message
from bot.render import removal
from bot.render.manage import done
from bot.render.phrases import count, headline
from bot.render.removal import Removal
from watchers.model import Story, Told
from watchers.pipeline.regroup import Regrouped

LONGEST_UNDO_CHARACTERS = 200


def merge_confirmation(story: Story, other: Story, notices: Mapping[str, Told], teams: Mapping[str, str]) -> Message:
    """What a merge would do to the two stories, and what confirms it; `notices` has the teams told of the other one."""
    older, younger = sorted((story, other), key=_first_seen)
    where = ", ".join(teams[team] for team in notices if team in teams)
    return removal.confirmation(
        Removal("stories merge", (story.id, other.id), f"/stories merge {story.id}, {other.id}", "Merge them"),
        f"This would make {_described(younger)} a part of {_described(older)}.",
        f"The message to {where} about it would say where it went." if where else "",
    )


def _first_seen(story: Story) -> datetime:
    return min(report.article.first_seen for report in story.reports)


def _described(story: Story) -> str:
    return f"story {story.id} “{headline(story.first.title)}” ({count(len(story.reports), 'article')})"


def merged(result: Regrouped, teams: Mapping[str, str], change: int) -> Message:
    """Two stories that are one; `teams` are the names of those that may be named, by id."""
    decision, story = result.decision, result.story
    undo = f"/stories split {story.id}, {', '.join(decision.articles)}"
    return _answer(
        f"Story {decision.other} is part of story {story.id} now, which has {count(len(story.reports), 'article')}.",
        result,
        teams,
        change,
        undo
        if len(undo) <= LONGEST_UNDO_CHARACTERS
        else f"/stories split with the articles that /story {story.id} names",
    )


def split(result: Regrouped, teams: Mapping[str, str], change: int) -> Message:
    """Articles that are a story of their own."""
    decision, story = result.decision, result.story
    articles = count(len(story.reports), "article")
    return _answer(
        f"{articles} of story {decision.story} {'is' if len(story.reports) == 1 else 'are'} story {story.id} now:"
        f" “{headline(story.first.title)}”.",
        result,
        teams,
        change,
        f"/stories merge {decision.story}, {story.id}",
    )


def told_apart(result: Regrouped, teams: Mapping[str, str]) -> Message:
    """Two stories that stay two."""
    decision = result.decision
    edits = sum(delivery.team in teams for delivery in result.deliveries)
    return done(
        f"Stories {decision.story} and {decision.other} are different developments, and are not merged by the program.",
        f"{count(edits, 'message')} will be edited." if edits else "",
        f"If they are one after all: /stories merge {decision.story}, {decision.other}",
    )


def _answer(sentence: str, result: Regrouped, teams: Mapping[str, str], change: int, undo: str) -> Message:
    deliveries = [delivery for delivery in result.deliveries if delivery.team in teams]
    edits = sum(delivery.edit for delivery in deliveries)
    told_teams = ", ".join(dict.fromkeys(teams[delivery.team] for delivery in deliveries if not delivery.edit))
    return done(
        sentence,
        f"{count(edits, 'message')} will be edited." if edits else "",
        f"Told as a story of its own: {told_teams}." if told_teams else "",
        f"To take it back: {undo}",
        undo=change,
    )
