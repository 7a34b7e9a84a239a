"""Teasers and their pages: what is asked for, what comes of it, and what is learnt."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest

from watchers.fetching.fetch import Fetcher
from watchers.fetching.host_slots import HostSlots
from watchers.model import Article, Feed, FeedState, Published
from watchers.polling import teasers

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
STATE = FeedState(Feed("https://site.example/feed"))
TEASER = "The commander arrived in the capital on Monday and met the minister of defence …"
SENTENCES = (
    "The commander arrived in the capital on Monday and met the minister of defence.",
    "Both sides spoke for three hours about the situation along the southern border.",
    "A statement released in the evening said that a joint commission would be formed.",
    "The commission is to present its first report before the end of the coming month.",
)


def article(text: str = TEASER, n: int = 1) -> Article:
    return Article("Commander meets minister", text, NOW, url=f"https://site.example/{n}", language="en")


def page(*sentences: str) -> str:
    paragraphs = "".join(f"<p>{sentence} {sentence[::-1]}</p>" for sentence in sentences)
    return (
        "<html lang='en'><head><title>Commander meets minister</title></head><body>"
        "<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>"
        f"<article><h1>Commander meets minister</h1>{paragraphs}</article>"
        "<aside>Most read: ten recipes for the weekend</aside></body></html>"
    )


async def fill(
    *articles: Article, state: FeedState = STATE, answers: dict[str, httpx.Response | str]
) -> teasers.Filled:
    """Fill the articles from a site that answers by path; other paths are not found."""

    def answer(request: httpx.Request) -> httpx.Response:
        answer = answers.get(request.url.path, httpx.Response(404))
        if isinstance(answer, httpx.Response):
            return answer
        return httpx.Response(200, headers={"Content-Type": "text/html"}, stream=httpx.ByteStream(answer.encode()))

    async with Fetcher(transport=httpx.MockTransport(answer), slots=HostSlots(gap=0)) as fetcher:
        return await teasers.fill(articles, state, fetcher, NOW)


async def test_a_teaser_gets_the_text_of_its_page_without_its_surroundings() -> None:
    filled = await fill(article(), answers={"/1": page(*SENTENCES)})
    (teaser,) = filled.articles
    assert all(sentence in teaser.text for sentence in SENTENCES)
    assert "recipes" not in teaser.text
    assert "Sport" not in teaser.text
    assert (teaser.note, teaser.title) == ("", "Commander meets minister")
    assert filled.state.pages_help is True


async def test_a_page_that_cannot_be_had_leaves_the_teaser_and_says_so() -> None:
    filled = await fill(article(), answers={"/1": httpx.Response(403)})
    (teaser,) = filled.articles
    assert teaser.text == TEASER
    assert teaser.note == "teaser only: https://site.example/1 answered 403 Forbidden"
    assert filled.state.pages_help is None


async def test_a_page_of_fifty_megabytes_leaves_the_teaser_and_says_so() -> None:
    filled = await fill(article(), answers={"/1": httpx.Response(200, headers={"Content-Length": "50000000"})})
    assert "larger than 10 MB" in filled.articles[0].note


async def test_a_wall_in_front_of_the_page_is_not_taken_for_it() -> None:
    wall = page(*(f"Before you continue, we and our {n} partners ask for your consent to cookies." for n in "1234"))
    filled = await fill(article(), answers={"/1": wall})
    assert filled.articles[0].text == TEASER
    assert filled.articles[0].note == "teaser only: its page shows something else"


async def test_a_whole_text_is_left_alone() -> None:
    whole = article(" ".join(SENTENCES * 5))
    filled = await fill(whole, answers={})
    assert filled.articles == (whole,)
    assert filled.state == STATE


async def test_a_date_that_the_feed_lacks_is_taken_from_the_page_and_none_that_it_has() -> None:
    dated = page(*SENTENCES).replace("<title>", "<meta property='article:published_time' content='2026-02-27'><title>")
    dated_teaser = replace(article(n=2), published=Published.instant(NOW))
    filled = await fill(article(), dated_teaser, answers={"/1": dated, "/2": dated})
    assert [str(teaser.published) for teaser in filled.articles] == ["2026-02-27", "2026-03-01T12:00:00Z"]


async def test_only_so_many_pages_are_asked_for_at_once() -> None:
    articles = [article(n=n) for n in range(teasers.MOST_PAGES + 2)]
    filled = await fill(*articles, answers={f"/{n}": page(*SENTENCES) for n in range(99)})
    notes = [teaser.note for teaser in filled.articles]
    assert notes == [""] * teasers.MOST_PAGES + [f"teaser only: only {teasers.MOST_PAGES} pages are fetched a poll"] * 2


# ---------------------------------------------------------------- decisions


@pytest.mark.parametrize(
    ("desk", "learnt", "text", "teaser"),
    [
        (None, None, TEASER, True),
        (None, None, "Short.", True),
        (None, None, "A text of one paragraph. " * 20 + "[…]", True),
        (None, None, "A text of one paragraph. " * 20, False),
        (None, None, "A long text. " * 200 + "…", False),
        (None, True, "A text of one paragraph. " * 20, True),
        (None, True, "A long text. " * 200, False),
        (None, False, TEASER, False),
        (True, False, "A long text. " * 200, True),
        (False, True, TEASER, False),
    ],
)
def test_the_desks_word_goes_before_what_was_learnt_and_that_before_looks(
    desk: bool | None, learnt: bool | None, text: str, teaser: bool
) -> None:
    state = replace(STATE, feed=replace(STATE.feed, pages=desk), pages_help=learnt)
    assert teasers.is_teaser(article(text), state) == teaser
    assert not teasers.is_teaser(replace(article(text), url=""), state)


@pytest.mark.parametrize(
    ("before", "helped", "after"),
    [
        (None, [True], True),
        (None, [False, True], True),
        (None, [False, False], False),
        (None, [False], None),
        (None, [None, None, None], None),
        (None, [], None),
        (True, [False, False], True),
        (False, [], False),
    ],
)
def test_one_page_that_helps_says_yes_and_two_that_do_not_say_no(
    before: bool | None, helped: list[bool | None], after: bool | None
) -> None:
    assert teasers.learnt(before, helped) is after


async def test_a_page_that_does_not_come_holds_up_no_news() -> None:
    async def hang(request: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise AssertionError

    async with Fetcher(transport=httpx.MockTransport(hang), slots=HostSlots(gap=0)) as fetcher:
        filled = await teasers.fill([article(n=n) for n in range(9)], STATE, fetcher, NOW, within=0.01)
    assert {teaser.note for teaser in filled.articles} == {"teaser only: its page did not come within 0.01 s"}
    assert {teaser.text for teaser in filled.articles} == {TEASER}
