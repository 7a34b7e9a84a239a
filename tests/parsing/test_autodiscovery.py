"""The feeds that a page offers."""

from __future__ import annotations

import pytest

from watchers.parsing import autodiscovery

URL = "https://site.example/news/"


def link(href: str, kind: str = "application/rss+xml", rel: str = "alternate", title: str = "") -> str:
    return f'<link rel="{rel}" type="{kind}" href="{href}" title="{title}">'


@pytest.mark.parametrize(
    ("page", "offers"),
    [
        (link("/rss"), ["https://site.example/rss"]),
        (link("feed.xml", "application/atom+xml; charset=utf-8"), ["https://site.example/news/feed.xml"]),
        (link("//cdn.example/f.json", "application/feed+json"), ["https://cdn.example/f.json"]),
        (link("/rss", rel="ALTERNATE home"), ["https://site.example/rss"]),
        (link("/f", "", rel="feed"), ["https://site.example/f"]),
        ('<base href="https://other.example/">' + link("rss"), ["https://other.example/rss"]),
        (link("/rss") + link("/rss"), ["https://site.example/rss"]),
        (link("/comments/feed") + link("/rss"), ["https://site.example/rss", "https://site.example/comments/feed"]),
        (link("/c", title="Комментарии") + link("/f"), ["https://site.example/f", "https://site.example/c"]),
        (
            link("/rss") + link("/atom", "application/atom+xml"),
            ["https://site.example/atom", "https://site.example/rss"],
        ),
        (link("/style.css", "text/css", "stylesheet"), []),
        (link("/fr", "text/html"), []),
        (link("javascript:alert(1)"), []),
        (link(""), []),
        ("", []),
    ],
)
def test_link_tags_name_feeds_articles_before_comments(page: str, offers: list[str]) -> None:
    assert list(autodiscovery.feeds(f"<html><head>{page}</head></html>", URL)) == offers


@pytest.mark.parametrize(
    ("document", "is_page"),
    [
        ("<!DOCTYPE html><html>", True),
        ("  <HTML lang=ar>", True),
        ("<?xml version='1.0'?>\n<!-- x --><!DOCTYPE html PUBLIC 'x'>", True),
        ("<rss><channel>", False),
        ("<?xml version='1.0'?><feed>", False),
        ("hello <html>", False),
    ],
)
def test_a_page_is_known_by_its_beginning(document: str, is_page: bool) -> None:
    assert autodiscovery.is_page(document) == is_page
