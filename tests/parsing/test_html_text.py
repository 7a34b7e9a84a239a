"""The text of HTML fragments; the cases are in data/html_text.toml."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import case_files
from watchers.parsing import html_text

CASES = case_files.load("html_text.toml")["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_fragment_reads_as_people_see_it(case: dict[str, str]) -> None:
    assert html_text.body(case["html"]) == case["text"]


def test_plain_text_keeps_its_own_paragraphs() -> None:
    plain = "One\r\nline.\n\n\n  Two <3 &  three. "
    assert html_text.body(plain, "text/plain") == "One\nline.\n\nTwo <3 & three."


def test_markup_declared_as_plain_text_is_read_as_markup() -> None:
    assert html_text.body("<p>One</p><p>Two</p>", "text/plain") == "One\n\nTwo"


def test_a_title_is_one_line_of_all_its_text() -> None:
    assert html_text.one_line("A <em>fine</em>\n title &amp; <object>more</object><script>x</script>") == (
        "A fine title & more"
    )


def test_a_whole_page_in_an_item_gives_its_article_alone() -> None:
    sentences = "The commander arrived in the capital on Monday and met the minister of defence for talks. "
    page = (
        "<html><head><title>Site</title></head><body><nav><ul><li>Home</li><li>Politics</li></ul></nav>"
        f"<article><h1>Talks in the capital</h1><p>{sentences * 3}</p><p>{sentences[::-1] * 2}</p></article>"
        "<aside><h3>Most read</h3><a href='/x'>Ten recipes for the weekend</a></aside>"
        "<footer>All rights reserved. Imprint.</footer></body></html>"
    )
    text = html_text.body(page)
    assert "arrived in the capital on Monday" in text
    assert not any(words in text for words in ("Politics", "Ten recipes", "Imprint"))


@pytest.mark.parametrize("unit", ["<br>", "<p>", "&#x", "a\n\n", "read more ", "<!--", "\x1e", "…", " \n ", "<a b='"])
def test_monotonous_markup_is_read_in_no_time(unit: str) -> None:
    assert isinstance(html_text.body(unit * (200_000 // len(unit))), str)


@given(st.text(alphabet=st.sampled_from("ab<>/p br&;#x1d\x1d\x1e\n\"'"), max_size=80))
def test_any_text_gives_lines_without_blanks_at_their_ends(markup: str) -> None:
    text = html_text.plain_text(markup)
    assert text == text.strip()
    assert not {"\x1d", "\x1e"} & set(text)
    assert all(line == line.strip() for line in text.split("\n"))
