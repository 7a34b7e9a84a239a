"""Identity within a feed: what publishers break, an entry survives; and what articles are made of entries."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from watchers.model import Article, Feed, PartialDate, Published
from watchers.parsing import entries
from watchers.parsing.entries import Entry, ParsedFeed

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
FEED = Feed("https://site.example/feed")
YESTERDAY = Published.instant(NOW - timedelta(days=1))


def polled(*feed_entries: Entry, feed: Feed = FEED, **values: object) -> tuple[Article, ...]:
    return entries.articles(ParsedFeed("rss20", entries=feed_entries, **values), feed, NOW)  # type: ignore[arg-type]


def identities_of(*feed_entries: Entry) -> set[str]:
    return {identity for article in polled(*feed_entries) for identity in entries.known_by(article)}


def fresh(before: tuple[Entry, ...], after: tuple[Entry, ...]) -> list[str]:
    """The titles of what a second poll finds new."""
    return [article.title for article in entries.unknown(polled(*after), identities_of(*before))]


def entry(n: int, **values: object) -> Entry:
    plain = Entry(f"Title {n}", f"Text {n}.", f"https://site.example/{n}", f"guid-{n}", YESTERDAY)
    return replace(plain, **values)  # type: ignore[arg-type]


ONE, TWO, THREE = entry(1), entry(2), entry(3)

SAME = {
    "nothing changed": (ONE, ONE),
    "an edited title and text": (ONE, entry(1, title="Corrected", text="Longer.")),
    "a new date": (ONE, entry(1, published=Published.instant(NOW))),
    "a changed guid": (ONE, entry(1, guid="version-2")),
    "a guid that was taken away": (ONE, entry(1, guid="")),
    "a changed link": (ONE, entry(1, link="https://site.example/1-better-slug")),
    "tracking in the link": (entry(1, guid=""), entry(1, guid="", link="https://site.example/1?utm_source=rss")),
    "a move to https": (
        entry(1, guid="http://site.example/1", link="http://site.example/1"),
        entry(1, guid="https://www.site.example/1/", link="https://www.site.example/1/"),
    ),
    "no guid and no link": (entry(1, guid="", link=""), entry(1, guid="", link="", text="Edited.")),
}
OTHER = {
    "another entry": (ONE, TWO),
    "the same title": (ONE, entry(2, title=ONE.title)),
    "a query that names the entry": (
        entry(1, guid="", link="https://site.example/?p=1"),
        entry(2, guid="", link="https://site.example/?p=2"),
    ),
    "a place on one page": (
        entry(1, guid="", link="https://site.example/live#a"),
        entry(2, guid="", link="https://site.example/live#b"),
    ),
    "the front page as every link": (
        entry(1, link="https://site.example/"),
        entry(2, link="https://site.example/"),
    ),
    "the same title on another day, and nothing else": (
        entry(1, guid="", link=""),
        entry(1, guid="", link="", published=Published.instant(NOW)),
    ),
    "texts without titles": (
        Entry(text="The first note."),
        Entry(text="The second note."),
    ),
}


@pytest.mark.parametrize("name", SAME)
def test_an_entry_stays_known_through(name: str) -> None:
    before, after = SAME[name]
    assert fresh((before,), (after,)) == []


@pytest.mark.parametrize("name", OTHER)
def test_another_entry_is_new_despite(name: str) -> None:
    before, after = OTHER[name]
    assert len(fresh((before,), (after,))) == 1


def test_a_guid_that_entries_share_tells_nothing() -> None:
    one, two, three = (entry(n, guid="shared") for n in (1, 2, 3))
    assert fresh((one, two), (two, three)) == ["Title 3"]


def test_a_link_that_entries_share_tells_nothing() -> None:
    one, two, three = (entry(n, link="https://site.example/live") for n in (1, 2, 3))
    assert fresh((one, two), (three, one, two)) == ["Title 3"]


def test_guid_and_link_shared_leave_what_still_differs() -> None:
    one, two, three = (entry(n, guid="shared", link="https://site.example/live") for n in (1, 2, 3))
    assert fresh((one, two), (one, two, three)) == ["Title 3"]


def test_shuffles_rollbacks_and_returns_bring_nothing_new() -> None:
    identities = identities_of(ONE, TWO, THREE)
    for again in ((THREE, ONE, TWO), (ONE,), (ONE, TWO, THREE)):
        assert entries.unknown(polled(*again), identities) == ()


def test_an_entry_that_stands_there_twice_is_one_article() -> None:
    articles = polled(ONE, ONE, entry(1, guid="again"))
    assert len(articles) == 3
    assert len(entries.unknown(articles)) == 1


def test_a_very_long_guid_is_an_identity_of_ordinary_length() -> None:
    (article,) = polled(entry(1, guid="x" * 100_000))
    assert all(len(identity) < 300 for identity in entries.known_by(article))


# ---------------------------------------------------------------- articles


def test_an_article_has_what_the_entry_says() -> None:
    (article,) = polled(entry(1, link="https://Site.Example/1?utm_medium=rss&page=2", language="ar-LY"))
    assert (article.title, article.text, article.feed) == ("Title 1", "Text 1.", FEED.url)
    assert article.url == "https://site.example/1?page=2"
    assert (article.published, article.first_seen, article.language) == (YESTERDAY, NOW, "ar")


@pytest.mark.parametrize(
    ("desk", "own", "document", "language"),
    [
        ("ar", "en-US", "en", "ar"),
        (None, "fr_FR", "en", "fr"),
        (None, None, "EN-us", "en"),
        (None, "und", None, None),
        (None, "", "русский", None),
    ],
)
def test_the_desks_language_goes_before_what_publishers_declare(
    desk: str | None, own: str | None, document: str | None, language: str | None
) -> None:
    (article,) = polled(entry(1, language=own), feed=replace(FEED, language=desk), language=document)
    assert article.language == language


def test_the_outlet_is_the_source_else_the_feeds_name_else_the_host() -> None:
    assert [article.outlet for article in polled(entry(1, source="Wire"), ONE, title="Site")] == ["Wire", "Site"]
    assert polled(ONE, feed=replace(FEED, title="Our name"), title="Site")[0].outlet == "Our name"
    assert polled(ONE)[0].outlet == "site.example"


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        (Published.instant(NOW + timedelta(hours=5)), Published.instant(NOW)),
        (Published(PartialDate(2026, 3, 3)), Published.instant(NOW)),
        (Published(PartialDate(2026, 3, 2)), Published(PartialDate(2026, 3, 2))),
        (Published(PartialDate(2026, 3, 2), NOW + timedelta(minutes=5)), Published(PartialDate(2026, 3, 2), NOW)),
        (Published(PartialDate(2026, 3, 1)), Published(PartialDate(2026, 3, 1))),
        (Published(PartialDate(2026)), Published(PartialDate(2026))),
        (None, None),
    ],
)
def test_a_date_in_the_future_is_brought_back_to_the_present_but_a_day_that_has_begun_in_the_east_stays(
    published: Published | None, shown: Published | None
) -> None:
    assert polled(entry(1, published=published))[0].published == shown


def test_an_entry_without_a_title_is_headed_by_the_beginning_of_its_text() -> None:
    (short,) = polled(entry(1, title="", text="A note.\n\nAnd more."))
    assert short.title == "A note."
    (long,) = polled(entry(1, title="", text="word " * 100))
    assert long.title.endswith("word…")
    assert len(long.title) <= 121


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "mailto:a@b.example",
        "",
        "https://[bad/",
        "//",
        "https://a.example:65536/x",
        "https://a.example:0/x",
        "https://a.example:8²/x",
    ],
)
def test_a_link_that_leads_nowhere_on_the_web_is_none(link: str) -> None:
    assert polled(entry(1, link=link))[0].url == ""
