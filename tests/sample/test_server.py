"""The sample feeds: what is served, when, and how often it has to be sent."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from config.settings import CHECKOUT
from watchers.errors import ConfigError
from watchers.model import Feed
from watchers.sample import server as sample
from watchers.sample.server import SampleServer

FOLDER = CHECKOUT / "seeds" / "sample"
START = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)


class Clock:
    """A clock that moves only when it is told to."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


def get(url: str, **headers: str) -> tuple[HTTPResponse, str]:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=5)
    try:
        connection.request(
            "GET", parts.path, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        answer = connection.getresponse()
        return answer, answer.read().decode()
    finally:
        connection.close()


def titles(source: str) -> list[str]:
    """The headlines of the entries, whatever the format."""
    if source.startswith("{"):
        return [item["title"] for item in json.loads(source)["items"]]
    return re.findall(r"<(?:item|entry)\b[^>]*>\s*<title>(.*?)</title>", source)


def addressed(server: SampleServer, name: str) -> Feed:
    return next(feed for feed in server.feeds if feed.url.endswith(name))


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with SampleServer(FOLDER, lambda: START) as running:
        yield running


def test_some_forty_entries_in_five_languages_and_four_formats(server: SampleServer) -> None:
    sources = {feed.url: get(feed.url)[1] for feed in server.feeds}
    assert 38 <= sum(len(titles(source)) for source in sources.values()) <= 46
    assert {feed.language for feed in server.feeds} == {"en", "ar", "ru", "fr", "tr"}
    assert {Path(url).suffix for url in sources} == {".rss", ".rdf", ".atom", ".json"}


def test_every_headline_says_that_it_is_a_sample(server: SampleServer) -> None:
    for feed in server.feeds:
        feed_titles = titles(get(feed.url)[1])
        assert feed_titles
        assert all("SAMPLE" in title for title in feed_titles)
        assert "SAMPLE" in feed.title


def test_only_the_servers_own_address_has_to_be_allowed(server: SampleServer) -> None:
    assert server.allow_hosts == {urlsplit(feed.url).netloc for feed in server.feeds}
    assert next(iter(server.allow_hosts)).startswith("127.0.0.1:")


def test_no_entry_is_dated_later_than_the_start_or_older_than_two_days(server: SampleServer) -> None:
    for feed in server.feeds:
        source = get(feed.url)[1]
        assert "{{" not in source
        dates = re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", source) + re.findall(r"<pubDate>(.*?)</pubDate>", source)
        moments = [datetime.fromisoformat(d) if d[0] == "2" else parsedate_to_datetime(d) for d in dates]
        assert moments
        assert all(START - timedelta(days=2) < moment <= START for moment in moments)


def test_an_unchanged_feed_is_not_sent_again(server: SampleServer) -> None:
    url = server.feeds[0].url
    first, _ = get(url)
    etag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    for headers in ({"If_None_Match": etag}, {"If_None_Match": f'"x", W/{etag}'}, {"If_Modified_Since": modified}):
        answer, body = get(url, **headers)
        assert (answer.status, body, answer.headers["ETag"]) == (304, "", etag)
    assert get(url, If_None_Match='"old"', If_Modified_Since=modified)[0].status == 200
    assert get(url, If_Modified_Since="yesterday")[0].status == 200


def test_live_entries_appear_when_their_time_comes() -> None:
    clock = Clock()
    with SampleServer(FOLDER, clock, live=True) as server:
        url = addressed(server, "wire.rss").url
        before, early = get(url)
        clock.now = START + timedelta(seconds=40)
        after, later = get(url, If_None_Match=before.headers["ETag"])
        clock.now = START + timedelta(minutes=5)
        _, all_of_them = get(url)
    assert after.status == 200
    assert set(titles(early)) < set(titles(later)) < set(titles(all_of_them))
    assert after.headers["Last-Modified"] == "Mon, 02 Mar 2026 14:00:40 GMT"
    assert all(feed.interval == sample.LIVE_INTERVAL for feed in server.feeds)


def test_a_late_original_is_dated_before_the_copy_that_appeared_first() -> None:
    clock = Clock()
    with SampleServer(FOLDER, clock, live=True) as server:
        wire = addressed(server, "wire.rss").url
        copies = titles(get(addressed(server, "gazette.atom").url)[1])
        assert any("coastal path" in title for title in copies)
        assert "SAMPLE: Libyan National Army surveyors map fictional coastal path" not in titles(get(wire)[1])
        clock.now = START + timedelta(seconds=100)
        _, source = get(wire)
    item = next(item for item in re.findall(r"<item>.*?</item>", source, re.DOTALL) if "coastal path" in item)
    assert "Mon, 02 Mar 2026 05:00:00" in item


def test_teasers_lead_to_pages_on_the_same_server(server: SampleServer) -> None:
    feed = addressed(server, "courrier.json")
    assert feed.pages
    items = json.loads(get(feed.url)[1])["items"]
    assert len(items) > 1
    for item in items:
        answer, page = get(item["url"])
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert item["title"] in page


@pytest.mark.parametrize("path", ["/", "/feeds.toml", "/pages/../feeds.toml", "/pages/none.html", "/../manifest.toml"])
def test_nothing_else_of_the_folder_is_served(path: str, server: SampleServer) -> None:
    assert get(server.base + path)[0].status == 404


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({}, "feeds.toml declares no sample feed"),
        ({"feeds.toml": '[[feed]]\nfile = "a.rss"\n'}, 'line 2: file = "a.rss": the sample cannot be served'),
        (
            {"feeds.toml": '[[feed]]\nfile = "a.rss"\n', "a.rss": "<rss></rss>"},
            "this is no feed template: it has no item or entry",
        ),
        (
            {"feeds.toml": '[[feed]]\nfile = "a.rss"\n', "a.rss": "<item><title>x</title></item>\n"},
            r"an entry has no time such as \{\{-3h\}\}",
        ),
        (
            {"feeds.toml": '[[feed]]\nfile = "a.json"\n', "a.json": "{}"},
            "the sample cannot be served",
        ),
    ],
)
def test_a_broken_sample_is_told_at_the_start(files: dict[str, str], sentence: str, tmp_path: Path) -> None:
    for name, source in files.items():
        (tmp_path / name).write_text(source, "utf-8")
    with pytest.raises(ConfigError, match=sentence):
        SampleServer(tmp_path, lambda: START)
