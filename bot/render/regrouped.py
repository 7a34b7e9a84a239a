"""Answers to an analyst who merged or split stories: what was done, what follows for messages, how to take it back."""

from __future__ import annotations

from collections.abc import Mapping

from bot.message import Message
from bot.render import removal
from bot.render.manage import done
from bot.render.phrases import count, headline
from bot.render.removal import Removal
from watchers.model import Story, Told
from watchers.pipeline.regroup import Regrouped
from watchers.telling.route import is_edit

LONGEST_UNDO_CHARACTERS = 200  # characters


def asked(one: Story, other: Story, told: Mapping[str, Told], teams: Mapping[str, str]) -> Message:
    """What a merge would do to the two stories, and what confirms it; `told` has the teams told of the other one."""
    kept, gone = sorted((one, other), key=lambda story: min(report.article.first_seen for report in story.reports))
    named = [
        f"story {each.id} “{headline(each.first.title)}” ({count(len(each.reports), 'article')})"
        for each in (kept, gone)
    ]
    where = ", ".join(teams[team] for team in told if team in teams)
    return removal.asked(
        Removal("stories merge", (one.id, other.id), f"/stories merge {one.id}, {other.id}", "Merge them"),
        f"This would make {named[1]} a part of {named[0]}.",
        f"The message to {where} about it would say where it went." if where else "",
    )


def merged(result: Regrouped, teams: Mapping[str, str], change: int) -> Message:
    """Two stories that are one; `teams` are the names of those that may be named, by id."""
    decision, kept = result.decision, result.story
    undo = f"/stories split {kept.id}, {', '.join(decision.articles)}"
    return _answer(
        f"Story {decision.other} is part of story {kept.id} now, which has {count(len(kept.reports), 'article')}.",
        result,
        teams,
        change,
        undo
        if len(undo) <= LONGEST_UNDO_CHARACTERS
        else f"/stories split with the articles that /story {kept.id} names",
    )


def split(result: Regrouped, teams: Mapping[str, str], change: int) -> Message:
    """Articles that are a story of their own."""
    decision, own = result.decision, result.story
    articles = count(len(own.reports), "article")
    return _answer(
        f"{articles} of story {decision.story} {'is' if len(own.reports) == 1 else 'are'} story {own.id} now:"
        f" “{headline(own.first.title)}”.",
        result,
        teams,
        change,
        f"/stories merge {decision.story}, {own.id}",
    )


def _answer(what: str, result: Regrouped, teams: Mapping[str, str], change: int, undo: str) -> Message:
    ours = [each for each in result.deliveries if each.team in teams]
    edits = sum(map(is_edit, ours))
    told = ", ".join(dict.fromkeys(teams[each.team] for each in ours if not is_edit(each)))
    return done(
        what,
        f"{count(edits, 'message')} will be edited." if edits else "",
        f"Told as a story of its own: {told}." if told else "",
        f"To take it back: {undo}",
        undo=change,
    )
