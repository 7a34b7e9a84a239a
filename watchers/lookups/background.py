"""What was known before a story came, with its sources: read for the story message and for `/why`.

Who was last together with whom, and where; recurrence as the list of its evidence; figures that disagree. `names` are
those of the actors whom the viewer follows, by id: nobody else is spoken of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from watchers.archive import Connection, articles, cooccurrence
from watchers.comparing import disputes, recurrence
from watchers.lookups.answers import Background, Claim, EncounterView, Occasion, Recurrence
from watchers.model import Article, Encounter, Novelty, Report, Source, Story
from watchers.places import gazetteer

MOST_LISTED_DATES = 8  # where an actor was on more, he usually is, and the list says nothing
MOST_SENTENCES_READ = 64  # the same goes for so many
MOST_PLACES_LOOKED_UP = 6  # each with its actor


def of_story(archive: Connection, story: Story, names: Mapping[str, str]) -> Background:
    """What the reports of a story that say something new bring together, and all its figures."""
    newsworthy = [report for report in story.reports if _tells(report)]
    return _background(archive, newsworthy, story.reports, story.id, names)


def of_report(archive: Connection, report: Report, story: Story | None, names: Mapping[str, str]) -> Background:
    """Background of one report: its encounters and recurrences, and the disputed figures that cite it."""
    whole = _background(archive, [report], story.reports if story else (), report.comparison.story or "", names)
    own_figures = tuple(f for f in whole.figures if any(claim.source.id == report.article.id for claim in f))
    return Background(whole.met, whole.recurrences, own_figures, whole.begun)


def _background(
    archive: Connection, newsworthy: Iterable[Report], reports: Sequence[Report], story: str, names: Mapping[str, str]
) -> Background:
    first: dict[tuple[str, str, str], tuple[Encounter, Report]] = {}
    for report in newsworthy:
        for encounter in report.comparison.encounters:
            if (not encounter.actor or encounter.actor in names) and (
                encounter.kind != "actor" or encounter.other in names
            ):
                first.setdefault((encounter.kind, encounter.actor, encounter.other), (encounter, report))
    met = [encounter for encounter, _ in first.values()]
    cited = _cited(archive, {encounter.last for encounter in met if encounter.last})
    return Background(
        met=tuple(
            _met(encounter, names, cited) for encounter in met if encounter.last is None or encounter.last in cited
        ),
        recurrences=tuple(_recurrences(archive, first.values(), story, names)),
        figures=figures(reports),
        begun=cooccurrence.began(archive) if any(encounter.last is None for encounter in met) else None,
    )


def _met(encounter: Encounter, names: Mapping[str, str], cited: Mapping[str, Source]) -> EncounterView:
    other = {"actor": names.get(encounter.other, ""), "place": gazetteer.shown(encounter.other)}.get(
        encounter.kind, encounter.other
    )
    return EncounterView(
        names.get(encounter.actor, ""), other, encounter.kind, cited[encounter.last] if encounter.last else None
    )


def _recurrences(
    archive: Connection, met: Iterable[tuple[Encounter, Report]], story: str, names: Mapping[str, str]
) -> Iterable[Recurrence]:
    repeated = [(encounter, report) for encounter, report in met if encounter.kind == "place" and encounter.last]
    for encounter, report in repeated[:MOST_PLACES_LOOKED_UP]:
        evidence = _occasions(archive, encounter.actor, encounter.other, story, _day(report.article))
        if evidence:
            yield Recurrence(names[encounter.actor], gazetteer.shown(encounter.other), evidence)


def _occasions(archive: Connection, actor: str, place: str, story: str, day: date) -> tuple[Occasion, ...]:
    """The whole evidence of an actor at a place before a day, by date, as it was known before the story.

    None where he was there so often that the list says nothing.
    """
    sentences = cooccurrence.evidence(archive, actor, gazetteer.related(place), story, most=MOST_SENTENCES_READ)
    occasions = recurrence.before(recurrence.occasions(sentences, place), day)
    if len(sentences) >= MOST_SENTENCES_READ or len(occasions) > MOST_LISTED_DATES:
        return ()
    cited = _cited(archive, {i for occasion in occasions for i in occasion.reports})
    return tuple(
        _occasion(occasion, place, cited) for occasion in occasions if any(i in cited for i in occasion.reports)
    )


def _occasion(occasion: recurrence.Occasion, place: str, cited: Mapping[str, Source]) -> Occasion:
    instead = () if place in occasion.places else tuple(gazetteer.shown(other) for other in occasion.places)
    sources = tuple(cited[i] for i in occasion.reports if i in cited)
    return Occasion(occasion.date, occasion.date.precision, sources, instead)


def figures(reports: Sequence[Report]) -> tuple[tuple[Claim, ...], ...]:
    """The figures on which the reports of a story differ; a copy says nothing of its own."""
    own = [report.article for report in reports if report.comparison.copy_of is None]
    return tuple(
        tuple(Claim(figure.counted.surface, Source.of(figure.article)) for figure in group)
        for group in disputes.disputes(own)
    )


def _cited(archive: Connection, ids: Collection[str]) -> Mapping[str, Source]:
    return {source.id: source for source in articles.cited(archive, sorted(set(ids)))}


def _day(article: Article) -> date:
    return article.published.date.first_day if article.published else article.first_seen.date()


def _tells(report: Report) -> bool:
    return report.comparison.novelty >= Novelty.DEVELOPING and not report.article.seed
