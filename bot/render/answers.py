"""Answers about actors, stories and texts, as messages. Every date shows its precision, every claim its sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.message import BREAK, Card, Line, Message, Span
from bot.render import volumes
from bot.render.phrases import (
    appeared,
    by_id,
    cited,
    clip,
    count,
    headline,
    line,
    link,
    outlet,
    partial,
    section,
)
from watchers.events.merge import EventRow, weightiest
from watchers.lookups.answers import ActorAnswer, CompareAnswer, SearchAnswer, SearchHit, TimelineAnswer
from watchers.model import Basis, Coverage, Source

MOST_FEEDS_NAMED = 5  # of those not reached, and of those silent
LEADING_EVENTS = 10  # of a timeline, before the rest


def actor(answer: ActorAnswer) -> Message:
    """Who it is, how much is written, what is new, when, how outlets spell the name, with whom; on what that rests."""
    sources = by_id(answer.sources)
    copies = f" ({count(len(answer.copies), 'copy', 'copies')})" if answer.copies else ""
    counts = f"{count(answer.articles, 'article')}, {count(answer.independent, 'independent report')}{copies}"
    recent = (
        line(
            "• ",
            Span(headline(article.title), article.url),
            f" · {article.novelty}",
            Span(f" · {appeared(article.published)} · story {article.story}", dim=True),
        )
        for article in answer.recent
    )
    spellings = (
        line(
            Span(f"“{spelling.surface}”", bold=True),
            f" in {count(len(spelling.articles), 'article')}: ",
            *cited(spelling.articles, sources),
        )
        for spelling in answer.spellings
    )
    together = (
        line(
            Span(companion.name, bold=True),
            f" in {count(len(companion.articles), 'article')}: ",
            *cited(companion.articles, sources, 2),
        )
        for companion in answer.together
    )
    folded = (line(*cited([copy.article], sources), " copies ", *cited([copy.of], sources)) for copy in answer.copies)
    card = Card(
        title=f"{answer.actor.name} ({answer.actor.kind})",
        lines=tuple(
            filter(None, (line(Span(counts, bold=True)), volumes.volume(answer.volume), coverage(answer.coverage)))
        ),
        chart=volumes.chart(answer.actor.name, answer.volume),
        sections=(
            *section("Recent", recent),
            *section(
                "Timeline, newest first",
                (event(row, sources) for row in _newest_first(answer.events)),
                "and {n} more: /timeline",
            ),
            *section("Spellings", spellings),
            *section("Named together with", together),
            *section("Copies", folded),
        ),
        footer=answer.actor.id,
    )
    return Message(cards=(card,))


def timeline(answer: TimelineAnswer) -> Message:
    """Dated events: those that matter most, then the rest, each in order of date."""
    sources, leading = by_id(answer.sources), weightiest(answer.events, LEADING_EVENTS)
    rest = [row for row in answer.events if row not in leading]
    name = f"{'The ' if rest else ''}{count(len(leading), 'event')}{' that matter most' if rest else ''}"
    others = (event(row, sources) for row in rest)
    card = Card(
        title=f"Timeline of {answer.actor.name}",
        lines=() if leading else (line("No dated event is known in that time."),),
        sections=(
            *section(name, (event(row, sources) for row in leading)),
            *section(f"{len(rest):,} more", others, "and {n} more: narrow it with since and until"),
        ),
        footer=answer.actor.id,
    )
    return Message(cards=(card,))


def search(answer: SearchAnswer) -> Message:
    """Hits by headline with the passage that was found."""
    rows = [hit(search_hit) for search_hit in answer.hits]
    none = line(f"Nothing in the archive contains “{clip(answer.text, 100)}”.")
    card = Card(
        title=f"Search: {clip(answer.text, 100)}",
        lines=() if rows else (none,),
        sections=section(count(len(answer.hits), "hit"), rows),
    )
    return Message(cards=(card,))


def compare(answer: CompareAnswer) -> Message:
    """What two actors did together."""
    sources = by_id(answer.articles)
    nothing = line("No article in the archive names both.")
    both = f"{count(len(answer.articles), 'article')} {'names' if len(answer.articles) == 1 else 'name'} both"
    card = Card(
        title=f"{answer.first.name} and {answer.second.name}",
        lines=(line(Span(both, bold=True)),) if answer.articles else (nothing,),
        sections=(
            *section("Dated sentences that name both", (event(row, sources) for row in answer.events)),
            *section("Articles", (_cite(source) for source in answer.articles)),
        ),
        footer=f"{answer.first.id}, {answer.second.id}",
    )
    return Message(cards=(card,))


# ---------------------------------------------------------------- parts


def event(row: EventRow, sources: Mapping[str, Source]) -> Line:
    """`2017-08-14 (day) sentence — outlet`; where no date is stated, the day of publication is said to be one."""
    when = partial(row.date) if row.basis is Basis.STATED else f"{row.date} ({row.precision}, when published)"
    return line(Span(when, bold=True), f" {clip(row.text, 400)} — ", *cited(row.articles, sources))


def _newest_first(rows: Sequence[EventRow]) -> Sequence[EventRow]:
    """The rows from the newest date on; of one date in the order that they have."""
    return sorted(rows, key=lambda row: str(row.date), reverse=True)


def coverage(coverage: Coverage) -> Line:
    """What an answer rests on: feeds reached, those not reached and silent ones by name, languages."""
    if not coverage.feeds:
        return line(Span("rests on the seed documents alone: no feed is polled", dim=True))
    parts = (
        f"rests on {coverage.reached} of {count(coverage.feeds, 'feed')} reached",
        _named("not reached", coverage.unreached, MOST_FEEDS_NAMED),
        _named("silent", coverage.silent, MOST_FEEDS_NAMED),
        _named("languages", coverage.languages, len(coverage.languages)),
    )
    return line(Span("; ".join(filter(None, parts)), dim=True))


def _named(label: str, names: Sequence[str], most: int) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{label}: {', '.join(names[:most])}{more}" if names else ""


def _cite(source: Source) -> Line:
    return line(
        link(source), f" {headline(source.title)}", Span(f" · {appeared(source.published)} · {source.id}", dim=True)
    )


def hit(hit: SearchHit) -> Line:
    """One hit of a search, with the passage that was found."""
    facts = Span(f" · {outlet(hit.source)} · {appeared(hit.source.published)} · story {hit.story}", dim=True)
    return line("• ", Span(headline(hit.source.title), hit.source.url), facts, BREAK, f"↳ {clip(hit.snippet, 300)}")
