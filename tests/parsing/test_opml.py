"""Feed lists in and out."""

from __future__ import annotations

import pytest

from watchers.errors import ConfigError
from watchers.model import Feed
from watchers.parsing import opml

FEEDS = (
    Feed("https://site.example/feed?a=1&b=2", "Site & more", "ar", ("libya", "wire")),
    Feed("https://other.example/rss", "Other"),
)


def outlines(inner: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><opml version="1.0"><head/><body>{inner}</body></opml>'.encode()


def test_what_was_written_is_read_back() -> None:
    assert opml.read(opml.write(FEEDS).encode()) == FEEDS


def test_folders_become_tags_and_each_feed_stands_once() -> None:
    feeds = opml.read(
        outlines(
            '<outline text="North Africa"><outline text="Libya"><outline type="rss" text="A" xmlUrl="https://a.example/f"/>'
            '</outline><outline text="B" xmlurl="https://b.example/f" category="/press/,wire"/></outline>'
            '<outline text="again" xmlUrl="https://a.example/f"/><outline text="no feed" htmlUrl="https://c.example/"/>'
        )
    )
    assert feeds == (
        Feed("https://a.example/f", "A", None, ("north africa", "libya")),
        Feed("https://b.example/f", "B", None, ("north africa", "press", "wire")),
    )


def test_characters_that_xml_cannot_hold_are_left_out_of_a_list() -> None:
    (again,) = opml.read(
        opml.write([Feed("https://a.example/f", "A\x00\x1f\ud800\uffff B", tags=("li\x0bbya",))]).encode()
    )
    assert (again.title, again.tags) == ("A B", ("libya",))


def test_addresses_that_are_none_are_left_out() -> None:
    assert (
        opml.read(outlines('<outline xmlUrl="javascript:x"/><outline xmlUrl=""/><outline xmlUrl="file:///x"/>')) == ()
    )


def test_other_charsets_are_read() -> None:
    text = '<?xml version="1.0" encoding="windows-1251"?><opml><body><outline text="Лента" xmlUrl="https://a.example/"/></body></opml>'
    assert opml.read(text.encode("cp1251"))[0].title == "Лента"


def test_deep_folders_are_walked_without_recursion() -> None:
    inner = '<outline text="x">' * 500 + '<outline text="A" xmlUrl="https://a.example/"/>' + "</outline>" * 500
    assert len(opml.read(outlines(inner))) == 1


def nested(levels: int, feeds: int) -> str:
    """Folders in each other, each with so many feeds."""
    folders = (
        f'<outline text="Folder {n}">' + "".join(f'<outline xmlUrl="https://a.example/{n}/{k}"/>' for k in range(feeds))
        for n in range(levels)
    )
    return "".join(folders) + "</outline>" * levels


def test_a_feed_gets_the_tags_of_its_outermost_folders_and_no_thousand() -> None:
    feeds = opml.read(outlines(nested(1_000, 20)))
    assert len(feeds) == opml.MOST_FEEDS
    assert feeds[0].tags == ("folder 0",)
    assert feeds[-1].tags == tuple(f"folder {n}" for n in range(opml.MOST_TAGS))


def test_a_folder_ends_where_it_is_closed() -> None:
    feeds = opml.read(outlines(nested(2, 1) + nested(1, 0) + '<outline xmlUrl="https://b.example/"/>'))
    assert [feed.tags for feed in feeds] == [("folder 0",), ("folder 0", "folder 1"), ()]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "no intact OPML"),
        (b"<opml><body>", "no intact OPML"),
        (b"<rss><channel/></rss>", "it begins with <rss>"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><opml><body/></opml>', "entities of its own"),
        (outlines(nested(10_000, 1)), "more than 1,000 folders in each other"),
        (outlines(nested(1_000, 50)), "more than 20,000 feeds"),
        (b"<opml>" * 1_000_000, "more than 1,000 folders"),
        (b"x" * 25_000_001, "larger than 25 MB"),
    ],
)
def test_what_is_no_list_of_feeds_is_refused_in_words(body: bytes, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        opml.read(body)
