"""What was known before, and what is new in all the archive, in lines: for the story message and for `/why`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.message import Line, Span
from bot.render.phrases import appeared, clip, joined, line, link, number, outlet, spoken
from watchers.lookups.answers import Background, Claim, EncounterView, Occasion, Recurrence

LONGEST_FIGURE_CHARACTERS = 60


def firsts(known: Background, most: int) -> list[Line]:
    """`with Naryshkin: first co-mention`, for whom, and since when the archive knows; actors before places."""
    new = [each for each in known.met if each.last is None and each.kind in ("actor", "place")]
    rows = [_first(*which, group) for which, group in list(_grouped(new).items())[:most]]
    since = f" (in this archive, kept since {known.begun})" if known.begun else ""
    return [*rows[:-1], (*rows[-1], Span(since, dim=True))] if rows and since else rows


def figures(disputed: Sequence[Sequence[Claim]], most: int) -> list[Line]:
    """Claims that do not agree, side by side with their sources, in the order in which they were made."""
    return [_side_by_side(claims) for claims in disputed[:most]]


def recurrences(known: Background, most: int) -> list[Line]:
    """`earlier with Moscow: June 2016 [two sources], 27 November 2016 [one]`, each date linked to its source."""
    return [_recurrence(each) for each in known.recurrences[:most]]


def last_times(known: Background, most: int) -> list[Line]:
    """With whom or where an actor was last, one line for each source article; what `recurrences` lists is left out."""
    listed = {(each.actor, each.place) for each in known.recurrences}
    groups: dict[tuple[str, str], list[EncounterView]] = {}
    for each in sorted(known.met, key=lambda each: (each.kind, _published(each))):
        if each.last is not None and (each.actor, each.other) not in listed:
            groups.setdefault((each.actor, each.last.id), []).append(each)
    return [_last(group) for group in list(groups.values())[:most]]


def voices(known: Background) -> list[Line]:
    """The outlet and the language that report for the first time, and on whom."""
    new = [each for each in known.met if each.kind in ("outlet", "language")]
    return [line(f"• first report {_by(*which)}: ", _about(group)) for which, group in _grouped(new).items()]


def _grouped(met: Iterable[EncounterView]) -> Mapping[tuple[str, str], list[EncounterView]]:
    """By whom or what they were with, in order."""
    groups: dict[tuple[str, str], list[EncounterView]] = {}
    for each in sorted(met, key=lambda each: each.kind):
        groups.setdefault((each.kind, each.other), []).append(each)
    return groups


def _by(kind: str, name: str) -> str:
    return f"by {clip(name, 60)}" if kind == "outlet" else f"in the language {name}"


def _about(met: Iterable[EncounterView]) -> str:
    return ", ".join(each.actor or "this story" for each in met)


def _first(kind: str, other: str, met: Iterable[EncounterView]) -> Line:
    what = "first co-mention" if kind == "actor" else "first time in one dated sentence"
    return line("• with ", Span(other, bold=True), f": {what} ({_about(met)})")


def _published(each: EncounterView) -> str:
    return each.last.published or "" if each.last else ""


def _last(met: Sequence[EncounterView]) -> Line:
    last = met[0].last
    assert last is not None
    title = Span(clip(last.title, 100) or last.id, last.url)
    source = f" ({outlet(last)}, {appeared(last.published)})"
    others = ", ".join(each.other for each in met)
    return line(f"• {met[0].actor} with {others}: last in ", title, Span(source, dim=True))


def _recurrence(each: Recurrence) -> Line:
    dates = [_occasion(occasion, first=place == 0) for place, occasion in enumerate(each.occasions)]
    return line(f"• {each.actor} earlier with ", Span(each.place, bold=True), ": ", *joined(dates))


def _occasion(each: Occasion, *, first: bool) -> Line:
    sources = len(each.sources)
    counted = number(sources) + (f" source{'s' if sources != 1 else ''}" if first else "")
    instead = f", as {' and '.join(each.places)}" if each.places else ""
    url = next((source.url for source in each.sources if source.url), "")
    return line(Span(spoken(each.date), url), f" [{counted}{instead}]")


def _side_by_side(claims: Sequence[Claim]) -> Line:
    said = [
        line(Span(clip(each.figure, LONGEST_FIGURE_CHARACTERS), bold=True), " (", link(each.source), ")")
        for each in claims
    ]
    return line("• figures differ: ", *joined(said, Span(" — ")))
