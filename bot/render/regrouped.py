"""Answers to an analyst who merged or split stories: what was done, what follows for messages, how to take it back."""

from __future__ import annotations

from collections.abc import Mapping

from bot.message import Message
from bot.render.manage import done
from bot.render.phrases import count, headline
from watchers.regrouping import Regrouped
from watchers.telling.route import is_edit

LONGEST_UNDO = 200  # characters


def merged(result: Regrouped, teams: Mapping[str, str]) -> Message:
    """Two stories that are one; `teams` are the names of those that may be named, by id."""
    decision, kept = result.decision, result.story
    undo = f"/stories split {kept.id}, {', '.join(decision.articles)}"
    return _answer(
        f"Story {decision.other} is part of story {kept.id} now, which has {count(len(kept.reports), 'article')}.",
        result,
        teams,
        undo if len(undo) <= LONGEST_UNDO else f"/stories split with the articles that /story {kept.id} names",
    )


def split(result: Regrouped, teams: Mapping[str, str]) -> Message:
    """Articles that are a story of their own."""
    decision, own = result.decision, result.story
    articles = count(len(own.reports), "article")
    return _answer(
        f"{articles} of story {decision.story} {'is' if len(own.reports) == 1 else 'are'} story {own.id} now:"
        f" “{headline(own.first.title)}”.",
        result,
        teams,
        f"/stories merge {decision.story}, {own.id}",
    )


def _answer(what: str, result: Regrouped, teams: Mapping[str, str], undo: str) -> Message:
    ours = [each for each in result.deliveries if each.team in teams]
    edits = sum(map(is_edit, ours))
    told = ", ".join(dict.fromkeys(teams[each.team] for each in ours if not is_edit(each)))
    return done(
        what,
        f"{count(edits, 'message')} will be edited." if edits else "",
        f"Told as a story of its own: {told}." if told else "",
        f"To take it back: {undo}",
    )
