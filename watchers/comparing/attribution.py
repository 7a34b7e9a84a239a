"""Whether an article credits another one's outlet: evidence of who copied from whom, never proof of copying."""

from __future__ import annotations

from watchers.model import Article
from watchers.text import urls
from watchers.text.credits import credited, letters


def credits(article: Article, other: Article) -> str | None:
    """The name under which `article` credits the outlet of `other`, if it does."""
    outlet = letters(other.outlet)
    hosts = [letters(host) for url in (other.url, other.feed) if (host := urls.host(url))]
    for name in credited(article.text, article.credit):
        plain = letters(name)
        if len(plain) > 1 and (plain == outlet or (len(plain) > 3 and any(plain in host for host in hosts))):
            return name
    return None
