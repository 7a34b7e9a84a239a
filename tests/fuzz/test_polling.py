"""Documents, addresses and dates of feeds come from strangers: what cannot be read is refused in our own words."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import settings
from tests.fuzz.strategies import ARTICLES, FUZZ, NOW, OFFSETS, PUBLISHED, SHORT, TEXTS, URLS, values
from watchers.errors import ConfigError, FeedError, FetchError
from watchers.fetching import addresses, headers
from watchers.model import Article, Feed, FeedState, Published
from watchers.parsing import autodiscovery, charset, delta, entries, entry_dates, html_text, opml, page_text, parse
from watchers.polling import teasers
from watchers.text import urls  # fmt: skip
from watchers.text.languages import primary_code

URL = "https://feed.example/news.xml"
STAMPS = st.one_of(
    SHORT,
    st.datetimes(timezones=st.one_of(st.none(), OFFSETS)).map(datetime.isoformat),
    st.sampled_from(("Mon, 31 Feb 2020 25:61:61 GMT", "0001-01-01T00:00:00+14:00", "9999-12-31", "2020-٣", "1e9")),
)
ENCODINGS = (
    "utf-8", "utf-16", "utf-32", "cp1251", "iso-2022-jp", "utf-7", "unicode_escape", "raw_unicode_escape", "mbcs",
    "undefined", "rot13", "hex", "idna", "x", "\x00", "é",
)  # fmt: skip


@st.composite
def item(draw: st.DrawFn) -> str:
    """An item of RSS or Atom, escaped as it should be or not."""
    spell = draw(st.sampled_from((escape, str, lambda text: f"<![CDATA[{text}]]>")))
    date, language = draw(STAMPS), quoteattr(draw(SHORT))
    return (
        f"<item xml:lang={language}><title>{spell(draw(SHORT))}</title><link>{spell(draw(URLS))}</link>"
        f"<guid>{spell(draw(SHORT))}</guid><description>{spell(draw(TEXTS))}</description>"
        f"<pubDate>{escape(date)}</pubDate><source url={quoteattr(draw(URLS))}>{spell(draw(SHORT))}</source></item>"
    )


@st.composite
def xml(draw: st.DrawFn) -> bytes:
    """A feed in XML, in any encoding, whole or cut."""
    pace = f"<ttl>{draw(SHORT)}</ttl><skipHours><hour>{draw(SHORT)}</hour><hour>²</hour></skipHours>"
    inner = "".join(draw(st.lists(item(), max_size=3)))
    head = f"<title>{escape(draw(SHORT))}</title>{draw(st.sampled_from(('', pace)))}"
    name = draw(st.sampled_from(ENCODINGS))
    text = f"<?xml version='1.0' encoding='{name}'?><rss version='2.0'><channel>{head}{inner}</channel></rss>"
    encoded = text.encode(draw(st.sampled_from(("utf-8", "utf-16", "cp1251", "latin-1"))), "replace")
    return encoded[: draw(st.one_of(st.just(len(encoded)), st.integers(0, len(encoded))))]


JSON_VALUES = st.recursive(
    st.one_of(SHORT, STAMPS, st.none(), st.booleans(), st.integers(), st.floats()),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(SHORT, inner, max_size=2)),
    max_leaves=4,
)
MEMBERS = (
    "id",
    "url",
    "external_url",
    "title",
    "content_html",
    "content_text",
    "summary",
    "date_published",
    "language",
)
ITEMS = st.dictionaries(st.sampled_from(MEMBERS), JSON_VALUES, max_size=6)
JSON_FEEDS = st.builds(
    lambda items, title, ascii: json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": title, "home_page_url": title, "items": items},
        ensure_ascii=ascii,
    ).encode("utf-8", "replace"),
    st.one_of(st.lists(st.one_of(ITEMS, JSON_VALUES), max_size=4), JSON_VALUES),
    JSON_VALUES,
    st.booleans(),
)
DOCUMENTS = st.one_of(
    xml(), JSON_FEEDS, TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")), st.binary(max_size=200)
)


@FUZZ
@given(DOCUMENTS, st.one_of(SHORT, st.sampled_from(ENCODINGS).map(lambda name: f"text/xml; charset={name}")))
def test_a_document_is_a_feed_or_refused(document: bytes, content_type: str) -> None:
    try:
        parsed = parse.parse_feed(document, url=URL, content_type=content_type)
    except FeedError as refusal:
        assert str(refusal)
        return
    articles = entries.articles(parsed, Feed(URL), NOW)
    for article in articles:
        assert article.identity
        assert article.published is None or article.published.at is None or article.published.at <= NOW
        assert article.url == "" or urls.absolute(article.url) == article.url
        json.dumps([article.title, article.text, article.url, *article.also]).encode()
    again = parse.parse_feed(document, url=URL, content_type=content_type, memo=parsed.memo)
    assert len(again.entries) + len(again.unchanged) == len(parsed.entries) + len(parsed.unchanged)
    identities = {article.identity for article in articles}
    assert {article.identity for article in entries.articles(again, Feed(URL), NOW)} <= identities


@FUZZ
@given(
    st.one_of(st.binary(max_size=300), TEXTS.map(lambda text: text.encode("utf-16", "replace"))),
    st.one_of(SHORT, st.sampled_from(ENCODINGS)),
)
def test_any_bytes_are_some_text(body: bytes, name: str) -> None:
    charset.decode(body, f"text/html; charset={name}")
    charset.decode(b"<meta charset=" + name.encode("utf-8", "replace") + b">" + body)


@FUZZ
@given(TEXTS)
def test_markup_becomes_text(markup: str) -> None:
    for text in (html_text.plain_text(markup), html_text.body(markup), html_text.body(markup, "text/plain")):
        assert "\0" not in text and text == text.strip()
    assert "\n" not in html_text.one_line(markup)
    autodiscovery.is_page(markup)
    for url in autodiscovery.feeds(f"<html><head>{markup}<link rel=alternate href={quoteattr(markup)}>", URL):
        assert urls.absolute(url) == url


@FUZZ
@given(TEXTS, SHORT, st.booleans())
def test_a_page_is_read_or_has_no_article(text: str, title: str, dated: bool) -> None:
    page = f"<html><head><title>{title}</title></head><body><article><p>{text}</p><p>{text}</p></article></body></html>"
    extracted = page_text.extract(page, URL, dated=dated)
    assert extracted is None or extracted.text


@FUZZ
@given(URLS, URLS)
def test_an_address_is_one_that_can_be_asked_or_none(link: str, base: str) -> None:
    address = urls.absolute(link, urls.absolute(base))
    assert address == "" or urls.absolute(address) == address
    canonical = urls.canonical(link)
    assert urls.canonical(canonical) == canonical
    urls.host(link)
    if address:
        assert urls.shard(address)
    urls.key(link)


@FUZZ
@given(STAMPS, PUBLISHED)
def test_a_stamp_is_a_date_or_none_and_never_ahead(stated: str, published: Published | None) -> None:
    read = entry_dates.iso(stated)
    for date in (read, published):
        clamped = entry_dates.clamped(date, NOW)
        assert clamped is None or clamped.at is None or clamped.at <= NOW
    assert read is None or str(read)


@FUZZ
@given(st.lists(st.integers(0, 10_000), min_size=6, max_size=9), SHORT)
def test_what_feedparser_makes_of_a_stamp_is_a_date_or_none(parsed: list[int], stated: str) -> None:
    with_time = entry_dates.read(f"{stated} 10:00", (parsed[0], parsed[1] % 13, parsed[2] % 32, *parsed[3:6]))
    assert with_time is None or with_time.at is not None


FIELDS = (b"Age", b"Expires", b"Date", b"Cache-Control", b"Retry-After", b"Content-Length", b"ETag", b"Last-Modified")


class Given:
    """Header fields as a server sent them."""

    def __init__(self, raw: list[tuple[bytes, bytes]]) -> None:
        self.raw = raw


@FUZZ
@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                (b"Age", b"Expires", b"Date", b"Cache-Control", b"Retry-After", b"Content-Length", b"ETag")
            ),
            st.one_of(
                st.binary(max_size=40),
                STAMPS.map(lambda text: text.encode("latin-1", "replace")),
                st.integers().map(lambda number: b"%d" % number),
                st.integers(0).map(lambda number: b"max-age=%d" % number),
                st.just(b"Sat, 01 Jan 0001 00:00:00 +2359"),
                st.just(b"Fri, 31 Dec 9999 23:59:59 -2359"),
            ),
        ),
        max_size=6,
    )
)
def test_headers_say_something_or_nothing(raw: list[tuple[bytes, bytes]]) -> None:
    given_headers = Given(raw)
    for read in (headers.fresh_for, headers.retry_after):
        wait = read(given_headers, NOW)
        assert wait is None or wait.total_seconds() >= 0
    headers.conditions(headers.validators(given_headers))
    length = headers.content_length(given_headers)
    assert length is None or length >= 0


@FUZZ
@given(st.one_of(st.binary(max_size=80), st.binary(min_size=40, max_size=40)))
def test_a_memo_of_any_make_is_harmless(memo: bytes) -> None:
    assert delta.pack(delta.unpack(memo).values()) in (memo, b"") or len(memo) % 40 == 0
    document = b"<rss><channel><item><title>A</title></item></channel></rss>"
    assert len(parse.parse_feed(document, url=URL, memo=memo).entries) == 1


@FUZZ
@given(st.one_of(st.lists(st.tuples(SHORT, URLS, SHORT), max_size=4), TEXTS), st.booleans())
def test_a_list_of_feeds_is_read_or_refused(given_outlines: list[tuple[str, str, str]] | str, nested: bool) -> None:
    if isinstance(given_outlines, str):
        document = f"<opml><body><outline text='a'>{given_outlines}</outline></body></opml>"
    else:
        outlines = "".join(
            f"<outline text={quoteattr(name)} xmlUrl={quoteattr(url)} category={quoteattr(tags)}>"
            for name, url, tags in given_outlines
        )
        closing = "</outline>" * len(given_outlines)
        document = f"<opml>{'<body>' * nested}{outlines}{closing}{'</body>' * nested}</opml>"
    try:
        feeds = opml.read(document.encode("utf-8", "surrogatepass"))
    except ConfigError as refusal:
        assert str(refusal)
        return
    assert [feed.url for feed in opml.read(opml.write(feeds).encode())] == [feed.url for feed in feeds]


@FUZZ
@given(st.lists(values(Feed), max_size=3), SHORT)
def test_any_feeds_are_written_as_a_list_that_is_read_again(feeds: list[Feed], title: str) -> None:
    feed_urls = dict.fromkeys(urls.absolute(feed.url) for feed in feeds)
    again = opml.read(opml.write(feeds, title).encode("utf-8"))
    assert {feed.url for feed in again} == {url for url in feed_urls if url}


@FUZZ
@given(SHORT, st.integers(-1, 70_000) | st.none(), SHORT)
def test_a_host_is_allowed_or_refused(host: str, port: int | None, userinfo: str) -> None:
    try:
        addresses.check_url("https", host, port, userinfo, "shown")
    except FetchError as refusal:
        assert str(refusal)
    for entry in (host, f"{host}:{port}", f"{host}:²", "localhost:٨٠"):
        with suppress(settings.SettingsError):
            settings.load({"ACTORWATCH_ALLOW_HOSTS": entry}, Path())


@FUZZ
@given(ARTICLES, st.sampled_from((None, True, False)))
def test_a_teaser_is_told_from_a_text(article: Article, learnt: bool | None) -> None:
    assert teasers.is_teaser(article, FeedState(Feed(URL), pages_help=learnt)) in (True, False)


@pytest.mark.parametrize("tag", ["en", "pt_BR", "zh-Hant-TW", "²²", "", "und", "x" * 300, "\ud800"])
def test_a_language_tag_is_a_code_or_nothing(tag: str) -> None:
    code = primary_code(tag)
    assert code is None or (code.isascii() and 2 <= len(code) <= 3)
