"""What follows for messages when stories are merged, split or told apart. Pure: it decides, and says why.

merge   the story's message shows both; a message that is left over says where its story went
split   the old story's message shows what is left of it; what was split off is told as a story of its own
apart   both messages show it

An edit rings nobody, so every team's messages are put right, on every server. What was split off is told anew only to
teams of the server where that was decided (to all, when the program's operator did): others are told of it when it
next develops.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from watchers.model import Delivery, Feed, Story, StoryDecision, Told
from watchers.reasons import Reason, Telling
from watchers.telling.route import LATE_INTEREST, TeamView, edit_turn
from watchers.telling.schedule import tell_at
from watchers.telling.watchlist import wish


@dataclass(frozen=True, slots=True)
class Sides:
    """A team with what it was told, and what waits, of a story and of what was split from it."""

    old: TeamView
    new: TeamView


@dataclass(frozen=True, slots=True)
class Split:
    """What a split rests on: both stories as they are now. `feeds` by URL."""

    decision: StoryDecision
    old: Story
    new: Story
    now: datetime
    feeds: Mapping[str, Feed]


def with_copies(story: Story, articles: Collection[str]) -> tuple[str, ...]:
    """The articles with their copies in the story, which belong where their original does.

    A story's first article gives it its id and cannot leave, so what it copies leaves without copies.
    """
    copies = [report.article.id for report in story.reports if report.comparison.copy_of in articles]
    along = () if story.id in copies else copies
    return tuple(dict.fromkeys((*articles, *along)))


def merged(decision: StoryDecision, views: Sequence[TeamView], now: datetime) -> tuple[Delivery, ...]:
    """The edits of the messages that tell of the merged story now."""
    return tuple(edit for view in views for edit in _edits(decision, view, decision.story, now))


def told_apart(
    decision: StoryDecision, older: Sequence[TeamView], younger: Sequence[TeamView], now: datetime
) -> tuple[Delivery, ...]:
    """The edits of the messages of two stories of which an analyst said that they are two."""
    of_older = (edit for view in older for edit in _edits(decision, view, decision.story, now))
    of_younger = (edit for view in younger for edit in _edits(decision, view, decision.other, now))
    return (*of_older, *of_younger)


def left_over(decision: StoryDecision, messages: Mapping[str, Told], now: datetime) -> tuple[Delivery, ...]:
    """The edits of the messages that told of the story which is gone, by team: each says where it went."""
    reasons = _why(decision)
    return tuple(
        Delivery(team, "story", _key("edit", team, decision.other, decision), edit_turn(message, now), decision.other,
                 reasons=reasons, edit=True)
        for team, message in messages.items()
    )  # fmt: skip


def leaving(view: TeamView, articles: Collection[str]) -> tuple[int, ...]:
    """The waiting deliveries, by id, that are about what was split off: they ring because of one of its articles."""
    return tuple(delivery.id for delivery in view.waiting if delivery.cause in articles and not delivery.edit)


def split(situation: Split, teams: Sequence[Sides]) -> tuple[Delivery, ...]:
    """The edits of both stories' messages, and the messages that are still to be sent."""
    return tuple(delivery for sides in teams for delivery in _of_team(situation, sides))


def _of_team(situation: Split, sides: Sides) -> Iterator[Delivery]:
    decision, now = situation.decision, situation.now
    yield from _edits(decision, sides.old, situation.old.id, now)
    yield from _edits(decision, sides.new, situation.new.id, now)
    if not _has_message(sides.new):
        yield from _told_anew(situation, sides)
    elif not _has_message(sides.old) and _waits(sides.new):
        yield from _still_to_tell(situation, sides)


def _told_anew(situation: Split, sides: Sides) -> Iterator[Delivery]:
    """What was split off, to a team that was told of the whole, or while it is fresh."""
    decision, team = situation.decision, sides.new.team
    if decision.guild not in (None, team.guild):
        return
    live = [report for report in situation.new.reports if not report.article.seed]
    fresh = any(report.article.first_seen >= situation.now - LATE_INTEREST for report in live)
    if not (fresh or _has_message(sides.old)):
        return
    yield from _message(situation, sides.new, situation.new, Reason(Telling.SPLIT_OFF, story=decision.story))


def _still_to_tell(situation: Split, sides: Sides) -> Iterator[Delivery]:
    """The message that waits went with what was split off; what is left of the story is told in one of its own."""
    reason = Reason(Telling.SPLIT_BEFORE_TOLD, other=situation.decision.other)
    yield from _message(situation, sides.old, situation.old, reason)


def _message(situation: Split, view: TeamView, story: Story, reason: Reason) -> Iterator[Delivery]:
    for report in story.reports:
        decision = wish(view.team, report, situation.feeds.get(report.article.feed))
        if decision.wanted and not report.article.seed:
            why = (reason, *decision.reasons)
            key = _key("story", view.team.id, story.id, situation.decision)
            due = tell_at(view.team, situation.now)
            yield Delivery(view.team.id, "story", key, due, story.id, report.article.id, why)
            return


def _edits(decision: StoryDecision, view: TeamView, story: str, now: datetime) -> Iterator[Delivery]:
    """An edit of the team's message, unless one waits already: it shows the story as it is when it is sent."""
    message = view.told
    if message is None or message.listed or any(delivery.kind == "story" for delivery in view.waiting):
        return
    key = _key("edit", view.team.id, story, decision)
    yield Delivery(view.team.id, "story", key, edit_turn(message, now), story, reasons=_why(decision), edit=True)


_CODES = {"merge": Telling.MERGED, "split": Telling.SPLIT, "different": Telling.TOLD_APART}


def _why(decision: StoryDecision) -> tuple[Reason, ...]:
    return Reason(_CODES[decision.kind], story=decision.story, other=decision.other), *decision.reasons


def _has_message(view: TeamView) -> bool:
    """Whether the team was told, or is about to be."""
    return view.told is not None or _waits(view)


def _waits(view: TeamView) -> bool:
    return any(delivery.kind == "story" and not delivery.edit for delivery in view.waiting)


def _key(what: str, team: str, story: str, decision: StoryDecision) -> str:
    return f"{what}:{team}:{story}:decision {decision.id}"
