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
from watchers.model import Article, Event, PartialDate, Published
from watchers.pipeline.prepare import prepare
from watchers.plaintext.unwrap import unwrapped

SAID = st.one_of(st.none(), PARTIAL_DATES.filter(lambda day: day.year in dates.YEARS))


@FUZZ
@given(TEXTS, PUBLISHED, LANGUAGE_TAGS, SAID, SAID)
def test_dates_stand_where_they_say_and_exist(
    text: str, published: Published | None, language: str | None, said: PartialDate | None, lead: PartialDate | None
) -> None:
    start = 0
    for found in dates.find(text, published, language, said, lead):
        assert start <= found.start < found.end <= len(text)  # one expression may state several dates: "1957-58"
        assert text[found.start : found.end] == found.surface
        assert PartialDate.parse(str(found.date)) == found.date
        assert found.date.year in dates.YEARS
        start = found.start
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
    rows = merge(prepared.events, {})
    assert [str(row.date) for row in rows] == sorted({str(event.date) for event in prepared.events})
    json.dumps([timeline.as_row(row) for row in rows], allow_nan=False)


@FUZZ
@given(ARTICLES, ARTICLES)
def test_a_copy_is_dated_as_its_original(copy: Article, original: Article) -> None:
    own, then = (events.events(each, match(each.title, each.text, INDEX)) for each in (copy, original))
    assert set(copies.events(own, then, original)) <= {*own, *then}


@FUZZ
@given(st.lists(values(Event), max_size=6), st.dictionaries(SHORT, SHORT, max_size=3))
def test_any_events_merge_by_date(events: list[Event], copies: dict[str, str]) -> None:
    rows = merge(events, copies)
    assert {row.date for row in rows} == {event.date for event in events}
