"""What HTTP headers say about asking again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from watchers.fetching import headers
from watchers.model import Validators

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@dataclass
class Fields:
    fields: dict[str, str]

    @property
    def raw(self) -> list[tuple[bytes, bytes]]:
        return [(name.encode(), value.encode("latin-1")) for name, value in self.fields.items()]


@pytest.mark.parametrize(
    ("fields", "seconds"),
    [
        ({}, None),
        ({"Cache-Control": "max-age=600"}, 600),
        ({"cache-control": "public, Max-Age = 600, must-revalidate"}, 600),
        ({"Cache-Control": 'max-age="600"'}, 600),
        ({"Cache-Control": "max-age=600", "Age": "100"}, 500),
        ({"Cache-Control": "max-age=600", "Age": "700"}, 0),
        ({"Cache-Control": "max-age=600", "Age": "soon"}, 600),
        ({"Cache-Control": "s-maxage=9000"}, None),
        ({"Cache-Control": "max-age=-1"}, None),
        ({"Cache-Control": "max-age=99999999999999999999999999"}, 366 * 86_400),
        ({"Cache-Control": "no-cache"}, None),
        ({"Expires": "Sun, 01 Mar 2026 13:00:00 GMT"}, 3_600),
        ({"Expires": "Sun, 01 Mar 2026 13:00:00 GMT", "Date": "Sun, 01 Mar 2026 12:30:00 GMT"}, 1_800),
        ({"Expires": "Sun, 01 Mar 2026 11:00:00 GMT"}, 0),
        ({"Expires": "0"}, None),
        ({"Expires": "never"}, None),
        ({"Expires": "Sun, 01 Mar 2026 13:00:00 GMT", "Cache-Control": "max-age=60"}, 60),
    ],
)
def test_an_answer_stays_fresh_for_max_age_else_expires_less_its_age(
    fields: dict[str, str], seconds: int | None
) -> None:
    fresh = headers.fresh_for(Fields(fields), NOW)
    assert fresh == (None if seconds is None else timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("0", None),
        ("Sun, 01 Mar 2026 12:02:00 GMT", 120),
        ("Sunday, 01-Mar-26 12:02:00 GMT", 120),
        ("Sun, 01 Mar 2026 11:00:00 GMT", None),  # over already: our own back-off holds
        ("-5", None),
        ("1.5", None),
        ("later", None),
        ("", None),
        ("٣", None),
    ],
)
def test_retry_after_is_read_in_both_its_forms(value: str, seconds: int | None) -> None:
    fields = Fields({}) if not value.isascii() else Fields({"Retry-After": value})
    assert headers.retry_after(fields, NOW) == (None if seconds is None else timedelta(seconds=seconds))


@pytest.mark.parametrize(
    "value", ['"abc"', 'W/"abc"', "abc", '"abc-gzip"', '"', "'odd'", "é\x80\xff", '"a", "b"', "Thu, 99 Foo 2026"]
)
def test_validators_go_back_byte_for_byte(value: str) -> None:
    validators = headers.validators(Fields({"ETag": value, "last-modified": value}))
    sent = dict(headers.conditions(validators))
    assert sent == {b"If-None-Match": value.encode("latin-1"), b"If-Modified-Since": value.encode("latin-1")}


def test_a_validator_that_is_no_longer_sent_is_dropped() -> None:
    before = Validators("old", "then")
    assert headers.validators(Fields({"ETag": "new"}), before) == Validators("new", None)
    assert headers.validators(Fields({}), None) == Validators()


def test_an_answer_that_confirms_without_naming_validators_leaves_them() -> None:
    before = Validators(None, "then")
    assert headers.validators(Fields({}), before) == before


def test_nothing_is_sent_where_nothing_was_received() -> None:
    assert headers.conditions(Validators()) == []
    assert headers.conditions(headers.validators(Fields({"ETag": ""}))) == []
