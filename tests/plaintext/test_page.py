"""What of a plain-text page is the article; the pages are in data/pages.toml."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import case_files
from watchers.plaintext.line_kinds import marks
from watchers.plaintext.page import article_span, clean, masked, surrounds

PAGES = case_files.load("pages.toml")["page"]


def _lines(marked: str, signs: str) -> list[str]:
    return [line[2:] for line in marked.strip().splitlines() if line.startswith(signs)]


def _page(marked: str) -> str:
    return "\n".join(line[2:] for line in marked.strip().splitlines())


@pytest.mark.parametrize("page", PAGES, ids=[page["why"] for page in PAGES])
def test_a_page_keeps_its_article(page: dict[str, Any]) -> None:
    body = article_span(_page(page["text"]))
    assert [line for line in body.text.splitlines() if line] == _lines(page["text"], "+")
    assert [line.text for line in body.dropped] == [line.strip() for line in _lines(page["text"], "-")]


@pytest.mark.parametrize("page", PAGES, ids=[page["why"] for page in PAGES])
def test_a_page_says_its_title_author_and_day(page: dict[str, Any]) -> None:
    body = article_span(_page(page["text"]))
    published = None if body.published is None else str(body.published)
    expected = (page.get("title"), page.get("byline"), page.get("published"))
    assert (body.title, body.byline, published) == expected


@pytest.mark.parametrize("page", PAGES, ids=[page["why"] for page in PAGES])
def test_what_was_cleaned_stays_clean(page: dict[str, Any]) -> None:
    once = clean(_page(page["text"]))
    assert clean(once) == once


@given(st.text(alphabet=st.sampled_from("ab A.!?\n\r\t 1•*-|:"), max_size=200))
def test_what_is_kept_stands_in_the_original(text: str) -> None:
    body = article_span(text)
    pieces = [text[start:end] for start, end in body.spans]
    assert "".join("".join(pieces).split()) == "".join(body.text.split())
    assert all(first[1] <= second[0] for first, second in zip(body.spans, body.spans[1:], strict=False))


@pytest.mark.parametrize("text", ["", " \n \n", "Menu", "6 May 2031", "***", "Share\nTweet"])
def test_a_text_without_an_article_comes_back_whole(text: str) -> None:
    assert clean(text) == text


def test_five_megabytes_take_no_time() -> None:
    assert clean("word " * 1_000_000)
    assert clean("Menu\n" * 200_000)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Minister Vesna at the harbour [AFP]", "caption"),
        ("By Ada Lund", "byline"),
        ("6 мая 2031, 10:15", "date"),
        ("He came on 6 May 2031.", None),
        ("The ferry sailed.", None),
        ("", None),
    ],
)
def test_a_line_tells_what_it_is(line: str, kind: str | None) -> None:
    assert surrounds(line) == kind


def test_marks_are_written_as_they_are_compared() -> None:
    for mark in marks():
        for phrase in (*mark.whole, *mark.starts, *mark.holds):
            assert phrase == phrase.casefold().replace("’", "'"), f"{mark.kind}: {phrase}"


PAGE = "\n".join(
    [
        "Skip to main content",
        "Sign in",
        "The harbour of Zafira Bay opened a reading room on Monday, and forty children came to see it.",
        "The mayor thanked the carpenters, who had worked through the winter without a single day of rest.",
        "A second room will follow in spring, the library said, once the roof has been mended again.",
        "Related Articles",
        "Three comments",
        "Ann says",
        "Haftar will never come to our town.",
        "Bob says",
        "Who is he anyway?",
        "Leave a Reply",
    ]
)


def test_a_page_is_masked_around_its_article_and_keeps_every_offset() -> None:
    text = masked(PAGE)
    assert len(text) == len(PAGE)
    assert "Haftar" not in text
    assert text.index("The mayor") == PAGE.index("The mayor")


def test_a_text_that_is_an_article_is_masked_nowhere() -> None:
    article = "By Ann Example\n\nThe harbour opened a reading room on Monday, and forty children came to see it."
    assert masked(article) == article
