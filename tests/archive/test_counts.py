"""Whatever is recorded, matched again, merged and split, in whatever order: every count is what the rows say."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from tests.archive.recount import Rows, expected, stored_counts
from tests.support.recording import EMPTY, article, event, later, mention, seed
from watchers.archive import Database, actor_keys, actors, articles, cooccurrence, schema, stories
from watchers.archive.recorder import recording
from watchers.comparing import encounters
from watchers.model import Article, Comparison, Event, Mention, Novelty
from watchers.pipeline import regroup
from watchers.reasons import Comparing, Reason

ACTORS, PLACES = ("haftar", "saleh", "serraj"), ("FR/Paris", "FR", "IT/Rome")
OUTLETS, LANGUAGES = ("One", "Two"), ("en", "ar", None)
DATES = ("2026-02-27", "2026-03-01", "2026-03-09", "2026-02", "2019", "")

earlier = st.integers(0, 4)  # an article recorded before, counted back from the newest one: relatives have relatives


certain = st.sampled_from((True, True, True, False))


@dataclass(frozen=True)
class Findings:
    """Who is named in an article, and what it says of them."""

    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]


@st.composite
def findings(draw: st.DrawFn) -> Findings:
    named = draw(st.lists(st.tuples(st.sampled_from(ACTORS), st.sampled_from("ab"), certain), max_size=4))
    mentions = tuple(mention(who, f"{who} {form}", 0.9 if sure else 0.2) for who, form, sure in named)
    sure = sorted({mention.actor for mention in mentions if mention.confidence > 0.5})
    dated = draw(st.lists(st.tuples(st.sampled_from(DATES[:5]), st.sampled_from(PLACES)), max_size=2)) if sure else []
    return Findings(mentions, tuple(replace(event(day, *sure), places=(place,), weight=0.25) for day, place in dated))


@dataclass(frozen=True)
class Arrival:
    """An article that comes, and what it is to one that was recorded before."""

    kind: str  # report | story | copy | origin
    of: int
    article: Article
    findings: Findings


@st.composite
def arrivals(draw: st.DrawFn) -> Arrival:
    incoming = article(day=draw(st.sampled_from(DATES)))
    incoming = replace(incoming, outlet=draw(st.sampled_from(OUTLETS)), language=draw(st.sampled_from(LANGUAGES)))
    if draw(st.integers(0, 5)) == 0:
        incoming = replace(incoming, seed=True, feed="")
    kind = draw(st.sampled_from(("report", "story", "copy", "copy", "copy", "origin", "origin")))
    return Arrival(kind, draw(earlier), incoming, draw(findings()))


class Archive(RuleBasedStateMachine):
    """One archive in one transaction, which is undone at the end."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.transaction = self.database.write()
        self.connection = self.transaction.__enter__()
        self.ids: list[str] = []
        self.minutes = 0
        self.matched_again = False

    def teardown(self) -> None:
        try:
            if sys.exception() is None and self.ids:
                self.holds()
        finally:
            self.connection.rollback()
            self.transaction.__exit__(None, None, None)

    # ------------------------------------------------------------ what happens

    @initialize(first=arrivals())
    def begins(self, first: Arrival) -> None:
        self.come([replace(first, kind="report")])

    @rule(batch=st.lists(arrivals(), min_size=1, max_size=6))
    def come(self, batch: list[Arrival]) -> None:
        with recording(self.connection) as recorder:
            for arrival in batch:
                self.minutes += 1
                dated_article, new_findings = self.dated(arrival.article), arrival.findings
                self.ids.append(
                    recorder.record(
                        dated_article, new_findings.mentions, EMPTY, [], self.verdict(arrival), new_findings.events
                    ).article.id
                )

    @rule(which=earlier, new_findings=findings())
    def is_matched_again(self, which: int, new_findings: Findings) -> None:
        self.matched_again = True
        articles.replace_mentions(self.connection, self.pick(which), new_findings.mentions, new_findings.events)

    @rule(which=earlier, other=earlier)
    def are_merged(self, which: int, other: int) -> None:
        first, second = self.story(which), self.story(other)
        if first != second:
            regroup.merge(self.connection, first, second, "ann", later(self.minutes))

    @rule(which=st.lists(earlier, min_size=1, max_size=3))
    def are_split_off(self, which: list[int]) -> None:
        story = stories.get(self.connection, self.pick(which[0]))
        assert story is not None
        leaving = {self.pick(number) for number in which} & {report.article.id for report in story.reports[1:]}
        if leaving:
            regroup.split(self.connection, story.id, sorted(leaving), "ann", later(self.minutes))

    # ------------------------------------------------------------ what must hold in the end

    def holds(self) -> None:
        self.counts_are_what_the_rows_say()
        self.copies_lead_to_an_original()
        self.stories_are_what_their_articles_say()
        self.encounters_are_those_of_the_newest_article_elsewhere()
        if not self.matched_again:  # an outlet that was taken to report on somebody is still one that did
            self.outlets_and_languages_are_those_of_the_articles()

    def counts_are_what_the_rows_say(self) -> None:
        rows = Rows.read(self.connection)
        should, have = expected(rows), stored_counts(self.connection)
        assert have == should, {name: (have[name], should[name]) for name in should if have[name] != should[name]}
        for actor, number in rows.subjects.items():
            own_articles = [article for who, article in rows.appearances if who == number]
            copies = [article for article in own_articles if article.copy_of is not None]
            assert actors.counts_of(self.connection, actor) == (len(own_articles), len(copies))
            assert len(actors.copies_of_actor(self.connection, actor)) == len(copies)

    def copies_lead_to_an_original(self) -> None:
        rows = Rows.read(self.connection).articles
        for key in rows:
            passed = {key}
            while (key := rows[key].copy_of) is not None:
                assert key not in passed, "a text was copied from itself"
                passed.add(key)

    def stories_are_what_their_articles_say(self) -> None:
        rows = Rows.read(self.connection).articles
        heads = {row.key: row for row in self.connection.execute(select(schema.story))}
        assert heads.keys() == {row.story for row in rows.values()}
        for key, head in heads.items():
            members = [row for row in rows.values() if row.story == key]
            first_seen = [row.first_seen for row in members]
            assert key == min(row.key for row in members), "a story goes by its first article"
            assert (head.created, head.last_activity) == (min(first_seen), max(first_seen))
            assert head.origin is None or rows[head.origin].story == key
            story = stories.get(self.connection, self.id_of(rows[key]))
            assert story is not None
            assert 1 <= story.independent <= (sum(row.copy_of is None for row in members) or 1)

    def outlets_and_languages_are_those_of_the_articles(self) -> None:
        rows = Rows.read(self.connection)
        voices = {(who, kind, name) for who, article in rows.appearances for kind, name in
                (("outlet", article.outlet), ("language", article.language)) if name}  # fmt: skip
        assert {tuple(row) for row in self.connection.execute(select(schema.voice))} == voices

    def encounters_are_those_of_the_newest_article_elsewhere(self) -> None:
        rows = Rows.read(self.connection)
        actors_in_places = tuple((actor, place) for actor in ACTORS for place in PLACES)
        query = encounters.query(ACTORS, actors_in_places, "One", "en")
        numbers = actor_keys.keys_of(self.connection, ACTORS)
        for own in (None, self.ids[0], self.ids[-1]):
            history = cooccurrence.before(self.connection, query, own, numbers)
            story = None if own is None else next(r.story for r in rows.articles.values() if self.id_of(r) == own)
            assert history.seen == {actor for actor in numbers if any(n in numbers[actor] for n, _ in rows.appearances)}
            assert history.together == self.together(rows, story)
            assert history.there == self.there(rows, story, query.places)

    # ------------------------------------------------------------ parts

    def together(self, rows: Rows, story: int | None) -> Mapping[Any, str | None]:
        newest_of_pair: dict[tuple[str, str], str | None] = {}
        for place, who in enumerate(ACTORS):
            for other in ACTORS[place + 1 :]:
                numbers = {rows.subjects.get(who), rows.subjects.get(other)}
                both = [key for key, named in rows.spelt.items() if numbers <= named.keys()]
                if both:
                    newest_of_pair[who, other] = self.newest(rows, both, story)
        return newest_of_pair

    def there(self, rows: Rows, story: int | None, places: Sequence[str]) -> Mapping[Any, str | None]:
        articles_of_pair: dict[tuple[str, str], list[int]] = {}
        for sentence in rows.events:
            for actor in sentence.actors:
                for place in {name for located in sentence.places or () for name in (located, located.split("/")[0])}:
                    if place in places:
                        articles_of_pair.setdefault((actor, place), []).append(sentence.article)
        return {key: self.newest(rows, article_keys, story) for key, article_keys in articles_of_pair.items()}

    def newest(self, rows: Rows, keys: list[int], story: int | None) -> str | None:
        elsewhere = [key for key in keys if rows.articles[key].story != story]
        return self.id_of(rows.articles[max(elsewhere)]) if elsewhere else None

    def id_of(self, row: Any) -> str:
        return str(row.key) if row.name is None else str(row.name)

    def pick(self, which: int) -> str:
        return self.ids[-1 - which % len(self.ids)]

    def story(self, which: int) -> str:
        report = articles.get(self.connection, self.pick(which))
        assert report is not None and report.comparison.story is not None
        return report.comparison.story

    def dated(self, incoming: Article) -> Article:
        named = seed(f"{len(self.ids)}.txt").id if incoming.seed else ""
        return replace(incoming, id=named, first_seen=later(self.minutes))

    def verdict(self, arrival: Arrival) -> Comparison:
        if arrival.kind == "report":
            return Comparison(Novelty.NEW, Reason(Comparing.NOTHING_LIKE_IT))
        related = self.pick(arrival.of)
        comparison = Comparison(Novelty.REPEAT, Reason(Comparing.NOTHING_NEW), self.story(arrival.of), nearest=related)
        if arrival.kind == "copy":
            return replace(comparison, copy_of=related)
        return replace(comparison, origin=arrival.kind == "origin")


def test_counts_are_what_a_plain_recount_gives(archive: Database) -> None:
    """Few and always the same sequences here; with more of them it looks for what is not thought of."""
    machine = type("Archive", (Archive,), {"database": archive})
    quick = settings(
        max_examples=15,
        stateful_step_count=8,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=quick)
