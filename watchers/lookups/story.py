"""Answers about stories: all coverage of one, and those that are offered while an id is typed.

Reads the archive as the connection's viewer, decides nothing, shows nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from watchers.archive import Connection, articles, catalogue, stories
from watchers.errors import UnknownThing
from watchers.lookups import background, ladder, story_articles
from watchers.lookups.answers import ActorRef, ChangeView, Perhaps, Regrouping, StoryAnswer
from watchers.lookups.names import names_of
from watchers.model import Report, Source, Story, StoryDecision
from watchers.wording.clauses import in_words

_TYPED_ID = re.compile(r"\s*(?:story|article|#)?\s*#?\s*(\S+)\s*", re.IGNORECASE)
_OWN_NUMBER = re.compile(r"p\d+")
NEWEST_ARTICLES = 500  # whose stories are offered


def story_answer(archive: Connection, story_id: str) -> StoryAnswer:
    """All coverage of a story, whose id or any of whose articles' ids is given."""
    story = story_of(archive, story_id)
    names = {actor.id: ActorRef(actor.id, actor.name, actor.kind) for actor in catalogue.actors(archive)}
    mentioned = dict.fromkeys(i for report in story.reports for i in report.actors)
    sources = {report.article.id: Source.of(report.article) for report in story.reports}
    said_of = names_of(archive, (report.comparison.reason for report in story.reports))
    return StoryAnswer(
        id=story.id,
        title=story.first.title,
        articles=story_articles.articles(story, _origins(archive, story), sources, names, said_of),
        independent=story.independent,
        origin=story.origin,
        actors=tuple(names[i] for i in mentioned if i in names),
        regrouped=(decided := regrouped(archive, story.id)),
        perhaps=perhaps(archive, story, decided),
        disputed=background.figures(story.reports),
        changes=tuple(ChangeView(change, sources[article.id]) for change, article in story.changes),
        ladder=ladder.ladder(story.reports),
    )


def recent_stories(archive: Connection) -> tuple[Source, ...]:
    """The stories of the newest articles, latest first, each as its first article is cited."""
    return tuple(cited for cited, _ in stories.recent(archive, NEWEST_ARTICLES))


def story_of(archive: Connection, story_id: str) -> Story:
    """The story of that id, or that an article of that id is in; UnknownThing where the viewer sees none."""
    story = stories.get(archive, article_id(story_id))
    if story is None:
        raise UnknownThing(f"no story {story_id!r}: its id stands in every alert and in /search")
    return story


def article_id(typed: str) -> str:
    """A story's or article's id as people type it: `12`, `#12`, `story 12`, `p3`."""
    match = _TYPED_ID.fullmatch(typed)
    id = match[1] if match else typed.strip()
    return id.upper() if _OWN_NUMBER.fullmatch(id) else id


def regrouped(archive: Connection, story_id: str) -> tuple[Regrouping, ...]:
    """What was decided about a story here, each with who did, and for everybody by whoever runs the program."""
    decisions = stories.decisions(archive, story_id)
    names = names_of(archive, chain.from_iterable(decision.reasons for decision in decisions))
    return tuple(
        Regrouping(d.kind, d.story, d.other, d.articles, _decided_by(d), d.at, in_words(d.reasons, names))
        for d in decisions
    )


def _decided_by(decision: StoryDecision) -> str:
    if not decision.by:
        return "the program"
    return "whoever runs the program" if decision.guild is None else decision.by


def perhaps(archive: Connection, story: Story, decided: Sequence[Regrouping]) -> Perhaps | None:
    """The story that a story may be one with, as its first article was found to be; None: none, or they are one by now.

    `decided` is what was decided about the story.
    """
    unsure_of = story.reports[0].comparison.perhaps
    other = None if unsure_of is None else stories.get(archive, unsure_of)
    if other is None or other.id == story.id:
        return None
    both = {story.id, other.id}
    told_apart = (one for one in reversed(decided) if one.kind != "merge" and {one.story, one.other} == both)
    return Perhaps(other.id, Source.of(other.first), next(told_apart, None))


def _origins(archive: Connection, story: Story) -> dict[str, Report]:
    """What the story's copies were copied from, some of it in other stories."""
    inside = {report.article.id: report for report in story.reports}
    outside_ids = {report.comparison.copy_of for report in story.reports if report.comparison.copy_of} - inside.keys()
    outside = articles.reports(archive, sorted(outside_ids)) if outside_ids else ()
    return inside | {report.article.id: report for report in outside}
