"""Who had a story when: its reports that are no copies, by the time that is known of each. Pure.

That is the time of publication, where the feed states it with its zone; else when the program first saw it, which may
be later. Seed documents, copies, opinion, round-ups and live blogs had nothing first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from watchers.lookups.answers import Step, TimeBasis
from watchers.model import Article, Report, Source
from watchers.text.languages import primary_code


def ladder(reports: Sequence[Report]) -> tuple[Step, ...]:
    """The reports of a story that are no copies, earliest first; those of one instant in their own order."""
    copies: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        if report.comparison.copy_of is not None:
            copies[report.comparison.copy_of].append(report.article.id)
    own = [report.article for report in reports if report.comparison.copy_of is None]
    timed = sorted(((*_known(a), a) for a in own if not a.seed and a.genre is None), key=lambda known: known[0])
    opened: set[str | None] = {None}  # of an unknown language none is the first
    steps = []
    for at, basis, article in timed:
        language = primary_code(article.language)
        steps.append(Step(Source.of(article), at, basis, language not in opened, tuple(copies[article.id])))
        opened.add(language)
    return tuple(steps)


def openings(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The first report in each language, if there are several: the first mover, then those that it was ahead of.

    Empty where the very first report is in an unknown language.
    """
    all_steps = tuple(steps)
    opening = tuple(step for step in all_steps if step.first_in_language)
    return opening if len(opening) > 1 and opening[0] is all_steps[0] else ()


def _known(article: Article) -> tuple[datetime, TimeBasis]:
    """When an article appeared as far as that is known, and how it is known."""
    published = article.published
    if published is not None and published.at is not None and published.zoned:
        return min(published.at, article.first_seen), "published"
    return article.first_seen, "seen"
