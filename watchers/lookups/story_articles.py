"""A story's articles as they are answered: what each adds, and each copy against its origin. Pure.

Copies are compared when somebody asks, in the order in which they came, as far as
`MOST_COMPARED_CHARACTERS` go: a story may have a thousand copies, and a text five million characters.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from watchers.comparing import diff
from watchers.comparing.diff import Difference
from watchers.lookups.answers import StoryArticle
from watchers.model import Report, Source, Story
from watchers.wording.clauses import clause
from watchers.wording.names import Names

MOST_COMPARED_CHARACTERS = 500_000  # of copies and their origins in one answer


def articles(
    story: Story,
    origins: Mapping[str, Report],
    sources: Mapping[str, Source],
    actors: Collection[str],
    names: Names,
) -> tuple[StoryArticle, ...]:
    """Every article of the story, in the order in which they were recorded.

    `origins` are what its copies were copied from, by id; `sources` cite its articles; `actors` are those to be
    named, `names` what verdicts are worded with.
    """
    differences = dict(_differences(story, origins))
    return tuple(
        _article(report, story, sources[report.article.id], differences.get(report.article.id), actors, names)
        for report in story.reports
    )


def _differences(story: Story, origins: Mapping[str, Report]) -> Iterator[tuple[str, Difference]]:
    characters_left = MOST_COMPARED_CHARACTERS
    for report in story.reports:
        origin = origins.get(report.comparison.copy_of or "")
        if origin is None:
            continue
        characters_left -= sum(
            min(len(compared.article.text), diff.MOST_READ_CHARACTERS) for compared in (report, origin)
        )
        if characters_left < 0:
            return
        yield report.article.id, diff.between(origin.article, report.article)


def _article(
    report: Report, story: Story, source: Source, difference: Difference | None, actors: Collection[str], names: Names
) -> StoryArticle:
    verdict = report.comparison
    return StoryArticle(
        source=source,
        copy_of=verdict.copy_of,
        containment=verdict.containment,
        novelty=str(verdict.novelty),
        reason=clause(verdict.reason, names),
        adds=verdict.adds.quoted,
        first_seen=report.article.first_seen,
        figures=verdict.adds.figures,
        dates=verdict.adds.dates,
        actors=tuple(actor for actor in verdict.adds.actors if actor in actors),
        published_earlier=verdict.origin or report.article.id == story.origin,
        difference=difference,
    )
