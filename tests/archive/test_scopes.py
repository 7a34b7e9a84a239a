"""Whatever is recorded, read again, merged and split by whomever: each viewer's answers are what it may see says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.archive.test_counts import ACTORS, Arrival, Findings, arrivals, earlier, findings
from tests.support.recording import EMPTY, NOW, later, verdict
from watchers.archive import Connection, Database, actors, articles, mention_rows, public_ids, stories
from watchers.archive.readings import Reading
from watchers.archive.recorder import recording
from watchers.archive.visible import article as visible_article
from watchers.archive.visible import seen_by
from watchers.model import CERTAIN, Comparison, Novelty, Report

SERVERS = ("1", "2")
VIEWERS = (None, *SERVERS)


@dataclass(frozen=True)
class Step:
    """What somebody does: record an article of a scope, which the server in `reads` finds otherwise, or decide."""

    viewer: str | None
    kind: str  # record | match again | merge | split
    arrival: Arrival
    reads: str | None
    findings: Findings
    which: int
    other: int


steps = st.builds(
    Step,
    viewer=st.sampled_from((None, None, *SERVERS)),
    kind=st.sampled_from(("record", "record", "record", "record", "match again", "merge", "split")),
    arrival=arrivals().filter(lambda arrival: not arrival.article.seed),
    reads=st.sampled_from((None, None, *SERVERS)),
    findings=findings(),
    which=earlier,
    other=earlier,
)


class Desk:
    """Takes steps in an archive."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.minutes = 0

    def take(self, step: Step) -> None:
        self.minutes += 1
        with seen_by(self.connection, step.viewer):
            if step.kind == "record":
                self._record(step)
            elif ids := visible_ids(self.connection):
                self._change(step, [ids[-1 - number % len(ids)] for number in (step.which, step.other)])

    def _record(self, step: Step) -> None:
        arrival = step.arrival
        incoming = replace(arrival.article, first_seen=later(self.minutes), guild=step.viewer)
        mentions, events = arrival.findings.mentions, arrival.findings.events
        comparison = self._verdict(arrival)
        reads = step.reads if step.viewer is None else None
        if reads is not None:
            with seen_by(self.connection, reads):
                other = self._verdict(replace(arrival, of=step.which))
        with recording(self.connection) as recorder:
            report = recorder.of(step.viewer).record(incoming, mentions, EMPTY, [], comparison, events)
            if reads is not None:
                everybodys = Reading(mentions, events, report.comparison.copy_of is not None)
                found = step.findings
                recorder.of(reads).shadow(replace(report, comparison=other), everybodys, found.mentions, found.events)

    def _verdict(self, arrival: Arrival) -> Comparison:
        ids = visible_ids(self.connection)
        if arrival.kind == "report" or not ids:
            return verdict()
        related = articles.get(self.connection, ids[-1 - arrival.of % len(ids)])
        assert related is not None
        comparison = verdict(Novelty.REPEAT, related.comparison.story)
        if arrival.kind == "copy":
            return replace(comparison, copy_of=related.article.id)
        return replace(comparison, origin=arrival.kind == "origin", nearest=related.article.id)

    def _change(self, step: Step, ids: list[str]) -> None:
        if step.kind == "match again":
            articles.replace_mentions(self.connection, ids[0], step.findings.mentions, step.findings.events)
        elif step.kind == "merge":
            stories.merge(self.connection, ids[0], ids[1], "ann", NOW)
        else:
            story = stories.get(self.connection, ids[0])
            assert story is not None
            if ids[0] != story.id:
                stories.split(self.connection, story.id, [ids[0]], "ann", NOW)


def visible_ids(connection: Connection) -> list[str]:
    """The ids of the articles that the viewer sees, in the order of recording."""
    query = select(visible_article.c.base, visible_article.c.name).order_by(visible_article.c.base)
    return [public_ids.public(base, name) for base, name in connection.execute(query)]


