"""What reasons are about, by name, as whoever asks may see it. Reads the archive, decides nothing."""

from __future__ import annotations

from collections.abc import Iterable

from watchers import reasons
from watchers.archive import Connection, articles, catalogue, feeds
from watchers.reasons import Reason
from watchers.wording.names import Names, label


def names_of(archive: Connection, said: Iterable[Reason]) -> Names:
    """The names of the articles and feeds that the reasons name, and of every actor: those that the viewer may see."""
    said = tuple(said)
    cited = articles.cited(archive, sorted(reasons.articles(said)))
    urls = reasons.feeds(said)
    states = feeds.states(archive) if urls else ()
    return Names(
        articles={source.id: label(source) for source in cited},
        actors={actor.id: actor.name for actor in catalogue.actors(archive)},
        feeds={state.feed.url: state.feed.label for state in states if state.feed.url in urls},
    )
