"""Feeds of every format, whole and broken, as one value; a document of each format is in data/feeds.toml."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import case_files
from watchers.errors import NotAFeed, ParseError
from watchers.parsing import parse
from watchers.parsing.entries import MOST_ENTRIES, Entry, ParsedFeed

FEEDS = case_files.load("feeds.toml")["feed"]
URL = "https://site.example/feed.xml"


def read(document: str | bytes, content_type: str = "") -> ParsedFeed:
    body = document.encode() if isinstance(document, str) else document
    return parse.parse_feed(body, url=URL, content_type=content_type)


def rss(items: str, channel: str = "") -> str:
    return f'<rss version="2.0"><channel><title>Site</title>{channel}{items}</channel></rss>'


def item(n: int, text: str = "Text.") -> str:
    return (
        f"<item><title>Title {n}</title><link>https://site.example/{n}</link><description>{text}</description></item>"
    )


def shown(entry: Entry) -> dict[str, str]:
    values = {name: getattr(entry, name) for name in ("title", "link", "guid", "text", "language", "source")}
    return {name: str(value) for name, value in {**values, "published": entry.published}.items() if value}


@pytest.mark.parametrize("case", FEEDS, ids=[case["kind"] for case in FEEDS])
def test_every_format_becomes_the_same_value(case: dict[str, Any]) -> None:
    feed = read(case["document"])
    assert (feed.kind, feed.title, feed.language) == (case["kind"], case["title"], case.get("language"))
    entries = [shown(entry) for entry in feed.entries]
    for entry in entries:
        if feed.language and entry.get("language") == feed.language:  # as inherited
            del entry["language"]
    assert entries == case["entries"]


def test_an_entry_has_the_sections_that_the_feed_puts_it_in() -> None:
    documents = (
        rss("<item><title>A</title><category>Op-Ed</category><category><![CDATA[Africa]]></category></item>"),
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>S</title><entry><title>A</title><id>1</id>'
        '<category term="Op-Ed"/><category term="17" label="Africa"/></entry></feed>',
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "items": [{"id": "1", "title": "A", "tags": ["Op-Ed", "Africa", 7]}],
            }
        ),
    )
    assert [read(document).entries[0].sections for document in documents] == [("Op-Ed", "Africa")] * 3
    assert read(rss(item(1))).entries[0].sections == ()


# ---------------------------------------------------------------- broken documents

BROKEN = {
    "cut off": rss(item(1) + item(2))[:-40],
    "an ampersand": rss(item(1, "Fish & chips") + item(2)),
    "an unknown entity": rss(item(1, "&nbsp;&hellip;") + item(2)),
    "a control character": rss(item(1, "a\x0bb\x00") + item(2)),
    "blanks before the declaration": "\n\n <?xml version='1.0'?>" + rss(item(1) + item(2)),
    "a byte order mark and a comment": "\ufeff<!-- made by hand --><?xml version='1.0'?>" + rss(item(1) + item(2)),
    "unclosed markup": rss(item(1, "<b>Fish<p>chips") + item(2)),
    "unquoted attributes": rss(item(1, "<a href=x>Fish</a>") + item(2)),
    "a character reference that no character has": rss(item(1, "&#x110000; &#55296; &#xZZ; &#;") + item(2)),
    "a reference that is a number without end": rss(item(1, f"&#{'9' * 5_000};") + item(2) + "<oops"),
    "a reference to half a pair": rss(item(1, "&#xD83D;&#xDE00;") + item(2) + "<oops"),
    "rubbish after its end": rss(item(1) + item(2)) + "<script>alert(1)</script>",
    "a wrong charset": rss(item(1) + item(2)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_document_loses_no_entry_that_can_be_read(name: str) -> None:
    feed = read(BROKEN[name], "text/xml; charset=utf-16" if name == "a wrong charset" else "")
    assert [entry.title for entry in feed.entries] == ["Title 1", "Title 2"]


def test_entities_that_multiply_are_stopped() -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    feed = read(f"{bomb}]>{rss(item(1, '&j;'))}")
    assert [entry.text for entry in feed.entries] == ["&j;"]


def test_a_file_of_the_machine_is_never_read_into_a_feed() -> None:
    document = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss(item(1, "&x;"))
    assert [entry.text for entry in read(document).entries] == ["&x;"]


@given(st.text(alphabet=st.sampled_from("<>/&#x;item rsschanel=\"'[]!-CDATA0"), max_size=120))
def test_no_document_raises_anything_but_this_feeds_failure(text: str) -> None:
    for document in (text, rss(text), "{" + text):
        try:
            read(document)
        except ParseError as error:
            assert URL in str(error) or "JSON" in str(error)


# ---------------------------------------------------------------- what is no feed


@pytest.mark.parametrize("document", ["", "  \n", b"\xef\xbb\xbf", "\x11"])
def test_nothing_at_all_is_a_failure(document: str | bytes) -> None:
    with pytest.raises(ParseError, match="is empty"):
        read(document)


def test_a_page_is_told_with_the_feeds_that_it_offers() -> None:
    page = '<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>'
    with pytest.raises(NotAFeed, match=r"is a page, not a feed; it offers https://site\.example/rss") as failure:
        read(page)
    assert failure.value.offers == ("https://site.example/rss",)
    with pytest.raises(NotAFeed, match="it names none"):
        read("<html><body>Hello</body></html>")


@pytest.mark.parametrize("document", ['{"a": 1}', '{"items": []}', "hello", "<svg></svg>", "%PDF-1.4"])
def test_something_else_is_told_for_what_it_is(document: str) -> None:
    with pytest.raises(NotAFeed):
        read(document)


def test_broken_json_is_a_failure_of_its_own() -> None:
    for document in (
        '{"version": "https://jsonfeed.org/version/1", "items": [',
        "{" * 100_000,
        '{"items":' + "[" * 10**5,
    ):
        with pytest.raises(ParseError, match="JSON"):
            read(document)


def test_odd_members_of_a_json_feed_cost_themselves_alone() -> None:
    items = [
        "text",
        None,
        {"id": ["x"], "url": 5, "title": {"a": 1}},
        {"id": "1", "title": "One", "date_published": 12},
    ]
    feed = read(json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": 7, "items": items}))
    assert feed.title == "7"
    assert [entry.title for entry in feed.entries] == ["", "One"]
    assert feed.lost == 2


def test_an_empty_feed_is_a_feed() -> None:
    assert read(rss("")).entries == ()
    assert read('{"version": "https://jsonfeed.org/version/1.1", "items": []}').entries == ()


def test_more_than_anyone_reads_is_left_out_and_counted() -> None:
    feed = read(rss("".join(item(n) for n in range(MOST_ENTRIES + 5))))
    assert (len(feed.entries), feed.lost) == (MOST_ENTRIES, 5)
    text = read(rss(item(1, "A line of text.\n\n" * 50_000))).entries[0].text
    assert 100_000 < len(text) <= 200_000


@pytest.mark.parametrize("line", ["Haftar ", "<b>Haftar</b> ", "Haftar &amp; "])
def test_no_part_of_an_entry_is_longer_than_anyone_reads(line: str) -> None:
    title, text, link = line * 100_000, "A line of text.\n\n" * 50_000, "https://site.example/" + "a" * 100_000
    item = {"id": "1", "url": link, "title": title, "content_text": text}
    documents = (
        rss(f"<item><title>{title}</title><link>{link}</link><description>{text}</description></item>"),
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": title, "items": [item]}),
    )
    for entry in (read(document).entries[0] for document in documents):
        assert 100 < len(entry.title) <= 1_000
        assert 100_000 < len(entry.text) <= 200_000
        assert entry.link == ""


# ---------------------------------------------------------------- what it says of its pace


def test_a_document_says_how_often_it_wants_to_be_polled() -> None:
    feed = read(
        '<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><ttl>90</ttl>'
        "<sy:updatePeriod> hourly </sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>"
        "<skipHours><hour>0</hour><hour>24</hour><hour>5</hour><hour>99</hour></skipHours>"
        f"<skipDays><day>Saturday</day><day>Someday</day></skipDays>{item(1)}</channel></rss>"
    )
    assert feed.ttl == timedelta(minutes=90)
    assert feed.period == timedelta(minutes=30)
    assert feed.skip_hours == {0, 5}
    assert feed.skip_days == {5}


@pytest.mark.parametrize("ttl", ["", "0", "-5", "soon", "1e9", "9" * 50, "٦٠"])
def test_a_wish_that_is_none_is_ignored(ttl: str) -> None:
    assert read(rss(item(1), f"<ttl>{ttl}</ttl>")).ttl is None


# ---------------------------------------------------------------- for people


def test_a_file_is_described_as_people_asked(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(rss(item(1)), "utf-8")
    assert parse.describe(path) == {
        "file": str(path),
        "title": "Site",
        "language": None,
        "articles": [
            {
                "id": "link:site.example/1",
                "url": "https://site.example/1",
                "title": "Title 1",
                "text": "Text.",
                "published": None,
            }
        ],
    }


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    missing, page = tmp_path / "missing.xml", tmp_path / "page.html"
    page.write_text("<html>", "utf-8")
    for path, words in ((missing, "cannot be read"), (page, "is a page"), (tmp_path, "cannot be read")):
        row = parse.describe(path)
        assert words in str(row["error"])
        assert row["articles"] == []
