"""Full-text search of the archive, as an answer."""

from __future__ import annotations

from watchers.archive import Connection, articles, search
from watchers.errors import UnknownThing
from watchers.lookups.answers import SearchAnswer, SearchHit
from watchers.model import Source

MOST_HITS = 20


def search_answer(archive: Connection, text: str) -> SearchAnswer:
    """At most MOST_HITS articles that hold the text, in any script, the best first. Raises UnknownThing for no text."""
    if not text.strip():
        raise UnknownThing("nothing to search for: give a word or a phrase")
    snippets = search.search(archive, text, MOST_HITS)
    reports = {report.article.id: report for report in articles.reports(archive, [i for i, _ in snippets])}
    hits = (
        SearchHit(Source.of(reports[i].article), reports[i].comparison.story or i, snippet)
        for i, snippet in snippets
        if i in reports
    )
    return SearchAnswer(text, tuple(hits))
