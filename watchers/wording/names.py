"""What the things that reasons name are called, for one viewer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from watchers.model import Article, Source


@dataclass(frozen=True, slots=True)
class Names:
    """The names of articles and actors by id, and of feeds by URL: those that the viewer may see, and no others."""

    articles: Mapping[str, str] = field(default_factory=dict)
    actors: Mapping[str, str] = field(default_factory=dict)
    feeds: Mapping[str, str] = field(default_factory=dict)

    def article(self, article_id: str) -> str:
        return self.articles.get(article_id, "another report")

    def feed(self, url: str) -> str:
        return self.feeds.get(url, "a feed")

    def of_actors(self, actor_ids: Iterable[str]) -> str:
        """The actors as a list: `Khalifa Haftar, Aguila Saleh`."""
        return ", ".join(dict.fromkeys(self.actors.get(actor_id, "another actor") for actor_id in actor_ids))


def label(article: Article | Source) -> str:
    """How an article is named in a sentence: its outlet, else its host, else its id."""
    return article.outlet or urlsplit(article.url).hostname or article.id
