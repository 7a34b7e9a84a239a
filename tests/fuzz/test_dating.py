"""Dates are looked for in any text, against any day of publication."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.strategies import ARTICLES, FUZZ, INDEX, LANGUAGE_TAGS, PARTIAL_DATES, PUBLISHED, SHORT, TEXTS, values
from watchers import dates
from watchers.batch import timeline
from watchers.events import copies, events
from watchers.events.merge import merge
from watchers.matching.match import match
from watchers.model import Article, Event, PartialDate, Published, Telling
from watchers.pipeline.prepare import prepare
from watchers.plaintext.unwrap import unwrapped

ANTECEDENTS = st.one_of(st.none(), PARTIAL_DATES.filter(lambda day: day.year in dates.YEARS))


@FUZZ
@given(TEXTS, PUBLISHED, LANGUAGE_TAGS, ANTECEDENTS, ANTECEDENTS)
def test_dates_stand_where_they_say_and_exist(
    text: str,
    published: Published | None,
    language: str | None,
    antecedent: PartialDate | None,
    lead: PartialDate | None,
) -> None:
    start = 0  # one expression may state several dates: "1957-58"
    for expression in dates.find(text, published, language, antecedent, lead):
        assert start <= expression.start < expression.end <= len(text)
        assert text[expression.start : expression.end] == expression.surface
        assert PartialDate.parse(str(expression.date)) == expression.date
        assert expression.date.year in dates.YEARS
        start = expression.start
    dates.refers_back(text, language)


@FUZZ
@given(ARTICLES)
def test_events_are_sentences_of_their_article(article: Article) -> None:
    prepared = prepare(article, INDEX)
    fields = {"title": article.title, "text": unwrapped(article.text)}
    for event in prepared.events:
        assert fields[event.field][event.start : event.end] == event.text
        assert 0 < event.weight <= 1
        assert set(event.actors) <= set(prepared.actors)
    assert prepare(article, INDEX).events == prepared.events
    rows = merge(prepared.events, {article.id: Telling("1", "")})
    assert {str(row.date) for row in rows} == {str(event.date) for event in prepared.events}
    assert [str(row.date) for row in rows] == sorted(str(row.date) for row in rows)
    json.dumps([timeline.as_row(row) for row in rows], allow_nan=False)


@FUZZ
@given(ARTICLES, ARTICLES)
def test_a_copy_is_dated_as_its_original(copy: Article, original: Article) -> None:
    own, then = (events.events(article, match(article.title, article.text, INDEX)) for article in (copy, original))
    assert set(copies.events(own, then, original)) <= {*own, *then}


@FUZZ
@given(st.lists(st.tuples(values(Event), values(Telling)), max_size=6), st.lists(SHORT, max_size=2))
def test_any_events_merge_by_date(told: list[tuple[Event, Telling]], names: list[str]) -> None:
    events = [event for event, _ in told]
    rows = merge(events, {event.article: telling for event, telling in told}, names)
    assert {row.date for row in rows} == {event.date for event in events}
