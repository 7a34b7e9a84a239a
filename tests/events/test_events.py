"""Which events an article has, about whom, and how the events of many articles become one timeline."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.support import case_files
from watchers.batch.timeline import timeline_lines
from watchers.errors import UnknownActor
from watchers.events import events
from watchers.events.merge import EventRow, merge
from watchers.model import Actor, Alias, Article, Basis, Event, Mention, PartialDate, Published, Telling, TextField
from watchers.reasons.name_rules import Rule

DATA = case_files.load("timeline.toml")
NOW = datetime(2031, 5, 7, tzinfo=UTC)


def _article(row: dict[str, Any]) -> Article:
    published = Published(PartialDate.parse(row["published"])) if "published" in row else None
    return Article(row["title"], row["text"].strip(), NOW, id=row["id"], published=published)


def _mentions(article: Article) -> tuple[Mention, ...]:
    fields: tuple[tuple[TextField, str], ...] = (("title", article.title), ("text", article.text))
    return tuple(
        Mention(actor, field, match.start(), match.end(), match[0], Rule.FULL_NAME, 0.9)
        for field, text in fields
        for actor, names in DATA["actors"].items()
        for match in re.finditer("|".join(names), text)
    )


def _events(article: Article) -> tuple[Event, ...]:
    return events.events(article, _mentions(article))


@pytest.mark.parametrize("row", DATA["article"], ids=[row["id"] for row in DATA["article"]])
def test_an_article_has_these_events(row: dict[str, Any]) -> None:
    stated = [(str(event.date), " ".join(event.actors), event.weight, event.basis) for event in _events(_article(row))]
    assert sorted(stated) == sorted(
        (*cells, "stated") if len(cells) == 3 else tuple(cells) for cells in row["expected"]
    )


@pytest.mark.parametrize("row", DATA["article"], ids=[row["id"] for row in DATA["article"]])
def test_an_event_quotes_its_sentence_from_its_place(row: dict[str, Any]) -> None:
    article = _article(row)
    for event in _events(article):
        source = article.title if event.field == "title" else article.text
        assert source[event.start : event.end] == event.text
        assert event.article == article.id


def test_an_uncertain_mention_has_no_events() -> None:
    article = _article(DATA["article"][0])
    doubtful = [Mention("orlan", m.field, m.start, m.end, m.surface, m.rule, 0.4) for m in _mentions(article)]
    uncertain_events = events.events(article, doubtful)
    assert uncertain_events and {event.actors for event in uncertain_events} == {()}


def test_an_article_without_a_day_or_a_date_has_no_events() -> None:
    article = Article("Orlan speaks", "Marshal Orlan spoke on Sunday.", NOW)
    assert events.events(article, _mentions(article)) == ()


def test_an_article_of_the_year_9999_has_no_day_of_publication() -> None:
    article = Article("Orlan speaks", "Orlan spoke on Sunday.", NOW, published=Published(PartialDate(9999, 12, 31)))
    assert events.events(article, _mentions(article)) == ()


def _event(date: str, article: str, text: str, weight: float = 0.8, basis: Basis = Basis.STATED) -> Event:
    return Event(PartialDate.parse(date), basis, text, ("orlan",), article, weight=weight)


def _merge(reports: Sequence[Event], **copies: str) -> tuple[EventRow, ...]:
    """The rows of reports that are each in a story of its own; `copies` says which article copies which."""
    tellings = {event.article: Telling(event.article, event.article) for event in reports}
    return merge(reports, tellings | {name: Telling(of, of, copy=True) for name, of in copies.items()})


def test_a_timeline_is_in_order_of_date_and_vaguer_dates_come_first() -> None:
    reports = [_event(date, "a", "x") for date in ("2031-05-04", "2030", "2031-05", "2031")]
    assert [str(row.date) for row in _merge(reports)] == ["2030", "2031", "2031-05", "2031-05-04"]


def test_independent_reports_of_a_day_add_up_and_copies_do_not() -> None:
    reports = [_event("2031-05-04", name, "The port was shelled.") for name in ("a", "b", "copy")]
    (row,) = _merge(reports, copy="a")
    assert row.articles == ("a", "b", "copy")
    assert row.score == 1.6


def test_an_article_that_states_a_day_twice_counts_once() -> None:
    reports = [_event("2031-05-04", "a", "first"), _event("2031-05-04", "a", "second", weight=0.3)]
    (row,) = _merge(reports)
    assert (row.score, row.text) == (0.8, "first")


def test_a_stated_day_is_shown_before_a_day_of_publication() -> None:
    reports = [
        _event("2031-05-04", "a", "The port is shelled", 0.9, Basis.PUBLISHED),
        _event("2031-05-04", "b", "The port was shelled on Sunday.", 0.3),
    ]
    (row,) = _merge(reports)
    assert (row.basis, row.text) == ("stated", "The port was shelled on Sunday.")


@pytest.mark.parametrize(
    "line", ["#Orlan #Pera #17Feb 2031", "Orlan: what happened on Sunday", "Orlan's visit, 2 May 2031"]
)
def test_hashtags_and_headings_are_no_events(line: str) -> None:
    row = {"id": "a", "title": "", "published": "2031-05-06", "text": f"Marshal Orlan sang.\n\n{line}\n\nAll was well."}
    assert {str(event.date) for event in _events(_article(row))} == {"2031-05-06"}


# ---------------------------------------------------------------- the batch verb

ACTORS = tuple(Actor(name, names[0], "person", tuple(map(Alias, names))) for name, names in DATA["actors"].items())


def _rows(lines: Iterable[str], name: str) -> list[dict[str, Any]]:
    return list(timeline_lines(lines, name, ACTORS, _mentions))


def _line(**values: object) -> str:
    return json.dumps({"id": "a", "title": "", "lang": "en", "published": "2031-05-05T10:00:00Z", **values})


def test_a_star_gives_a_row_for_each_date_in_order_of_the_documents() -> None:
    first = _line(id=7, text="They met on Sunday and in January.")
    rows = _rows([first, "", _line(id="b", text="He left on 2 March 2031.")], "*")
    assert [(row["date"], row["precision"], row["articles"]) for row in rows] == [
        ("2031-05-04", "day", ["7"]),
        ("2031-01", "month", ["7"]),
        ("2031-03-02", "day", ["b"]),
    ]
    assert all(row["basis"] == "stated" for row in rows)


def test_what_a_document_repeats_weighs_less_than_another_document() -> None:
    text = "They met on Sunday. On Sunday they also signed. By January it had been known."
    rows = _rows([_line(text=text), _line(id="b", text="He left on Sunday.")], "*")
    assert [(row["date"], row["score"]) for row in rows] == [
        ("2031-05-04", 0.65),
        ("2031-05-04", 0.163),
        ("2031-01", 0.455),
        ("2031-05-04", 0.65),
    ]


def test_a_name_gives_one_row_a_date_over_all_documents() -> None:
    lines = [
        _line(id="a", text="Marshal Orlan came to Pera on Sunday."),
        _line(id="b", text="It was on 4 May 2031 that Orlan came to Pera, said the Harbour Guard."),
        _line(id="c", text="Minister Vesna left on 4 May 2031."),
    ]
    (row,) = _rows(lines, "Orlan")
    assert (row["date"], row["articles"], row["score"]) == ("2031-05-04", ["a", "b"], 1.3)


def test_a_copy_among_the_documents_adds_no_weight() -> None:
    text = (
        "Marshal Orlan came to Pera on Sunday with forty officers, who were received at the old harbour by the mayor, "
        "the minister of the sea and a choir of the naval school, as two people who were there told this newspaper."
    )
    (row,) = _rows([_line(id="a", text=text), _line(id="b", text="Seen elsewhere. " + text)], "Orlan")
    assert (row["articles"], row["score"]) == (["a", "b"], 0.65)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("{", {"line": 1}),
        ("[]", {"line": 1}),
        ('{"title": "no id"}', {"line": 1}),
        ('{"id": "a", "text": 5}', {"id": "a"}),
        ('{"id": "a", "published": "yesterday"}', {"id": "a"}),
        ('{"id": "a", "published": "9999-99-99"}', {"id": "a"}),
        ('{"id": "a", "published": "9999-12-31"}', {"id": "a"}),
    ],
)
def test_a_bad_line_says_so_and_the_rest_goes_on(line: str, place: dict[str, Any]) -> None:
    bad, good = _rows([line, _line(text="They met on Sunday.")], "*")
    assert bad.pop("error").startswith("line 1")
    assert bad == place
    assert good["date"] == "2031-05-04"


def test_nobody_of_that_name_is_said_in_a_sentence() -> None:
    with pytest.raises(UnknownActor, match="Zoltan"):
        _rows([_line(text="")], "Zoltan")


def test_a_report_without_a_date_stands_at_its_day() -> None:
    (row,) = _rows([_line(text="The port is open.")], "*")
    assert (row["date"], row["basis"], row["text"]) == ("2031-05-05", "published", "The port is open.")


@pytest.mark.parametrize(
    ("published", "text", "day"),
    [
        ("2031-05-05T00:30:00+02:00", "Orlan came to Pera on Monday.", "2031-05-05"),  # a Monday; Sunday in UTC
        ("2031-05-05T00:30:00+02:00", "Orlan came to Pera yesterday.", "2031-05-04"),
        ("2031-05-04T22:30:00-05:00", "Orlan came to Pera today.", "2031-05-04"),
        ("2031-05-05T00:30:00+02:00", "Orlan is in Pera.", "2031-05-05"),
    ],
)
def test_days_are_those_of_the_offset_that_is_stated(published: str, text: str, day: str) -> None:
    (row,) = _rows([_line(published=published, text=text)], "Orlan")
    assert row["date"] == day
