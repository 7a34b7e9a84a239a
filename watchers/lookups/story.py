"""Answers about stories: all coverage of one, and those that are offered while an id is typed.

Reads the archive as the connection's viewer, decides nothing, shows nothing.
"""

from __future__ import annotations

import re

from watchers.archive import Connection, articles, catalogue, stories
from watchers.errors import UnknownThing
from watchers.lookups import background, story_articles
from watchers.lookups.answers import ActorRef, ChangeView, Regrouping, StoryAnswer
from watchers.lookups.names import names_of
from watchers.model import Report, Source, Story, StoryDecision

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
        regrouped=regrouped(archive, story.id),
        disputed=background.figures(story.reports),
        changes=tuple(ChangeView(change, sources[article.id]) for change, article in story.changes),
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
    return tuple(Regrouping(d.kind, d.story, d.other, d.articles, _decided_by(d), d.at) for d in decisions)


def _decided_by(decision: StoryDecision) -> str:
    return "whoever runs the program" if decision.guild is None else decision.by


def _origins(archive: Connection, story: Story) -> dict[str, Report]:
    """What the story's copies were copied from, some of it in other stories."""
    inside = {report.article.id: report for report in story.reports}
    outside_ids = {report.comparison.copy_of for report in story.reports if report.comparison.copy_of} - inside.keys()
    outside = articles.reports(archive, sorted(outside_ids)) if outside_ids else ()
    return inside | {report.article.id: report for report in outside}
