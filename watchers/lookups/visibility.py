"""What a server may be shown: nothing that came by a feed which only another server added.

Numbers count every article of the archive. What is cited, quoted or listed is only what the server may see.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from watchers.archive import Connection, articles, feeds
from watchers.model import Event, Story, StoryDecision

Group = tuple[str, tuple[str, ...]]  # something with the ids of its articles


@dataclass(frozen=True, slots=True)
class GuildView:
    """The archive as a server sees it. `hidden` are the feeds whose articles it is not shown."""

    archive: Connection
    hidden: frozenset[str]

    @classmethod
    def of(cls, archive: Connection, scope: str | None) -> GuildView:
        """For a server; for None, the operator's terminal, which sees all."""
        return cls(archive, frozenset() if scope is None else feeds.of_others(archive, scope))

    def groups(self, groups: Collection[Group]) -> tuple[Group, ...]:
        """The groups without the articles that the server may not see; a group that then has none is left out."""
        unseen = self._unseen(article for _, ids in groups for article in ids)
        shown = ((name, tuple(article for article in ids if article not in unseen)) for name, ids in groups)
        return tuple(group for group in shown if group[1])

    def events(self, events: Collection[Event]) -> tuple[Event, ...]:
        """The events whose articles the server may see."""
        unseen = self._unseen(event.article for event in events)
        return tuple(event for event in events if event.article not in unseen)

    def copies(self, copies: Mapping[str, str]) -> Mapping[str, str]:
        """The (copy, original) pairs whose two articles the server may see."""
        unseen = self._unseen((*copies, *copies.values()))
        return {copy: of for copy, of in copies.items() if unseen.isdisjoint((copy, of))}

    def story(self, story: Story | None) -> Story | None:
        """The story with those of its articles that are shown; None where that is none."""
        if story is None or not self.hidden:
            return story
        shown = tuple(report for report in story.reports if report.article.feed not in self.hidden)
        return replace(story, reports=shown) if shown else None

    def stories(self, stories: Iterable[Story]) -> tuple[Story, ...]:
        """The stories with those of their articles that are shown; without those that then have none."""
        return tuple(shown for story in stories if (shown := self.story(story)) is not None)

    def decisions(self, decisions: Collection[StoryDecision]) -> tuple[StoryDecision, ...]:
        """Decisions about stories with those of their articles that are shown; none that is about no such article."""
        unseen = self._unseen(article for decision in decisions for article in decision.articles)
        shown = (
            replace(decision, articles=tuple(a for a in decision.articles if a not in unseen)) for decision in decisions
        )
        return tuple(decision for decision in shown if decision.articles)

    def _unseen(self, ids: Iterable[str]) -> frozenset[str]:
        return articles.of_feeds(self.archive, frozenset(ids), self.hidden) if self.hidden else frozenset()
