"""A story's articles as they are answered: what each adds, and each copy against its origin. Pure.

Copies are compared when somebody asks, in the order in which they came, as far as `COMPARED` goes: a story may have
a thousand copies, and a text five million characters.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from watchers.comparing import diff
from watchers.comparing.diff import Difference
from watchers.lookups.answers import StoryArticle
from watchers.model import Report, Source, Story

COMPARED = 500_000  # characters of copies and their origins in one answer


def articles(
    story: Story, origins: Mapping[str, Report], sources: Mapping[str, Source], actors: Collection[str]
) -> tuple[StoryArticle, ...]:
    """Every article of the story, in the order in which they were recorded.

    `origins` are what its copies were copied from, by id; `sources` cite its articles; `actors` are those to be named.
    """
    differences = dict(_differences(story, origins))
    return tuple(
        _article(report, story, sources[report.article.id], differences.get(report.article.id), actors)
        for report in story.reports
    )


def _differences(story: Story, origins: Mapping[str, Report]) -> Iterator[tuple[str, Difference]]:
    left = COMPARED
    for report in story.reports:
        origin = origins.get(report.comparison.copy_of or "")
        if origin is None:
            continue
        left -= sum(min(len(each.article.text), diff.MOST_READ_CHARACTERS) for each in (report, origin))
        if left < 0:
            return
        yield report.article.id, diff.between(origin.article, report.article)


def _article(
    report: Report, story: Story, source: Source, found: Difference | None, actors: Collection[str]
) -> StoryArticle:
    verdict = report.comparison
    return StoryArticle(
        source=source,
        copy_of=verdict.copy_of,
        containment=verdict.containment,
        novelty=str(verdict.novelty),
        reason=verdict.reason,
        adds=verdict.adds.quoted,
        first_seen=report.article.first_seen,
        figures=verdict.adds.figures,
        dates=verdict.adds.dates,
        actors=tuple(each for each in verdict.adds.actors if each in actors),
        published_earlier=verdict.origin or report.article.id == story.origin,
        difference=found,
    )
