"""What scripts send to the batch verbs, broken lines among it: each line is answered, and none costs the others."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from watchers.batch import json_lines
from watchers.batch.compare import compare_lines
from watchers.batch.json_lines import Document, Row
from watchers.batch.match import match_lines
from watchers.batch.timeline import timeline_lines
from watchers.matching.index import AliasIndex
from watchers.model import Actor, Alias

GOOD = '{"id": "good", "title": "", "text": "Haftar"}'


def _texts(document: Document) -> Iterator[Row]:
    yield {"id": document.id, "text": document.text}


def _rows(*lines: str) -> list[Row]:
    return list(json_lines.answers(lines, _texts))


@pytest.mark.parametrize(
    "line",
    [
        "{nonsense",
        "[1, 2]",
        "null",
        "NaN",
        '{"title": "without id"}',
        '{"id": null, "text": ""}',
        '{"id": true, "text": ""}',
        '{"id": {"a": 1}}',
        '{"id": "a", "text": "raw \x00"}',
        '{"id": "a", "text": ' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"id": "a", "n": ' + "9" * 5_000 + "}",
    ],
    ids=lambda line: line[:24],
)
def test_a_line_that_is_no_document_is_answered_with_its_number(line: str) -> None:
    bad, good = _rows(line, GOOD)
    assert bad["line"] == 1
    assert "line 1 " in bad["error"]
    assert good == {"id": "good", "text": "Haftar"}


@pytest.mark.parametrize("key", ["title", "text", "lang", "published", "url"])
@pytest.mark.parametrize("value", [["x"], [], {}, 0, False, 2.5, float("nan")], ids=repr)
def test_a_value_that_is_no_text_is_answered_with_the_id(key: str, value: object) -> None:
    (row,) = _rows(json.dumps({"id": "a", key: value}))
    assert row == {"id": "a", "error": f"line 1: {key!r} is no text; write a string"}


def test_a_byte_order_mark_and_carriage_returns_are_no_part_of_a_line() -> None:
    assert _rows("\ufeff" + GOOD + "\r\n", "\r\n", "\ufeff\n") == [{"id": "good", "text": "Haftar"}]


def test_what_is_left_out_or_null_is_empty() -> None:
    assert _rows('{"id": 7, "text": null}', '{"id": "b"}') == [{"id": 7, "text": ""}, {"id": "b", "text": ""}]


def test_half_characters_count_as_one_so_that_offsets_hold() -> None:
    actor = Actor("haftar", "Haftar", "person", (Alias("Haftar"),))
    text = r"\ud800 said \udfff: Haftar \ud83d\ude00"
    (row,) = match_lines([f'{{"id": "a", "title": "\\udc00", "text": "{text}"}}'], AliasIndex.build([actor]))
    (mention,) = row["mentions"]
    decoded = json.loads(f'"{text}"')
    assert decoded[mention["start"] : mention["end"]] == mention["surface"] == "Haftar"


def test_a_document_that_trips_the_program_costs_the_others_nothing() -> None:
    def answer(document: Document) -> Iterator[Row]:
        if document.id == "odd":
            raise IndexError("somewhere within")
        yield {"id": document.id}

    rows = list(json_lines.answers(['{"id": "odd"}', GOOD], answer))
    assert rows[0]["id"] == "odd"
    assert "IndexError" in rows[0]["error"]
    assert rows[1] == {"id": "good"}


def test_an_answer_is_there_before_the_next_line_is_read() -> None:
    def lines() -> Iterator[str]:
        yield GOOD
        raise AssertionError("read ahead")

    assert next(json_lines.answers(lines(), _texts)) == {"id": "good", "text": "Haftar"}


@pytest.mark.parametrize("published", ["yesterday", "2017-02-30", "9999-12-31T23:59:59-12:00", "0000-00-00T00:00:00Z"])
def test_a_time_that_is_none_is_said_and_the_rest_goes_on(published: str) -> None:
    odd = json.dumps({"id": "odd", "title": "", "text": "On 3 May 2017 it rained.", "published": published})
    rows = list(timeline_lines([odd, odd.replace(published, "2017-05-04")], "*", (), lambda article: ()))
    assert rows[0]["id"] == "odd"
    assert published in rows[0]["error"]
    assert rows[1]["date"] == "2017-05-03"


def test_an_address_that_is_none_is_left_out_and_the_text_compared_all_the_same() -> None:
    odd = '{"id": "odd", "title": "", "text": "It rained for forty days.", "url": "http://[::1"}'
    (row,) = compare_lines([odd], lambda article: ())
    assert row["novelty"] == "new"
