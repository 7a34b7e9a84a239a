"""What in an address is secret, and how addresses, links and log lines are shown without it."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import os
import random
import string
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.run import logs
from config.settings import CHECKOUT
from tests.support import case_files
from tests.support.feed_server import Script, answer, serving
from watchers.catalogue import files, overview
from watchers.text import credentials

CASES = case_files.load("credentials.toml")["case"]
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
    segments = ["".join(draw.choices(alphabet, k=length)) for _ in range(500)]
    shown_segments = [
        segment for segment in segments if segment in credentials.shown(f"https://desk.example/f/{segment}/rss")
    ]
    assert len(shown_segments) < 25


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
    lines = log.getvalue()
    assert "desk.example/feed?token=…&lang=ar" in lines and "Location" in lines
    assert SECRET not in lines and "kite77lamp" not in lines


def test_tracebacks_quote_no_credentials(log: io.StringIO) -> None:
    try:
        raise ValueError(f"cannot read {FEED}, it is odd")
    except ValueError:
        logging.getLogger("any").exception("reading failed")
    logging.getLogger("any").error("bot-token-itself")
    lines = log.getvalue()
    assert "ValueError: cannot read https://…@desk.example/feed" in lines
    assert SECRET not in lines and "kite77lamp" not in lines and "bot-token-itself" not in lines


def test_what_is_no_address_is_logged_as_it_is(log: io.StringIO) -> None:
    message = "recorded article 17 in story 4: new; /tmp/a1b2c3d4e5f6a7b8/config was taken up (retries=3)"
    logging.getLogger("any").warning(message)
    line = log.getvalue()
    assert message in (json.loads(line)["message"] if line.startswith("{") else line)


# ---------------------------------------------------------------- the whole program

PAID = f"/paid?token={SECRET}"
BROKEN = f"/broken/private/{SECRET}x/rss"
COMMANDS = "/feeds list\n/feeds health\n/team show Terminal\n/watch list\n/digest now\n"


def rss(link: str) -> bytes:
    text = "Khalifa Haftar opened the museum of Marsa Blue on Monday, its keeper said. He stayed for an hour there."
    entry = f"<item><title>Museum opens</title><link>{link}</link><description>{text}</description></item>"
    return f'<rss version="2.0"><channel><title>Desk</title>{entry}</channel></rss>'.encode()


async def output_and_log(config: Path, port: int, *arguments: str) -> tuple[str, str]:
    """What a run of the program says on stdout, and in its log at DEBUG."""
    variables = {
        "ACTORWATCH_CONFIG_DIR": str(config),
        "ACTORWATCH_DATA_DIR": str(config / "data"),
        "ACTORWATCH_ALLOW_HOSTS": f"127.0.0.1:{port}",
        "ACTORWATCH_SEEDS_DIR": str(config),
        "ACTORWATCH_BACKLOG": "all",
        "ACTORWATCH_LOG": "debug",
        "DISCORD_TOKEN": "",
    }
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        env=os.environ | variables,
        cwd=CHECKOUT,
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
    )
    out, err = await process.communicate(COMMANDS.encode())
    return out.decode(), err.decode()


async def test_no_verb_and_no_log_line_shows_a_feeds_token(tmp_path: Path) -> None:
    (tmp_path / "actors.toml").write_text(
        '[[actor]]\nid = "haftar"\nname = "Khalifa Haftar"\nkind = "person"\nnames = ["Khalifa Haftar"]\n', "utf-8"
    )
    pages: dict[str, Script] = {
        PAID: (answer("301 Moved", Location=f"/private/{SECRET}y/rss"),),
        BROKEN: (answer("500 Broken"),),
    }
    async with serving(pages, patient=True) as server:
        pages = {f"/private/{SECRET}y/rss": (answer("200 OK", rss(server.url(f"/a/1?x=1&token={SECRET}"))),)}
        server.pages |= pages
        feeds = "".join(f'[[feed]]\nurl = "{server.url(path)}"\n' for path in (PAID, BROKEN))
        (tmp_path / "feeds.toml").write_text(feeds, "utf-8")
        output, log = await output_and_log(tmp_path, server.port, "run")
        listing, _ = await output_and_log(tmp_path, server.port, "feeds", "list", "--json")
    assert "Museum opens" in output and server.url("/a/1?x=1") in output
    assert "token=…" in output and "answered 500" in output and "httpcore" in log and "token=…" in log
    checked = overview.describe(files.read(tmp_path), ())
    assert all("/broken/private/…/rss" in shown for shown in (output, listing, checked))
    assert SECRET not in output + log + listing + checked
