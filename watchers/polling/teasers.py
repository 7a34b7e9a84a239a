"""The texts that a feed's teasers only point to, from their pages.

    fresh articles -> teasers? -> their pages, politely -> the article alone -> what the feed is like is learnt

A page that cannot be had leaves the teaser, and the article's note says so.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from watchers.errors import FeedError
from watchers.fetching.fetch import Fetcher
from watchers.model import Article, FeedState
from watchers.parsing import charset, entry_dates
from watchers.parsing.entries import Page
from watchers.polling.worker_pool import run_bounded
from watchers.text.languages import primary_code

MOST_PAGES = 10  # a poll; what a feed brings at once beyond that stays a teaser
_PAGES_SECONDS = 8.0  # for the pages of a poll, turns at their host included: what the feed brings waits for them
_EXTRACTION_SECONDS = 5.0  # for one page
_LONGEST_TEASER_CHARACTERS = 1_500  # in feeds known for teasers, a text shorter than this is one
_SHORT_CHARACTERS = 280  # anywhere else, a text this short is taken for a teaser
_LONGEST_CUT_CHARACTERS = 1_200  # up to which an ellipsis at the end means that the rest is missing
_CUT = re.compile(r"(?:…|\.\.\.|\[[.…&;\w]{1,8}\]|\[\+\d+ chars\]|»|>>)\s*$")
_LEAST_GAIN = 1.5  # how many times longer than its teaser a page's text must be to be worth its request
_SHARED_WORDS_SHARE = 0.5  # of a teaser's words, which its page must hold to be its page


@dataclass(frozen=True, slots=True)
class Filled:
    """Articles with the texts of their pages where that was possible, and the feed's state with what was learnt."""

    articles: tuple[Article, ...]
    state: FeedState


def is_teaser(article: Article, state: FeedState) -> bool:
    """Whether an article's page is worth asking for: the desk's word, else what was learnt, else how the text looks."""
    if not article.url or state.feed.pages is False:
        return False
    if state.feed.pages:
        return True
    if state.pages_help is not None:
        return state.pages_help and len(article.text) < _LONGEST_TEASER_CHARACTERS
    text = article.text
    return len(text) < _SHORT_CHARACTERS or (len(text) < _LONGEST_CUT_CHARACTERS and _CUT.search(text) is not None)


async def fill(
    articles: Sequence[Article], state: FeedState, fetcher: Fetcher, now: datetime, within: float = _PAGES_SECONDS
) -> Filled:
    """The articles with their pages' texts, where they are teasers and their pages can be had in time."""
    teasers = [article for article in articles if is_teaser(article, state)]
    first_teasers = teasers[:MOST_PAGES]
    answers = await asyncio.gather(*(_page(article, fetcher, within) for article in first_teasers))
    filled = {
        id(article): _filled(article, answer, now) for article, answer in zip(first_teasers, answers, strict=True)
    }
    rest = {
        id(article): _noted(article, f"only {MOST_PAGES} pages are fetched a poll") for article in teasers[MOST_PAGES:]
    }
    helped = [_helps(article, answer) for article, answer in zip(first_teasers, answers, strict=True)]
    return Filled(
        articles=tuple((filled | rest).get(id(article), article) for article in articles),
        state=replace(state, pages_help=learnt(state.pages_help, helped)),
    )


def learnt(before: bool | None, helped: Sequence[bool | None]) -> bool | None:
    """Whether a feed's pages are worth their requests. `helped` has None for a page that could not be had.

    One page that helps says yes. Two that could be had and did not help say no, as long as nothing was known.
    """
    if True in helped:
        return True
    return False if before is None and helped.count(False) > 1 else before


async def _page(article: Article, fetcher: Fetcher, within: float) -> Page | FeedError:
    """The article's page, or why it cannot be had."""
    try:
        async with asyncio.timeout(within):
            fetched = await fetcher.get(article.url, resource="page")
        values = fetched.body, fetched.url, fetched.content_type
        page = await run_bounded(_extract, *values, seconds=_EXTRACTION_SECONDS, what=article.url)
    except TimeoutError:
        return FeedError(f"its page did not come within {within:g} s")
    except FeedError as error:
        return error
    return page or FeedError("its page holds no article")


def _extract(body: bytes, url: str, content_type: str) -> Page | None:
    from watchers.parsing import page_text

    return page_text.extract(charset.decode(body, content_type), url, dated=True)


def _filled(article: Article, answer: Page | FeedError, now: datetime) -> Article:
    if isinstance(answer, FeedError):
        return _noted(article, str(answer))
    if not _same(article, answer):
        return _noted(article, "its page shows something else")
    if len(answer.text) <= len(article.text):
        return article
    return replace(
        article,
        text=answer.text,
        published=article.published or entry_dates.clamped(answer.published, now),
        language=article.language or primary_code(answer.language),
    )


def _noted(article: Article, reason: str) -> Article:
    return replace(article, note=f"teaser only: {reason}")


def _helps(article: Article, answer: Page | FeedError) -> bool | None:
    if isinstance(answer, FeedError):
        return None
    return _same(article, answer) and len(answer.text) > _LEAST_GAIN * len(article.text)


def _same(article: Article, page: Page) -> bool:
    """Whether a page is the teaser's: it shares its words. Walls for consent or payment do not."""
    words = set(re.findall(r"\w{3,}", f"{article.title} {article.text}".casefold()))
    there = set(re.findall(r"\w{3,}", f"{page.title} {page.text}".casefold()))
    return len(words & there) >= _SHARED_WORDS_SHARE * len(words)
