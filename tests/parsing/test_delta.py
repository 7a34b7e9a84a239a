"""Only new items are read, and what comes of it is what a full reading gives."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import case_files
from watchers.model import Feed
from watchers.parsing import delta, entries, parse
from watchers.parsing.entries import ParsedFeed

URL = "https://site.example/feed"
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
FEEDS = case_files.load("feeds.toml")["feed"]


def item(n: int, **values: str) -> str:
    elements = {
        "title": f"Title {n}",
        "guid": f"g{n}",
        "link": f"https://site.example/{n}",
        "description": "Ü",
    } | values
    return "<item>" + "".join(f"<{name}>{value}</{name}>" for name, value in elements.items() if value) + "</item>"


def rss(*items: str, title: str = "Site") -> bytes:
    channel = f"<title>{title}</title>{''.join(items)}"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{channel}</channel></rss>'.encode()


def read(document: bytes, before: ParsedFeed | None = None) -> ParsedFeed:
    return parse.parse_feed(document, url=URL, memo=before.memo if before is not None else None)


def titles(feed: ParsedFeed) -> list[str]:
    return [entry.title for entry in feed.entries]


def test_what_stood_in_the_last_document_is_not_read_again() -> None:
    first = read(rss(item(1), item(2)))
    second = read(rss(item(3), item(1), item(2), title="Renamed"), first)
    assert titles(second) == ["Title 3"]
    assert len(second.unchanged) == 2
    assert second.title == "Renamed"
    assert titles(read(rss(item(3), item(1), item(2)), second)) == []


def test_an_item_that_changed_by_a_byte_is_read_again() -> None:
    first = read(rss(item(1), item(2)))
    assert titles(read(rss(item(1), item(2, description="ü")), first)) == ["Title 2"]


def test_an_item_that_left_and_came_back_is_read_again() -> None:
    first = read(rss(item(1), item(2)))
    without = read(rss(item(2)), first)
    assert titles(read(rss(item(1), item(2)), without)) == ["Title 1"]


@given(st.lists(st.integers(0, 8), max_size=10), st.lists(st.integers(0, 8), max_size=10))
def test_new_entries_and_memo_are_those_of_a_full_reading(before: list[int], after: list[int]) -> None:
    first, document = read(rss(*map(item, before))), rss(*map(item, after))
    short, full = read(document, first), read(document)
    assert titles(short) == [title for title in titles(full) if int(title.removeprefix("Title ")) not in before]
    assert short.memo == full.memo


@pytest.mark.parametrize("case", FEEDS, ids=[case["kind"] for case in FEEDS])
def test_a_document_that_stayed_the_same_brings_nothing_in_any_format_of_xml(case: dict[str, str]) -> None:
    document = case["document"].encode()
    again = read(document, read(document))
    assert again.kind == case["kind"]
    assert (again.entries == ()) == (case["kind"] != "json")


def test_a_shared_guid_tells_nothing_though_its_other_bearers_were_not_read() -> None:
    documents = [rss(*(item(n, guid="shared") for n in range(last, 0, -1))) for last in (2, 3, 4)]
    identities: set[str] = set()
    feed, titles_by_document = None, []
    for document in documents:
        feed = read(document, feed)
        fresh = entries.unknown(entries.articles(feed, Feed(URL), NOW), identities)
        identities |= {identity for article in fresh for identity in entries.known_by(article)}
        titles_by_document.append([article.title for article in fresh])
    assert titles_by_document == [["Title 2", "Title 1"], ["Title 3"], ["Title 4"]]


@pytest.mark.parametrize(
    "document",
    [
        rss(item(1), "<oops>"),
        rss("<item/>", item(1)),
        rss(item(1, description="Fish & chips")),
        b"<!DOCTYPE rss [<!ENTITY a 'b'>]>" + rss(item(1, description="&a;")).partition(b"?>")[2],
    ],
)
def test_documents_with_odd_items_are_read_whole(document: bytes) -> None:
    assert "Title 1" in titles(read(document, read(rss(item(1)))))


@pytest.mark.parametrize("memo", [b"", b"x", b"\0" * 80, b"\xff" * 400])
def test_a_memo_of_another_make_is_no_harm(memo: bytes) -> None:
    assert titles(parse.parse_feed(rss(item(1)), url=URL, memo=memo)) == ["Title 1"]


def test_a_memo_comes_back_as_it_was_packed() -> None:
    feed = read(rss(item(1), item(2, pubDate="Sun, 01 Mar 2026 10:30:00 GMT")))
    items = delta.unpack(feed.memo)
    assert delta.pack(items.values()) == feed.memo
    assert sorted(entry.published for entry in items.values()) == [0, 1_772_361_000]
