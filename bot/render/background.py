"""What was known before, and what is new in all the archive, in lines: for the story message and for `/why`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.message import Line, Span
from bot.render.phrases import appeared, clip, joined, line, link, number, outlet, spoken
from watchers.lookups.answers import Background, Claim, EncounterView, Occasion, Recurrence

LONGEST_FIGURE_CHARACTERS = 60


def firsts(history: Background, most: int) -> list[Line]:
    """`with Naryshkin: first co-mention`, for whom, and since when the archive knows; actors before places."""
    new = [encounter for encounter in history.met if encounter.last is None and encounter.kind in ("actor", "place")]
    rows = [_first(*which, group) for which, group in list(_grouped(new).items())[:most]]
    since = f" (in this archive, kept since {history.begun})" if history.begun else ""
    return [*rows[:-1], (*rows[-1], Span(since, dim=True))] if rows and since else rows


def figures(disputed: Sequence[Sequence[Claim]], most: int) -> list[Line]:
    """Claims that do not agree, side by side with their sources, in the order in which they were made."""
    return [_side_by_side(claims) for claims in disputed[:most]]


def recurrences(history: Background, most: int) -> list[Line]:
    """`earlier with Moscow: June 2016 [two sources], 27 November 2016 [one]`, each date linked to its source."""
    return [_recurrence(recurrence) for recurrence in history.recurrences[:most]]


def last_times(history: Background, most: int) -> list[Line]:
    """With whom or where an actor was last, one line for each source article; what `recurrences` lists is left out."""
    listed = {(recurrence.actor, recurrence.place) for recurrence in history.recurrences}
    groups: dict[tuple[str, str], list[EncounterView]] = {}
    for encounter in sorted(history.met, key=lambda encounter: (encounter.kind, _published(encounter))):
        if encounter.last is not None and (encounter.actor, encounter.other) not in listed:
            groups.setdefault((encounter.actor, encounter.last.id), []).append(encounter)
    return [_last(group) for group in list(groups.values())[:most]]


def voices(history: Background) -> list[Line]:
    """The outlet and the language that report for the first time, and on whom."""
    new = [encounter for encounter in history.met if encounter.kind in ("outlet", "language")]
    return [line(f"• first report {_by(*which)}: ", _about(group)) for which, group in _grouped(new).items()]


def _grouped(encounters: Iterable[EncounterView]) -> Mapping[tuple[str, str], list[EncounterView]]:
    """The encounters by kind and name of the other side; kinds in alphabetical order, names as they came."""
    groups: dict[tuple[str, str], list[EncounterView]] = {}
    for encounter in sorted(encounters, key=lambda encounter: encounter.kind):
        groups.setdefault((encounter.kind, encounter.other), []).append(encounter)
    return groups


def _by(kind: str, name: str) -> str:
    return f"by {clip(name, 60)}" if kind == "outlet" else f"in the language {name}"


def _about(encounters: Iterable[EncounterView]) -> str:
    return ", ".join(encounter.actor or "this story" for encounter in encounters)


def _first(kind: str, name: str, encounters: Iterable[EncounterView]) -> Line:
    wording = "first co-mention" if kind == "actor" else "first time in one dated sentence"
    return line("• with ", Span(name, bold=True), f": {wording} ({_about(encounters)})")


def _published(encounter: EncounterView) -> str:
    return encounter.last.published or "" if encounter.last else ""


def _last(encounters: Sequence[EncounterView]) -> Line:
    last = encounters[0].last
    assert last is not None
    title = Span(clip(last.title, 100) or last.id, last.url)
    source = f" ({outlet(last)}, {appeared(last.published)})"
    names = ", ".join(encounter.other for encounter in encounters)
    return line(f"• {encounters[0].actor} with {names}: last in ", title, Span(source, dim=True))


def _recurrence(recurrence: Recurrence) -> Line:
    dates = [_occasion(occasion, first=place == 0) for place, occasion in enumerate(recurrence.occasions)]
    return line(f"• {recurrence.actor} earlier with ", Span(recurrence.place, bold=True), ": ", *joined(dates))


def _occasion(occasion: Occasion, *, first: bool) -> Line:
    sources = len(occasion.sources)
    reports = number(sources) + (f" source{'s' if sources != 1 else ''}" if first else "")
    instead = f", as {' and '.join(occasion.places)}" if occasion.places else ""
    url = next((source.url for source in occasion.sources if source.url), "")
    return line(Span(spoken(occasion.date), url), f" [{reports}{instead}]")


def _side_by_side(claims: Sequence[Claim]) -> Line:
    quotes = [
        line(Span(clip(claim.figure, LONGEST_FIGURE_CHARACTERS), bold=True), " (", link(claim.source), ")")
        for claim in claims
    ]
    return line("• figures differ: ", *joined(quotes, Span(" — ")))
