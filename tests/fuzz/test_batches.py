"""The batch verbs as programs may feed them: any bytes in, and a line of JSON out for each line that says something."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.__main__ import main
from tests.fuzz.strategies import FUZZ, LANGUAGE_TAGS, SHORT, TEXTS, URLS
from watchers.batch import json_lines

VERBS = (("match",), ("compare",), ("timeline", "--from-stdin", "*"), ("timeline", "--from-stdin", "Haftar"))
ACTORS = '[[actor]]\nid = "haftar"\nname = "Khalifa Haftar"\nkind = "person"\nnames = ["خليفة حفتر", "Халифа Хафтар"]\n'
LAST = {"id": "last", "title": "", "text": "Khalifa Haftar came on 3 March 2019."}

PUBLISHED = st.one_of(
    st.sampled_from((
        None, "", "2017", "2017-08", "2017-08-14", "2017-08-14T10:00:00Z", "2017-02-30", "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00", "0000", "²", "٢٠١٧", "1e9", "9999999999", "2017-W01-1", "20170814T10",
    )),
    SHORT,
)  # fmt: skip
ODD = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.just(10**400), st.floats(), SHORT),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(SHORT, inner, max_size=2)),
    max_leaves=3,
)
IDS = st.one_of(st.sampled_from(("a", "b", 1, "1", "", "last")), st.integers(), SHORT)
SOUND = st.fixed_dictionaries(
    {"id": IDS, "title": SHORT, "text": TEXTS},
    optional={"lang": LANGUAGE_TAGS, "published": PUBLISHED, "url": URLS, "feed": URLS},
)
BROKEN = st.dictionaries(
    st.sampled_from(("id", "title", "text", "lang", "published", "url", "feed", "", "\0")), ODD, max_size=6
)
AS_JSON = st.builds(
    lambda value, ascii: json.dumps(value, ensure_ascii=ascii).encode("utf-8", "surrogatepass"),
    st.one_of(SOUND, SOUND, BROKEN, ODD),
    st.booleans(),
)
BYTES = st.one_of(
    AS_JSON,
    AS_JSON,
    st.builds(lambda line, cut: line[:cut], AS_JSON, st.integers(0, 60)),
    st.binary(max_size=30),
    st.sampled_from((
        b"", b"  ", b"\xef\xbb\xbf{}", b"[" * 50_000, b'{"id": "a", "id": "b"}', b'{"id": "n", "text": NaN}', b"\0",
        rb'{"id": "s", "text": "\ud800 Haftar \u0000"}', b'{"id": "u", "text": "\xff\xfe Haftar"}', b'{"id": 1e999}',
        b'{"id": ' + b"9" * 5_000 + b"}", rb'{"id": "\udfff"}',
    )),
)  # fmt: skip


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("batches") / "actors.toml"
    path.write_text(ACTORS, "utf-8")
    return path


def run(verb: tuple[str, ...], catalogue: Path, given_bytes: bytes) -> tuple[int, list[dict[str, Any]]]:
    """The exit code and the rows that the program prints, which are UTF-8 and JSON."""
    printed = io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given_bytes)))
        patch.setattr(sys, "stdout", io.TextIOWrapper(printed))
        code = main([*verb, "--actors", str(catalogue)])
        sys.stdout.flush()
        rows = printed.getvalue()
    return code, [json.loads(row, parse_constant=_no_json) for row in rows.decode("utf-8").split("\n")[:-1]]


def _no_json(constant: str) -> None:
    raise AssertionError(f"{constant} is no JSON")


def documents(given_bytes: bytes) -> list[tuple[int, str | int | None]]:
    """The number of each line that says something, and its id where it is a document."""
    text = io.TextIOWrapper(io.BytesIO(given_bytes), "utf-8", "replace")
    lines = [(number, line.removeprefix(json_lines.BOM)) for number, line in enumerate(text, 1)]
    return [(number, _id(line)) for number, line in lines if line.strip()]


def _id(line: str) -> str | int | None:
    try:
        document = json.loads(line)
    except (ValueError, RecursionError):
        return None
    named = document.get("id") if isinstance(document, dict) else None
    return named if isinstance(named, str | int) and not isinstance(named, bool) else None


@FUZZ
@given(st.lists(BYTES, max_size=5), st.sampled_from(VERBS))
def test_each_line_is_answered_in_order_and_none_costs_the_others(
    catalogue: Path, lines: list[bytes], verb: tuple[str, ...]
) -> None:
    given_bytes = b"\n".join([*lines, json.dumps(LAST).encode()]) + b"\n"
    code, rows = run(verb, catalogue, given_bytes)
    errors = [row for row in rows if "error" in row]
    assert code == bool(errors)
    assert not any("fault of actorwatch" in row["error"] for row in errors)
    expected = documents(given_bytes)
    assert {row["line"] for row in errors if "line" in row} == {number for number, named in expected if named is None}
    if verb[0] == "timeline":
        assert "2019-03-03" in {row.get("date") for row in rows}
    else:
        assert [row.get("id", row.get("line")) for row in rows] == [
            number if named is None else named for number, named in expected
        ]
