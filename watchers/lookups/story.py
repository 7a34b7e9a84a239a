"""Answers about stories: all coverage of one, and those that are offered while an id is typed.

Reads the archive, decides nothing, shows nothing. `scope` is who asks, as in `watchers.lookups.actor`.
"""

from __future__ import annotations

from collections.abc import Collection

from watchers.archive import Connection, articles, stories
from watchers.errors import UnknownThing
from watchers.lookups import background, story_articles
from watchers.lookups.actor import visible_actors
from watchers.lookups.answers import ActorRef, Regrouping, StoryAnswer
from watchers.lookups.names import names_of
from watchers.lookups.visibility import GuildView
from watchers.model import Report, Source, Story, StoryDecision

NEWEST_ARTICLES = 500  # whose stories are offered


def story_answer(archive: Connection, story_id: str, scope: str | None = None) -> StoryAnswer:
    """All coverage of a story, whose id or any of whose articles' ids is given."""
    story, hidden = visible_story(archive, story_id, scope), GuildView.of(archive, scope).hidden
    names = {actor.id: ActorRef(actor.id, actor.name, actor.kind) for actor in visible_actors(archive, scope)}
    mentioned = dict.fromkeys(i for report in story.reports for i in report.actors)
    sources = {report.article.id: Source.of(report.article) for report in story.reports}
    said_of = names_of(archive, (report.comparison.reason for report in story.reports))
    return StoryAnswer(
        id=story.id,
        title=story.first.title,
        articles=story_articles.articles(story, _origins(archive, story, hidden), sources, names, said_of),
        independent=story.independent,
        origin=story.origin,
        actors=tuple(names[i] for i in mentioned if i in names),
        regrouped=regrouped(archive, story.id, scope),
        disputed=background.figures(story.reports),
    )


def recent_stories(archive: Connection, scope: str | None = None) -> tuple[Source, ...]:
    """The stories of the newest articles, latest first, each as its first article is cited."""
    hidden = GuildView.of(archive, scope).hidden
    return tuple(cited for cited, feed in stories.recent(archive, NEWEST_ARTICLES) if feed not in hidden)


def visible_story(archive: Connection, story_id: str, scope: str | None = None) -> Story:
    """The story of that id, or that an article of that id is in, with those of its articles that may be shown."""
    shown = GuildView.of(archive, scope).story(stories.get(archive, story_id))
    if shown is None:
        raise UnknownThing(f"no story {story_id!r}: its id stands in every alert and in /search")
    return shown


def regrouped(archive: Connection, story_id: str, scope: str | None) -> tuple[Regrouping, ...]:
    """What analysts decided about a story; those of other servers without their names."""
    decisions = GuildView.of(archive, scope).decisions(stories.decisions(archive, story_id))
    return tuple(Regrouping(d.kind, d.story, d.other, d.articles, _decided_by(d, scope), d.at) for d in decisions)


def _decided_by(decision: StoryDecision, scope: str | None) -> str:
    if decision.guild is None:
        return "whoever runs the program"
    return decision.by if scope in (None, decision.guild) else "somebody on another server"


def _origins(archive: Connection, story: Story, hidden: Collection[str]) -> dict[str, Report]:
    """What the story's copies were copied from, some of it in other stories."""
    inside = {report.article.id: report for report in story.reports}
    outside_ids = {report.comparison.copy_of for report in story.reports if report.comparison.copy_of} - inside.keys()
    outside = articles.reports(archive, sorted(outside_ids)) if outside_ids else ()
    return inside | {report.article.id: report for report in outside if report.article.feed not in hidden}
