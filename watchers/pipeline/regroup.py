"""Stories are merged, split or told apart: the archive is changed and every message about them put right, together.

Calls `archive.stories` and `telling.regroup` in order and decides nothing. Expects a connection that holds the
archive's lock, so that an article which arrives at the same time joins the story as it is before or after.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from watchers.archive import Connection, catalogue, feeds, outbox, stories
from watchers.archive.recorder import Recorder
from watchers.archive.visible import seen_by
from watchers.model import Delivery, Story, StoryDecision, Team
from watchers.reasons import Reason
from watchers.telling import regroup
from watchers.telling.regroup import Sides
from watchers.telling.route import TeamView


@dataclass(frozen=True, slots=True)
class Regrouped:
    """What was decided, the story as it is now (of a split, what was split off; of two told apart, the younger), and
    what it means for messages."""

    decision: StoryDecision
    story: Story
    deliveries: tuple[Delivery, ...]


def merge(
    archive: Connection,
    first: str,
    second: str,
    by: str,
    now: datetime,
    reasons: Sequence[Reason] = (),
    recorder: Recorder | None = None,
) -> Regrouped:
    """Make one story of two that differ; each may be named by any of its articles. UnknownThing for what is none.

    Without `by` it is the program that does, for those `reasons`, while the `recorder` records articles.
    """
    story = stories.merge(archive, first, second, by, now, reasons, recorder)
    decision = stories.decisions(archive, story)[-1]
    teams = _teams(archive, decision.other, story)
    messages = outbox.told_as(archive, decision.other)
    left_over = {team.id: messages[team.id] for team in teams if team.id in messages}
    edits = regroup.merged(decision, _views(archive, teams, story), now)
    last = regroup.left_over(decision, left_over, now)
    outbox.enqueue(archive, edits)
    outbox.enqueue_left(archive, last)
    return Regrouped(decision, _read(archive, story), (*edits, *last))


def split(archive: Connection, story: str, articles: Collection[str], by: str, now: datetime) -> Regrouped:
    """Take articles, with their copies, out of a story into one of their own.

    UnknownThing for an article that is not in the story, NotAllowed for the one that gives the story its id.
    """
    moved = regroup.with_copies(_read(archive, story), articles)
    new = stories.split(archive, story, moved, by, now)
    decision = stories.decisions(archive, new)[-1]
    teams = _teams(archive, new, new)
    for view in _views(archive, teams, story):
        outbox.reassign(archive, regroup.leaving(view, decision.articles), new)
    sides = [Sides(*views) for views in zip(_views(archive, teams, story), _views(archive, teams, new), strict=True)]
    feeds_by_url = {state.feed.url: state.feed for state in feeds.states(archive)}
    situation = regroup.Split(decision, _read(archive, story), _read(archive, new), now, feeds_by_url)
    deliveries = regroup.split(situation, sides)
    outbox.enqueue(archive, deliveries)
    return Regrouped(decision, situation.new, deliveries)


def tell_apart(archive: Connection, first: str, second: str, by: str, now: datetime) -> Regrouped:
    """Keep that two stories, each named by any of its articles, are different developments.

    UnknownThing for what is no story, NotAllowed for two articles of one story.
    """
    stories.tell_apart(archive, first, second, by, now)
    decision = stories.decisions(archive, second)[-1]
    older, younger = (
        _views(archive, _teams(archive, story, story), story) for story in (decision.story, decision.other)
    )
    edits = regroup.told_apart(decision, older, younger, now)
    outbox.enqueue(archive, edits)
    return Regrouped(decision, _read(archive, decision.other), edits)


def _teams(archive: Connection, article: str, story: str) -> list[Team]:
    """The viewer's teams whose server sees an article in that story: one that decided otherwise keeps its messages."""
    teams = []
    for team in catalogue.teams(archive):
        with seen_by(archive, team.guild):
            seen = stories.get(archive, article)
        if seen is not None and seen.id == story:
            teams.append(team)
    return teams


def _views(archive: Connection, teams: Iterable[Team], story: str) -> list[TeamView]:
    """What the teams were told of a story, and what of it waits for them, in their order."""
    messages, waiting = outbox.told_many(archive, story), outbox.waiting_many(archive, story)
    return [TeamView(team, messages.get(team.id), waiting.get(team.id, ())) for team in teams]


def _read(archive: Connection, story: str) -> Story:
    whole = stories.get(archive, story)
    assert whole is not None, f"story {story} was there a moment ago"
    return whole
