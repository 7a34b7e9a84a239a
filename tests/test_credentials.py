"""What in an address is secret, and how addresses, links and log lines are shown without it."""

from __future__ import annotations

import io
import json
import logging
import random
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot import logs
from watchers import credentials

CASES = tomllib.loads((Path(__file__).parent / "data" / "credentials.toml").read_text("utf-8"))["case"]
SECRET = "Xk3vQ9tLw0ZbR7yM"
FEED = f"https://olga:kite77lamp@desk.example/feed?token={SECRET}&lang=ar"


@pytest.mark.parametrize("case", [pytest.param(case, id=case["url"]) for case in CASES])
def test_an_address_is_shown_without_what_is_secret_in_it(case: dict[str, str]) -> None:
    assert credentials.shown(case["url"]) == case.get("shown", case["url"])


@pytest.mark.parametrize("case", [pytest.param(case, id=case["url"]) for case in CASES])
def test_what_was_shown_has_nothing_more_to_hide(case: dict[str, str]) -> None:
    shown = credentials.shown(case["url"])
    assert credentials.shown(shown) == shown


@pytest.mark.parametrize(
    ("alphabet", "length"),
    [(string.ascii_letters + string.digits, 22), ("0123456789abcdef", 32), (string.ascii_letters + string.digits, 16)],
)
def test_nearly_every_random_path_segment_is_hidden(alphabet: str, length: int) -> None:
    draw = random.Random(7)
    drawn = ["".join(draw.choices(alphabet, k=length)) for _ in range(500)]
    open_ones = [each for each in drawn if each in credentials.shown(f"https://desk.example/f/{each}/rss")]
    assert len(open_ones) < 25


@pytest.mark.parametrize(
    ("link", "public"),
    [
        ("https://desk.example/a/1", "https://desk.example/a/1"),
        (f"https://desk.example/a/1?token={SECRET}", "https://desk.example/a/1"),
        (f"https://desk.example/a?id=1&token={SECRET}&page=2#top", "https://desk.example/a?id=1&page=2#top"),
        (f"https://desk.example/a?id=1&back={SECRET}", "https://desk.example/a?id=1"),
        ("https://olga:kite77lamp@desk.example/a/1", "https://desk.example/a/1"),
        (f"https://desk.example/{SECRET}/a/1", ""),
        ("https://desk.example/a/olga?token=another", "https://desk.example/a/olga?token=another"),
    ],
)
def test_a_link_loses_the_credentials_of_its_feed_and_nothing_else(link: str, public: str) -> None:
    assert credentials.without(link, credentials.secrets(FEED)) == public


def test_a_credential_that_is_a_word_takes_no_words_out_of_links() -> None:
    secrets = credentials.secrets("https://desk.example/feed?key=world")
    assert credentials.without("https://desk.example/world/a?key=world", secrets) == "https://desk.example/world/a"


# ---------------------------------------------------------------- logs


@pytest.fixture(params=["text", "json"])
def log(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Logs at DEBUG, as the program writes them."""
    root, before = logging.getLogger(), logging.getLogger().handlers[:]
    level, stream = root.level, io.StringIO()
    monkeypatch.setattr("sys.excepthook", lambda *_: None)
    monkeypatch.setattr("sys.stderr", stream)
    logs.configure("DEBUG", request.param == "json", ["bot-token-itself"])
    yield stream
    root.handlers[:] = before
    root.setLevel(level)


def test_libraries_log_no_credentials(log: io.StringIO) -> None:
    def moved(request: httpx.Request) -> httpx.Response:
        return httpx.Response(301, headers={"Location": f"/private/{SECRET}/rss"})

    with httpx.Client(transport=httpx.MockTransport(moved)) as client:
        client.get(FEED)
    headers = [(b"Location", f"/private/{SECRET}/rss".encode()), (b"Set-Cookie", f"session={SECRET}".encode())]
    logging.getLogger("httpcore.http11").debug("complete return_value=%r", (b"HTTP/1.1", 301, headers))
    said = log.getvalue()
    assert "desk.example/feed?token=…&lang=ar" in said and "Location" in said
    assert SECRET not in said and "kite77lamp" not in said


def test_tracebacks_quote_no_credentials(log: io.StringIO) -> None:
    try:
        raise ValueError(f"cannot read {FEED}, it is odd")
    except ValueError:
        logging.getLogger("any").exception("reading failed")
    logging.getLogger("any").error("bot-token-itself")
    said = log.getvalue()
    assert "ValueError: cannot read https://…@desk.example/feed" in said
    assert SECRET not in said and "kite77lamp" not in said and "bot-token-itself" not in said


def test_what_is_no_address_is_logged_as_it_is(log: io.StringIO) -> None:
    said = "recorded article 17 in story 4: new; /tmp/a1b2c3d4e5f6a7b8/config was taken up (retries=3)"
    logging.getLogger("any").warning(said)
    line = log.getvalue()
    assert said in (json.loads(line)["message"] if line.startswith("{") else line)
