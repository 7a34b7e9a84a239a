"""Who had a story first and who when, in lines: for the story message and for `/story`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.message import Line, Span
from bot.render.phrases import joined, line, link, moment, outlet
from watchers.lookups.answers import Step
from watchers.lookups.ladder import openings
from watchers.model import Source
from watchers.text.languages import primary_code
from watchers.wording.languages import language_name

LEAST_LEAD = timedelta(minutes=1)  # of a first mover who is named
MOST_COPIES_NAMED = 3


def first_mover(steps: Sequence[Step]) -> Line:
    """`First: Akhbar in Arabic, 3 h 40 min before English`; empty where the story is told in one language, or the
    first two languages had it in the same minute."""
    first, *later = openings(steps) or (None,)
    if first is None or later[0].at - first.at < LEAST_LEAD:
        return ()
    ahead = f" in {_language(first)}, {spell(later[0].at - first.at)} before {_language(later[0])}"
    known = "" if first.basis == later[0].basis == "published" else " (by when it was first seen here)"
    return line(Span("First: ", bold=True), link(first.source), ahead, Span(known, dim=True))


def ladder_row(step: Step, sources: Mapping[str, Source]) -> Line:
    """`2026-03-02T05:52:00Z ar Akhbar · first in Arabic · copied by Gazette`; `sources` cite the copies, by id."""
    seen = "" if step.basis == "published" else "first seen "
    opens = f" · first in {_language(step)}" if step.first_in_language else ""
    copies = [sources[article_id] for article_id in step.copied_by if article_id in sources]
    return line(
        Span(f"{seen}{moment(step.at)} ", dim=True),
        f"{primary_code(step.source.language) or ''} ".lstrip(),
        link(step.source),
        opens,
        *_copied_by(copies),
    )


def spell(lead: timedelta) -> str:
    """A length of time, roughly: `45 min`, `3 h 40 min`, `2 d 5 h`."""
    minutes = int(lead.total_seconds() // 60)
    days, hours = divmod(minutes // 60, 24)
    parts = [(days, "d"), (hours, "h"), (0 if days else minutes % 60, "min")]
    return " ".join(f"{number} {unit}" for number, unit in parts if number)


def _copied_by(copies: Sequence[Source]) -> Line:
    if not copies:
        return ()
    named = joined([line(outlet(source)) for source in copies[:MOST_COPIES_NAMED]])
    more = len(copies) - MOST_COPIES_NAMED
    return line(" · copied by ", *named, f" and {more} more" if more > 0 else "")


def _language(step: Step) -> str:
    return language_name(primary_code(step.source.language) or "")