def answers(connection: Connection) -> dict[str, Any]:
    """What the archive says of each actor, from its counts."""
    return {
        actor: {
            "counts": actors.counts_of(connection, actor),
            "spellings": {surface: set(ids) for surface, ids in actors.spellings(connection, actor)},
            "together": {other: set(ids) for other, ids in actors.together(connection, actor)},
            "events": Counter((str(e.date), e.article) for e in actors.events_of(connection, actor)),
            "volume": {day.day: (day.articles, day.copies) for day in actors.volume(connection, actor, 99, NOW)},
            "newest": {r.article.id for r in actors.newest_of_stories(connection, actor, stories=99, among=99)},
        }
        for actor in ACTORS
    }


def recount(connection: Connection) -> dict[str, Any]:
    """The same, worked out from the articles that the viewer sees, one by one."""
    reports = [report for id in visible_ids(connection) if (report := articles.get(connection, id)) is not None]
    keys = {report.article.id: public_ids.key_of(connection, report.article.id) for report in reports}
    found = {id: mention_rows.mentions(connection, key) for id, key in keys.items() if key is not None}
    spelt: dict[str, dict[str, set[str]]] = {actor: defaultdict(set) for actor in ACTORS}
    together: dict[str, dict[str, set[str]]] = {actor: defaultdict(set) for actor in ACTORS}
    events: dict[str, Counter[tuple[str, str]]] = {actor: Counter() for actor in ACTORS}
    named = {id: {m.actor for m in mentions if m.confidence >= CERTAIN} for id, mentions in found.items()}
    for id, mentions in found.items():
        for one in mentions:
            if one.confidence >= CERTAIN:
                spelt[one.actor][one.surface].add(id)
        for actor in named[id]:
            for other in named[id] - {actor}:
                together[actor][other].add(id)
        for sentence in mention_rows.events(connection, keys[id] or 0):
            for actor in sentence.actors:
                events[actor][str(sentence.date), id] += 1
    copies = {report.article.id for report in reports if report.comparison.copy_of is not None}
    story_of = {report.article.id: report.comparison.story for report in reports}
    return {
        actor: {
            "counts": (len(ids := [id for id in named if actor in named[id]]), len(copies & set(ids))),
            "spellings": dict(spelt[actor]),
            "together": dict(together[actor]),
            "events": events[actor],
            "volume": _volume([report for report in reports if report.article.id in set(ids)]),
            "stories": {story_of[id] for id in ids},
        }
        for actor in ACTORS
    }


def _volume(reports: Iterable[Report]) -> dict[date, tuple[int, int]]:
    """How many of the articles, and of these how many copies, count on each of the last 99 days."""
    first = NOW.date() - timedelta(days=98)
    days = {first + timedelta(days=n): [0, 0] for n in range(99)}
    for report in reports:
        published = report.article.published
        if published is None or published.date.precision == "day":
            counted = report.article.first_seen.date()
            day = counted if published is None else min(published.date.first_day, counted)
            if day in days:
                days[day][0] += 1
                days[day][1] += report.comparison.copy_of is not None
    return {day: (articles, copies) for day, (articles, copies) in days.items()}


def holds(connection: Connection, script: Iterable[Step]) -> None:
    desk = Desk(connection)
    for step in script:
        desk.take(step)
    for viewer in VIEWERS:
        with seen_by(connection, viewer):
            told, counted = answers(connection), recount(connection)
            for actor in ACTORS:
                for what in ("counts", "spellings", "together", "events", "volume"):
                    assert told[actor][what] == counted[actor][what], (viewer, actor, what)
                newest = [articles.get(connection, id) for id in told[actor]["newest"]]
                assert {r.comparison.story for r in newest if r} == counted[actor]["stories"], (viewer, actor)


def test_the_answers_of_each_viewer_are_what_a_plain_recount_of_what_it_sees_gives(archive: Database) -> None:
    run: Callable[..., None] = settings(
        max_examples=25,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )(undone_in(archive))
    run()


def undone_in(archive: Database) -> Callable[..., None]:
    @given(st.lists(steps, min_size=3, max_size=14))
    def example(script: list[Step]) -> None:
        transaction = archive.write()
        connection = transaction.__enter__()
        try:
            holds(connection, script)
        finally:
            connection.rollback()
            transaction.__exit__(None, None, None)

    return example
